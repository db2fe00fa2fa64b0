"""Recognizers asked about the texts of a column that they may find something in, and about no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

import numpy as np
import numpy.typing as npt

from pia.matching.forms import Form
from pia.matching.prose import LEAST_HAN, LEAST_SPACES
from pia.matching.shapes import HAN, OTHER, shape_of
from pia.recognizers import Match, Recognizer
from pia.scan.likely import NOTHING, Likely

Flags = npt.NDArray[np.bool_]
_Rows = tuple[Sequence[int], Sequence[str]]
_SPACE = ord(" ")
_LETTERS = frozenset({ord("a"), ord("A"), HAN})
"""Without one of these a text holds no term."""


def forms_of(recognizers: Sequence[Recognizer]) -> tuple[Form, ...]:
    """The forms that are told apart by shapes, each once."""
    return tuple(dict.fromkeys(form for one in recognizers for form in _forms(one)))


def _forms(recognizer: Recognizer) -> Sequence[Form]:
    forms: Sequence[Form] = () if getattr(recognizer, "may_hold", None) else getattr(recognizer, "forms", ())
    return forms


class Asking:
    """What is known of recognizers, for all columns of a run."""

    def __init__(self, forms: Sequence[Form], likely: Likely) -> None:
        """`likely` says of which of the forms; a recognizer with another is asked about every text."""
        self.likely = likely
        self._places = {form: place for place, form in enumerate(forms)}
        self._known: dict[str, list[int] | None] = {}

    def places(self, recognizer: Recognizer) -> list[int] | None:
        """Places of a recognizer's forms; `None` if one is not known, or it has none."""
        if recognizer.name not in self._known:
            own = [self._places.get(form) for form in _forms(recognizer)]
            self._known[recognizer.name] = None if None in own or not own else cast("list[int]", own)
        return self._known[recognizer.name]


class Column:
    """The distinct texts of one column."""

    def __init__(self, asking: Asking, values: Sequence[str]) -> None:
        """Look at the shape of each text once."""
        self._asking, self._values = asking, values
        written = [shape_of(value) for value in values]
        self._shapes = list(dict.fromkeys(written))
        number = {shape: place for place, shape in enumerate(self._shapes)}
        self._shape_of = np.array([number[shape] for shape in written], dtype=np.int64)
        self._likely = asking.likely.among(self._shapes)
        self._rows: dict[object, _Rows] = {}

    def matches(self, recognizer: Recognizer) -> Iterator[Match]:
        """What `recognizer.matches` says of all the texts, in order."""
        rows, values = self._asked(recognizer)
        if len(rows) == len(self._values):
            return recognizer.matches(self._values)
        return self._placed(recognizer.matches(values), rows) if rows else iter(())

    def _placed(self, matches: Iterator[Match], rows: Sequence[int]) -> Iterator[Match]:
        for match in matches:
            yield replace(match, value_index=rows[match.value_index])

    def _asked(self, recognizer: Recognizer) -> _Rows:
        """Places of the texts it is asked about, and the texts."""
        return self._kept(*self._worth(recognizer))

    def _kept(self, key: object, worth: Callable[[], Flags]) -> _Rows:
        if key not in self._rows:
            rows = np.flatnonzero(worth()).tolist()
            self._rows[key] = rows, [self._values[row] for row in rows]
        return self._rows[key]

    def _worth(self, recognizer: Recognizer) -> tuple[object, Callable[[], Flags]]:
        """What tells the texts apart, and which of them are worth asking about."""
        may_hold: Callable[[str], bool] | None = getattr(recognizer, "may_hold", None)
        if may_hold is not None:
            return may_hold, partial(self._holding, may_hold)
        script: str = getattr(getattr(recognizer, "shared", None), "script", "")
        if script in _TEXTS:
            return script, partial(self._text, script)
        places = self._asking.places(recognizer)
        if places is None:
            return None, partial(_every, len(self._values))
        return tuple(places), partial(self._fitting, places)

    def _fitting(self, places: list[int]) -> Flags:
        """The texts in whose shapes one of some forms may match."""
        shapes: Flags = np.any(self._likely[:, places], axis=1)
        return shapes[self._shape_of]

    def _holding(self, may_hold: Callable[[str], bool]) -> Flags:
        """The texts that may hold a term; letters that are neither ASCII nor Han have no case that is sure."""
        among: Callable[[str], bool] | None = getattr(may_hold, "among", None)
        if among is not None:
            rows, _ = self._kept(among, partial(self._holding, among))
            result = np.zeros(len(self._values), dtype=bool)
            result[rows] = [OTHER in self._shapes[self._shape_of[row]] or may_hold(self._values[row]) for row in rows]
            return result
        unsure = [OTHER in shape for shape in self._shapes]
        lettered = [not _LETTERS.isdisjoint(shape) for shape in self._shapes]
        if getattr(may_hold, "anywhere", False) and not may_hold("\n".join(self._values)):
            lettered = [False] * len(lettered)
        shapes = zip(self._shape_of.tolist(), self._values, strict=True)
        return np.array([unsure[shape] or (lettered[shape] and may_hold(value)) for shape, value in shapes], dtype=bool)

    def _text(self, script: str) -> Flags:
        worth = [any(shape.count(byte) >= least for byte, least in _TEXTS[script]) for shape in self._shapes]
        return np.array(worth, dtype=bool)[self._shape_of]


_LATIN, _CHINESE = (_SPACE, LEAST_SPACES), (HAN, LEAST_HAN)
_TEXTS: Mapping[str, Sequence[tuple[int, int]]] = {
    "latin": (_LATIN,),
    "han": (_CHINESE,),
    "any": (_LATIN, _CHINESE),
}
"""How many characters of which kind a text has in which names can stand, by script; see `prose`."""

EVERY = Asking((), NOTHING)
"""Knows no form: recognizers made of forms are asked about every text."""


def _every(count: int) -> Flags:
    return np.ones(count, dtype=np.bool_)
