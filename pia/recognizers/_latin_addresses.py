"""The search for addresses in English text: streets of many countries, and the lines that follow them.

Sources: USPS Publication 28, appendix C1 (what American streets end in) and section 225 (military addresses).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pia.recognizers import _latin_words as words
from pia.recognizers._text_names import Found

SURE, PART = 0.8, 0.65
"""Scores of a street with its number, and of what is an address by the words before it."""

_CAPITAL = r"[A-ZÀ-ÞĀĂĄĆĈĊČĎĐĒĘĚĜĞĢĤĪİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽΑ-ΩА-Я]"
_NAME = rf"{_CAPITAL}[\w'’.-]*"
_FLAT = r"(?:Apt|Suite|Unit|Ste|Flat|Floor|Room)\.? ?\d+[A-Za-z]?"
_MONTHS = r"(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)"
_TAIL = (
    rf"(?:[,\n]? ?{_FLAT})?"
    rf"(?:(?:, ?|,? ?\n[ ?]*){_NAME}(?: [\w'’.-]+){{0,4}}?"
    r"(?:,? [A-Z]{2})?(?: \d{4,6})?(?=[,.\n?!;]|$| (?:in|for|after|before|and|is|I|to)\b)){0,3}"
)
_ADDRESS = re.compile(
    rf"(?:(?<![\w.])\d{{1,5}}[A-Za-z]?,? {words.STREET_BEFORE} (?:[\w'’.-]+ ?){{1,4}}"
    rf"|(?<![\w.]){words.STREET_BEFORE}(?: (?:[Dd]e|[Dd]es|[Dd]u|[Dd]i|[Dd]a|[Ll]a|[Ll]e|[Dd]el|[Dd]ella)){{0,2}}"
    rf"(?: {_NAME}){{1,4}},? ?(?:n\. )?\d{{1,5}}[A-Za-z]?(?!\w)"
    rf"|(?<![\w.])(?:{_NAME} ){{0,3}}{_CAPITAL}?[\w'’-]*{words.STREET} \d{{1,4}}[A-Za-z]?(?!\w)"
    rf"|\b[Pp]\.? ?[Oo]\.? [Bb]ox \d{{1,6}}"
    rf"|(?<![\w.,:/-])\d{{1,5}} (?:{_CAPITAL}[\w'’.-]+ ){{1,3}}{words.STREET_AFTER}\b\.?"
    rf"|(?<![\w.,:/-])\d{{3,5}} {_CAPITAL}[\w'’-]+(?: {_CAPITAL}[\w'’-]+){{1,2}}"
    rf"(?=,? ?\n| (?:Apt|Suite)|, {_CAPITAL})"
    rf"|\b(?:[Tt]he )?corner of (?:\d+ )?{_NAME}(?: {_NAME}){{0,3}} and "
    rf"(?:\d+ )?{_NAME}(?: {_NAME}){{0,3}}"
    rf"|\b(?<=on )(?:{_CAPITAL}[\w'’-]+ ){{1,3}}[Ss]treet\b|(?<= to )(?:{_CAPITAL}[\w'’-]+ ){{1,3}}street\b)"
    rf"{_TAIL}"
)
_MILITARY = re.compile(
    r"\b(?:(?:PSC|Unit|CMR|USS|USNS|USNV|USCGC) [\w ]{1,30},?\s{1,2})?(?:APO|FPO|DPO),? (?:AA|AE|AP) \d{5}\b",
    re.IGNORECASE,
)
_ADDRESS_PART = re.compile(
    r"\b(?:Apt|Suite|Unit|Ste|Flat)\.? \d+[A-Za-z]?\b|\b[A-Z]{2} \d{5}(?:-\d{4})?\b"
    r"|\b[A-Z]{1,2}\d[A-Z0-9]? \d[A-Z]{2}\b"
    r"|\b(?:[Zz][Ii][Pp]|[Pp]ost(?:al)?)(?: ?[Cc]ode)?(?: is)?[:# ]{1,3}(?P<code>\d{3,6}(?:-\d{3,4})?)\b"
    rf"|(?<![\w.,:/$-])(?P<numbered>\d{{1,5}} {_MONTHS}{_CAPITAL}[\w'’-]+(?: {_CAPITAL}[\w'’-]+){{0,2}}"
    r" \d{1,4}[A-Za-z]?)(?![\w/:%-])"
    rf"|(?m:^[ ?]*(?P<value>\d{{1,5}} {_CAPITAL}[\w'’-]+(?: {_CAPITAL}[\w'’-]+)?)$)"
)
"""Part of an address by itself: a flat, a state with its postcode, a street between two numbers, a line of its own."""

_AFTER_ADDRESS = re.compile(
    r"(?:\baddress(?:es)?(?: is| to|:| are)?|\bhere(?: they are)?:|located (?:at|in)|"
    r"\b(?:live[sd]?|residing|resides) (?:in|at|on)|\bmeet(?:ing)?(?: me| you)? at|"
    r"\b(?:is|are|was|off|stop|arrived?) at|"
    r"\b(?:sent|deliver(?:ed)?|forward(?:ed)?|returned|taxi|moved|mail(?:ed)?|ship(?:ped)?) to|\bto the same)"
    rf"\s*:?\s*(?P<value>(?:\d{{1,5}}[A-Za-z]?,? )?"
    rf"{_CAPITAL}[\w'’. -]{{2,40}}?(?:,? \d{{1,5}}[A-Za-z]?)?)(?=[,.\n?!;]|$)"
)
_NEXT_LINE = re.compile(
    rf",?[ \t]*\n[ >?|*\t]*(?:, ?)?(?:{_FLAT}|{_CAPITAL}[\w'’.-]*(?: \(?[\w'’.-]+\)?){{0,4}}?(?:,? [A-Z]{{2}})?"
    r"(?:,? \d{3,6}(?:-\d{4})?)?|\d{3,6}(?:-\d{4})?)[ \t]*(?=\n|$)"
)
_MOST_LINES = 5
_TELLING = re.compile(r"[0-9A-Z]|[^\x00-\x7f]")

EXPRESSIONS = (_ADDRESS, _MILITARY, _ADDRESS_PART, _AFTER_ADDRESS)
"""A text in which none of these matches holds no address."""


def is_plain(text: str) -> bool:
    """Whether a text has neither a digit nor a capital: then no address and no name is told by its letters."""
    return _TELLING.search(text) is None


def addresses(text: str, may: Sequence[object] = EXPRESSIONS) -> Iterator[Found]:
    """Every address in a text, and what is one by the words before it; they may overlap.

    Args:
        text: The text.
        may: For each of `EXPRESSIONS` whether it may match.
    """
    if is_plain(text):
        return
    whole, part, after = (_ADDRESS, _MILITARY), may[2], may[3]
    for expression, possible in zip(whole, may[:2], strict=True):
        for match in expression.finditer(text) if possible else ():
            yield Found(match.start(), _end_of_block(text, _cut(text, *match.span())), "ADDRESS", SURE)
    for match in _ADDRESS_PART.finditer(text) if part else ():
        start, end = match.span(match.lastgroup or 0)
        yield Found(start, _end_of_block(text, end), "ADDRESS", PART)
    for match in _AFTER_ADDRESS.finditer(text) if after else ():
        if any(character.isdigit() for character in match["value"]):
            yield Found(*match.span("value"), "ADDRESS", PART)


def _cut(text: str, start: int, end: int) -> int:
    """The end of an address without a last line that closes a letter."""
    line = text.rfind("\n", start, end)
    told = text[line:end].split()
    return line if line >= 0 and told and told[0] in words.CLOSING else end


def _end_of_block(text: str, end: int) -> int:
    """Where the lines end that go on with an address: flat, city, country, postcode, each on a line of its own."""
    for _ in range(_MOST_LINES):
        line = _NEXT_LINE.match(text, end)
        told = line.group().strip("\n\t >?|*,").split() if line else []
        if not line or told[0] in words.CLOSING or told[-1].strip("(")[0].islower():
            break
        end = line.end()
    return end
