"""Characters that some sets do not tell apart, as numbered classes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pia.matching.programs import Charset
from pia.matching.threads import Kind

PAGE = 256
PAGES = 0x110000 // PAGE


@lru_cache(maxsize=1 << 16)
def _members(charset: Charset, page: int) -> npt.NDArray[np.bool_]:
    inside = np.zeros(PAGE, dtype=bool)
    for start, end in charset.runs(_characters(page)):
        inside[start:end] = True
    return inside


@lru_cache(maxsize=PAGES)
def _characters(page: int) -> str:
    return "".join(map(chr, range(page * PAGE, (page + 1) * PAGE)))


class Alphabet:
    """Classes of characters over some sets; pages of 256 characters are filled as they are met.

    Attributes:
        pages: By page and place in it, one more than the class of a character; 0 where the page is not filled.
        kinds: What a class is: for each set, whether its characters are in it.
    """

    def __init__(self, charsets: Sequence[Charset]) -> None:
        """Over these sets of characters."""
        self._charsets = tuple(charsets)
        self._numbers: dict[Kind, int] = {}
        self.kinds: list[Kind] = []
        self.pages: npt.NDArray[np.int16] = np.zeros((PAGES, PAGE), dtype=np.int16)
        self.fill(0)

    def fill(self, page: int) -> None:
        """Classify the characters of one page."""
        if self.pages[page, 0]:
            return
        columns = np.array([_members(charset, page) for charset in self._charsets], dtype=bool).reshape(-1, PAGE)
        packed = np.packbits(columns.T, axis=1)
        classes: dict[bytes, int] = {}
        for place in range(PAGE):
            key = packed[place].tobytes()
            if key not in classes:
                classes[key] = self._number(tuple(columns[:, place].tolist()))
            self.pages[page, place] = classes[key] + 1

    def class_of(self, character: str) -> int:
        """The class of a character."""
        page, place = divmod(ord(character), PAGE)
        self.fill(page)
        return int(self.pages[page, place]) - 1

    def _number(self, kind: Kind) -> int:
        number = self._numbers.setdefault(kind, len(self.kinds))
        if number == len(self.kinds):
            self.kinds.append(kind)
        return number
