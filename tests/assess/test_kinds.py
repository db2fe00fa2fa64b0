from __future__ import annotations

import pytest

from pia.assess.kinds import covered
from pia.judging import Rulebook


@pytest.mark.parametrize(
    ("words", "entity_type", "expected"),
    [
        (["health data"], "HEALTH", True),
        (["Dates of birth of children"], "DATE_OF_BIRTH", True),
        (["date_of_birth"], "DATE_OF_BIRTH", True),
        (["家庭住址与联系电话", "出生日期"], "DATE_OF_BIRTH", True),
        (["names", "postal addresses"], "HEALTH", False),
        (["names"], "SEX", False),
        (["姓名", "公民身份号码"], "ETHNICITY", False),
        (["names", "topics of visits"], "HEALTH", None),
        (["dates"], "DATE_OF_BIRTH", None),
        (["身份"], "CN_RESIDENT_ID", None),
        (["personal data"], "HEALTH", None),
        ([], "HEALTH", None),
        (["page"], "AGE", None),
    ],
)
def test_words_cover_a_kind_or_not_or_leave_it_open(
    book: Rulebook, words: list[str], entity_type: str, expected: bool | None
) -> None:
    assert covered(words, book.categories[entity_type], book.categories) is expected


def test_every_kind_is_covered_by_its_own_names(book: Rulebook) -> None:
    for category in book.categories.values():
        for name in (category.label.en, category.label.zh, category.fact):
            if name:
                assert covered([name], category, book.categories) is True, name


def test_one_more_word_never_uncovers_a_kind(book: Rulebook) -> None:
    order = {False: 0, None: 1, True: 2}
    words = ["names", "health data", "身份", "topics", "出生日期", "sex"]
    for category in book.categories.values():
        for more in words:
            for base in words:
                before = covered([base], category, book.categories)
                assert order[covered([base, more], category, book.categories)] >= order[before]
