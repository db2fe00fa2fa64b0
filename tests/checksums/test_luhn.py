from __future__ import annotations

import pytest
from stdnum import luhn
from stdnum.se import personnummer

from pia.checksums import FAILED, PASSED, UNDECIDED
from tests.checksums.verdicts_for_tests import compiled_verdicts, numbers, share_passed, verdict


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("presidio.CreditCardRecognizer", "4111 1111-1111 1111", PASSED),
        ("presidio.CreditCardRecognizer", "4111111111111112", FAILED),
        ("presidio.CaSinRecognizer", "130-692-544", UNDECIDED),
        ("presidio.CaSinRecognizer", "130-692-545", FAILED),
        ("presidio.UsNpiRecognizer", "1234567893", PASSED),
        ("presidio.UsNpiRecognizer", "1111111112", FAILED),
        ("presidio.SePersonnummerRecognizer", "811228-9874", PASSED),
        ("presidio.SePersonnummerRecognizer", "19811228+9874", PASSED),
        ("presidio.SePersonnummerRecognizer", "811328-9873", FAILED),
        ("presidio.ZaIdNumberRecognizer", "8001015009087", PASSED),
        ("presidio.ZaIdNumberRecognizer", "8002305009087", FAILED),
    ],
)
def test_examples(name: str, text: str, expected: int) -> None:
    assert verdict(name, text) == expected


def test_payment_cards_are_those_of_stdnum() -> None:
    texts = numbers(60, 400_000_000_000_000, 599_999_999_999_999)
    expected = [PASSED if luhn.is_valid(text) else FAILED for text in texts]
    assert compiled_verdicts("presidio.CreditCardRecognizer", texts) == expected


def test_valid_personnummer_of_stdnum_pass() -> None:
    texts = [f"{text[:6]}-{text[6:]}" for text in numbers(60, 800_101_000, 800_131_999)]
    assert share_passed("presidio.SePersonnummerRecognizer", texts, personnummer.is_valid) > 0.04
