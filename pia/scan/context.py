"""What a header says of a column: the words of a recognizer, looked up in the words of the header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pia.recognizers import Recognizer

_PARTS = re.compile(r"[A-Z]+(?![a-zà-ÿ])|[A-ZÀ-Þ]?[a-zà-ÿ]+|[^\W\d_a-zA-ZÀ-ÿ]+|\d+")
_SMALL = re.compile(r"[a-z ]+|[\u4e00-\u9fff]+")
"""Headers that are cut at their spaces only: nearly all that recognizers know."""

_OTHER_SCRIPT = re.compile(r"[^\x00-\u024f]")
_MOST_TOGETHER = 24
"""Longest run of words, or of characters of another script, that is indexed."""

_MOST_CHARACTERS = 512
"""Of a longer header only the beginning is looked at."""

_GLUED = frozenset(
    """
    account addr address age applicant author bank birth birthday birthdate card cell child citizen city client code
    company contact country county customer cust date day district dob driver email emergency emp employee employer
    ethnicity family father file first fname full gender given guardian head home host house household income insurance
    last lat latitude license licence line lname login lon longitude maiden mail marital member middle mobile mother
    name nation national nationality nick number occupation office owner parent party passport password patient person
    personal phone place plate postal post postcode primary product race region religion resident salary school
    secondary sex ssn staff state station status street student surname tax tel telephone title town type user village
    wage work worker year zip zipcode no num id
    """.split()  # noqa: SIM905 - a list of its own would take a page
)
"""Words that people write together in headers without a mark between them (`custphone`, `emailaddr`)."""


@lru_cache(maxsize=4096)
def words(header: str) -> tuple[str, ...]:
    """The words of a header in lower case, cut at separators, at changes of case, and between scripts.

    >>> words("nextOfKin_contactName2"), words("EmailID"), words("房东phone")
    (('next', 'of', 'kin', 'contact', 'name', '2'), ('email', 'id'), ('房东', 'phone'))
    """
    header = header[:_MOST_CHARACTERS]
    if _SMALL.fullmatch(header):
        return tuple(header.split())
    return tuple(part.lower() for part in _PARTS.findall(header))


@lru_cache(maxsize=4096)
def parts(word: str) -> tuple[str, ...]:
    """The common header words that a word is put together from; the word itself if it is not.

    >>> parts("custphone"), parts("hotel"), parts("dateofbirth")
    (('cust', 'phone'), ('hotel',), ('dateofbirth',))
    """
    if word in _GLUED or len(word) > _MOST_TOGETHER:
        return (word,)
    for end in range(len(word) - 1, 2, -1):
        rest = parts(word[end:]) if word[:end] in _GLUED else ()
        if rest and all(part in _GLUED for part in rest):
            return (word[:end], *rest)
    return (word,)


@lru_cache(maxsize=4096)
def _said(header: str) -> frozenset[str]:
    """Everything a header says, as `_sought` writes it."""
    have = words(header)
    while have and have[-1].isdigit():
        have = have[:-1]
    apart = tuple(part for word in have for part in parts(word))
    said = {f"={''.join(have)}"}
    for row in {have, apart}:
        for start in range(len(row)):
            said |= {" ".join(row[start:end]) for end in range(start + 1, min(len(row), start + _MOST_TOGETHER) + 1)}
    joined = "".join(have)
    if _OTHER_SCRIPT.search(joined):
        for start in range(len(joined)):
            said |= {f"~{joined[start:end]}" for end in range(start + 1, min(len(joined), start + _MOST_TOGETHER) + 1)}
    return frozenset(said)


@lru_cache(maxsize=4096)
def _sought(phrases: tuple[str, ...]) -> frozenset[str]:
    """What a header must say one of for a phrase to be in it."""
    sought: set[str] = set()
    for phrase in phrases:
        wanted = words(phrase.removeprefix("="))
        if phrase.startswith("="):
            sought.add(f"={''.join(wanted)}")
        elif _OTHER_SCRIPT.search(phrase):
            sought.add(f"~{''.join(wanted)}")
        else:
            sought |= {" ".join(wanted), "".join(wanted)}
    return frozenset(sought)


def says(header: str, *phrases: str) -> bool:
    """Whether a header holds a phrase: as words that stand together, written as one word, or, in Chinese, anywhere.

    A phrase with `=` before it must be the whole header; numbers at its end aside. Phrases of more than 24 words, or
    Chinese characters, are in no header; nor is what follows the first 512 characters.

    >>> says("Date of Birth", "birth date"), says("birthDate", "birth date"), says("birthdate", "birth date")
    (False, True, True)
    >>> says("户主姓名", "姓名"), says("page", "age"), says("first_name", "=name"), says("name2", "=name")
    (True, False, False, True)
    """
    return not _sought(phrases).isdisjoint(_said(header))


def supports(header: str, context: tuple[str, ...], against: tuple[str, ...]) -> bool:
    """Whether a header speaks for a recognizer, and no word of it speaks against."""
    return says(header, *context) and not says(header, *against)


class HeaderIndex:
    """Which recognizers are searched for under which header; words are indexed once for any number of columns."""

    def __init__(self, recognizers: Sequence[Recognizer]) -> None:
        """Index the header words of recognizers."""
        self._recognizers = tuple(recognizers)
        self._always = frozenset(place for place, one in enumerate(self._recognizers) if not one.needs_header)
        self._places: dict[str, list[int]] = {}
        for place, one in enumerate(self._recognizers):
            if place not in self._always:
                for sought in _sought(one.context):
                    self._places.setdefault(sought, []).append(place)

    def wanted(self, header: str) -> tuple[Recognizer, ...]:
        """The recognizers that are searched for in a column of this name, in the order given."""
        named = {place for said in _said(header) for place in self._places.get(said, ())}
        places = self._always | {place for place in named if not says(header, *self._recognizers[place].against)}
        return tuple(self._recognizers[place] for place in sorted(places))
