"""Which recognizers a text is worth asking, by what it holds and by its shape; the others would find nothing in it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pia.matching.forms import Form
from pia.matching.needs import COUNTS, HAN, KINDS, LENGTH, needs_of
from pia.matching.shapes import HAN as HAN_BYTE
from pia.matching.shapes import OTHER, SPACES, walk_of

Integers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
_MOST = (1 << 31) - 1


class _Known(NamedTuple):
    """What is known of forms, by their places; the tables of all of them stand one after the other.

    Attributes:
        least: How many characters of each kind each needs.
        forbidden: Of which kinds each takes none.
        longest: Most characters of a text, white space around it aside.
        whole: Whether each must match the whole text.
        states: States of its table; 0 where it has none.
        width: Classes of its table.
        alike: Class of every byte of a shape.
        table: Next state by state and class.
        ends: By state, whether a text that ends there may hold a match.
    """

    least: Integers
    forbidden: Flags
    longest: Integers
    whole: Flags
    states: Integers
    width: Integers
    alike: npt.NDArray[np.uint8]
    table: npt.NDArray[np.int16]
    ends: Flags


class Likely:
    """What is known of some forms."""

    def __init__(self, known: _Known) -> None:
        """As `learnt` or `loads` gives it."""
        self._known = known
        sizes = known.states.astype(np.int64) * known.width
        self._first, self._base = _begins(known.states.astype(np.int64)), _begins(sizes)

    @classmethod
    def learnt(cls, forms: Sequence[Form]) -> Likely:
        """What the forms themselves say."""
        both = [(needs_of(form), walk_of(form)) for form in forms]
        needs, walks = [one for one, _ in both], [walk for _, walk in both]
        forbidden = np.zeros((len(forms), len(KINDS)), dtype=bool)
        for place, one in enumerate(needs):
            forbidden[place, list(one.forbidden)] = True
        entries = [next_ for walk in walks if walk for row in walk.table for next_ in row]
        known = _Known(
            least=np.array([one.least for one in needs], dtype=np.int32).reshape(len(forms), COUNTS),
            forbidden=forbidden,
            longest=np.array([min(one.longest, _MOST) for one in needs], dtype=np.int32),
            whole=np.array([form.whole for form in forms], dtype=bool),
            states=np.array([len(walk.table) if walk else 0 for walk in walks], dtype=np.int32),
            width=np.array([len(walk.table[0]) if walk else 0 for walk in walks], dtype=np.int32),
            alike=np.array([list(walk.alike) if walk else [0] * 256 for walk in walks], np.uint8).reshape(-1, 256),
            table=np.array(entries, dtype=np.int16),
            ends=np.array([end for walk in walks if walk for end in walk.ends], dtype=bool),
        )
        return cls(known)

    def among(self, shapes: Sequence[bytes]) -> Flags:
        """For every shape, which forms may match in a text of it."""
        result = self._counted(shapes)
        sure = np.array([OTHER not in shape for shape in shapes], dtype=bool)
        rows, places = np.nonzero(result & sure[:, None] & (self._known.states > 0))
        if len(rows):
            result[rows, places] = self._walked(shapes, rows, places)
        return result

    def _counted(self, shapes: Sequence[bytes]) -> Flags:
        """Which forms may match by the counts of characters."""
        own, others, trimmed = _counts(shapes)
        least, counts = self._known.least, own + others[:, None]
        fits = np.flatnonzero((counts.max(axis=0, initial=0) >= least).all(axis=1))
        allowed = trimmed[:, None] <= self._known.longest[fits]
        for kind in range(COUNTS):
            asking = least[fits, kind] > 0
            allowed[:, asking] &= counts[:, kind, None] >= least[fits[asking], kind]
        for kind in range(len(KINDS)):
            allowed[:, self._known.forbidden[fits, kind]] &= own[:, kind, None] == 0
        result = np.zeros((len(shapes), len(least)), dtype=bool)
        result[:, fits] = allowed
        return result

    def _walked(self, shapes: Sequence[bytes], rows: npt.NDArray[Any], places: npt.NDArray[Any]) -> Flags:
        """Where the tables of some forms end in some shapes, all of them walked at once, the longest first."""
        known = self._known
        texts = [*shapes, *(shape.strip(SPACES) for shape in shapes)]
        rows = rows + len(shapes) * known.whole[places]
        lengths = np.array([len(text) for text in texts])
        order = np.argsort(-lengths[rows], kind="stable")
        rows, places, lengths = rows[order], places[order], lengths[rows[order]]
        padded = np.zeros((len(texts), int(lengths.max(initial=0))), dtype=np.uint8)
        for row, text in enumerate(texts):
            padded[row, : len(text)] = np.frombuffer(text, dtype=np.uint8)[: padded.shape[1]]
        state, base, width = np.zeros(len(rows), dtype=np.int64), self._base[places], known.width[places]
        active = np.searchsorted(-lengths, -np.arange(padded.shape[1]), side="left").tolist()
        for column, count in enumerate(active):
            class_ = known.alike[places[:count], padded[rows[:count], column]]
            state[:count] = known.table[base[:count] + state[:count] * width[:count] + class_]
        result = np.empty(len(rows), dtype=bool)
        result[order] = known.ends[self._first[places] + state]
        return result

    def dumps(self) -> bytes:
        """All that is known; it says nothing of any data."""
        stream = io.BytesIO()
        for part in self._known:
            np.save(stream, part, allow_pickle=False)
        return stream.getvalue()

    @staticmethod
    def loads(data: bytes, forms: int) -> Likely:
        """What `dumps` gave, of so many forms.

        Raises:
            ValueError: It is something else, or of other forms.
        """
        stream = io.BytesIO(data)
        try:
            known = _Known(*(np.load(stream, allow_pickle=False) for _ in _Known._fields))
        except (EOFError, OSError, ValueError) as error:
            raise ValueError("what was kept is cut off") from error
        if stream.read() or not _is_sound(known, forms):
            raise ValueError("what was kept is of other forms")
        return Likely(known)


def _begins(sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Where each of some parts begins that stand one after the other."""
    return np.cumsum(sizes) - sizes


def _is_sound(known: _Known, forms: int) -> bool:
    """Whether no number of it leads out of its arrays."""
    shapes = [(forms, COUNTS), (forms, len(KINDS)), *[(forms,)] * 4, (forms, 256)]
    if [part.shape for part in known[: len(shapes)]] != shapes or min(known.states.min(), known.width.min()) < 0:
        return False
    sizes = known.states.astype(np.int64) * known.width
    if (known.table.shape, known.ends.shape) != ((sizes.sum(),), (known.states.sum(),)):
        return False
    inside = (known.table >= 0) & (known.table < np.repeat(known.states, sizes))
    return bool(inside.all() and (known.alike[sizes > 0] < known.width[sizes > 0, None]).all())


_COUNTED = tuple(tuple(b"0" if kind.isdigit() else b"Aa" if kind.isalpha() else kind.encode()) for kind in KINDS)
"""By which bytes of a shape each kind is counted."""


def _counts(shapes: Sequence[bytes]) -> tuple[Integers, Integers, Integers]:
    """Of every shape: the counts, the characters that may be of any kind, the length at least without white space."""
    own = np.zeros((len(shapes), COUNTS), dtype=np.int32)
    others, trimmed = np.zeros(len(shapes), dtype=np.int32), np.zeros(len(shapes), dtype=np.int32)
    ends = SPACES + bytes([OTHER])
    for row, shape in enumerate(shapes):
        count = shape.count
        own[row, : len(KINDS)] = [sum([count(byte) for byte in kind]) for kind in _COUNTED]
        others[row] = count(OTHER)
        own[row, LENGTH] = len(shape) - others[row]
        own[row, HAN] = count(HAN_BYTE)
        trimmed[row] = len(shape.strip(ends))
    return own, others, trimmed


NOTHING = Likely.learnt(())
"""Knows no form."""
