from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from pia import pipeline
from pia.errors import SourceError
from pia.measurements import chosen_risk, measure_all
from pia.model.reidentification import Exposure
from pia.model.scanned import ScanReport
from pia.rereading import Choice, Rereadable, open_one
from pia.scan.opening import LOCAL
from tests.assessments_for_tests import no_progress

Table = Callable[..., Path]
Measured = Callable[..., Exposure]
KEY = b"k" * 32


def people(rows: int = 60) -> str:
    chance = random.Random(1)
    lines = [
        f"user{row}@example.org,{chance.randint(1950, 1999)}-0{chance.randint(1, 9)}-11,{chance.choice('MF')},x"
        for row in range(rows)
    ]
    return "\n".join(["email,date_of_birth,sex,diagnosis", *lines]) + "\n"


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """Measures datasets, given as text by name; the same text is scanned once."""
    folder = tmp_path_factory.mktemp("datasets")
    scans: dict[tuple[str, str], ScanReport] = {}

    def scanned(name: str, text: str) -> ScanReport:
        path = folder / f"{name}{len(scans)}.csv"
        path.write_text(text, encoding="utf-8")
        report, errors = pipeline.scan([(name, str(path))], no_progress)
        assert not errors
        return report

    def measure(texts: Mapping[str, str], choices: Mapping[str, Choice] | None = None) -> Exposure:
        for item in texts.items():
            if item not in scans:
                scans[item] = scanned(*item)
        reports = [scans[item] for item in texts.items()]
        categories = {category.entity_type: category for report in reports for category in report.categories}
        inputs = [(report.inputs[0], report.findings) for report in reports]
        found = [
            Rereadable(item, own, replace(open_one(item.locator, LOCAL), name=item.dataset)) for item, own in inputs
        ]
        return measure_all(found, categories, choices or {}, KEY, no_progress)

    return measure


def test_quasi_identifiers_are_suggested_and_effects_measured(measured: Measured) -> None:
    (risk,) = measured({"t": people()}).reidentification
    assert [item.column.name for item in risk.quasi_identifiers] == ["date_of_birth", "sex"]
    assert risk.quasi_identifiers[1].because.en == "it holds sex or gender; 2 values, 1.0 bits"
    assert [item.column.name for item in risk.sensitive] == ["diagnosis"]
    assert risk.smallest_class == 1
    assert any(effect.changes[0].en == "date_of_birth: date to year" for effect in risk.effects)


def test_what_the_user_fixes_counts(measured: Measured) -> None:
    choice = Choice(quasi=("sex", "diagnosis"), sensitive=("date_of_birth",))
    (risk,) = measured({"t": people()}, {"t": choice}).reidentification
    assert [item.column.name for item in risk.quasi_identifiers] == ["sex"]
    assert risk.quasi_identifiers[0].because.en == "chosen by the user"
    assert [item.column.name for item in risk.sensitive] == ["date_of_birth"]
    assert [note.en for note in risk.notes] == ["'diagnosis' is the same in every row and was left out"]
    only_sensitive = measured({"t": people()}, {"t": Choice(sensitive=("diagnosis",))}).reidentification[0]
    assert [item.column.name for item in only_sensitive.quasi_identifiers] == ["date_of_birth", "sex"]


@pytest.mark.parametrize("choice", [Choice(quasi=("sxe",)), Choice(quasi=("sex",), sensitive=("sxe",))])
def test_a_column_that_is_missing_is_named_with_the_nearest(measured: Measured, choice: Choice) -> None:
    with pytest.raises(SourceError, match="there is no column 'sxe'. Did you mean 'sex'"):
        measured({"t": people()}, {"t": choice})


def test_too_few_rows_are_said_in_words_and_not_in_numbers(measured: Measured) -> None:
    found = measured({"t": people(3)})
    assert found.reidentification == ()
    assert [item.reason.en for item in found.unmeasured] == ["it has 3 rows, fewer than the class size of 5 asked for"]
    with pytest.raises(SourceError, match="it has 3 rows"):
        measured({"t": people(3)}, {"t": Choice(quasi=("sex",))})


def test_data_of_nobody_is_not_measured(measured: Measured) -> None:
    found = measured({"t": "station,value\n" + "s1,3\n" * 30})
    assert found == Exposure()


def test_two_datasets_are_linked(measured: Measured) -> None:
    register = people(60)
    clinic = "\n".join(
        ["birth_date,gender,visits", *(",".join((*line.split(",")[1:3], "3")) for line in register.splitlines()[1:41])]
    )
    found = measured({"register": register, "clinic": clinic + "\n"})
    assert found.linkage is not None
    best = next(item for item in found.linkage.links if item.left == "clinic")
    assert (best.rows, best.matched) == (40, 40)
    assert best.reidentified >= 30
    assert [column.name for column in best.identities] == ["email"]
    assert [column.name for column in best.reveals] == ["visits"]


def test_a_table_too_large_to_count_is_sketched(measured: Measured, table: Table) -> None:
    found = measured({"t": people()}, {"t": Choice(most_cells=100)})
    assert found.reidentification == ()
    (left,) = found.unmeasured
    assert "so k is not known; a sketch estimates" in left.reason.en
    both = measured({"t": people(), "u": people(30)}, {"t": Choice(most_cells=100)}).linkage
    assert both is not None
    assert ("t.email", "u.email", 0.5) in [(str(p.left), str(p.right), p.containment) for p in both.estimated]
    choice = Choice(quasi=("date_of_birth", "sex"), most_cells=100)
    assert chosen_risk(str(table(people())), choice, KEY, no_progress).unmeasured[0].reason == left.reason


def test_risk_by_chosen_columns_needs_no_scan(table: Table) -> None:
    choice = Choice(quasi=("sex",), population_size=6000)
    (risk,) = chosen_risk(str(table(people())), choice, KEY, no_progress).reidentification
    assert (risk.rows, risk.classes, risk.unique_rows) == (60, 2, 0)
    assert risk.population is not None
    assert risk.population.pitman == 0.0
    with pytest.raises(SourceError, match="Did you mean 'sex'"):
        chosen_risk(str(table(people())), Choice(quasi=("sxe",)), KEY, no_progress)
