from __future__ import annotations

import pyarrow as pa
import pytest

from pia.reidentification.attributes import numeric, sensitive_risk
from pia.reidentification.equivalence import classes
from tests.reidentification.tables_for_tests import coded


@pytest.mark.parametrize(
    ("cells", "kind", "t"),
    [
        (["1", "2", "3", "4"], "ordered", 1 / 3),
        (["2", "1", "4", "3"], "ordered", 1 / 3),
        (["1", "1.0", "3", "3"], "ordered", 0.5),
        (["A", "B", "C", "D"], "categorical", 0.5),
        (["1", "2", None, "4"], "categorical", 0.5),
        (["A00", "A01", "B20.1", "B21"], "hierarchical", 0.5),
        (["A00", "B20.1", "A01", "B21"], "hierarchical", 1 / 3),
    ],
)
def test_the_distance_fits_the_kind_of_values(cells: list[str | None], kind: str, t: float) -> None:
    table = coded({"q": ["x", "x", "y", "y"], "s": cells})
    groups = table.columns["q"]
    found = sensitive_risk(classes([(groups.codes, groups.size)], 4), table.columns["s"])
    assert found.kind == kind
    assert found.t == pytest.approx(t)
    assert found.column.name == "s"


def test_numbers_are_finite() -> None:
    assert numeric(pa.array(["1", " 2.5 "])) is not None
    assert numeric(pa.array(["1", "inf"])) is None
    assert numeric(pa.array(["1", "x"])) is None
    assert numeric(pa.array([], pa.string())) is None
