from __future__ import annotations

import gzip
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.contents import Content
from pia.contents.local import LocalFile
from pia.dispatching import Holding
from pia.errors import PiaError, Problem, SourceError
from pia.judging import Rulebook
from pia.model.limits import Limits
from pia.scan.datasets import Dataset, open_apart, open_as_one
from pia.scan.opening import LOCAL, Access, Part
from pia.scanning import Scanned, scan_all
from pia.sources import Partition
from pia.sources.sqlite import SqliteSource
from tests.assessments_for_tests import no_progress
from tests.conftest import ROOT
from tests.pieces_for_tests import KEY, Pickling, there
from tests.scan.tables_for_tests import VALUES

CELLS = [*VALUES, "plain", 'with "quotes"', "with, comma"] * 12


def here(datasets: Sequence[Dataset], book: Rulebook) -> list[Scanned | PiaError]:
    """What a scan of wholes says."""
    results: list[Scanned | PiaError] = []
    for dataset in datasets:
        scanned, errors = scan_all([dataset], book.categories, KEY, no_progress)
        results += [*scanned, *errors]
    return results


def assert_equal(datasets: Sequence[Dataset], book: Rulebook, size: int, session: Pickling | None = None) -> Pickling:
    """In pieces as at once; errors say the same."""
    session = session or Pickling()
    expected, found = here(datasets, book), there(datasets, book.categories, session, size)
    assert [str(item) if isinstance(item, PiaError) else item for item in found] == [
        str(item) if isinstance(item, PiaError) else item for item in expected
    ]
    return session


def text(rows: Sequence[Sequence[str]], end: str = "\n") -> str:
    return end.join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows) + end


def table() -> pa.Table:
    rows = len(CELLS)
    people = [
        {"mail": f"a{row}@example.org", "phones": [f"138001380{row % 90 + 10}"] * (row % 4)} for row in range(rows)
    ]
    return pa.table({"n": [row / 2 for row in range(rows)], "cell": CELLS, "people": people})


@pytest.mark.slow
@pytest.mark.parametrize(
    "sample",
    [
        pytest.param(path.parent.name, marks=[] if path.parent.name == "community-grid" else pytest.mark.deep)
        for path in sorted((ROOT / "samples").glob("*/deployment.yaml"))
    ],
)
def test_all_samples_are_found_the_same(sample: str, book: Rulebook) -> None:
    found = open_apart([(sample, str(ROOT / "samples" / sample))], LOCAL).datasets
    session = assert_equal(found, book, 1 << 15)
    assert any(piece.partition for piece in session.done)
    assert_equal(open_as_one([(sample, str(ROOT / "samples" / sample))], LOCAL).datasets, book, 1 << 17)


@pytest.mark.parametrize("groups", [40, 150, 1000])
def test_parquet_with_nested_columns(tmp_path: Path, book: Rulebook, groups: int) -> None:
    pq.write_table(table(), tmp_path / "t.parquet", row_group_size=groups)
    session = assert_equal(open_apart([("t", str(tmp_path / "t.parquet"))], LOCAL).datasets, book, 500)
    assert any(piece.partition for piece in session.done) == (groups < 1000)


def test_parquet_with_a_damaged_group_and_numbers_that_lost_digits(tmp_path: Path, book: Rulebook) -> None:
    rows = 400
    columns = {
        "id": [f"{row:05d}" for row in range(rows)],
        "lost": [1e16 + row for row in range(rows)],
        "more": [1e17 if row % 2 else 0.5 for row in range(rows)],
        "mail": [f"a{row}@example.org" for row in range(rows)],
    }
    settings_: dict[str, Any] = {"write_page_checksum": True, "compression": "none", "use_dictionary": False}
    pq.write_table(pa.table(columns), tmp_path / "t.parquet", row_group_size=50, **settings_)
    data = bytearray((tmp_path / "t.parquet").read_bytes())
    data[data.index(b"00120")] ^= 0xFF
    (tmp_path / "t.parquet").write_bytes(data)
    datasets = open_apart([("t", str(tmp_path / "t.parquet"))], LOCAL).datasets
    session = assert_equal(datasets, book, 4000)
    assert all(piece.partition or piece.digested or not place for place, piece in enumerate(session.done))
    (scanned,) = there(datasets, book.categories, Pickling(), 4000)
    assert isinstance(scanned, Scanned)
    assert ["row group 3 is damaged" in left.reason.en for left in scanned.not_examined] == [True, False, False]
    assert [left.rows for left in scanned.not_examined] == [50, 350, 175]


def test_faults_of_two_kinds_are_told_in_the_order_of_a_whole_reading(tmp_path: Path, book: Rulebook) -> None:
    columns = {"lost": [1e16] * 100, "bytes": pa.array([b"\xff@example.org"] * 100, pa.binary())}
    pq.write_table(pa.table(columns), tmp_path / "t.parquet", row_group_size=10)
    assert_equal(open_apart([("t", str(tmp_path / "t.parquet"))], LOCAL).datasets, book, 200)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff", "sep=,\n"])
def test_delimited_text_with_quotes(tmp_path: Path, book: Rulebook, end: str, mark: str) -> None:
    rows = [["mail", "cell"], *([f"a{row}@example.org", cell.replace("\n", " ")] for row, cell in enumerate(CELLS))]
    (tmp_path / "t.csv").write_text(mark + text(rows, end), encoding="utf-8", newline="")
    session = assert_equal(open_apart([("t", str(tmp_path / "t.csv"))], LOCAL).datasets, book, 500)
    assert any(piece.partition for piece in session.done)


@pytest.mark.parametrize(
    "rows",
    [
        ["a@example.org,x"] * 200 + ["a@example.org,x,too many"] + ["b@example.org,y"] * 200,
        ["a@example.org,x"] * 200 + ['"b@example.org,\n",y'] + ["b@example.org,y"] * 200,
        ["a@example.org,x"] * 200 + ['stray " quote,y'] + ["b@example.org,y"] * 200,
        ["a@example.org,x"] * 200 + ['stray " quote,"y"'] + ["b@example.org,y"] * 200,
        ["a@example.org,x"] * 200 + ["b@example.org,\udcff"] + ["b@example.org,y"] * 200,
        ["a@example.org,x"] * 200 + ["b@example.org," + "y" * 9000] + [""] * 9 + ["b@example.org,y"] * 200,
    ],
)
def test_delimited_text_that_cannot_be_cut_is_read_as_a_whole(tmp_path: Path, book: Rulebook, rows: list[str]) -> None:
    data = "\n".join(["mail,n", *rows]).encode("utf-8", "surrogateescape")
    (tmp_path / "t.csv").write_bytes(data)
    assert_equal(open_apart([("t", str(tmp_path / "t.csv"))], LOCAL).datasets, book, 500)


@settings(max_examples=12, deadline=None)
@given(
    rows=st.lists(st.lists(st.sampled_from([*VALUES, 'a"b', "a\nb", ""]), min_size=2, max_size=2), max_size=30),
    raw=st.lists(st.sampled_from(['"', "a", ",", "\n", '""', "\r\n"]), max_size=8),
    size=st.integers(20, 300),
    fan=st.integers(2, 5),
)
def test_any_text_and_any_cut(
    book: Rulebook,
    tmp_path_factory: pytest.TempPathFactory,
    *,
    rows: list[list[str]],
    raw: list[str],
    size: int,
    fan: int,
) -> None:
    path = tmp_path_factory.mktemp("any") / "t.csv"
    path.write_text("mail,n\n" + text(rows) + "".join(raw) + text(rows), encoding="utf-8", newline="")
    assert_equal(open_apart([("t", str(path))], LOCAL).datasets, book, size, Pickling(fan))


def test_many_files_as_one_dataset_some_of_which_are_broken(tmp_path: Path, book: Rulebook) -> None:
    (tmp_path / "a.csv").write_text("mail\n" + "a@example.org\n" * 300, encoding="utf-8")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and nothing else")
    (tmp_path / "c.json").write_text('{"mail": "b@example.org"}\n{"mail": broken', encoding="utf-8")
    (tmp_path / "d.unknown").write_bytes(b"\x00\x01")
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.writestr("f.csv", "phone\n13800138000\n")
    assert_equal(open_as_one([("t", str(tmp_path))], LOCAL).datasets, book, 400)
    (tmp_path / "a.csv").unlink()
    (tmp_path / "e.zip").unlink()
    (tmp_path / "c.json").unlink()
    assert_equal(open_as_one([("t", str(tmp_path))], LOCAL).datasets, book, 400)
    assert_equal(open_apart([("t", str(tmp_path))], LOCAL).datasets, book, 400)


def test_pieces_at_which_processes_end_are_not_examined_and_have_a_place(tmp_path: Path, book: Rulebook) -> None:
    pq.write_table(table(), tmp_path / "t.parquet", row_group_size=50)
    datasets = open_apart([("t", str(tmp_path / "t.parquet"))], LOCAL).datasets
    whole = there(datasets, book.categories, Pickling(), 1)[0]
    digest_of_all = 1 + -(-len(CELLS) // 50)
    session = Pickling(deadly=[2, digest_of_all])
    (found,) = there(datasets, book.categories, session, 1)
    assert isinstance(found, Scanned)
    assert isinstance(whole, Scanned)
    assert found.input.sha256 == ""
    assert found.input.rows == whole.input.rows - 50 - sum(row % 4 for row in range(50, 100))
    rows, digest = found.not_examined
    assert (digest.where, digest.rows) == ("t", 0)
    assert digest.reason.en == "the digest of its bytes was not examined: every process that tried ended"
    assert (rows.where, rows.rows) == ("t", 50)
    assert "row groups 2 to 2 was not examined" in rows.reason.en
    later = [item.row for finding in found.findings for item in finding.evidence if item.row > 100]
    assert set(later) <= {item.row for finding in whole.findings for item in finding.evidence} or later


def test_standard_input_is_not_sent_away(monkeypatch: pytest.MonkeyPatch, book: Rulebook) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"mail\na@example.org\n")))
    datasets = open_apart([("-", "-")], LOCAL).datasets
    (error,) = there(datasets, book.categories, Pickling(), 100)
    assert "standard input is here" in str(error)


def lines() -> list[str]:
    """Records of which some have columns that others lack."""
    rows = [
        {"n": row, "mail": f"a{row}@x.org", "at": {"c": [[row, 1]], "tags": ["x"] * (row % 3)}} for row in range(60)
    ]
    late = [{"mail": f"b{row}@x.org", "late": {"phone": f"138001380{row % 90 + 10}"}} for row in range(60)]
    return [json.dumps(record) for record in (*rows, *late)]


@pytest.mark.parametrize(
    ("more", "again"),
    [
        (["", "  "] * 40, False),
        (["{broken"], True),
        (['{"at.tags": 3}'], True),
        (["{}"] * 3000, True),
    ],
)
def test_json_lines(tmp_path: Path, book: Rulebook, more: list[str], again: bool) -> None:
    (tmp_path / "t.jsonl").write_text("\n".join([*lines()[:80], *more, *lines()[80:]]), encoding="utf-8-sig")
    session = assert_equal(open_apart([("t", str(tmp_path / "t.jsonl"))], LOCAL).datasets, book, 1500)
    assert sum(bool(piece.partition) for piece in session.done) > 5
    # Beside the question how it is cut.
    assert sum(piece.partition is None for piece in session.done) == 1 + again


def test_json_that_is_not_cut(tmp_path: Path, book: Rulebook) -> None:
    (tmp_path / "a.json").write_text(f"[{','.join(lines())}]", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("\n".join(lines()), encoding="utf-16")
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress("\n".join(lines()).encode()))
    session = assert_equal(open_apart([("t", str(tmp_path))], LOCAL).datasets, book, 1500)
    assert not any(piece.partition for piece in session.done)


def test_columns_beyond_the_limit_are_those_of_a_whole_reading(tmp_path: Path, book: Rulebook) -> None:
    (tmp_path / "t.jsonl").write_text("\n".join(f'{{"c{row}": "a{row}@example.org"}}' for row in range(90)))
    session = assert_equal(
        open_apart([("t", str(tmp_path / "t.jsonl"))], Access(limits=Limits(columns=60))).datasets, book, 1000
    )
    assert sum(piece.partition is None for piece in session.done) == 2


def test_a_database_file(tmp_path: Path, book: Rulebook) -> None:
    with sqlite3.connect(tmp_path / "t.sqlite") as base:
        base.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT, photo BLOB)")
        base.execute("CREATE TABLE notes (note TEXT)")
        base.executemany("INSERT INTO people VALUES (?, ?, x'00')", [(n, f"a{n}@example.org") for n in range(200)])
        base.execute("INSERT INTO notes VALUES ('call 13800138000')")
    base.close()
    datasets = open_apart([("t", str(tmp_path / "t.sqlite"))], LOCAL).datasets
    session = assert_equal(datasets, book, 1500)
    assert sum(bool(piece.partition and piece.partition.within) for piece in session.done) > 3
    assert sum(piece.digested for piece in session.done) == 1
    (found,) = there(datasets, book.categories, Pickling(deadly=[2]), 1500)
    assert isinstance(found, Scanned)
    assert [(left.where, left.reason.en.partition(" was")[0]) for left in found.not_examined][:1] == [
        ("t/people", "its part 1")
    ]


class Snapshot(SqliteSource):
    """A source that must be held."""

    open = 0

    @contextmanager
    def held(self, content: Content, size: int) -> Iterator[tuple[Partition, ...]]:
        """See `Held`."""
        if content.name == "none.sqlite":
            raise SourceError(Problem("t", "what", "fix"))
        type(self).open += 1
        yield (Partition("tables", 0, 1), Partition("tables", 1, size))
        type(self).open -= 1


def test_what_is_held_is_let_go_once_its_sum_is_there(tmp_path: Path) -> None:
    source = cast("Any", Snapshot())
    parts = [Part("", source, LocalFile(tmp_path / name)) for name in ("a.sqlite", "none.sqlite")]
    datasets = [Dataset(part.content.name, "", (part,)) for part in parts]
    with Holding() as holding:
        assert len(holding.hold(datasets[0], 5)[0]) == 2
        assert holding.hold(datasets[1], 5) == {}
        assert holding.hold(replace(datasets[0], limits=Limits(rows=1)), 5) == {}
        assert Snapshot.open == 1
        holding.release()
        assert Snapshot.open == 0
        holding.hold(datasets[0], 5)
    assert Snapshot.open == 0
