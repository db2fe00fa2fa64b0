"""What tests say of matches: compiled ones, or the recognizers' own, which are asked once about each distinct text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pia.checksums import UNDECIDED, VERDICTS
from pia.checksums.run import KINDS, verify
from pia.matching.texts import Integers, Texts
from pia.recognizers import FormRecognizer
from pia.scan import cells
from pia.scan.columns import as_text, places_of

MOST_REMEMBERED = 1 << 15
"""Texts per recognizer whose verdicts are remembered for the next batches; then they are forgotten, all at once."""

_DIALLED = "phone.international"

_CODES = {verdict: code for code, verdict in VERDICTS.items()}


class Verdicts:
    """Remembers what was said, for all batches and threads of a run; in memory only."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self._told: dict[str, dict[str, int]] = {}

    def codes(self, recognizer: FormRecognizer, texts: Texts, starts: Integers, ends: Integers) -> npt.NDArray[np.int8]:
        """`FAILED`, `PASSED` or `UNDECIDED` for every text `data[start:end]`, by compiled tests where there are any."""
        kind = KINDS.get(recognizer.name)
        if kind is None and recognizer.name != _DIALLED:
            return self.of(recognizer, texts, starts, ends)
        codes = np.full(len(starts), UNDECIDED, dtype=np.int8)
        plain = np.zeros(len(starts), dtype=bool)
        every = cells.ascii_only(texts.data, starts, ends, plain)
        if kind is not None:
            verify(kind, texts.data, starts, ends, codes)
        else:
            from pia.scan import dialling

            codes[plain] = dialling.verdicts(texts.data, starts[plain], ends[plain], recognizer.verdict)
        if not every:
            others = np.flatnonzero(~plain)
            codes[others] = self.of(recognizer, texts, starts[others], ends[others])
        return codes

    def of(self, recognizer: FormRecognizer, texts: Texts, starts: Integers, ends: Integers) -> npt.NDArray[np.int8]:
        """`FAILED`, `PASSED` or `UNDECIDED` for every text `data[start:end]`."""
        data, offsets = cells.cut(texts.data, starts, ends)
        whole = [None, pa.py_buffer(offsets.data), pa.py_buffer(data.data)]
        column: Any = as_text(pa.Array.from_buffers(pa.large_string(), len(starts), whole)).dictionary_encode()
        told = self._told.setdefault(recognizer.name, {})
        distinct: list[str] = column.dictionary.to_pylist()
        many: Callable[[Sequence[str]], Sequence[bool | None]] | None = getattr(recognizer, "many", None)
        if many:
            codes = _codes_of_many(many, told, distinct)
        else:
            codes = [self._code(recognizer, told, text) for text in distinct]
        return np.array(codes, dtype=np.int8)[places_of(column.indices)]

    def _code(self, recognizer: FormRecognizer, told: dict[str, int], text: str) -> int:
        code = told.get(text)
        if code is None:
            if len(told) >= MOST_REMEMBERED:
                told.clear()
            code = told[text] = _CODES[recognizer.verdict(text)]
        return code


def _codes_of_many(
    many: Callable[[Sequence[str]], Sequence[bool | None]], told: dict[str, int], texts: Sequence[str]
) -> list[int]:
    """The codes of texts, of which the new ones are asked about at once; others may tell meanwhile."""
    known = {text: code for text in texts if (code := told.get(text)) is not None}
    new = [text for text in texts if text not in known]
    asked = dict(zip(new, (_CODES[verdict] for verdict in many(new)), strict=True)) if new else {}
    if len(told) + len(asked) > MOST_REMEMBERED:
        told.clear()
    if len(asked) <= MOST_REMEMBERED:
        told.update(asked)
    return [asked[text] if text in asked else known[text] for text in texts]
