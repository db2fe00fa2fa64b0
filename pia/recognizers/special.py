"""Special categories of data by their values, in English and Chinese: whatever the column is called, and in free text.

A cell that is a term of its list counts for its column; a column needs half of its cells to be such terms, among them
terms that mean nothing else. In free text a term counts where it stands; a column needs one such cell in twenty, and
what covers less than half of a column counts only beside other personal data in the same table.

Limits: the lists (`_terms`) are selections; a term says what a text is about, not whose it is or whether it is denied.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from pia.recognizers import Example, Hint, Pattern, PatternRecognizer, _terms, phrases
from pia.recognizers._term_index import Beginning, Inside

_HALF, _IN_TEXT = 0.5, 0.05
_TAIL = r"(?: ?[-/,;(（、，].{0,40})?"
_HAN = re.compile(r"[\u4e00-\u9fff]")


def any_of(words: Sequence[str]) -> str:
    """An expression for any of some words, branching at the first letter in which they differ.

    >>> any_of(("ab", "abc", "ad"))
    'a(?:b(?:c)?|d)'
    """
    return _written(sorted(set(words)), 0)


def _written(words: Sequence[str], start: int) -> str:
    """An expression for words in order, which are alike up to a place, from there on."""
    if len(words) == 1:
        return re.escape(words[0][start:])
    optional = len(words[0]) == start
    branches: list[str] = []
    for letter, alike in groupby(words[optional:], key=lambda word: word[start]):
        own = list(alike)
        branches.append(re.escape(letter) + _written(own, start + 1))
    if len(branches) == 1 and not optional:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if optional else ''}"


_WHOLE = {
    "religion": ("RELIGION", _terms.RELIGIONS, _terms.RELIGIONS_WEAK),
    "ethnicity": ("ETHNICITY", _terms.ETHNICITIES, _terms.ETHNICITIES_WEAK),
    "party": ("POLITICAL_AFFILIATION", _terms.PARTIES, _terms.PARTIES_WEAK),
    "orientation": ("SEXUAL_LIFE", _terms.ORIENTATIONS, _terms.ORIENTATIONS_WEAK),
    "union": ("UNION_MEMBERSHIP", _terms.UNIONS, _terms.UNIONS_WEAK),
    "offence": ("CRIMINAL_RECORD", _terms.OFFENCES, _terms.OFFENCES_WEAK),
    "sex": ("SEX", _terms.SEXES, _terms.SEXES_WEAK),
    "marital": ("MARITAL_STATUS", _terms.MARITAL, _terms.MARITAL_WEAK),
    "education": ("EDUCATION", _terms.EDUCATIONS, _terms.EDUCATIONS_WEAK),
}
_TERMS = tuple(word for _, *lists in _WHOLE.values() for words in lists for word in words)
_WHOLE_HINT = Hint(_TERMS, first=True)
_BEGINNING = Beginning(_TERMS)


def _whole(name: str, entity_type: str, strong: Sequence[str], weak: Sequence[str]) -> PatternRecognizer:
    """A recognizer for cells that are a term: strong ones mean nothing else, weak ones only fill up a column."""
    return PatternRecognizer(
        name=f"special.{name}",
        entity_type=entity_type,
        patterns=(Pattern(any_of(strong) + _TAIL, 0.7), Pattern(any_of(weak), 0.3)),
        whole=True,
        share=_HALF,
        hint=_WHOLE_HINT,
        may_hold=Beginning((*strong, *weak), _BEGINNING),
    )


_FAITH = phrases(
    """
    practising catholic, practicing catholic, devout catholic, devout muslim, practising muslim, converted to islam,
    converted to christianity, attends mass, attends church, attends mosque, prays five times, observant jew,
    keeps kosher,
    信仰佛教, 信仰基督教, 信仰天主教, 信仰伊斯兰教, 信佛, 信教, 基督徒, 天主教徒, 佛教徒, 穆斯林, 做礼拜
    """
)
_POLITICS = phrases(
    """
    registered democrat, registered republican, voted labour, voted conservative, votes republican, party member since,
    member of the labour party, member of the conservative party, member of the green party,
    member of the communist party,
    中共党员, 中共预备党员, 预备党员, 共青团员, 入党积极分子, 民主党派, 无党派人士, 入党
    """
)
_ORIENTATION = phrases(
    """
    homosexual, bisexual, lesbian, is gay, came out as, same-sex partner, same-sex couple, sexual orientation,
    sexually active, unprotected sex, 同性恋, 双性恋, 同性伴侣, 性取向, 性伴侣, 男男性行为
    """
)
_INSIDE = {
    "health": ("HEALTH", _terms.DIAGNOSES + _terms.DIAGNOSES_CHINESE),
    "disability": ("DISABILITY", _terms.DISABILITIES),
    "offence": ("CRIMINAL_RECORD", _terms.OFFENCES),
    "union": ("UNION_MEMBERSHIP", _terms.UNIONS),
    "faith": ("RELIGION", _FAITH),
    "politics": ("POLITICAL_AFFILIATION", _POLITICS),
    "orientation": ("SEXUAL_LIFE", _ORIENTATION),
}
_SAID = tuple(word for _, words in _INSIDE.values() for word in words)
_HINT = Hint(_SAID)
_HOLDING = Inside(_SAID)
"""One for all, so that a text is looked at once."""


def _inside(name: str, entity_type: str, words: Sequence[str]) -> PatternRecognizer:
    """A recognizer for terms that stand anywhere in a text."""
    latin = any_of([word for word in words if not _HAN.search(word)])
    chinese = any_of([word for word in words if _HAN.search(word)])
    return PatternRecognizer(
        name=f"special.{name}_in_text",
        entity_type=entity_type,
        patterns=(Pattern(rf"(?<![A-Za-zÀ-ÿ]){latin}(?![A-Za-zÀ-ÿ])", 0.7), Pattern(chinese, 0.7)),
        share=_IN_TEXT,
        hint=_HINT,
        may_hold=Inside(tuple(words), _HOLDING),
    )


_ICD_10 = r"[A-TV-Z]\d[0-9AB]"

RECOGNIZERS = (
    *(_whole(name, *looked_for) for name, looked_for in _WHOLE.items()),
    *(_inside(name, *looked_for) for name, looked_for in _INSIDE.items()),
    PatternRecognizer(
        name="special.icd10",
        entity_type="HEALTH",
        patterns=(
            Pattern(rf"{_ICD_10}\.[0-9A-KXZx]{{1,4}}(?:[+*†])?(?:[,; ]+{_ICD_10}(?:\.[0-9A-KXZx]{{1,4}})?)*", 0.65),
            Pattern(_ICD_10, 0.3),
        ),
        flags=0,
        whole=True,
        share=0.8,
    ),
)

EXAMPLES = (
    Example("RELIGION", "Roman Catholic", True),
    Example("RELIGION", "伊斯兰教", True),
    Example("RELIGION", "None", False),
    Example("RELIGION", "She is a practising Catholic and sings in the choir", True),
    Example("ETHNICITY", "Hispanic or Latino", True),
    Example("ETHNICITY", "维吾尔族", True),
    Example("ETHNICITY", "White", False),
    Example("POLITICAL_AFFILIATION", "Republican", True),
    Example("POLITICAL_AFFILIATION", "中共党员", True),
    Example("POLITICAL_AFFILIATION", "Green", False),
    Example("POLITICAL_AFFILIATION", "该同志于1998年入党，表现良好", True),
    Example("SEXUAL_LIFE", "bisexual", True),
    Example("SEXUAL_LIFE", "双性恋", True),
    Example("SEXUAL_LIFE", "straight", False),
    Example("SEXUAL_LIFE", "lives with his same-sex partner in town", True),
    Example("UNION_MEMBERSHIP", "workplace rep, Unison", False),
    Example("UNION_MEMBERSHIP", "pays union dues monthly by payroll", True),
    Example("UNION_MEMBERSHIP", "工会会员", True),
    Example("CRIMINAL_RECORD", "Aggravated assault", True),
    Example("CRIMINAL_RECORD", "因犯盗窃罪被判处有期徒刑一年", True),
    Example("CRIMINAL_RECORD", "assault course", False),
    Example("HEALTH", "Patient suffers from asthma since childhood", True),
    Example("HEALTH", "2型糖尿病", True),
    Example("HEALTH", "E11.9", True),
    Example("HEALTH", "B05", False),
    Example("HEALTH", "headlight", False),
    Example("DISABILITY", "wheelchair user, needs a ramp", True),
    Example("DISABILITY", "听力残疾三级", True),
    Example("DISABILITY", "blind spot", False),
    Example("SEX", "Female", True),
    Example("SEX", "M", False),
    Example("MARITAL_STATUS", "divorced", True),
    Example("MARITAL_STATUS", "separated", True),
    Example("MARITAL_STATUS", "partner", False),
    Example("EDUCATION", "大学本科", True),
    Example("EDUCATION", "college", False),
)
