"""Which cells are text that can hold names: a compiled look at their bytes, and the same in words of `re`.

English text has three words and more: one that begins small and a capital, or a capital and several lines, or many
words; Chinese text has a few characters and a mark, or many.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import numpy.typing as npt

LEAST_SPACES, MANY_SPACES, LEAST_HAN, MANY_HAN = 2, 5, 5, 15
NO_TEXT, PLAIN, TEXT = 0, 1, 2
"""How much text a cell is; nothing that is looked for in text can stand in plain text."""

_SPACE, _FIRST_OF_HAN = 0x20, 0xE4
"""Bytes without which no cell of a column is such text."""

_CAPITAL = re.compile(r"[A-Z](?:[a-z]|[^\x00-\x7f])")
_TOLD = re.compile(r"[A-Z0-9\n]|[^\x00-\x7f]|yea|ens|ies")
_SMALL_WORD = re.compile(r" [a-z]")
_HAN = re.compile(r"[\u4000-\u9fff]")
_MARK = re.compile(r"[,.:;!? \u3000-\u303f\uff00-\uff3f]")


def is_latin(text: str) -> bool:
    r"""Whether a text can hold names in Latin letters among other words.

    >>> is_latin("Please call Anna back today"), is_latin("please call back later"), is_latin("South Africa")
    (True, False, False)
    >>> is_latin("Anna Bell\n12 Lime Street"), is_latin("please call anna bell back later")
    (True, True)
    """
    spaces, small = text.count(" "), _SMALL_WORD.search(text) is not None
    if _CAPITAL.search(text) is None:
        return small and spaces >= MANY_SPACES
    return spaces >= LEAST_SPACES and (small or "\n" in text)


def is_han(text: str) -> bool:
    """Whether a text can hold Chinese names among other words.

    >>> is_han("王小明来电，要求回复"), is_han("王小明"), is_han("13800138000")
    (True, False, False)
    """
    many = len(_HAN.findall(text))
    return many >= MANY_HAN or (many >= LEAST_HAN and _MARK.search(text) is not None)


def is_plain(text: str) -> bool:
    """Whether a text has nothing but small letters and marks, and no words that say an age.

    >>> is_plain("please call back later"), is_plain("she is sixty years old"), is_plain("call 110")
    (True, False, False)
    """
    return _TOLD.search(text) is None


def latin(data: npt.NDArray[np.uint8], offsets: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """How much text every cell of a column is, given as UTF-8 bytes and offsets.

    `NO_TEXT` where `is_latin` is false, `PLAIN` where it and `is_plain` are true, `TEXT` elsewhere.
    """
    from pia.matching.prose_loops import latin_cells

    result = np.zeros(len(offsets) - 1, dtype=np.uint8)
    if (data[offsets[0] : offsets[-1]] == _SPACE).any():
        latin_cells(data, offsets, result)
    return result


def han(data: npt.NDArray[np.uint8], offsets: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """`TEXT` where `is_han` is true of a cell of a column, given as UTF-8 bytes and offsets; `NO_TEXT` elsewhere."""
    from pia.matching.prose_loops import han_cells

    result = np.zeros(len(offsets) - 1, dtype=np.bool_)
    if data[offsets[0] : offsets[-1]].max(initial=0) >= _FIRST_OF_HAN:
        han_cells(data, offsets, result)
    return np.where(result, np.uint8(TEXT), np.uint8(NO_TEXT))
