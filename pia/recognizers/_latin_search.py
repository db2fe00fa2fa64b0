"""The search for names in English text: capitals, lists of names, and the words beside them.

A run of capitalised words is a person if lists or the words beside it say so, an organisation if it ends like one, a
place if it is on the list of places and stands where places stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia.recognizers import _latin_words as words
from pia.recognizers._latin_addresses import addresses
from pia.recognizers._latin_lexicon import Lexicon, lexicon
from pia.recognizers._text_names import Found

SURE, LIKELY_NAME = 0.8, 0.65
"""Scores of what a title or lists of both names tell, and of what one list or one word beside it tells."""

_CAPITAL = r"[A-ZÀ-ÞĀĂĄĆĈĊČĎĐĒĘĚĜĞĢĤĪİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ]"
_WORD = rf"{_CAPITAL}(?:[\w'’-]*[\w]|\.)?"
_JOINT = rf"(?: (?:{'|'.join(sorted(words.PARTICLES))}))*"
RUN = re.compile(rf"(?<![\w@./-]){_WORD}(?:{_JOINT}(?: |, (?=(?:Inc|Ltd|LLC|PLC)\b)| & | of (?:the )?){_WORD})*")
_TITLE = re.compile(rf"(?:^|[\s(,:])(?:{words.TITLES})\.? $", re.IGNORECASE)
_TITLES = frozenset(words.TITLES.split("|"))
_LIVING = re.compile(words.LIVING_BEFORE, re.IGNORECASE)
_PERSON_BEFORE = re.compile(rf"(?:^|\b){words.PERSON_BEFORE}", re.IGNORECASE)
_NAMED_BEFORE = re.compile(
    r"(?:\bnames? (?:is|was)|'s|name:|calls? me|\bi am|\bi'm|\bunder|this is|hi|hello|dear|called)[\s,:]*$",
    re.IGNORECASE,
)
_PERSON_AFTER = re.compile(words.PERSON_AFTER)
_PLACE_BEFORE = re.compile(words.PLACE_BEFORE)
_SENTENCE = re.compile(r"(?:^|[.!?:;\n\"“”(*•-])\s*$")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_SPOKEN = {
    "AGE": re.compile(
        r"\b(?P<value>\d{1,3})(?=[ -](?:years?|yrs?)[ -]old\b| ?y/?o\b)"
        r"|\b(?:[Aa]ged?|[Ii]'m|[Ii] am|turned|[Hh]e is|[Ss]he is)[ :]+"
        r"(?P<other>\d{1,2})(?![\w%/:-]|[.,]\d| ?(?:%|percent|km|kg|miles|minutes|hours|days|weeks|months|of|meters))"
    ),
    "PHONE_NUMBER": re.compile(
        r"\b(?:[Cc]all|[Pp]hone|[Tt]el|[Tt]elephone|[Mm]obile|[Cc]ell|[Rr]each|[Ff]ax|[Dd]esk|[Ww]hats[Aa]pp|"
        r"[Ss][Mm][Ss]|[Nn]umber|[Mm]essages?|registered)\b[^\d\n]{0,25}?"
        r"(?P<value>\+?\(?\d(?:[ ().-]{0,2}\d){6,14}(?: ?(?:x|ext\.?) ?\d{1,6})?)(?![\d/])"
    ),
    "DATE_TIME": re.compile(
        rf"\b(?P<value>{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
        rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH},? \d{{4}}"
        rf"|{_MONTH} \d{{4}}"
        r"|(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
        r"|\b(?:[Ii]n|[Ss]ince|of|[Uu]ntil|by|from|a) (?P<other>(?:19|20)\d{2})\b(?![-/.]\d)"
    ),
}
"""Ages, telephone numbers and dates as sentences say them."""


def search(text: str) -> Iterator[Found]:
    """Every name in a text, in order; names do not overlap."""
    known = lexicon()
    taken = 0
    places = sorted(addresses(text), key=lambda found: (found.start, -found.end))
    every = [*places, *_spoken(text), *_runs(text, known)]
    runs = sorted(every, key=lambda found: (found.start, found.entity_type != "ADDRESS"))
    for found in runs:
        if found.start >= taken:
            yield found
            taken = found.end


def _spoken(text: str) -> Iterator[Found]:
    for entity_type, expression in _SPOKEN.items():
        for match in expression.finditer(text):
            yield Found(*match.span(match.lastgroup or 0), entity_type, LIKELY_NAME)


def _runs(text: str, known: Lexicon) -> Iterator[Found]:
    for match in RUN.finditer(text):
        yield from _judged(text, match.start(), match.end(), known)


def _judged(text: str, start: int, end: int, known: Lexicon) -> Iterator[Found]:
    """What a run of capitalised words is, after the words that only begin its sentence are taken away."""
    if _TITLE.search(text[max(0, start - 12) : start]):
        yield Found(start, _person_end(text, start, end), "PERSON", SURE)
        return
    parts = [(start + part.start(), start + part.end()) for part in re.finditer(r"[^\s,]+", text[start:end])]
    if _is_organisation(text, parts):
        yield Found(_without_article(text, parts), end, "ORGANIZATION", LIKELY_NAME)
        return
    for group in _groups(text, parts, known):
        yield from _named(text, group, known)


def _person_end(text: str, start: int, end: int) -> int:
    """Where a name that begins at a place ends: a possessive and what can be no name are left out."""
    of = text.find(" of ", start, end)
    end = of if of >= 0 else end
    return end - 2 if text[start:end].endswith(("'s", "’s")) else end


def _is_organisation(text: str, parts: list[tuple[int, int]]) -> bool:
    told = [text[start:end].strip(".") for start, end in parts]
    begins = told[0] in words.ORGANISATION_STARTS and len(told) > 2 and told[1] == "of"
    return len(told) > 1 and (begins or told[-1] in words.ORGANISATION_ENDS)


def _without_article(text: str, parts: list[tuple[int, int]]) -> int:
    for start, end in parts[:-1]:
        if text[start:end] not in words.COMMON:
            return start
    return parts[0][0]


def _groups(text: str, parts: list[tuple[int, int]], known: Lexicon) -> Iterator[list[tuple[int, int]]]:
    """Words that stand together; a common word and `of` part them."""
    group: list[tuple[int, int]] = []
    for start, end in parts:
        word = text[start:end]
        if _is_common(word, known):
            if group:
                yield group
            group = []
        else:
            group.append((start, end))
    if group:
        yield group


def _is_common(word: str, known: Lexicon) -> bool:
    bare = re.split("['’]", word)[0]
    shouted = word.isupper() and len(word) > 3 and word.title() not in known.places
    return bare in words.COMMON or bare in _TITLES or word in {"of", "&", "the"} or shouted


def _named(text: str, group: list[tuple[int, int]], known: Lexicon) -> Iterator[Found]:
    while len(group) > 1 and text[group[0][0] : group[0][1]].lower() in words.PARTICLES:
        group = group[1:]
    start, end = group[0][0], _person_end(text, group[0][0], group[-1][1])
    whole = text[start:end]
    whole = whole.title() if whole.isupper() and len(whole) > 3 else whole
    told = [text[first:last].removesuffix("'s").removesuffix("’s") for first, last in group]
    before, after = text[max(0, start - 40) : start], text[end : end + 20]
    if whole in words.NATIONALITIES:
        yield Found(start, end, "NATIONALITY", LIKELY_NAME)
        return
    person = _person_score(told, before, after, known)
    place = _place_score(whole, told, before, text[end : end + 24], known)
    if place and place >= person:
        yield Found(start, end, "LOCATION", place)
    elif person and len(group) <= 5:
        yield Found(start, end, "PERSON", person)


def _person_score(told: list[str], before: str, after: str, known: Lexicon) -> float:
    """How sure a run of words is the name of a person."""
    first, last = told[0], told[-1]
    given = first in known.given or first.partition("-")[0] in known.given
    beside = bool(_PERSON_BEFORE.search(before)) or bool(_PERSON_AFTER.match(after))
    if len(told) == 1:
        return _single_score(first, before, after, given=given, beside=beside, known=known)
    if given and (last in known.surnames or last in known.given):
        return SURE if first not in words.AMBIGUOUS or beside else LIKELY_NAME
    if _NAMED_BEFORE.search(before) and len(told) <= 4:
        return LIKELY_NAME
    sentence = bool(_SENTENCE.search(before)) and first in words.AMBIGUOUS
    if (given and not sentence) or (last in known.surnames and beside):
        return LIKELY_NAME
    return 0.0


def _single_score(word: str, before: str, after: str, *, given: bool, beside: bool, known: Lexicon) -> float:
    if len(word.strip(".")) < 2:
        return 0.0
    if _NAMED_BEFORE.search(before) and word not in known.known:
        return LIKELY_NAME
    listed = given or word in known.surnames
    if not listed or (word in words.AMBIGUOUS and not beside):
        return 0.0
    return LIKELY_NAME if beside or (given and word not in known.places) else 0.0


def _place_score(whole: str, told: list[str], before: str, after: str, known: Lexicon) -> float:
    """How sure a run of words is the name of a place."""
    beside = bool(_PLACE_BEFORE.search(before)) or bool(re.match(rf",? ?\n? ?(?:{_CAPITAL}{{2}}\b|\d{{4,6}}\b)", after))
    if whole in known.known:
        return LIKELY_NAME if beside or not (set(told) & words.AMBIGUOUS) else 0.0
    if whole in known.places and beside:
        return LIKELY_NAME
    unlisted = not (set(told) & known.given) and _LIVING.search(before)
    return LIKELY_NAME if unlisted and len(told) <= 3 else 0.0
