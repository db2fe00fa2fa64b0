from __future__ import annotations

import random

import pytest
from stdnum.cn import ric, uscc

from pia.checksums import FAILED, PASSED, UNDECIDED
from pia.recognizers._china_checks import PROVINCES
from tests.checksums.verdicts_for_tests import compiled_verdicts, interpreted_verdict, verdict


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("china.resident_id", "11010519491231002X", PASSED),
        ("china.resident_id", "11010519491231002x", PASSED),
        ("china.resident_id", "110105194912310021", FAILED),
        ("china.resident_id", "110105194913310025", FAILED),
        ("china.resident_id", "110105 19491231 002X", PASSED),
        ("china.resident_id_15", "110105491231002", PASSED),
        ("china.resident_id_15", "110105-491231-002", PASSED),
        ("china.resident_id_15", "110105240517002", UNDECIDED),
        ("china.resident_id_15", "110105490229002", FAILED),
        ("china.mobile", "+86 138-0013-8000", PASSED),
        ("china.mobile", "12800138000", FAILED),
        ("china.mobile", " 13800138000", PASSED),
        ("china.mobile", "+13800138000", FAILED),
        ("china.mobile", "0086 13800138000", PASSED),
        ("china.mobile", "(+86)13800138000", PASSED),
        ("china.mobile", "+008613800138000", FAILED),
        ("china.mobile", "8512800138000", FAILED),
        ("china.credit_code", "91110000600037341L", PASSED),
        ("china.credit_code", "9111-0000-6000-3734-1l", PASSED),
        ("china.credit_code", "91310000MA1FL0000W", FAILED),
        ("china.credit_code_of_digits", "911100006000300020", PASSED),
        ("china.credit_code_of_digits", "911100006000300021", FAILED),
    ],
)
def test_examples(name: str, text: str, expected: int) -> None:
    assert verdict(name, text) == expected


def test_provinces_are_those_of_the_recognizer() -> None:
    texts = [f"{province:02}0105491231002" for province in range(100)]
    verdicts = compiled_verdicts("china.resident_id_15", texts)
    passed = [text[:2] for text, found in zip(texts, verdicts, strict=True) if found == PASSED]
    assert set(passed) == PROVINCES


def test_resident_ids_of_any_day_and_check_digit() -> None:
    chance = random.Random(5)
    heads = [
        f"{chance.choice((11, 31, 44, 65))}0105{chance.randint(1870, 2110)}{chance.randint(0, 13):02}"
        f"{chance.randint(0, 32):02}{chance.randint(0, 999):03}"
        for _ in range(150)
    ]
    texts = [head + check for head in heads for check in "0123456789Xx"]
    assert compiled_verdicts("china.resident_id", texts) == [interpreted_verdict("china.resident_id", t) for t in texts]
    assert sum(ric.is_valid(text) for text in texts) > 50


def test_credit_codes_are_those_of_stdnum() -> None:
    chance = random.Random(6)
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    heads = [f"9131{chance.randrange(10**4):04}" + "".join(chance.choices(letters, k=9)) for _ in range(30)]
    texts = [head + check for head in heads for check in letters]
    expected = [PASSED if uscc.is_valid(text) and not text.isdigit() else FAILED for text in texts]
    assert sum(expected) >= len(heads) - 1
    assert compiled_verdicts("china.credit_code", texts) == expected
