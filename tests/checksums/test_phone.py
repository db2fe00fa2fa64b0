from __future__ import annotations

import pytest

from pia.checksums import FAILED, UNDECIDED
from tests.checksums.verdicts_for_tests import verdict


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("020 7946 0018", UNDECIDED),
        (" (0)30.901820 x12 ", UNDECIDED),
        ("31.2304167", FAILED),
        ("1234567.8", FAILED),
        ("-121,4737", FAILED),
        ("-1214.737", UNDECIDED),
        ("2024-05-17 08:00", FAILED),
        ("17/5/2024", FAILED),
        ("2024-05 17 0800", UNDECIDED),
        ("17/5/20241", FAILED),
        ("17-5-2024\n1", UNDECIDED),
        ("123456", FAILED),
        ("1234567890123456", FAILED),
    ],
)
def test_numbers_and_what_only_looks_like_one(text: str, expected: int) -> None:
    assert verdict("phone.local", text) == expected
