"""Which cells hold one of many words: places where a word can begin are looked up, in a compiled loop."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pia.matching.texts import Texts
from pia.matching.word_loops import BITS, HEAD, KEYS, LOOK, LOOKS, mark_cells

_LEAST_LETTER, _LEAST_ODD = 0x41, 0xC4
"""A column whose bytes are all lower holds no letter, or no such sign."""


class Words:
    """Some words, upper and lower case being one.

    Attributes:
        tables: What the loops look them up in: a bit for each key of `LOOK` bytes; where in the next table the words
            begin that have a key of `HEAD` bytes; their numbers; the bytes of all words, and where each begins.
    """

    def __init__(self, words: Sequence[str], *, first: bool) -> None:
        """Build the tables.

        Args:
            words: Of Latin letters up to U+012F, Han characters, and marks of ASCII; they begin with a letter.
            first: Whether a word must begin its cell, white space aside, and neither letter nor digit follow it.

        Raises:
            ValueError: A word has other characters.
        """
        if not all(map(_is_known, words)):
            raise ValueError("these words cannot be looked up")
        encoded = sorted({word.lower().encode() for word in words})
        entries = sorted((key, number) for number, word in enumerate(encoded) for key in _keys(word, HEAD))
        slots = np.searchsorted([key for key, _ in entries], np.arange(KEYS + 1)).astype(np.int32)
        numbers = np.array([number for _, number in entries], dtype=np.int32)
        offsets = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
        looks = np.zeros(LOOKS, dtype=np.bool_)
        looks[[] if first else [key for word in encoded for key in _keys(word, LOOK)]] = True
        self._first = first
        self.tables = (np.packbits(looks), slots, numbers, np.frombuffer(b"".join(encoded) + b"\0", np.uint8), offsets)

    def cells(self, texts: Texts) -> npt.NDArray[np.bool_]:
        """Which cells hold a word: at a Han character, or at a letter behind no letter of ASCII, and before none.

        Limits: cells with signs that are letters only to whoever ignores case are told, whatever they hold.
        """
        data, offsets = texts
        result = np.zeros(len(offsets) - 1, dtype=np.bool_)
        highest = data[offsets[0] : offsets[-1]].max(initial=0)
        if highest >= _LEAST_LETTER:
            mark_cells(data, offsets, self._first, highest >= _LEAST_ODD, *self.tables, result)
        return result


def _is_known(word: str) -> bool:
    return word[:1].isalpha() and all(map(_is_known_letter, word.lower()))


def _is_known_letter(letter: str) -> bool:
    latin = "\xdf" <= letter <= "\xfe" or ("\u0101" <= letter <= "\u012f" and letter != letter.upper())
    return letter < "\x80" or latin or "\u4000" <= letter <= "\u9fff"


def _keys(word: bytes, size: int) -> list[int]:
    """What a word is looked up by: behind its end may be any byte, and the capital of an odd one behind C4 is even."""
    keys = [0]
    for place in range(size):
        byte = word[place] & 31 if place < len(word) else 0
        after = [byte] if place < len(word) else list(range(32))
        after += [byte & 30] if 0 < place < len(word) and word[place - 1] == 0xC4 else []
        keys = [key << BITS | each for key in keys for each in after]
    return keys
