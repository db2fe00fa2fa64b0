from __future__ import annotations

import pytest
from stdnum.au import tfn
from stdnum.gb import nhs
from stdnum.pl import pesel
from stdnum.th import pin

from pia.checksums import FAILED, PASSED, UNDECIDED
from tests.checksums.verdicts_for_tests import compiled_verdicts, numbers, share_passed, verdict


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("presidio.AuMedicareRecognizer", "2123 45670 1", PASSED),
        ("presidio.AuMedicareRecognizer", "2123 45671 1", FAILED),
        ("presidio.AuTfnRecognizer", "876 543 210", PASSED),
        ("presidio.DeLanrRecognizer", "123456601", PASSED),
        ("presidio.DeLanrRecognizer", "123456701", FAILED),
        ("presidio.PlPeselRecognizer", "44051401359", PASSED),
        ("presidio.PlPeselRecognizer", "44051401358", FAILED),
        ("presidio.NhsRecognizer", "943 476-5919", PASSED),
        ("presidio.NhsRecognizer", "9434765918", FAILED),
        ("presidio.MedicalLicenseRecognizer", "BB1388568", PASSED),
        ("presidio.MedicalLicenseRecognizer", "BB1388567", FAILED),
        ("presidio.PhTinRecognizer", "123-456-782", UNDECIDED),
        ("presidio.PhTinRecognizer", "123-456-782-000", UNDECIDED),
        ("presidio.PhTinRecognizer", "123-456-781", FAILED),
        ("presidio.ThTninRecognizer", "1101700207366", PASSED),
        ("presidio.ThTninRecognizer", "1101700207365", FAILED),
    ],
)
def test_examples(name: str, text: str, expected: int) -> None:
    assert verdict(name, text) == expected


def test_tax_file_and_nhs_numbers_are_those_of_stdnum() -> None:
    for name, texts, is_valid in (
        ("presidio.AuTfnRecognizer", numbers(60, 10_000_000, 99_999_999), tfn.is_valid),
        ("presidio.NhsRecognizer", numbers(60, 100_000_000, 999_999_999), nhs.is_valid),
    ):
        expected = [PASSED if is_valid(text) else FAILED for text in texts]
        assert sum(expected) > 20
        assert compiled_verdicts(name, texts) == expected


def test_valid_numbers_of_stdnum_pass() -> None:
    assert share_passed("presidio.PlPeselRecognizer", numbers(60, 8001010000, 8001319999), pesel.is_valid) > 0.08
    assert share_passed("presidio.ThTninRecognizer", numbers(60, 110_000_000_000, 139_999_999_999), pin.is_valid) > 0.08
