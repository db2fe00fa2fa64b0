from __future__ import annotations

import pytest
from stdnum import verhoeff
from stdnum.in_ import aadhaar

from pia.checksums import FAILED, PASSED
from tests.checksums.verdicts_for_tests import compiled_verdicts, numbers, share_passed, verdict


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("presidio.InAadhaarRecognizer", "2345 6789:0124", PASSED),
        ("presidio.InAadhaarRecognizer", "234567890123", FAILED),
        ("presidio.InAadhaarRecognizer", "222222222222", FAILED),
        ("presidio.InAadhaarRecognizer", "123456789010", FAILED),
        ("presidio.NgNinRecognizer", "12345678901", FAILED),
    ],
)
def test_examples(name: str, text: str, expected: int) -> None:
    assert verdict(name, text) == expected


def test_check_digits_are_those_of_stdnum() -> None:
    texts = numbers(60, 1_000_000_000, 9_999_999_999)
    expected = [PASSED if verhoeff.is_valid(text) else FAILED for text in texts]
    assert sum(expected) == 60
    assert compiled_verdicts("presidio.NgNinRecognizer", texts) == expected
    long = numbers(60, 20_000_000_000, 99_999_999_999)
    assert share_passed("presidio.InAadhaarRecognizer", long, aadhaar.is_valid) > 0.09
