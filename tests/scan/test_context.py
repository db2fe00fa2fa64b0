from __future__ import annotations

import pytest

from pia import plugins
from pia.scan.context import HeaderIndex, parts, says, supports, words


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


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("custphone", ("cust", "phone")),
        ("studentfirstname", ("student", "first", "name")),
        ("hotel", ("hotel",)),
        ("package", ("package",)),
        ("homepage", ("homepage",)),
        ("name" * 100, ("name" * 100,)),
    ],
)
def test_glued_words_come_apart_only_into_header_words(word: str, expected: tuple[str, ...]) -> None:
    assert parts(word) == expected


def test_a_glued_header_says_its_words() -> None:
    assert supports("custphone", ("phone",), ())
    assert not supports("companyname", ("=name", "name"), ("company",))


def test_a_huge_header_is_looked_at_in_part() -> None:
    assert says("姓名" + "x" * 100_000, "姓名")
    assert not says("x " * 100_000 + "phone", "phone")


def test_the_index_wants_what_supports_says() -> None:
    shelf = [one for family in plugins.load_all("recognizers").values() for one in family]
    index = HeaderIndex(shelf)
    for header in ("c1", "身份证号", "dateOfBirth", "custphone", "bsn", "company name", "党派2", ""):
        expected = [one for one in shelf if not one.needs_header or supports(header, one.context, one.against)]
        assert list(index.wanted(header)) == expected
