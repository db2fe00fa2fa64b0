from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pyarrow as pa
import pytest

from pia import plugins
from pia.explanation import explain_column
from pia.model.explanation import Outcome
from pia.recognizers import Recognizer
from pia.scan.findings import findings
from pia.scan.neighbours import BY_NAME, BY_VALUES
from pia.scan.opening import LOCAL
from pia.scan.tally import tally_batch
from pia.sources import Batch

ROWS = 40
DICE = random.Random(3)
LATITUDES = [f"{DICE.uniform(31.0, 31.4):.6f}" for _ in range(ROWS)]
LONGITUDES = [f"{DICE.uniform(121.2, 121.8):.6f}" for _ in range(ROWS)]


def decimals(first: float, last: float, places: int) -> list[str]:
    return [f"{DICE.uniform(first, last):.{places}f}" for _ in range(ROWS)]


GIVEN = ["Anna", "Peter", "Maria", "James", "Linda"] * 8
SURNAMES = ["Hartley", "Johnson", "Miller", "Garcia", "Wilson"] * 8


@cache
def shelf() -> tuple[Recognizer, ...]:
    return tuple(recognizer for family in plugins.load_all("recognizers").values() for recognizer in family)


def found(columns: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    data = pa.record_batch([pa.array(list(cells), pa.string()) for cells in columns.values()], names=list(columns))
    told: dict[str, dict[str, float]] = {}
    for finding in findings(tally_batch(Batch("", 1, data), shelf(), b"key"), "d", shelf()):
        told.setdefault(finding.column.name, {})[finding.entity_type] = finding.score
    return told


@pytest.mark.parametrize("turned", [False, True])
def test_coordinates_tell_each_other_by_their_values(turned: bool) -> None:
    columns = {"c1": LONGITUDES, "c2": LATITUDES} if turned else {"c1": LATITUDES, "c2": LONGITUDES}
    assert found(columns) == {name: {"COORDINATES": BY_VALUES} for name in columns}


def test_a_named_latitude_tells_the_longitude_of_any_place() -> None:
    west = [f"{DICE.uniform(2.2, 2.5):.5f}" for _ in range(ROWS)]
    told = found({"lat": [f"{DICE.uniform(48, 49):.5f}" for _ in range(ROWS)], "c2": west})
    assert told["c2"] == {"COORDINATES": BY_NAME}
    assert not found({"c1": west})


@pytest.mark.parametrize(
    "columns",
    [
        {"c1": LATITUDES},
        {"c1": LATITUDES, "note": ["x"] * ROWS, "c2": LONGITUDES},
        {"c1": LATITUDES, "height": LONGITUDES},
        {"c1": LATITUDES, "c2": LATITUDES},
        {"c1": LONGITUDES, "c2": LONGITUDES},
        {"x": decimals(0, 100, 5), "y": decimals(0, 100, 5)},
        {"x": decimals(0, 1, 6), "y": decimals(0, 1, 6)},
        {"c1": decimals(30, 60, 2), "c2": decimals(90, 170, 2)},
        {"c1": decimals(-150, 200, 6), "c2": decimals(-150, 200, 6)},
    ],
)
def test_other_decimals_are_no_coordinates(columns: Mapping[str, Sequence[str]]) -> None:
    assert not found(columns)


def test_given_names_beside_surnames() -> None:
    assert found({"c1": GIVEN, "c2": SURNAMES}) == {"c1": {"PERSON": BY_VALUES}, "c2": {"PERSON": BY_VALUES}}
    assert found({"first_name": GIVEN, "c2": SURNAMES})["c2"] == {"PERSON": BY_NAME}
    assert not found({"c1": SURNAMES, "city": GIVEN})
    assert not found({"c1": ["open", "closed"] * 20, "c2": ["Table", "Chair"] * 20})


def test_a_kind_of_paper_tells_the_number_beside_it() -> None:
    papers = ["身份证", "护照", "Passport", "居住证"] * 10
    numbers = [f"E{DICE.randrange(10**8):08}" for _ in range(ROWS)]
    assert found({"c1": papers, "number": numbers}) == {"number": {"NATIONAL_ID": BY_VALUES}}
    assert not found({"c1": ["open", "closed"] * 20, "number": numbers})
    assert not found({"c1": papers})


def test_the_evidence_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [f"a{row}@example.org,{LATITUDES[row]},{LONGITUDES[row]}" for row in range(ROWS)]
    path.write_text("\n".join(["email,c1,c2", *rows]) + "\n", encoding="utf-8")
    told = explain_column(f"{path}::c1", LOCAL, lambda *_: None)
    assert "'c2' next to it" in told.findings[0].because[0].en
    assert told.neighbours["c2"] == ("COORDINATES",)
    voices = {voice.recognizer: voice for voice in told.voices}
    assert voices["location.latitude_beside"].outcome is Outcome.REPORTED
    lonely = explain_column(f"{path}::email", LOCAL, lambda *_: None)
    assert all("beside" not in voice.recognizer for voice in lonely.voices)
