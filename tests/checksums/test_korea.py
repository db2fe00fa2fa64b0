from __future__ import annotations

import pytest
from stdnum.kr import rrn

from pia.checksums import FAILED, PASSED, UNDECIDED
from tests.checksums.verdicts_for_tests import numbers, share_passed, verdict


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("presidio.KrRrnRecognizer", "971013-9019902", PASSED),
        ("presidio.KrRrnRecognizer", "9710131019903", UNDECIDED),
        ("presidio.KrRrnRecognizer", "971013101990", FAILED),
        ("presidio.KrRrnRecognizer", "9710131019902-", UNDECIDED),
        ("presidio.KrDriverLicenseRecognizer", "11-22 333333-44", PASSED),
        ("presidio.KrDriverLicenseRecognizer", "27-22-333333-44", FAILED),
    ],
)
def test_examples(name: str, text: str, expected: int) -> None:
    assert verdict(name, text) == expected


def test_valid_resident_numbers_of_stdnum_pass() -> None:
    texts = numbers(60, 900101_100000, 900131_299999)
    assert share_passed("presidio.KrRrnRecognizer", texts, rrn.is_valid) > 0.02


def test_foreigners_have_another_complement() -> None:
    texts = numbers(20, 900101_500000, 900131_599999)
    verdicts = [verdict("presidio.KrFrnRecognizer", text) for text in texts]
    assert set(verdicts) == {PASSED, UNDECIDED}
