from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.model.finding import Finding
from pia.model.recognition import AllowList, Override
from pia.scan.findings import columns_of, findings
from pia.scan.kernel import Kernel
from pia.scan.overriding import Effect, Saying, allowances, override
from pia.scan.tally import ScanTally, tally_batch
from tests.scan.tables_for_tests import COLUMNS, IDENTIFIERS, KEY, NAMES, VALUES, batch, recognizers

DAY = date(2026, 11, 1)
LIST = AllowList("EMAIL_ADDRESS", ("info@example.org", "never@example.org"), "public", "Registry", DAY, DAY)


def saying(column: str, entity_type: str, *, holds: bool) -> Override:
    return Override(column, entity_type, holds, "looked at", "Registry", DAY, DAY)


def overridden(
    columns: dict[str, pa.Array[Any]], *sayings: Saying, compiled: bool = False
) -> tuple[dict[str, Finding], tuple[Effect, ...]]:
    counted = allowances(sayings, recognizers())
    sought = (*recognizers(), *(item.counter for item in counted))
    data = batch(columns)
    tally = Kernel(sought, KEY, IDENTIFIERS).tally(data) if compiled else tally_batch(data, sought, KEY, IDENTIFIERS)
    found = findings(tally, "d", recognizers())
    places = [(item.column, item.filled) for item in columns_of(tally, "d")]
    kept, effects = override(found, tally, places, sayings, counted)
    return {f"{item.column.name}:{item.entity_type}": item for item in kept}, effects


MAIL: pa.Array[Any] = pa.array(
    ["info@example.org", " info@example.org", "a@example.org", "", "info@example.org, b@x.org"]
)


@pytest.mark.parametrize("compiled", [False, True])
def test_allowed_cells_do_not_count(*, compiled: bool) -> None:
    kept, effects = overridden({"c1": MAIL}, LIST, compiled=compiled)
    finding = kept["c1:EMAIL_ADDRESS"]
    assert (finding.cells, finding.scanned, effects) == (2, 4, (Effect(1, 2),))
    assert finding.because[-1].en == "2 cells that an allow list names do not count"
    assert len(finding.evidence) == 2


def test_a_column_of_allowed_cells_is_no_finding() -> None:
    cells: pa.Array[Any] = pa.array(["info@example.org"] * 3)
    kept, effects = overridden({"c1": cells, "c2": cells}, LIST)
    assert not kept
    assert effects == (Effect(2, 6),)
    here = AllowList("EMAIL_ADDRESS", ("info@example.org",), "public", "Registry", DAY, DAY, column="d::t.c2")
    kept, effects = overridden({"c1": cells, "c2": cells}, here)
    assert kept.keys() == {"c1:EMAIL_ADDRESS"}
    assert effects == (Effect(1, 3),)


def test_a_value_that_only_a_header_makes_personal_can_be_allowed() -> None:
    names: pa.Array[Any] = pa.array(["Anna Example", "Ben Sample", "Town Hall"])
    hall = AllowList("PERSON", ("Town Hall",), "a building", "Registry", DAY, DAY)
    before, _ = overridden({"name": names})
    kept, effects = overridden({"name": names}, hall)
    assert before["name:PERSON"].cells == 3
    assert kept["name:PERSON"].cells == 2
    assert effects == (Effect(1, 1),)


def test_an_allow_list_of_what_nobody_recognizes_changes_nothing() -> None:
    other = AllowList("EMAIL_ADDRESS", ("no mail",), "r", "o", DAY, DAY)
    assert allowances([other, saying("c", "EMAIL_ADDRESS", holds=False)], recognizers()) == ()
    kept, effects = overridden({"c1": MAIL}, other)
    assert kept["c1:EMAIL_ADDRESS"].cells == 4
    assert effects == (Effect(),)


def test_overrides_take_and_give() -> None:
    columns = {"c1": MAIL, "c2": pa.array(["x", "y", "", "z", None]), "c3": MAIL}
    kept, effects = overridden(
        columns,
        saying("c1", "*", holds=False),
        saying("d::c2", "RELIGION", holds=True),
        saying("c3", "EMAIL_ADDRESS", holds=True),
        saying("other::c3", "EMAIL_ADDRESS", holds=False),
    )
    assert list(kept) == ["c2:RELIGION", "c3:EMAIL_ADDRESS"]
    declared = kept["c2:RELIGION"]
    assert (declared.recognizer, declared.score, declared.cells, declared.scanned) == ("override", 1.0, 3, 3)
    assert declared.because[0].en == "declared by Registry: looked at"
    assert kept["c3:EMAIL_ADDRESS"].recognizer == "email.address"
    assert effects == (Effect(1, 4), Effect(1, 3), Effect(), Effect())


@settings(max_examples=8, deadline=None)
@given(
    COLUMNS, st.sampled_from(NAMES), st.sets(st.sampled_from([value for value in VALUES if value.strip()]), max_size=4)
)
def test_both_ways_of_counting_agree_and_never_count_below_zero(
    cells: list[str | None], name: str, values: set[str]
) -> None:
    lists = [
        AllowList(entity_type, tuple(sorted(values)), "r", "o", DAY, DAY)
        for entity_type in ("EMAIL_ADDRESS", "PHONE_NUMBER", "PERSON")
    ]
    columns: dict[str, pa.Array[Any]] = {name: pa.array(cells, pa.string())}
    before, _ = overridden(columns)
    kept, effects = overridden(columns, *lists)
    assert overridden(columns, *lists, compiled=True) == (kept, effects)
    for key, finding in before.items():
        left = kept[key].cells if key in kept else 0
        taken = [effect.cells for effect, item in zip(effects, lists, strict=True) if key.endswith(item.entity_type)]
        assert finding.cells == left + sum(taken)


def test_nothing_said_changes_nothing() -> None:
    kept, effects = override((), ScanTally(), (), (), ())
    assert (kept, effects) == ((), ())
