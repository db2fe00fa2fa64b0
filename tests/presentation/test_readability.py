from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pia.presentation.readability import HARDEST_GRADE, readability


def test_short_words_and_sentences_are_plain() -> None:
    easy = readability("The cat sat on the mat. It was warm there.")
    hard = readability(
        "Notwithstanding the aforementioned considerations, pseudonymisation necessitates organisational "
        "implementation of proportionate confidentiality safeguards."
    )
    assert easy is not None
    assert hard is not None
    assert easy.plain
    assert easy.grade < 2
    assert not hard.plain
    assert hard.grade > 20
    assert hard.limit == HARDEST_GRADE


def test_the_grade_is_that_of_the_formula() -> None:
    """Six words, one sentence, seven syllables: 0.39 * 6 + 11.8 * 7 / 6 - 15.59."""
    told = readability("We look at the old table.")
    assert told is not None
    assert told.grade == pytest.approx(0.39 * 6 + 11.8 * 7 / 6 - 15.59, abs=0.05)


def test_chinese_is_told_by_the_length_of_its_sentences() -> None:
    short, long = readability("我们读取了数据。没有发现问题。"), readability("我们" * 30 + "。")
    assert short is not None
    assert long is not None
    assert (short.grade, short.plain) == (6.5, True)
    assert (long.grade, long.plain) == (60.0, False)


def test_too_short_a_text_has_no_grade() -> None:
    assert readability("") is None
    assert readability("Two words.") is None
    assert readability("12 34 !") is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_our_own_words_for_residents_are_plain(root: Path, language: str) -> None:
    texts = yaml.safe_load((root / "report_templates" / "residents" / "words.yaml").read_text(encoding="utf-8"))
    hard = [key for key, text in texts.items() if (told := readability(text[language])) and not told.plain]
    assert hard == []
