"""Which recognizers a text is worth asking, by what it holds and by its shape; the others would find nothing in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from pia.matching.forms import Form
from pia.matching.needs import COUNTS, HAN, KINDS, LENGTH, Needs, needs_of
from pia.matching.shapes import HAN as HAN_BYTE
from pia.matching.shapes import OTHER, SPACES, Coarse, known_shapes

Counts = npt.NDArray[np.int32]
_MOST = (1 << 31) - 1


class Likely:
    """What is known of some forms."""

    def __init__(self, needs: Sequence[Needs], shapes: Mapping[bytes, Sequence[int]]) -> None:
        """By the places of the forms: what each needs, and which may match in a text of which shape."""
        self._needs, self._shapes = tuple(needs), dict(shapes)
        self._least = np.array([one.least for one in needs], dtype=np.int32).reshape(len(needs), COUNTS)
        self._longest = np.array([min(one.longest, _MOST) for one in needs], dtype=np.int32)
        self._forbidden = np.zeros((len(needs), len(KINDS)), dtype=bool)
        for place, one in enumerate(needs):
            self._forbidden[place, list(one.forbidden)] = True

    @classmethod
    def learnt(cls, forms: Sequence[Form], shapes: Iterable[bytes] | None = None) -> Likely:
        """What the forms themselves say, of the shapes given or of all that are known."""
        every, coarse = cls([needs_of(form) for form in forms], {}), [Coarse(form) for form in forms]
        asked = list(known_shapes() if shapes is None else shapes)
        allowed = every.among(asked)
        told = {
            shape: [place for place in np.flatnonzero(row).tolist() if coarse[place].may_match(shape)]
            for shape, row in zip(asked, allowed, strict=True)
        }
        return cls(every._needs, told)

    def among(self, shapes: Sequence[bytes]) -> npt.NDArray[np.bool_]:
        """For every shape, which forms may match in a text of it."""
        result = np.zeros((len(shapes), len(self._needs)), dtype=bool)
        unknown = []
        for row, shape in enumerate(shapes):
            told = self._shapes.get(shape)
            if told is None:
                unknown.append(row)
            else:
                result[row, told] = True
        if unknown:
            result[unknown] = self._counted([shapes[row] for row in unknown])
        return result

    def _counted(self, shapes: Sequence[bytes]) -> npt.NDArray[np.bool_]:
        own, others, trimmed = _counts(shapes)
        least, counts = self._least, own + others[:, None]
        fits = np.flatnonzero((counts.max(axis=0) >= least).all(axis=1))
        result = np.zeros((len(shapes), len(least)), dtype=bool)
        allowed = trimmed[:, None] <= self._longest[fits]
        for kind in range(COUNTS):
            asking = least[fits, kind] > 0
            allowed[:, asking] &= counts[:, kind, None] >= least[fits[asking], kind]
        for kind in range(len(KINDS)):
            refusing = self._forbidden[fits, kind]
            allowed[:, refusing] &= own[:, kind, None] == 0
        result[:, fits] = allowed
        return result

    def dumps(self) -> bytes:
        """All that is known; it says nothing of any data."""
        shapes = {shape.decode("latin-1"): list(told) for shape, told in self._shapes.items()}
        return json.dumps([self._needs, shapes]).encode()

    @staticmethod
    def loads(data: bytes, forms: int) -> Likely:
        """What `dumps` gave, of so many forms.

        Raises:
            ValueError: It is something else, or of other forms.
        """
        try:
            needs, shapes = json.loads(data)
            likely = Likely(
                [Needs(tuple(least), tuple(forbidden), longest) for least, forbidden, longest in needs],
                {shape.encode("latin-1"): told for shape, told in shapes.items()},
            )
        except (TypeError, AttributeError, LookupError, RecursionError) as error:
            raise ValueError("what was kept is of another kind") from error
        if len(needs) != forms or any(not 0 <= place < forms for told in shapes.values() for place in told):
            raise ValueError("what was kept is of other forms")
        return likely


_COUNTED = tuple(
    tuple(b"0" if kind.isdigit() else b"Aa" if kind.isalpha() else kind.encode()) for kind in KINDS
)
"""By which bytes of a shape each kind is counted."""


def _counts(shapes: Sequence[bytes]) -> tuple[Counts, Counts, Counts]:
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
