from __future__ import annotations

import pytest

from pia.scan.context import says, supports, words


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("first_name", ("first", "name")),
        ("nextOfKinPhone", ("next", "of", "kin", "phone")),
        ("IDCardNo", ("id", "card", "no")),
        ("联系人phone2", ("联系人", "phone", "2")),
        ("", ()),
    ],
)
def test_words(header: str, expected: tuple[str, ...]) -> None:
    assert words(header) == expected


@pytest.mark.parametrize(
    ("header", "phrase", "expected"),
    [
        ("birth_date", "birth date", True),
        ("birthdate", "birth date", True),
        ("date_of_birth", "birth date", False),
        ("homepage", "age", False),
        ("户主姓名", "姓名", True),
        ("name", "=name", True),
        ("station name", "=name", False),
        ("name 2", "=name", True),
        ("XM", "xm", True),
    ],
)
def test_says(header: str, phrase: str, expected: bool) -> None:
    assert says(header, phrase) is expected


def test_a_word_against_outweighs_the_words_for() -> None:
    assert supports("contact name", ("contact name",), ("company",))
    assert not supports("company contact name", ("contact name",), ("company",))
