from __future__ import annotations

import io
import json
import pickle
import random
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pia import documents, pipeline
from pia.errors import EngineError, PiaError
from pia.measurements import chosen_risk, measure_all
from pia.model.reidentification import Exposure
from pia.regrouping import Away, Work, connected_to, measured
from pia.reidentification.groups import Grouping, Tables
from pia.rereading import Choice, Rereadable
from pia.scan.datasets import Dataset, open_apart, open_as_one
from pia.scan.opening import LOCAL
from pia.scan.pieces import Piece
from pia.scanning import HERE
from pia.sources import Batch
from tests.assessments_for_tests import no_progress
from tests.pieces_for_tests import KEY, Pickling

SECRET = b"s" * 32
FEW = 500
"""Bytes of a piece: some rows."""


def people(rows: int) -> dict[str, list[str]]:
    chance = random.Random(7)
    return {
        "email": [f"canary{row % 90}@example.org" for row in range(rows)],
        "date_of_birth": [f"{chance.randint(1960, 1990)}-0{chance.randint(1, 9)}-11" for _ in range(rows)],
        "sex": [chance.choice(["M", "F", ""]) for _ in range(rows)],
        "district": [f"district {chance.randint(1, 5)}" for _ in range(rows)],
        "diagnosis": [chance.choice(["J45", "E11.9", "I10"]) for _ in range(rows)],
    }


def write(path: Path, columns: Mapping[str, Sequence[str]]) -> Path:
    if path.suffix == ".parquet":
        pq.write_table(pa.table(dict(columns)), path, row_group_size=40)
    else:
        lines = [",".join(columns), *(",".join(row) for row in zip(*columns.values(), strict=True))]
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("people")
    for name, rows in (("a.csv", 300), ("b.parquet", 200)):
        write(found / name, people(rows))
    return found


def rereadable(paths: Sequence[Path]) -> tuple[list[Rereadable], dict[str, Any]]:
    named = [(path.name, str(path)) for path in paths]
    report, errors = pipeline.scan(named, no_progress)
    assert not errors
    datasets = {dataset.name: dataset for dataset in open_apart(named, LOCAL).datasets}
    findings = {
        item.dataset: [own for own in report.findings if own.column.dataset == item.dataset] for item in report.inputs
    }
    return [Rereadable(item, tuple(findings[item.dataset]), datasets[item.dataset]) for item in report.inputs], {
        category.entity_type: category for category in report.categories
    }


def both(items: Sequence[Rereadable], categories: Any, choice: Choice, session: Pickling) -> tuple[bytes, bytes]:
    """What is measured here and there."""
    choices = {item.input.dataset: choice for item in items}
    here = measure_all(items, categories, choices, KEY.ljust(32), no_progress)
    away = Away(session, FEW, SECRET)
    there = measure_all(items, categories, choices, KEY.ljust(32), no_progress, away=away)
    return documents.dump_json(here), documents.dump_json(there)


def test_risks_and_links_are_those_of_rows(folder: Path) -> None:
    items, categories = rereadable([folder / "a.csv", folder / "b.parquet"])
    session = Pickling()
    here, there = both(items, categories, Choice(), session)
    assert here == there
    assert b'"reidentification"' in here
    assert sum(bool(piece.partition) for piece in session.done) > 10


def test_lines_and_databases_are_grouped_in_pieces(tmp_path: Path) -> None:
    rows = [dict(zip(people(1), row, strict=True)) for row in zip(*people(200).values(), strict=True)]
    late = [{name: cell for name, cell in row.items() if name != "sex" or place > 90} for place, row in enumerate(rows)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, late)), encoding="utf-8")
    with sqlite3.connect(tmp_path / "b.sqlite") as base:
        base.execute("CREATE TABLE people (email, date_of_birth, sex, district, diagnosis)")
        base.executemany("INSERT INTO people VALUES (?, ?, ?, ?, ?)", [tuple(row.values()) for row in rows])
    base.close()
    items, categories = rereadable([tmp_path / "a.jsonl", tmp_path / "b.sqlite"])
    session = Pickling()
    here, there = both(items, categories, Choice(), session)
    assert here == there
    assert sum(bool(piece.partition) for piece in session.done) > 20


def test_tables_too_large_to_be_grouped_are_sketched_the_same(folder: Path) -> None:
    items, categories = rereadable([folder / "a.csv", folder / "b.parquet"])
    session = Pickling()
    here, there = both(items, categories, Choice(most_cells=100), session)
    assert here == there
    assert b"a sketch estimates" in here
    assert {piece.number for piece in session.done} == {0}


def test_columns_that_the_user_names_are_grouped_without_a_scan(folder: Path) -> None:
    for choice in (Choice(quasi=("sex", "date_of_birth"), sensitive=("diagnosis",)), Choice(("sex",), most_cells=9)):
        found: list[Exposure] = [
            chosen_risk(str(folder / "b.parquet"), choice, KEY.ljust(32), no_progress, away=away)
            for away in (None, Away(Pickling(), FEW, SECRET))
        ]
        assert documents.dump_json(found[0]) == documents.dump_json(found[1])


def test_nothing_that_leaves_a_worker_can_be_read(folder: Path) -> None:
    sent: list[bytes] = []

    class Watched(Pickling):
        """A session that keeps what it sends."""

        def sums(self, function: Any, groups: Any, together: Any, lost: Any, told: Any) -> Any:
            """See `Session`."""

            def watched(piece: Any) -> Any:
                found = function(piece)
                sent.append(pickle.dumps(found))
                return found

            for group in groups:
                yield together([watched(piece) for piece in group])

    (dataset,) = open_apart([("a", str(folder / "a.csv"))], LOCAL).datasets
    grouping = Grouping(frozenset({(None, "email")}), 10_000)
    found, digest = measured(dataset, Away(Watched(), FEW, SECRET), grouping)
    assert found[""].counted is not None
    assert found[""].counted.num_rows == 90
    assert len(digest) == 64
    assert len(sent) > 10
    assert not [item for item in sent if b"canary" in item]
    assert "canary" not in repr(found)


class Told(Pickling):
    """A session with one answer to everything but plans."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer

    def sums(self, function: Any, groups: Any, together: Any, lost: Any, told: Any) -> Any:
        """See `Session`."""
        return iter([self.answer if isinstance(function, Work) else () for _ in groups])


def grouped(dataset: Dataset, session: Pickling, size: int = FEW) -> int:
    grouping = Grouping(frozenset({(None, "email")}), 10_000)
    found, _ = measured(dataset, Away(session, size, SECRET), grouping)
    return sum(own.rows for own in found.values())


def test_a_text_whose_pieces_do_not_tell_all_is_read_as_a_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", {"email": ["a@example.org"] * 300, "n": ["1"] * 300})
    with path.open("a", encoding="utf-8") as file:
        file.write('"b@example.org\n",2\n' + "c@example.org,3\n" * 100)
    session = Pickling()
    (dataset,) = open_apart([("t", str(path))], LOCAL).datasets
    assert grouped(dataset, session) == 401
    assert session.done[-1].partition is None


def test_a_part_that_cannot_be_read_leaves_the_others_and_all_parts_are_an_error(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", people(50))
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and nothing else")
    (dataset,) = open_as_one([("t", str(tmp_path))], LOCAL).datasets
    assert grouped(dataset, Pickling()) == 50
    (tmp_path / "a.csv").unlink()
    with pytest.raises(PiaError, match=r"b\.parquet"):
        grouped(dataset, Pickling())


def test_a_piece_that_cannot_be_grouped_is_an_error_and_no_smaller_table(folder: Path) -> None:
    (dataset,) = open_apart([("b", str(folder / "b.parquet"))], LOCAL).datasets
    with pytest.raises(EngineError, match=r"row groups 2 to 2 could not be measured: every process"):
        grouped(dataset, Pickling(deadly=[2]), 1)

    found = Work(Broken(frozenset(), 1), SECRET)(Piece("b", 0, dataset.parts[0], big=True))
    with pytest.raises(EngineError, match=r"all of it could not be measured: a bug in .* \(KeyError\)"):
        grouped(dataset, Told(found))
    assert "canary" not in repr(found)


class Broken(Grouping):
    """Fails at what it reads."""

    def of(self, batches: Iterable[Batch]) -> Tables:
        """See `Measure`."""
        raise KeyError(str(next(iter(batches)).data))


def test_an_engine_that_is_this_process_is_no_cluster() -> None:
    with connected_to(HERE) as away:
        assert away is None


def test_standard_input_is_not_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"email\na@example.org\n")))
    (dataset,) = open_apart([("-", "-")], LOCAL).datasets
    with pytest.raises(PiaError, match="standard input is here"):
        grouped(dataset, Pickling())
