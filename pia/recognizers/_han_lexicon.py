"""What Chinese names are told by, as arrays: jieba's dictionary, its character probabilities, and our own words.

Only data files of jieba are read, and once per version: what was made of them is kept in the user's cache folder (words
and numbers, no data of anybody). jieba itself is never imported.

Source: jieba (MIT), `dict.txt` and the emissions of its part-of-speech model.
"""

from __future__ import annotations

import io
import math
import os
import re
import runpy
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from pia import __version__
from pia.compiling import machine_code
from pia.distributions import version_of
from pia.documents import write
from pia.errors import DocumentError, PluginError, Problem
from pia.recognizers import _han_search as search
from pia.recognizers import _han_words as words

_TOTAL = 60_101_967
_WORD_SLOTS, _CUE_SLOTS = 1 << 19, 1 << 11
_FLOOR = -11.0
_HAN = 0x9FFF - 0x4E00 + 1
_MARKS = "，。！？、；：“”‘’（）()《》【】—…·,.!?:;\"' \t\n～~|/[]{}<>"
_PLACE_COUNT = 300
"""Least frequency of a country or a town, in the scale of the dictionary."""

_PLACE_SUFFIXES = "省市县区镇乡村州岛洲"
_CUT_TAGS = frozenset("vpcudrmyqtfeozisx")
_SINGLE = words.SURNAMES + words.MORE_SURNAMES
_COMPOUND = words.COMPOUND_SURNAMES.split("|")
Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The arrays that `_han_search.search` takes.

    Attributes:
        flags: Of every code point of the first plane.
        roles: 6 x Han characters: surname, middle, last; the same of foreign names.
        tables: Keys, scores and kinds of words; keys and weights (before, after, no end of a name, surname) of
            cues; which two characters begin longer words.
    """

    flags: Array
    roles: Array
    tables: tuple[Array, Array, Array, Array, Array, Array]


@cache
def lexicon() -> Lexicon:
    """What is known of Chinese names, from the cache if it was made before.

    Raises:
        PluginError: jieba's dictionary is not installed.
    """
    folder = Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")) / "pia"  # noqa: PTH111 - never raises
    path = folder / f"han-{version_of('jieba')}-{__version__}.npz"
    with suppress(OSError, ValueError, KeyError, BadZipFile), np.load(path, allow_pickle=False) as kept:
        return Lexicon(kept["flags"], kept["roles"], tuple(kept[f"table{place}"] for place in range(6)))
    made = _made(_folder())
    stream = io.BytesIO()
    cast("Any", np.savez)(stream, **_arrays(made))
    with suppress(DocumentError):
        write(path, stream.getvalue())
    return made


def _arrays(made: Lexicon) -> dict[str, Array]:
    return {"flags": made.flags, "roles": made.roles, **{f"table{n}": table for n, table in enumerate(made.tables)}}


def _folder() -> Path:
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise PluginError(Problem("jieba", "its dictionary is not installed", "Install it: pip install jieba"))
    return Path(spec.submodule_search_locations[0])


def _made(folder: Path) -> Lexicon:
    emissions = runpy.run_path(str(folder / "posseg" / "prob_emit.py"))["P"]
    counted = _counted((folder / "dict.txt").read_text(encoding="utf-8").splitlines())
    keys = np.zeros(_WORD_SLOTS, dtype=np.uint64)
    pairs = np.zeros(search.PAIRS, dtype=np.bool_)
    slots = _entered(keys, pairs, list(counted))
    scores, kinds = np.zeros(_WORD_SLOTS, dtype=np.float32), np.zeros(_WORD_SLOTS, dtype=np.uint8)
    scores[slots] = np.log(np.array([max(count, 1) for count, _ in counted.values()]) / _TOTAL)
    kinds[slots] = [kind for _, kind in counted.values()]
    return Lexicon(_flags(), _roles(emissions), (keys, scores, kinds, *_cues(), pairs))


def _entered(keys: Array, pairs: Array, texts: Sequence[str]) -> Array:
    slots = np.zeros(len(texts), dtype=np.int64)
    offsets = np.cumsum([0, *(len(text) for text in texts)])
    machine_code(search.fill, kept=True)(keys, slots, pairs, points("".join(texts)), offsets)
    return slots


def points(text: str) -> Array:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype=np.uint32)


def _counted(lines: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Frequency and kind of every word that the search knows."""
    counted: dict[str, tuple[int, int]] = {}
    for line in lines:
        word, count, tag = line.split(" ")
        if len(word) <= search.LONGEST and all("\u4e00" <= character <= "\u9fff" for character in word):
            counted[word] = int(count), _kind(word, tag)
    for word, least in words.MORE_WORDS.items():
        counted[word] = max(counted.get(word, (0, 0))[0], least), search.CUT
    for place in _places():
        if 1 < len(place) <= search.LONGEST and all("\u4e00" <= character <= "\u9fff" for character in place):
            counted[place] = max(counted.get(place, (0, 0))[0], _PLACE_COUNT), search.PLACE
    for word in words.NO_NAMES:
        counted[word] = counted.get(word, (1, 0))[0], search.BLOCKED
    return counted


def _kind(word: str, tag: str) -> int:
    if word in words.ORGANISATION_ENDS:
        return search.ORGANISATION_END
    if len(word) == 1:
        return search.CUT if tag[0] in _CUT_TAGS else search.WORD
    if tag in {"nr", "nrfg"}:
        return _name_kind(word)
    if tag == "nrt":
        return search.FOREIGN if set(word) <= set(words.TRANSLITERATION) else search.WORD
    if tag == "ns" and word not in _places() and word[-1] not in _PLACE_SUFFIXES:
        return search.WORD
    known = {"ns": search.PLACE, "nt": search.ORGANISATION, "vn": search.WORD, "an": search.WORD}
    return known.get(tag, search.CUT if tag[0] in _CUT_TAGS else search.WORD)


@cache
def _places() -> frozenset[str]:
    """Places that have a telephone area or a country code, in Chinese."""
    from phonenumbers.geodata import GEOCODE_DATA
    from phonenumbers.geodata.locale import LOCALE_DATA

    areas = {name for names in GEOCODE_DATA.values() for language, name in names.items() if language == "zh"}
    areas |= {str(names["zh"]).strip("*") for names in LOCALE_DATA.values() if "zh" in names}
    whole = {part for name in areas for part in re.split(r"[\s、，/]+|(?<=[省区市州])(?=.{2})", name)}
    return frozenset(whole | {part[:-1] for part in whole if len(part) > 2 and part[-1] in "省市县区"})


def _name_kind(word: str) -> int:
    single = word[0] in _SINGLE
    named = (single and len(word) <= 3) or (word[:2] in _COMPOUND and len(word) <= 4)
    if not named or word.endswith(words.NO_NAME_ENDS) or (len(word) > 2 and word[-1] in words.PLACE_ENDS):
        return search.WORD
    return search.SHORT_NAME if len(word) == 2 else search.NAME


def _flags() -> Array:
    flags = np.zeros(0x110000, dtype=np.uint8)
    groups = {
        search.SURNAME: _SINGLE,
        search.SOUND: words.TRANSLITERATION,
        search.PLACE_END: words.PLACE_ENDS,
        search.COUNTER: words.COUNTERS,
        search.MARK: _MARKS,
        search.BEGINS: _SINGLE + words.TRANSLITERATION + "".join(name[0] for name in _COMPOUND),
    }
    for flag, characters in groups.items():
        flags[[ord(character) for character in set(characters)]] |= flag
    return flags


def _roles(emissions: Mapping[tuple[str, str], Mapping[str, float]]) -> Array:
    roles = np.full((6, _HAN), _FLOOR, dtype=np.float32)
    for row, (tag, place) in enumerate((tag, place) for tag in ("nr", "nrt") for place in "BME"):
        for character, value in emissions[place, tag].items():
            if "\u4e00" <= character <= "\u9fff":
                roles[row, ord(character) - 0x4E00] = max(value, _FLOOR)
    own = [ord(character) - 0x4E00 for character in sorted(set(_SINGLE))]
    roles[0] -= math.log(float(np.exp(roles[0, own].astype(np.float64)).sum()))
    return roles


def _cues() -> tuple[Array, Array]:
    every = sorted({*words.BEFORE, *words.AFTER, *words.NO_NAME_ENDS, *_COMPOUND})
    keys = np.zeros(_CUE_SLOTS, dtype=np.uint64)
    slots = _entered(keys, np.zeros(search.PAIRS, dtype=np.bool_), every)
    weights = np.zeros((_CUE_SLOTS, 4), dtype=np.float32)
    for word, slot in zip(every, slots, strict=True):
        ends, surname = word in words.NO_NAME_ENDS, word in _COMPOUND
        weights[slot] = words.BEFORE.get(word, 0), words.AFTER.get(word, 0), ends, surname
    return keys, weights
