from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from pia.model.linkage import Link, Linkage
from pia.model.text import Text
from pia.reidentification.joinable import column_sketches, sketched_table
from pia.reidentification.linkage import LinkedTable, link
from pia.reidentification.suggestion import Roles
from tests.reidentification.tables_for_tests import KEY, batches, coded

REGISTER: dict[str, list[str | None]] = {
    "name": ["Ann", "Bob", "Cia", "Dan", "Ann"],
    "born": ["1980-03-07", "1981-01-02", "1981-01-02", "1990-12-31", "1980-03-07"],
    "sex": ["F", "M", "M", "M", "F"],
    "mobile": ["+86 138-0013-8000", "13912345678", None, "13700000000", "13800138000"],
}
CLINIC: dict[str, list[str | None]] = {
    "birth": ["1980/3/7", "1981年1月2日", "1990/12/31", "2001-01-01", None],
    "gender": ["female", "male", "male", "male", "male"],
    "illness": ["a", "b", "c", "d", "e"],
}
KINDS = {
    "name": frozenset({"name"}),
    "mobile": frozenset({"phone"}),
    "born": frozenset({"date_of_birth"}),
    "birth": frozenset({"date_of_birth"}),
    "sex": frozenset({"sex"}),
    "gender": frozenset({"sex"}),
    "caller": frozenset({"phone"}),
}


def table(
    dataset: str,
    cells: Mapping[str, Sequence[str | None]],
    identifiers: tuple[str, ...] = (),
    kinds: Mapping[str, frozenset[str]] = KINDS,
) -> LinkedTable:
    own = coded(cells, dataset)
    every = [column.column for column in own.columns.values()]
    return LinkedTable(own, Roles({"x": Text("r", "r")}, (), identifiers), kinds, every, KEY)


def only(found: Linkage, left: str, right: str) -> Link:
    (item,) = [item for item in found.links if (item.left, item.right) == (left, right)]
    return item


def test_a_table_without_names_is_re_identified_through_one_with_names() -> None:
    found = link([table("register", REGISTER, ("name", "mobile")), table("clinic", CLINIC)])
    item = only(found, "clinic", "register")
    assert [(pair.left.name, pair.right.name) for pair in item.columns] == [("birth", "born"), ("gender", "sex")]
    assert (item.rows, item.matched, item.reidentified) == (4, 3, 2)
    assert [column.name for column in item.identities] == ["name", "mobile"]
    assert [column.name for column in item.reveals] == ["illness"]
    assert item.share == 0.5
    back = only(found, "register", "clinic")
    assert (back.rows, back.matched, back.reidentified, back.identities, back.reveals) == (5, 5, 5, (), ())
    assert found.datasets == ("clinic", "register")
    assert found.compared == 12


def test_identifiers_join_alone_whatever_their_form() -> None:
    calls = table("calls", {"caller": ["138 0013 8000", "13999999999", "008613700000000"]}, ("caller",))
    found = only(link([calls, table("register", REGISTER, ("name", "mobile"))]), "calls", "register")
    assert [(pair.left.name, pair.right.name) for pair in found.columns] == [("caller", "mobile")]
    assert (found.rows, found.matched, found.reidentified) == (3, 2, 2)
    assert found.columns[0].containment == pytest.approx(2 / 3)
    assert found.columns[0].error == 0


def test_one_person_in_several_rows_is_still_one_person() -> None:
    grids = [f"g{row}" for row in range(60)]
    rows: dict[str, list[str | None]] = {
        "ticket": ["t1", "t1", "t2", None, None],
        "grid": ["g1", "g1", "g2", "g3", "g3"],
    }
    kinds = {"grid": frozenset({"location"}), "place": frozenset({"location"})}
    found = only(
        link([table("visits", {"place": grids}, kinds=kinds), table("tickets", rows, ("ticket",), kinds)]),
        "visits",
        "tickets",
    )
    assert (found.matched, found.reidentified) == (3, 2)


def test_columns_of_nothing_in_common_do_not_join() -> None:
    sensors = {"station": [f"s{row}" for row in range(60)], "status": ["ok"] * 60}
    other = {"station": [f"q{row}" for row in range(60)], "colour": ["ok"] * 60}
    assert link([table("a", sensors), table("b", other)]).links == ()
    assert link([table("a", sensors), table("a", sensors)]).compared == 0


def test_same_headers_and_same_long_values_join_without_a_finding() -> None:
    codes: list[str | None] = [f"case-{row:05d}" for row in range(150)]
    found = link([table("a", {"file no": codes}), table("b", {"akte": codes[:140]})])
    assert only(found, "b", "a").columns[0].because.en == "nearly all values of one occur in the other"
    assert (only(found, "a", "b").rows, only(found, "a", "b").matched) == (150, 140)
    headed = link([table("a", {"Grid": codes[:60]}), table("b", {"grid": codes[:30]})])
    assert only(headed, "a", "b").columns[0].because.en == "they have the same header"
    short: list[str | None] = [str(row) for row in range(150)]
    assert link([table("a", {"n": short}), table("b", {"m": short})]).links == ()


def test_many_values_are_estimated_with_an_error() -> None:
    values: list[str | None] = [f"value-{row:06d}" for row in range(70_000)]
    found = only(link([table("a", {"x": values}), table("b", {"x": values[35_000:]})]), "a", "b")
    assert found.columns[0].containment == pytest.approx(0.5, abs=3 * found.columns[0].error)
    assert 0 < found.columns[0].error < 0.01
    assert found.matched == 35_000


def test_a_table_too_large_to_be_joined_is_compared_by_sketches() -> None:
    calls: dict[str, list[str | None]] = {"caller": ["138 0013 8000", "13999999999", None, "-"], "note": ["x"] * 4}
    large = sketched_table("calls", column_sketches(batches(calls, 2), lambda _: ("caller",), KEY), {"": KINDS})
    found = link([table("register", REGISTER, ("name", "mobile"))], [large])
    assert found.datasets == ("calls", "register")
    assert found.links == ()
    shown = [(str(pair.left), str(pair.right), pair.containment) for pair in found.estimated]
    assert shown == [
        ("calls.caller", "register.mobile", 0.5),
        ("register.mobile", "calls.caller", pytest.approx(1 / 3)),
    ]
    assert link([], [large, large]).estimated == ()
