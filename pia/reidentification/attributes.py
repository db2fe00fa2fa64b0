"""What kind of values a sensitive attribute has, and its codes in the order that distances need."""

from __future__ import annotations

import re
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pia.model.reidentification import SensitiveRisk
from pia.reidentification import metrics
from pia.reidentification.codes import CodedColumn, Codes
from pia.reidentification.equivalence import Classes

_ICD_10 = re.compile(r"[A-Z]\d\d(?:\.?\d{1,2})?")
Kind = Literal["categorical", "ordered", "hierarchical"]


def sensitive_risk(found: Classes, column: CodedColumn) -> SensitiveRisk:
    """Every measure of one sensitive attribute; an empty cell is a value of its own."""
    kind, codes, size = _ordered(column)
    data = metrics.spread(found, codes, size)
    level = metrics.distinct_l(data)
    return SensitiveRisk(
        column=column.column,
        kind=kind,
        distinct_l=level,
        entropy_l=metrics.entropy_l(data),
        recursive_c=metrics.recursive_c(data, level),
        alpha=metrics.alpha(data),
        t=_closeness(kind, data, column),
        basic_beta=metrics.basic_beta(data),
        enhanced_beta=metrics.enhanced_beta(data),
        delta=metrics.delta(data),
    )


def _closeness(kind: Kind, data: metrics.Spread, column: CodedColumn) -> float:
    if kind == "ordered":
        return metrics.t_ordered(data)
    if kind == "hierarchical":
        return metrics.t_hierarchical(data, _levels(column.texts()))
    return metrics.t_categorical(data)


def _ordered(column: CodedColumn) -> tuple[Kind, Codes, int]:
    """The kind, and codes from 0: in the order of the numbers, of the tree, or as they are."""
    if column.filled < len(column.codes):
        return "categorical", column.codes, column.size
    numbers = numeric(column.values)
    if numbers is not None:
        ordered, places = np.unique(numbers, return_inverse=True)
        return "ordered", places.astype(np.int32)[column.codes - 1], len(ordered)
    if all(_ICD_10.fullmatch(value) for value in column.texts()):
        return "hierarchical", column.codes - np.int32(1), len(column.values)
    return "categorical", column.codes, column.size


def numeric(values: pa.Array[Any]) -> npt.NDArray[np.float64] | None:
    """The values as finite numbers; `None` if one is none, or there are none."""
    try:
        numbers = np.asarray(pc.cast(pc.utf8_trim_whitespace(values), pa.float64()))
    except pa.ArrowInvalid:
        return None
    return numbers if len(numbers) and bool(np.isfinite(numbers).all()) else None


def _levels(values: list[str]) -> tuple[Codes, ...]:
    """ICD-10: the category of three characters, the chapter letter, the root."""
    return tuple(
        np.unique([value[:length] for value in values], return_inverse=True)[1].astype(np.int32) for length in (3, 1, 0)
    )
