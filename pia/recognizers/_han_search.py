"""The compiled search for names in Chinese text: the likeliest way to cut a run of characters into words and names.

Text is an array of code points. A run of Han characters is cut by Viterbi's algorithm: a word costs its frequency in
the dictionary, a name costs what its characters are worth as surname and given name, and what stands beside it counts.

Source: the role model of names follows Zhang and Liu (2002), "Automatic recognition of Chinese unknown words based on
roles tagging"; frequencies and character probabilities are those of jieba (MIT).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from pia.compiling import compiled

WORD, NAME, SHORT_NAME, FOREIGN, PLACE, ORGANISATION, CUT, ORGANISATION_END, BLOCKED = range(9)
SURNAME, SOUND, PLACE_END, COUNTER, MARK, BEGINS = 1, 2, 4, 8, 16, 32
PERSON = 100
"""Kinds of words, flags of characters, and the kind of what is a name in its place."""

FIRST, LAST = 0x4E00, 0x9FFF
LONGEST = 6
PAIRS = 1 << 20
STRONG = 1.5
"""What must stand beside a foreign or a two-character dictionary name."""

_SEED, _PRIME = np.uint64(14695981039346656037), np.uint64(1099511628211)
_WORD_BITS = np.uint64(0xFFFFFFFFFFFFFFFF)
_NAME_PRIOR, _FOREIGN_PRIOR, _COMPOUND = -5.0, -5.0, -8.0
_SHORT, _LONG, _FOREIGN_STEP = -0.92, -0.51, -0.6
_UNKNOWN, _AFTER_COUNTER, _LEAST_FOREIGN, _NEVER = -17.9, -2.0, -8.0, -1e18


@compiled
def _step(value: Any, point: Any) -> Any:
    """One step of FNV-1a; the bits beyond 64 fall away, in numbers that have them."""
    return ((value ^ np.uint64(point)) * _PRIME) & _WORD_BITS


@compiled
def hashed(text: Any, start: int, end: int) -> Any:
    """FNV-1a of some code points, 64 bits."""
    value = _SEED
    for at in range(start, end):
        value = _step(value, text[at])
    return value


@compiled
def slot_of(keys: Any, key: Any) -> int:
    """The slot of a key in an open table, or the free one where it belongs."""
    mask = np.uint64(len(keys) - 1)
    slot = np.int64((key ^ (key >> np.uint64(29))) & mask)
    while keys[slot] != 0 and keys[slot] != key:
        slot = (slot + 1) & np.int64(mask)
    return np.int64(slot)


@compiled
def pair_of(key: Any) -> int:
    """Where it is noted whether longer words begin with two characters of this hash."""
    return np.int64((key ^ (key >> np.uint64(31))) & np.uint64(PAIRS - 1))


@compiled
def fill(keys: Any, slots: Any, pairs: Any, text: Any, offsets: Any) -> None:
    """Enter words into an empty table; `slots` says where each stands, `pairs` how longer ones begin."""
    for word in range(len(slots)):
        if offsets[word + 1] - offsets[word] > 2:
            pairs[pair_of(hashed(text, offsets[word], offsets[word] + 2))] = True
        key = hashed(text, offsets[word], offsets[word + 1])
        slots[word] = slot_of(keys, key)
        keys[slots[word]] = key


@compiled
def _before(text: Any, at: int, flags: Any, cue_keys: Any, cues: Any) -> float:
    """What the characters before a place add."""
    if at == 0 or text[at - 1] == 10:
        return 1.0
    for length in range(min(4, at), 0, -1):
        slot = slot_of(cue_keys, hashed(text, at - length, at))
        if cue_keys[slot] != 0 and cues[slot, 0] != 0:
            return cues[slot, 0]
    return 0.8 if flags[text[at - 1]] & MARK else 0.0


@compiled
def _after(text: Any, at: int, flags: Any, cue_keys: Any, cues: Any) -> float:
    """What the characters after a place add."""
    if at == len(text) or text[at] == 10:
        return 0.5
    for length in range(min(5, len(text) - at), 0, -1):
        slot = slot_of(cue_keys, hashed(text, at, at + length))
        if cue_keys[slot] != 0 and cues[slot, 1] != 0:
            return cues[slot, 1]
    return 0.6 if flags[text[at]] & MARK else 0.0


@compiled
def _given(text: Any, at: int, end: int, roles: Any) -> float:
    """What characters are worth as a given name."""
    last = roles[2, text[end - 1] - FIRST]
    return _SHORT + last if end - at == 1 else _LONG + roles[1, text[at] - FIRST] + last


@compiled
def _no_name(text: Any, start: int, surname: int, end: int, flags: Any, tables: Any) -> bool:
    """Whether a candidate ends like a place or a form of address, or is known to be none."""
    keys, _, kinds, cue_keys, cues, _ = tables
    if flags[text[end - 1]] & PLACE_END:
        return True
    slot = slot_of(keys, hashed(text, start, end))
    if keys[slot] != 0 and kinds[slot] == BLOCKED:
        return True
    slot = slot_of(cue_keys, hashed(text, start + surname, end))
    return cue_keys[slot] != 0 and cues[slot, 2] != 0


@compiled
def _keep(
    best: Any, back: Any, kind: Any, evidence: Any, at: int, end: int, what: int, score: float, sure: float
) -> None:
    if score > best[end]:
        best[end], back[end], kind[end], evidence[end] = score, at, what, sure


@compiled
def _words(text: Any, at: int, end: int, before: float, flags: Any, tables: Any, trail: Any) -> None:
    """Every word of the dictionary that begins at a place."""
    keys, scores, kinds, cue_keys, cues, pairs = tables
    best, back, kind, evidence = trail
    key = _SEED
    for stop in range(at + 1, min(at + LONGEST, end) + 1):
        if stop == at + 3 and not pairs[pair_of(key)]:
            break
        key = _step(key, text[stop - 1])
        slot = slot_of(keys, key)
        if keys[slot] == 0:
            if stop == at + 1:
                _keep(best, back, kind, evidence, at, stop, WORD, best[at] + _UNKNOWN, 0.0)
            continue
        what, score, sure = int(kinds[slot]), best[at] + scores[slot], 0.0
        if NAME <= what <= FOREIGN:
            after = _after(text, stop, flags, cue_keys, cues)
            sure = before + after
            if what == NAME:
                score += max(before, 0.0) + after
                what = PERSON
            elif sure >= STRONG:
                what = PERSON
        _keep(best, back, kind, evidence, at, stop, what, score, sure)


@compiled
def _names(text: Any, at: int, end: int, before: float, flags: Any, roles: Any, tables: Any, trail: Any) -> None:
    """Every name of a surname and one or two more characters that begins at a place."""
    _, _, _, cue_keys, cues, _ = tables
    best, back, kind, evidence = trail
    counted = _AFTER_COUNTER if at and flags[text[at - 1]] & COUNTER else 0.0
    for surname in range(1, 3):
        if surname == 1 and not flags[text[at]] & SURNAME:
            continue
        if surname == 2:
            slot = slot_of(cue_keys, hashed(text, at, min(at + 2, end)))
            if at + 2 >= end or cue_keys[slot] == 0 or cues[slot, 3] == 0:
                continue
        for stop in range(at + surname + 1, min(at + surname + 2, end) + 1):
            if _no_name(text, at, surname, stop, flags, tables):
                continue
            after = _after(text, stop, flags, cue_keys, cues)
            worth = roles[0, text[at] - FIRST] if surname == 1 else _COMPOUND
            score = best[at] + _NAME_PRIOR + worth + _given(text, at + surname, stop, roles) + before + after + counted
            _keep(best, back, kind, evidence, at, stop, PERSON, score, before + after)


@compiled
def _sounds(text: Any, at: int, end: int, before: float, flags: Any, roles: Any, tables: Any, trail: Any) -> None:
    """Every foreign name, written by its sounds, that begins at a place."""
    _, _, _, cue_keys, cues, _ = tables
    best, back, kind, evidence = trail
    inside = max(roles[3, text[at] - FIRST], -9.0)
    stop = at + 1
    while stop < end and stop - at < LONGEST and flags[text[stop]] & SOUND:
        last = max(roles[5, text[stop] - FIRST], _LEAST_FOREIGN)
        score = best[at] + _FOREIGN_PRIOR + inside + last - 0.3
        if score > best[stop + 1]:
            sure = before + _after(text, stop + 1, flags, cue_keys, cues)
            _keep(best, back, kind, evidence, at, stop + 1, PERSON if sure >= STRONG else FOREIGN, score, sure)
        inside += max(roles[4, text[stop] - FIRST], -7.0) + _FOREIGN_STEP
        stop += 1


@compiled
def _organisation(words: Any, last: int, kind: Any, back: Any) -> int:
    """First character of an organisation whose name ends with a word: nouns before it belong to it."""
    start = back[words[last]]
    taken = 0
    for number in range(last + 1, len(words)):
        what = kind[words[number]]
        if what in (CUT, PERSON, ORGANISATION_END) or taken == 5:
            break
        start = back[words[number]]
        taken += 1
    return start if taken else -1


@compiled
def _told(end: int, start: int, trail: Any, found: Any, count: int) -> int:
    """Write down the names in a run, last first; the number of names so far."""
    _, back, kind, evidence = trail
    words = np.empty(end - start, dtype=np.int64)
    size, at = 0, end
    while at > start:
        words[size] = at
        size += 1
        at = back[at]
    words = words[:size]
    limit = end
    for number in range(size):
        stop, what = words[number], kind[words[number]]
        begin = back[stop]
        if stop > limit or what not in (PERSON, PLACE, ORGANISATION, ORGANISATION_END):
            continue
        if what == ORGANISATION_END:
            begin = _organisation(words, number, kind, back)
            what = ORGANISATION
            if begin < 0:
                continue
            limit = begin
        found[count, 0], found[count, 1], found[count, 2] = begin, stop, what
        found[count, 3] = np.int64(evidence[stop] * 100)
        count += 1
    return count


@compiled
def search(text: Any, flags: Any, roles: Any, tables: Any) -> Any:
    """Names in a text: rows of start, end, kind (`PERSON`, `PLACE`, `ORGANISATION`), hundredths of evidence beside it.

    Args:
        text: Code points; a line feed parts one text from the next.
        flags: Of every code point in the first plane.
        roles: Log-probability of a Han character as surname, middle, last, and the same of foreign names.
        tables: Keys, scores and kinds of words; keys and weights of the words beside names.
    """
    size = len(text)
    trail = (
        np.empty(size + 1, dtype=np.float64),
        np.zeros(size + 1, dtype=np.int64),
        np.zeros(size + 1, dtype=np.int64),
        np.zeros(size + 1, dtype=np.float64),
    )
    found = np.empty((size // 2 + 1, 4), dtype=np.int64)
    count, at = 0, 0
    while at < size:
        if not FIRST <= text[at] <= LAST:
            at += 1
            continue
        end = at
        while end < size and FIRST <= text[end] <= LAST:
            end += 1
        if end - at > 1:
            _cut(text, at, end, flags, roles, tables, trail)
            count = _told(end, at, trail, found, count)
        at = end
    return found[:count]


@compiled
def _cut(text: Any, start: int, end: int, flags: Any, roles: Any, tables: Any, trail: Any) -> None:
    """The likeliest way to cut a run of Han characters."""
    _, _, _, cue_keys, cues, _ = tables
    best = trail[0]
    for at in range(start, end + 1):
        best[at] = _NEVER
    best[start] = 0.0
    for at in range(start, end):
        if not flags[text[at]] & BEGINS:
            _words(text, at, end, 0.0, flags, tables, trail)
            continue
        before = _before(text, at, flags, cue_keys, cues)
        _words(text, at, end, before, flags, tables, trail)
        _names(text, at, end, before, flags, roles, tables, trail)
        if flags[text[at]] & SOUND:
            _sounds(text, at, end, before, flags, roles, tables, trail)
