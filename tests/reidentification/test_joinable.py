from __future__ import annotations

import pytest

from pia.reidentification.joinable import column_sketches, joinable, normalise, sketched_table
from tests.reidentification.tables_for_tests import KEY, batches, coded

KINDS = frozenset({"phone"})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("138-0013-8000", "+86 138 0013 8000"),
        ("0086 13800138000", "１３８００１３８０００"),
        ("2001-02-03", "2001年2月3日"),
        ("2001/2/3", "2001-02-03T00:00:00"),
        ("Straße 5", "STRASSE 5"),
        ("男", "Male"),
    ],
)
def test_forms_of_the_same_thing_are_one(one: str, other: str) -> None:
    assert normalise(one) == normalise(other) != ""


def test_other_things_stay_apart() -> None:
    assert (
        len({normalise(value) for value in ("2001-02-03", "2001-02-03T08:15", "1380013800", "13800138000", "m1")}) == 5
    )


@pytest.mark.parametrize("value", ["", " ", "-"])
def test_nothing_is_nothing(value: str) -> None:
    assert normalise(value) == ""


def test_a_column_has_a_hash_per_code_and_none_for_nothing() -> None:
    column = coded({"x": ["a", "A", None, "-", "b"]}).columns["x"]
    found = joinable(column, KINDS, KEY)
    own = found.hashes[column.codes].tolist()
    assert own[0] == own[1] != 0
    assert own[2] == own[3] == 0
    assert len(found.sketch.hashes) == 2
    assert (found.kinds, found.length) == (KINDS, 0.75)


def test_a_sketched_column_is_that_of_the_coded_one() -> None:
    cells: list[str | None] = ["a", "A", None, "-", "b", "ccc"]
    found = column_sketches(batches({"x": cells}, 2), lambda _: ("x",), KEY)
    (sketched,) = sketched_table("d", found, {"": {"x": KINDS}}).joinable
    whole = joinable(coded({"x": cells}).columns["x"], KINDS, KEY)
    assert sketched.sketch.hashes.tolist() == whole.sketch.hashes.tolist()
    assert sketched.kinds == KINDS
    assert whole.containment(sketched).share == sketched.containment(whole).share == 1.0
