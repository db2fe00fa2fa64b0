from __future__ import annotations

import pytest

from pia.checksums import FAILED, UNDECIDED
from tests.checksums.verdicts_for_tests import verdict

SSN = "presidio.UsSsnRecognizer"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (SSN, "078-05-1121", UNDECIDED),
        (SSN, "078-05-1120", FAILED),
        (SSN, "078-05.1121", FAILED),
        (SSN, "666-05-1121", FAILED),
        (SSN, "000-05-1121", FAILED),
        (SSN, "078-00-1121", FAILED),
        (SSN, "078-05-0000", FAILED),
        (SSN, "222222222", FAILED),
        ("presidio.TrLicensePlateRecognizer", "34 ABC-123", UNDECIDED),
        ("presidio.TrLicensePlateRecognizer", "82ABC123", FAILED),
        ("presidio.TrLicensePlateRecognizer", "3", UNDECIDED),
        ("presidio.UkVehicleRegistrationRecognizer", "AB51 ABC", UNDECIDED),
        ("presidio.UkVehicleRegistrationRecognizer", "AB31-ABC", FAILED),
        ("presidio.UkVehicleRegistrationRecognizer", "A123 ABC", UNDECIDED),
        ("presidio.UkVehicleRegistrationRecognizer", "ABC 123D", UNDECIDED),
        ("presidio.ZaDriverLicenseRecognizer", "1234567890AB", UNDECIDED),
        ("presidio.ZaDriverLicenseRecognizer", "123456789012", FAILED),
        ("presidio.ZaDriverLicenseRecognizer", "123456A-BC1", FAILED),
        ("presidio.ZaIncomeTaxNumberRecognizer", "0123456789", UNDECIDED),
        ("presidio.ZaIncomeTaxNumberRecognizer", "4123456789", FAILED),
        ("presidio.ZaIncomeTaxNumberRecognizer", "012345678", FAILED),
        ("presidio.ZaPassportRecognizer", "A12345678", UNDECIDED),
        ("presidio.ZaPassportRecognizer", "B12345678", FAILED),
        ("presidio.ZaPassportRecognizer", "A1234567B", FAILED),
        ("presidio.ZaLicensePlateRecognizer", "AB 12 CD GP", UNDECIDED),
        ("presidio.ZaLicensePlateRecognizer", "123-EC", FAILED),
        ("presidio.ZaLicensePlateRecognizer", "AB12CDXX", FAILED),
        ("presidio.ZaLicensePlateRecognizer", "ABGP", FAILED),
        ("presidio.ZaTrafficRegisterNumberRecognizer", "8001015009087", FAILED),
        ("presidio.ZaTrafficRegisterNumberRecognizer", "8001015009088", UNDECIDED),
        ("presidio.ZaTrafficRegisterNumberRecognizer", "800101500908", FAILED),
    ],
)
def test_examples(name: str, text: str, expected: int) -> None:
    assert verdict(name, text) == expected
