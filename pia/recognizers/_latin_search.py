"""The search for names in English text: capitals, lists of names, and the words beside them.

A run of capitalised words is a person if lists or the words beside it say so, an organisation if it ends like one, a
place if it is on the list of places and stands where places stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pia.recognizers import _latin_addresses, _latin_spoken
from pia.recognizers import _latin_words as words
from pia.recognizers._latin_addresses import addresses, is_plain
from pia.recognizers._latin_lexicon import Lexicon, lexicon
from pia.recognizers._latin_spoken import NAMED, spoken
from pia.recognizers._text_names import Found

SURE, LIKELY_NAME = 0.8, 0.65
"""Scores of what a title or lists of both names tell, and of what one list or one word beside it tells."""

_CAPITAL = r"[A-ZÀ-ÞĀĂĄĆĈĊČĎĐĒĘĚĜĞĢĤĪİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ]"
_WORD = rf"{_CAPITAL}(?:[\w'’-]*(?:\.\w+)*[\w]|\.)?"
_JOINT = rf"(?: (?:{'|'.join(sorted(words.PARTICLES))}))*"
RUN = re.compile(rf"(?<![\w@./-]){_WORD}(?:{_JOINT}(?: |, (?=(?:Inc|Ltd|LLC|PLC)\b)| & | of (?:the )?){_WORD})*")
_TITLE = re.compile(rf"(?:^|[\s(,:])(?:{words.TITLES})\.? $", re.IGNORECASE)
_TITLES = frozenset(words.TITLES.split("|"))
_STARTS = words.ORGANISATION_STARTS | words.ORGANISATION_ENDS
_SHOUTED_ENDS = frozenset(end.upper() for end in words.ORGANISATION_ENDS)
_LIVING = re.compile(words.LIVING_BEFORE, re.IGNORECASE)
_PERSON_BEFORE = re.compile(rf"(?:^|\b){words.PERSON_BEFORE}", re.IGNORECASE)
_NAMED_BEFORE = re.compile(
    r"(?:\bnames? (?:is|was)|'s|name:|\bname\?|calls? me|\bi am|\bi'm|\bunder|this is|hi|hello|dear|called)[\s,:]*$",
    re.IGNORECASE,
)
_PERSON_AFTER = re.compile(words.PERSON_AFTER)
_SPEECH_BEFORE = re.compile(r"[\"”'’,!?] ?(?:said|says|asked|added|replied|explained|shouted|wrote)\s*$")
_SPOKEN_TO = re.compile(rf"\b(?:{words.SPEAKING}) (?:[\w'’-]+ )?(?:to|at)\s*$")
_LIFE_AFTER = re.compile(words.LIFE_AFTER)
_PLACE_BEFORE = re.compile(words.PLACE_BEFORE)
_PLACE_ONLY_BEFORE = re.compile(r"\b(?:[Ii]n|from|near|throughout|across|outside|into|visit(?:ed|ing)?)(?: the)?\s*$")
_LIST = re.compile(rf"(?<![\w@./-]){_WORD}(?:, {_WORD})+,? (?:and|or|&) {_WORD}(?![\w-])")
_NAME_LINE = re.compile(
    rf"^[ >?*|\t-]*(?P<value>{_WORD}(?: {_CAPITAL}\.?)?{_JOINT} {_WORD}(?: {_WORD})?),?[ \t]*$", re.MULTILINE
)
_FAREWELL = re.compile(
    r"(?:regards|sincerely|thanks|thank you|cheers|best|wishes|yours(?: truly)?|love),?\s*$", re.IGNORECASE
)
_BLOCK = 160
"""An address begins so many characters after the name that stands above it, at most."""

_LINE_START = re.compile(r"(?:^|\n)[ >*-]*$")
_SENTENCE = re.compile(r"(?:^|[.!?:;\n\"“”(*•-])\s*$")


_ADDRESSES, _OWN = len(_latin_addresses.EXPRESSIONS), 3
EXPRESSIONS = (*_latin_addresses.EXPRESSIONS, *_latin_spoken.EXPRESSIONS, RUN, _LIST, _NAME_LINE)
"""A text in which none of these matches holds nothing that is looked for."""


def search(text: str, may: Sequence[object] = EXPRESSIONS) -> Iterator[Found]:
    """Every name in a text, in order; names do not overlap.

    Args:
        text: The text.
        may: For each of `EXPRESSIONS` whether it may match.
    """
    taken = 0
    every = [*spoken(text, may[_ADDRESSES:-_OWN])]
    if not is_plain(text):
        every += _written(text, may)
    runs = sorted(every, key=lambda found: (found.start, found.score < NAMED, found.entity_type != "ADDRESS"))
    for found in runs:
        if found.start >= taken:
            yield found
            taken = found.end


def _written(text: str, may: Sequence[object]) -> Iterator[Found]:
    """What digits and capitals tell."""
    run, row, line = may[-_OWN:]
    places = sorted(addresses(text, may[:_ADDRESSES]), key=lambda found: (found.start, -found.end))
    yield from places
    yield from _runs(text) if run else ()
    yield from _listed(text) if row else ()
    yield from _lines(text, places) if line else ()


def _runs(text: str) -> Iterator[Found]:
    for match in RUN.finditer(text):
        yield from _judged(text, match.start(), match.end(), lexicon())


def _listed(text: str) -> Iterator[Found]:
    """Names that stand in a row, at least half of which are given names."""
    for match in _LIST.finditer(text):
        known = lexicon()
        row = [(match.start() + one.start(), one.group()) for one in re.finditer(_WORD, match.group())]
        given = sum(word in known.given and word not in known.known for _, word in row)
        if given > 1 and 2 * given >= len(row):
            yield from (
                Found(start, start + len(word), "PERSON", LIKELY_NAME)
                for start, word in row
                if word not in words.COMMON | known.known
            )


def _lines(text: str, places: list[Found]) -> Iterator[Found]:
    """Names that have a line of their own: above an address, or below a farewell."""
    if "\n" not in text:
        return
    for match in _NAME_LINE.finditer(text):
        start, end = match.span("value")
        told = match["value"].split()
        above = text[: match.start()].rstrip(" >?*|\t-")
        first = not above or above.endswith("\n\n") or not _NAME_LINE.search(above.rstrip().rpartition("\n")[2])
        signed = _FAREWELL.search(above[-40:])
        addressed = first and any(end < place.start <= end + _BLOCK for place in places)
        if not (signed or addressed) or _is_organisation(match["value"], _parts(match["value"], 0)):
            continue
        known = lexicon()
        common = any(_is_common(word, known) for word in told if len(word.strip(".")) > 1)
        if not common and match["value"] not in known.places:
            yield Found(start, end, "PERSON", LIKELY_NAME)


def _parts(run: str, start: int) -> list[tuple[int, int]]:
    """Where the words of a run are in the text in which it begins at `start`."""
    return [(start + part.start(), start + part.end()) for part in re.finditer(r"[^\s,]+", run)]


def _judged(text: str, start: int, end: int, known: Lexicon) -> Iterator[Found]:
    """What a run of capitalised words is, after the words that only begin its sentence are taken away."""
    of = text.find(" of ", start, end)
    if of >= 0 and _is_name_of(text[start:of], known):
        yield from _judged(text, start, of, known)
        start = next(at for at in range(of + 4, end) if text[at].isupper())
    if text[start:end].isupper() and end - start > 3 and _LIVING.search(text[max(0, start - 40) : start]):
        yield Found(start, end, "LOCATION", LIKELY_NAME)
        return
    if _TITLE.search(text[max(0, start - 12) : start]):
        yield Found(start, _person_end(text, start, end), "PERSON", SURE)
        return
    parts = _parts(text[start:end], start)
    if _is_organisation(text, parts):
        yield Found(_without_article(text, parts), end, "ORGANIZATION", LIKELY_NAME)
        return
    for group in _groups(text, parts, known):
        yield from _named(text, group, known)


def _is_name_of(run: str, known: Lexicon) -> bool:
    """Whether what stands before `of` is a person: a given name with another name."""
    told = run.split()
    return len(told) > 1 and told[0] in known.given and not words.COMMON & set(told) and told[-1] not in _STARTS


def _person_end(text: str, start: int, end: int) -> int:
    """Where a name that begins at a place ends: a possessive and what can be no name are left out."""
    of = text.find(" of ", start, end)
    end = of if of >= 0 else end
    return end - 2 if text[start:end].endswith(("'s", "’s")) else end


def _is_organisation(text: str, parts: list[tuple[int, int]]) -> bool:
    told = [text[start:end].strip(".") for start, end in parts]
    begins = told[0] in words.ORGANISATION_STARTS and len(told) > 2 and told[1] == "of"
    last = told[-1].rpartition(".")[2]
    return len(told) > 1 and (begins or last in words.ORGANISATION_ENDS or last in _SHOUTED_ENDS)


def _without_article(text: str, parts: list[tuple[int, int]]) -> int:
    for start, end in parts[:-1]:
        if text[start:end] not in words.OPENING:
            return start
    return parts[0][0]


def _groups(text: str, parts: list[tuple[int, int]], known: Lexicon) -> Iterator[list[tuple[int, int]]]:
    """Words that stand together; a common word, `of` and a possessive part them, and places of several words."""
    group: list[tuple[int, int]] = []
    at = 0
    while at < len(parts):
        word = text[slice(*parts[at])]
        size = _place_size(text, parts[at : at + 4], known)
        if size or (_is_common(word, known) and not _is_initial(text, parts, at, known)):
            yield from [group] if group else []
            yield from [parts[at : at + size]] if size else []
            group = []
        else:
            group.append(parts[at])
            if word.endswith(("'s", "’s")):
                yield group
                group = []
        at += size or 1
    if group:
        yield group


def _place_size(text: str, parts: list[tuple[int, int]], known: Lexicon) -> int:
    """How many of the words are together a place that holds a common word, as `New Zealand` does; 0 if they are not."""
    for size in range(len(parts), 1, -1):
        told = [text[start:end].removesuffix("'s").strip(".") for start, end in parts[:size]]
        if words.COMMON & set(told) and " ".join(told) in known.places:
            return size
    return 0


def _is_initial(text: str, parts: list[tuple[int, int]], at: int, known: Lexicon) -> bool:
    """Whether a word is a single letter between two names."""
    between = 0 < at < len(parts) - 1 and len(text[slice(*parts[at])].strip(".")) == 1
    return between and not any(_is_common(text[slice(*parts[beside])], known) for beside in (at - 1, at + 1))


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
    if len(told) <= 4 and (_NAMED_BEFORE.search(before) or _is_told_of(before, after)):
        return LIKELY_NAME
    sentence = bool(_SENTENCE.search(before)) and first in words.AMBIGUOUS
    initial = len(told) == 3 and len(told[1].strip(".")) == 1 and (beside or given or last in known.surnames)
    if initial or (given and not sentence) or (last in known.surnames and beside):
        return LIKELY_NAME
    return 0.0


def _is_told_of(before: str, after: str) -> bool:
    """Whether only a person speaks, is spoken to, or leads a life as the words beside a name say."""
    return bool(_SPEECH_BEFORE.search(before) or _SPOKEN_TO.search(before) or _LIFE_AFTER.match(after))


def _single_score(word: str, before: str, after: str, *, given: bool, beside: bool, known: Lexicon) -> float:
    if len(word.strip(".")) < 2:
        return 0.0
    if _NAMED_BEFORE.search(before) and word not in known.known:
        return LIKELY_NAME
    if _SPEECH_BEFORE.search(before) or (given and _SPOKEN_TO.search(before)):
        return LIKELY_NAME
    listed = given or word in known.surnames
    beside = beside or _is_told_of(before, after)
    if not listed or (word in words.AMBIGUOUS and not beside):
        return 0.0
    if given and after.startswith(":") and _LINE_START.search(before):
        return LIKELY_NAME
    return LIKELY_NAME if beside or (given and word not in known.places) else 0.0


def _place_score(whole: str, told: list[str], before: str, after: str, known: Lexicon) -> float:
    """How sure a run of words is the name of a place."""
    if _SPOKEN_TO.search(before) and told[0] in known.given:
        return 0.0
    beside = bool(_PLACE_BEFORE.search(before)) or bool(re.match(rf",? ?\n? ?(?:{_CAPITAL}{{2}}\b|\d{{4,6}}\b)", after))
    if whole in known.known:
        return LIKELY_NAME if beside or not (set(told) & words.AMBIGUOUS) else 0.0
    if told[0] in known.given:
        beside = beside and bool(_PLACE_ONLY_BEFORE.search(before) or _LIVING.search(before))
    if whole in known.places and beside:
        return LIKELY_NAME
    own = [word for word in told if word not in words.PARTICLES]
    unlisted = not (set(own) & known.given) and _LIVING.search(before)
    return LIKELY_NAME if unlisted and len(own) <= 3 else 0.0
