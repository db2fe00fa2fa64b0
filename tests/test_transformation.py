from __future__ import annotations

import contextlib
import csv
import random
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from pia import pipeline
from pia.errors import SourceError
from pia.measurements import measure_all
from pia.model.finding import EntityCategory
from pia.rereading import Rereadable, open_one
from pia.scan.opening import LOCAL
from pia.transformation import Mitigated, mitigate, write
from tests.assessments_for_tests import no_progress

KEY = b"k" * 32
HEAD = ["email", "date_of_birth", "sex", "note"]


def rows(number: int = 80) -> list[list[str]]:
    chance = random.Random(1)
    return [
        [
            f"user{row}@example.org",
            f"{chance.randint(1960, 1979)}-0{chance.randint(1, 9)}-11",
            chance.choice("MF"),
            chance.choice(["=1+1", "-5", "fine, thanks", ""]),
        ]
        for row in range(number)
    ]


@pytest.fixture(scope="module")
def categories() -> dict[str, EntityCategory]:
    return dict(pipeline.rulebook().categories)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Rereadable:
    """The table, scanned."""
    path = tmp_path_factory.mktemp("data") / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows()])
    report, _ = pipeline.scan([(str(path), str(path))], no_progress)
    return Rereadable(report.inputs[0], report.findings, open_one(str(path), LOCAL))


def found(scanned: Rereadable, categories: dict[str, EntityCategory], *names: str, target: int = 4) -> Mitigated:
    return mitigate(scanned, categories, names, target=target, most_removed=0.1, progress=no_progress)


def written(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_written_table_reaches_the_target(
    scanned: Rereadable, categories: dict[str, EntityCategory], tmp_path: Path
) -> None:
    result = found(scanned, categories)
    out = tmp_path / "out.csv"
    left = write(result, scanned.dataset, out, dropped=(), hashed=(), key=KEY, progress=no_progress)
    table = written(out)
    kept = [name for name in ("date_of_birth", "sex") if name in table[0]]
    assert min(Counter(tuple(row[name] for name in kept) for row in table).values()) >= 4
    assert len(table) == result.report.best.rows >= 72
    assert "email" in left
    assert "email" not in table[0]
    assert result.report.before.smallest_class == 1
    assert result.report.identifiers == ("email",)
    assert {row["note"] for row in table} == {"'=1+1", "-5", "fine, thanks", ""}
    assert not [row[1] for row in rows() if row[1] in out.read_text(encoding="utf-8")]


def test_columns_can_be_hashed_and_dropped(
    scanned: Rereadable, categories: dict[str, EntityCategory], tmp_path: Path
) -> None:
    result = found(scanned, categories, "sex")
    out = tmp_path / "out.csv"
    left = write(result, scanned.dataset, out, dropped=("note",), hashed=("email",), key=KEY, progress=no_progress)
    table = written(out)
    assert left == ("note",)
    assert list(table[0]) == ["email", "date_of_birth", "sex"]
    assert len({row["email"] for row in table}) == 80
    assert all(len(row["email"]) == 16 for row in table)
    text = out.read_text(encoding="utf-8")
    assert "example.org" not in text
    assert KEY.decode() not in text


def test_unknown_columns_and_the_dataset_itself_are_refused(
    scanned: Rereadable, categories: dict[str, EntityCategory], tmp_path: Path
) -> None:
    result = found(scanned, categories, "sex")
    with pytest.raises(SourceError, match="there is no column 'x'") as caught:
        write(result, scanned.dataset, tmp_path / "o", dropped=("x",), hashed=("y",), key=KEY, progress=no_progress)
    assert len(caught.value.problems) == 2
    with pytest.raises(SourceError, match="this is the dataset itself"):
        write(
            result, scanned.dataset, Path(scanned.input.locator), dropped=(), hashed=(), key=KEY, progress=no_progress
        )


def test_nothing_to_change_and_too_few_rows_are_said(
    scanned: Rereadable, categories: dict[str, EntityCategory]
) -> None:
    with pytest.raises(SourceError, match="80 rows can never form classes of 100"):
        found(scanned, categories, target=100)
    with pytest.raises(SourceError, match="no quasi-identifier was found"):
        found(Rereadable(scanned.input, (), scanned.dataset), categories)
    with pytest.raises(SourceError, match="Did you mean 'sex'"):
        found(scanned, categories, "sxe")
    with pytest.raises(SourceError, match="too many cells to search for changes"):
        mitigate(scanned, categories, (), target=4, most_removed=0.1, progress=no_progress, most_cells=9)


def test_one_of_several_tables_must_be_chosen(tmp_path: Path, categories: dict[str, EntityCategory]) -> None:
    path = tmp_path / "t.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("create table places (station text)")
        for name in ("clients", "staff"):
            connection.execute(f"create table {name} (email text, date_of_birth text, sex text)")
            connection.executemany(f"insert into {name} values (?, ?, ?)", [row[:3] for row in rows()])
        connection.commit()
    report, _ = pipeline.scan([(str(path), str(path))], no_progress)
    own = Rereadable(report.inputs[0], report.findings, open_one(str(path), LOCAL))
    with pytest.raises(SourceError, match="2 of its tables have quasi-identifiers"):
        found(own, categories)
    risks = measure_all([own], categories, {}, KEY, no_progress).reidentification
    assert [(risk.table, risk.rows) for risk in risks] == [("clients", 80), ("staff", 80)]
    with pytest.raises(SourceError, match="there is no column 'sexx'. Did you mean 'sex'"):
        found(own, categories, "sexx")
