from __future__ import annotations

import random
import string

import pytest
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.it import codicefiscale
from stdnum.tr import tckimlik

from pia.checksums import FAILED, PASSED, UNDECIDED
from tests.checksums.verdicts_for_tests import compiled_verdicts, share_passed, verdict


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("presidio.EsNifRecognizer", "12345678Z", PASSED),
        ("presidio.EsNifRecognizer", "12345678-a", FAILED),
        ("presidio.EsNifRecognizer", "12345678Z-", PASSED),
        ("presidio.EsNifRecognizer", "", FAILED),
        ("presidio.ItFiscalCodeRecognizer", "", FAILED),
        ("presidio.EsNieRecognizer", "X1234567L", PASSED),
        ("presidio.EsNieRecognizer", "x1234567-l", PASSED),
        ("presidio.EsNieRecognizer", "X12345678L", FAILED),
        ("presidio.FiPersonalIdentityCodeRecognizer", "131052-308T", PASSED),
        ("presidio.FiPersonalIdentityCodeRecognizer", "290200+308T", FAILED),
        ("presidio.FiPersonalIdentityCodeRecognizer", "131352-308T", FAILED),
        ("presidio.ItFiscalCodeRecognizer", "RSSMRA85T10A562S", PASSED),
        ("presidio.ItFiscalCodeRecognizer", "RSSMRA85T10A562T", UNDECIDED),
        ("presidio.TrNationalIdRecognizer", "17291716060", PASSED),
        ("presidio.TrNationalIdRecognizer", "17291716061", FAILED),
        ("presidio.UkDrivingLicenceRecognizer", "MORGA657054SM9IJ", UNDECIDED),
        ("presidio.UkDrivingLicenceRecognizer", "MO9GA657054SM9IJ", FAILED),
        ("presidio.UkDrivingLicenceRecognizer", "99999657054SM9IJ", FAILED),
    ],
)
def test_examples(name: str, text: str, expected: int) -> None:
    assert verdict(name, text) == expected


def test_letters_and_turkish_numbers_are_those_of_stdnum() -> None:
    chance = random.Random(2)
    nif = [f"{chance.randrange(10**8):08}{letter}" for _ in range(20) for letter in string.ascii_uppercase]
    foreign = [
        f"{chance.choice('XYZ')}{chance.randrange(10**7):07}{letter}"
        for _ in range(20)
        for letter in string.ascii_uppercase
    ]
    turkish = [f"{head}{check:02}" for head in chance.sample(range(10**8, 10**9), 8) for check in range(100)]
    for name, texts, is_valid in (
        ("presidio.EsNifRecognizer", nif, dni.is_valid),
        ("presidio.EsNieRecognizer", foreign, nie.is_valid),
        ("presidio.TrNationalIdRecognizer", turkish, tckimlik.is_valid),
    ):
        expected = [PASSED if is_valid(text) else FAILED for text in texts]
        assert sum(expected) >= 8
        assert compiled_verdicts(name, texts) == expected


def test_valid_codes_of_stdnum_pass() -> None:
    chance = random.Random(3)
    heads = [f"{chance.randint(1, 28):02}{chance.randint(1, 12):02}{chance.randint(0, 99):02}" for _ in range(40)]
    finnish = [
        f"{head}{century}{chance.randint(2, 899):03}{check}"
        for head in heads
        for century in "+-A"
        for check in "0123456789ABCDEFHJKLMNPRSTUVWXY"
    ]
    assert share_passed("presidio.FiPersonalIdentityCodeRecognizer", finnish, hetu.is_valid) > 0.02
    italian = [f"RSSMRA85T{day:02}A562{letter}" for day in range(10, 29) for letter in string.ascii_uppercase]
    assert share_passed("presidio.ItFiscalCodeRecognizer", italian, codicefiscale.is_valid) > 0.03
