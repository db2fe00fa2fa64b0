from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pia import pipeline
from pia.errors import SourceError, UnreadableError
from pia.model.dataset import Population
from pia.model.deployment import Controller, DeclaredDataset, Deployment
from pia.rereading import Choice, Rereadable, choices_of, coded, encoded, open_one, population, without_secrets
from pia.scan.opening import LOCAL
from tests.assessments_for_tests import no_progress

Table = Callable[..., Path]


def test_choices_of_a_deployment() -> None:
    declared = (
        DeclaredDataset("a", "a.csv", quasi_identifiers=("age",), population=Population(100, "p.csv", "n")),
        DeclaredDataset("b", "b.csv", population=Population(9)),
        DeclaredDataset("c", "c.csv"),
    )
    found = choices_of(Deployment("n", "d", Controller("c"), declared), Path("f"))
    assert found["a"] == Choice(("age",), (), 5, 100, str(Path("f") / "p.csv"), "n")
    assert (found["b"].population_size, found["b"].population_counts) == (9, "")
    assert found["c"] == Choice()


def test_addresses_are_shown_without_what_lets_in() -> None:
    declared = DeclaredDataset(
        "a", "https://me:secret@x.example/a.csv", population=Population(1, "s3://k:secret@b/p.csv")
    )
    assert "secret" not in repr(without_secrets(declared))
    assert without_secrets(DeclaredDataset("a", "a.csv")) == DeclaredDataset("a", "a.csv")


def test_the_table_with_the_columns_is_coded(table: Table) -> None:
    path = table("age,sex\n30,m\n40,f\n")
    found = coded(open_one(str(path), LOCAL), ["sex", "nope"], no_progress)
    assert (list(found.columns), found.names, found.rows) == (["sex"], ("age", "sex"), 2)


def test_a_dataset_that_changed_since_the_scan_is_refused(table: Table) -> None:
    path = table("mail\na@example.org\n")
    report, _ = pipeline.scan([("t", str(path))], no_progress)
    scanned = Rereadable(report.inputs[0], report.findings, open_one(str(path), LOCAL))
    assert encoded(scanned, lambda _, name: name == "mail", no_progress)[0].rows == 1
    changed = replace(scanned, input=replace(scanned.input, sha256="0"))
    with pytest.raises(UnreadableError, match="it changed while pia was reading it"):
        encoded(changed, lambda *_: True, no_progress)
    with pytest.raises(SourceError, match="no such file"):
        open_one(str(path) + ".csv", LOCAL)
    (path.parent / "other.csv").write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(SourceError, match="this holds several files"):
        open_one(str(path.parent), LOCAL)


def test_population_counts_are_read(table: Table) -> None:
    path = table("age,count\n30,12\n40,5\n")
    people = population(Choice(population_counts=str(path)), ("age", "sex"), no_progress)
    assert people is not None
    assert people.people is not None
    assert (people.size, people.people.tolist(), len(people.counts)) == (0, [12, 5], 1)
    only_size = population(Choice(population_size=70), ("age",), no_progress)
    assert only_size is not None
    assert (only_size.size, only_size.people) == (70, None)
    assert population(Choice(), ("age",), no_progress) is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("age,number\n30,1\n", "there is no column 'count'"),
        ("age,count\n30,many\n", "something else than numbers of people"),
        ("age,count\n30,-1\n", "something else than numbers of people"),
        ("age,count\n30,1.5\n", "something else than numbers of people"),
        ("age,count\n30,\n40,1\n", "something else than numbers of people"),
        ("years,count\n30,1\n", "it has none of the quasi-identifiers"),
    ],
)
def test_counts_that_are_none_are_refused_without_their_values(table: Table, text: str, what: str) -> None:
    with pytest.raises(SourceError, match=what) as caught:
        population(Choice(population_counts=str(table(text))), ("age",), no_progress)
    assert "many" not in str(caught.value)
