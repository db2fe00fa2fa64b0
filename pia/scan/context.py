"""What a header says of a column: the words of a recognizer, looked up in the words of the header."""

from __future__ import annotations

import re
from functools import lru_cache

_PARTS = re.compile(r"[A-Z]+(?![a-zà-ÿ])|[A-ZÀ-Þ]?[a-zà-ÿ]+|[^\W\d_a-zA-ZÀ-ÿ]+|\d+")
_OTHER_SCRIPT = re.compile(r"[^\x00-\u024f]")


@lru_cache(maxsize=4096)
def words(header: str) -> tuple[str, ...]:
    """The words of a header in lower case, cut at separators, at changes of case, and between scripts.

    >>> words("nextOfKin_contactName2"), words("EmailID"), words("房东phone")
    (('next', 'of', 'kin', 'contact', 'name', '2'), ('email', 'id'), ('房东', 'phone'))
    """
    return tuple(part.lower() for part in _PARTS.findall(header))


@lru_cache(maxsize=65536)
def says(header: str, phrase: str) -> bool:
    """Whether a header holds a phrase: as words that stand together, written as one word, or, in Chinese, anywhere.

    A phrase with `=` before it must be the whole header; numbers at its end aside.

    >>> says("Date of Birth", "birth date"), says("birthDate", "birth date"), says("birthdate", "birth date")
    (False, True, True)
    >>> says("户主姓名", "姓名"), says("page", "age"), says("first_name", "=name"), says("name2", "=name")
    (True, False, False, True)
    """
    exact = phrase.startswith("=")
    wanted = words(phrase.removeprefix("="))
    have = words(header)
    while have and have[-1].isdigit():
        have = have[:-1]
    if exact:
        return have == wanted or "".join(have) == "".join(wanted)
    if _OTHER_SCRIPT.search(phrase):
        return "".join(wanted) in "".join(have)
    span = len(wanted)
    together = any(have[start : start + span] == wanted for start in range(len(have) - span + 1))
    return together or "".join(wanted) in have


def supports(header: str, context: tuple[str, ...], against: tuple[str, ...]) -> bool:
    """Whether a header speaks for a recognizer, and no word of it speaks against."""
    return any(says(header, phrase) for phrase in context) and not any(says(header, phrase) for phrase in against)
