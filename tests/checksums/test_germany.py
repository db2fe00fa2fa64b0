from __future__ import annotations

import pytest
from stdnum.de import idnr

from pia.checksums import FAILED, PASSED, UNDECIDED
from tests.checksums.verdicts_for_tests import numbers, share_passed, verdict


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("presidio.DeHealthInsuranceRecognizer", "A123456780", PASSED),
        ("presidio.DeHealthInsuranceRecognizer", "A123456781", FAILED),
        ("presidio.DeIdCardRecognizer", "L01X00T471", FAILED),
        ("presidio.DeIdCardRecognizer", "T22000129", UNDECIDED),
        ("presidio.DeIdCardRecognizer", "L01X00T44", PASSED),
        ("presidio.DePassportRecognizer", "C01X00T41", PASSED),
        ("presidio.DePassportRecognizer", "C01X00A41", FAILED),
        ("presidio.DeSocialSecurityRecognizer", "15070649C103", PASSED),
        ("presidio.DeSocialSecurityRecognizer", "15320649C103", FAILED),
        ("presidio.DeTaxIdRecognizer", "36574261809", PASSED),
        ("presidio.DeTaxIdRecognizer", "36574261890", FAILED),
        ("presidio.DeTaxIdRecognizer", "11112345677", FAILED),
    ],
)
def test_examples(name: str, text: str, expected: int) -> None:
    assert verdict(name, text) == expected


def test_valid_tax_ids_of_stdnum_pass() -> None:
    assert share_passed("presidio.DeTaxIdRecognizer", numbers(300, 1_000_000_000, 9_999_999_999), idnr.is_valid) > 0.002
