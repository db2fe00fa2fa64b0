"""The contract of checksums: compiled tests of candidates, on bytes, without the interpreter.

A checksum looks at the ASCII bytes of one candidate that a pattern has found and says whether it can be what it looks
like: check digits, dates, numbers that are never assigned. It gives the verdict that the test of the recognizer of the
same name gives, for every text that this recognizer's patterns match.

A family module holds functions `name(data, start, end) -> verdict` on `data[start:end]`, compiled by `compiling`;
`run` holds their kinds and the loop over many candidates.
"""

from __future__ import annotations

from collections.abc import Mapping

FAILED = 0
"""It cannot be one."""

PASSED = 1
"""The checksum proves it as far as a checksum can."""

UNDECIDED = 2
"""Nothing speaks against it, and nothing proves it."""

VERDICTS: Mapping[int, bool | None] = {FAILED: False, PASSED: True, UNDECIDED: None}
"""What the recognizer's own test says instead."""
