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
    text = "".join(map(chr, range(page * PAGE, (page + 1) * PAGE)))
    inside = np.zeros(PAGE, dtype=bool)
    inside[list(charset.members(text))] = True
    return inside


class Alphabet:
    """Classes of characters over some sets; pages of 256 characters are filled as they are met.

    Attributes:
        page_of: Row of a page in `pages`, -1 where it is not filled.
        pages: Class of a character by row and place in its page; row 0 is that of ASCII.
        kinds: What a class is: for each set, whether its characters are in it.
    """

    def __init__(self, charsets: Sequence[Charset]) -> None:
        """Over these sets of characters."""
        self._charsets = tuple(charsets)
        self._numbers: dict[Kind, int] = {}
        self.kinds: list[Kind] = []
        self.page_of: npt.NDArray[np.int32] = np.full(PAGES, -1, dtype=np.int32)
        self.pages: npt.NDArray[np.int32] = np.zeros((0, PAGE), dtype=np.int32)
        self.fill(0)

    def fill(self, page: int) -> None:
        """Classify the characters of one page."""
        if self.page_of[page] >= 0:
            return
        columns = np.array([_members(charset, page) for charset in self._charsets]).reshape(-1, PAGE)
        kinds, places = np.unique(columns, axis=1, return_inverse=True)
        classes = np.array([self._number(tuple(kinds[:, place].tolist())) for place in range(kinds.shape[1])])
        self.pages = np.concatenate([self.pages, classes[places.ravel()].astype(np.int32)[None, :]])
        self.page_of[page] = len(self.pages) - 1

    def _number(self, kind: Kind) -> int:
        number = self._numbers.setdefault(kind, len(self.kinds))
        if number == len(self.kinds):
            self.kinds.append(kind)
        return number
