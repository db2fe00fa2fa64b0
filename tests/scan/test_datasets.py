from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from pia.errors import SourceError, UnreadableError
from pia.scan.datasets import open_apart, open_as_one, together
from pia.scan.opening import LOCAL, Access
from tests.scan.files_for_tests import PEOPLE, fill, zipped

CUT = gzip.compress(PEOPLE * 5000)[:-20]


def test_apart_each_file_is_a_dataset(tmp_path: Path) -> None:
    fill(tmp_path, {"f/a.csv": PEOPLE, "f/.b": b"x", "f/c.zip": zipped({"d.csv": PEOPLE})[:-9], "e.csv": PEOPLE})
    named = [("f", f"{tmp_path}/f/"), ("mine", f"{tmp_path}/e.csv"), (f"{tmp_path}/no.csv",) * 2]
    found = open_apart(named, LOCAL)
    assert [item.name for item in found.datasets] == [f"{tmp_path}/f/a.csv", "mine"]
    assert [item.where for item in found.not_examined] == [f"{tmp_path}/f/.b"]
    assert [error.exit_code for error in found.errors] == [2, 3]
    with pytest.raises(SourceError, match="no format 'x'"):
        open_apart([("-", "-")], Access(input_format="x"))


def test_a_password_is_in_no_name() -> None:
    address = "fake://ann:hunter2@db"
    found = open_apart([(address, address)], LOCAL)
    assert "hunter2" not in str(found.errors[0])


def test_as_one_the_files_are_tables(tmp_path: Path) -> None:
    fill(tmp_path, {"a.csv": PEOPLE, "b/c.csv": b"x\ny\n", ".h": b"", "z.zip": b"PK\x03\x04"})
    dataset = open_as_one([("people", str(tmp_path))], LOCAL).datasets[0]
    seen: list[tuple[int, int]] = []
    reading = dataset.read(lambda done, total: seen.append((done, total)))
    batches = list(reading.batches)
    assert [(batch.table, batch.first_row, batch.data.num_rows) for batch in batches] == [
        ("a.csv", 1, 2),
        ("b/c.csv", 1, 1),
    ]
    assert [item.where for item in reading.not_examined()] == ["people/.h", "people/z.zip"]
    lines = "\n".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}" for name, data in (("a.csv", PEOPLE), ("b/c.csv", b"x\ny\n"))
    )
    assert reading.sha256() == hashlib.sha256(lines.encode()).hexdigest()
    assert seen[-1] == (len(PEOPLE) + 4, len(PEOPLE) + 4)


def test_what_breaks_while_it_is_read_does_not_stop_the_others(tmp_path: Path) -> None:
    fill(tmp_path, {"a.csv.gz": CUT, "b.csv": PEOPLE, "c.csv": b""})
    dataset = open_as_one([("people", str(tmp_path))], LOCAL).datasets[0]
    reading = dataset.read(lambda _done, _total: None)
    tables = [batch.table for batch in reading.batches]
    assert tables[-1] == "b.csv"
    left = {item.where: item.reason for item in reading.not_examined()}
    assert "could not be read: the gzip file is cut off" in left["people/a.csv.gz"].en
    assert left["people/c.csv"].zh.startswith("无法读取")
    assert reading.sha256()


def test_where_nothing_can_be_read_that_is_an_error(tmp_path: Path) -> None:
    fill(tmp_path, {"one/a.csv.gz": CUT, "one/b.csv": b"", "two/a.zip": b"PK\x03\x04"})
    found = open_as_one([("one", f"{tmp_path}/one"), ("two", f"{tmp_path}/two")], LOCAL)
    assert [error.exit_code for error in found.errors] == [3]
    reading = found.datasets[0].read(lambda _done, _total: None)
    with pytest.raises(UnreadableError) as caught:
        list(reading.batches)
    assert len(caught.value.problems) == 2


def test_several_errors_become_the_gravest() -> None:
    errors = [SourceError(()), UnreadableError(()), SourceError(())]
    assert together(errors).exit_code == 3
