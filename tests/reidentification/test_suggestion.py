from __future__ import annotations

from pia.model.dataset import Column
from pia.model.finding import EntityCategory, Finding
from pia.model.text import Text
from pia.reidentification.suggestion import MOST, Roles, roles, suggest
from tests.reidentification.tables_for_tests import coded

KINDS = {"EMAIL": "identifier", "AGE": "quasi_identifier", "HEALTH": "sensitive_attribute", "OTHER": "other"}
CATEGORIES = {
    name: EntityCategory(name, Text(name.lower(), f"{name}类"), name.lower(), kind, 1, ())  # type: ignore[arg-type]
    for name, kind in KINDS.items()
}


def column(name: str) -> Column:
    return Column("d", "", name)


def finding(name: str, entity: str, cells: int = 10, embedded: int = 0) -> Finding:
    return Finding(column(name), entity, "r", 1.0, cells, 10, (), (), embedded)


def test_roles_come_from_findings_and_headers() -> None:
    names = ("mail", "age", "illness", "home_district", "street", "note", "seldom", "value")
    found = roles(
        [column(name) for name in names],
        [
            finding("mail", "EMAIL"),
            finding("mail", "AGE"),
            finding("age", "AGE"),
            finding("illness", "HEALTH"),
            finding("note", "EMAIL", embedded=9),
            finding("seldom", "AGE", cells=2),
            finding("value", "OTHER"),
            finding("value", "UNKNOWN"),
        ],
        CATEGORIES,
    )
    assert list(found.quasi) == ["age", "home_district", "street"]
    assert found.quasi["age"] == Text("it holds age", "含有AGE类")
    assert found.by_header == {"home_district", "street"}
    assert (found.sensitive, found.identifiers) == (("illness",), ("mail",))
    assert found.all == ("age", "home_district", "street", "illness", "mail")


def test_a_table_without_personal_data_has_no_quasi_identifiers() -> None:
    assert roles([column("district")], [finding("value", "OTHER")], CATEGORIES) == Roles()


def test_columns_that_tell_nobody_apart_are_left_out() -> None:
    rows = 40
    table = coded(
        {
            "sex": ["m", "f"] * 20,
            "same": ["x"] * rows,
            "empty": [None] * rows,
            "grid": [f"g{row}" for row in range(rows)],
            "born": [f"19{row + 10}" for row in range(rows)],
        }
    )
    reason = Text("it holds x", "含有x")
    found, notes = suggest(table, Roles(dict.fromkeys(table.columns, reason), by_header=frozenset({"grid"})))
    assert list(found) == ["sex", "born"]
    assert found["sex"].en == "it holds x; 2 values, 1.0 bits"
    assert [note.en for note in notes] == ["'grid' is nearly unique and was left out"]


def test_those_with_most_entropy_are_kept() -> None:
    table = coded({f"c{step}": [str(row % step) for row in range(64)] for step in range(2, MOST + 4)})
    found, notes = suggest(table, Roles(dict.fromkeys(table.columns, Text("r", "r"))))
    assert list(found) == [f"c{step}" for step in range(4, MOST + 4)]
    assert [note.en.split("'")[1] for note in notes] == ["c3", "c2"]
