from __future__ import annotations

import random
import string

import pytest
from presidio_analyzer.predefined_recognizers.generic.iban_patterns import regex_per_country
from stdnum import iban

from pia.checksums import FAILED, PASSED, UNDECIDED
from pia.checksums.iban import _FORMS
from tests.checksums.verdicts_for_tests import compiled_verdicts, interpreted_verdict, share_passed, verdict

IBAN = "presidio.IbanRecognizer"
CHARACTERS = {"n": string.digits, "a": string.ascii_uppercase, "c": string.digits + string.ascii_uppercase, "z": "0"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GB82 WEST 1234 5698 7654 32", PASSED),
        ("GB82-WEST-1234-5698-7654-32", PASSED),
        ("GB82WEST12345698765433", FAILED),
        ("gb82west12345698765432", UNDECIDED),
        ("GB82west12345698765432", UNDECIDED),
        ("XX82WEST12345698765432", FAILED),
    ],
)
def test_examples(text: str, expected: int) -> None:
    assert verdict(IBAN, text) == expected


def account(country: str, form: str, chance: random.Random) -> str:
    """A random account number of the form, with the right check digits."""
    places, count = "", ""
    for character in form:
        if character.isdigit():
            count += character
        else:
            places, count = places + character * int(count), ""
    body = "".join(chance.choice(CHARACTERS[place]) for place in places)
    value = int("".join(str(int(character, 36)) for character in body + country + "00"))
    return f"{country}{98 - value % 97:02}{body}"


def test_every_country_in_its_form_and_out_of_it() -> None:
    chance = random.Random(4)
    forms = dict(entry.split() for entry in _FORMS.split(","))
    assert set(forms) == set(regex_per_country)
    right = [account(country, form, chance) for country, form in forms.items() for _ in range(4)]
    assert set(compiled_verdicts(IBAN, right)) == {PASSED}
    assert share_passed(IBAN, right, lambda text: bool(iban.is_valid(text, check_country=False))) > 0.8
    wrong = [account(country, chance.choice(list(forms.values())), chance) for country in forms for _ in range(20)]
    texts = [*right, *wrong, *(text.lower() for text in right), *(text[:-1] for text in right)]
    assert compiled_verdicts(IBAN, texts) == [interpreted_verdict(IBAN, text) for text in texts]
