from __future__ import annotations

import gzip
import io
import os
import sys
from pathlib import Path

import pytest

from pia import plugins
from pia.contents import Content
from pia.contents.address import Address
from pia.contents.local import LocalFile
from pia.errors import SourceError, UnreadableError
from pia.scan import formats
from pia.scan.opening import LOCAL, Access, Opened, open_locator, open_source, source_for
from pia.sources import Progress, Reading, Source, csv
from tests.scan.files_for_tests import PEOPLE, fill, unprivileged, zipped


def opened(path: Path | str, access: Access = LOCAL) -> Opened:
    return open_locator(str(path), access)


def names(found: Opened) -> list[str]:
    return [part.name for part in found.parts]


def test_by_suffix_whatever_its_case() -> None:
    assert source_for("A.CSV").name == "csv"
    assert source_for("b.tsv").name == "csv"
    with pytest.raises(SourceError, match=r"no source reads files of this kind.*\.csv"):
        source_for("picture.bmp")


def test_says_what_is_wrong(tmp_path: Path) -> None:
    fill(tmp_path, {"picture.bmp": b"BM\x00", "empty": b"", "plain": PEOPLE, "a.tar": bytes(257) + b"ustar"})
    os.mkfifo(tmp_path / "pipe.csv")
    for name, what in {
        **{"absent.bmp": "there is no such file", "picture.bmp": r"this kind \(a binary file\)", "empty": "is empty"},
        **{"plain": r"\(text\).*--input-format", "a.tar": "a tar archive, which is not read", "pipe.csv": "a pipe"},
        **{"*.xyz": "no file has such a name", "xyz://a": r"of this kind \(xyz\) are not read"},
    }.items():
        with pytest.raises(SourceError, match=what):
            opened(tmp_path / name if "://" not in name else name)


def test_the_content_is_the_file(tmp_path: Path) -> None:
    fill(tmp_path, {"a.csv": PEOPLE})
    source, content = open_source(str(tmp_path / "a.csv"))
    assert (source.name, content.name, content.path) == ("csv", "a.csv", tmp_path / "a.csv")
    with pytest.raises(SourceError, match="holds several files"):
        open_source(str(tmp_path))


@pytest.mark.parametrize("name", ["a.csv.gz", "noname", "wrong.csv", "A.CSV.GZ"])
def test_a_compressed_file_whatever_its_name(tmp_path: Path, name: str) -> None:
    fill(tmp_path, {name: gzip.compress(PEOPLE, mtime=0)})
    if name == "noname":
        with pytest.raises(SourceError, match=r"\(text\)"):
            opened(tmp_path / name)
        return
    _, content = open_source(str(tmp_path / name))
    with content.open() as stream:
        assert stream.read() == PEOPLE


def test_a_folder(tmp_path: Path) -> None:
    zip_ = zipped({"in/a.csv": PEOPLE, "b.png": b"\x89PNG\r\n\x1a\n", "c.zip": zipped({}), "d": zipped({"x": b""})})
    files = {
        "a.csv": PEOPLE,
        "sub/b.tsv.gz": gzip.compress(PEOPLE, mtime=0),
        "z.zip": zip_,
        "note": b"hello",
        "_SUCCESS": b"",
    }
    found = opened(fill(tmp_path, {**files, ".env": b"x", "bad.zip": zip_[:-9], "cut.csv.gz": b"\x1f\x8b\x08"}))
    assert names(found) == ["a.csv", "sub/b.tsv.gz", "z.zip/in/a.csv"]
    assert found.parts[2].content.locator == f"{tmp_path}/z.zip/in/a.csv"
    left = {item.where: item.reason.en for item in found.not_examined}
    assert set(left) == {".env", "note", "z.zip/b.png", "z.zip/c.zip", "z.zip/d"}
    assert "(a ZIP archive)" in left["z.zip/d"]
    assert [name for name, _ in found.errors] == ["bad.zip", "cut.csv.gz"]
    assert all(isinstance(error, UnreadableError) for _, error in found.errors)


def test_a_folder_with_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nothing|anything in this folder. .env: it is hidden"):
        opened(fill(tmp_path, {".env": b"x"}))
    fill(tmp_path, {"a.zip": zipped({"x.png": b"x\x00"})})
    with pytest.raises(SourceError, match=r"a\.zip: no source reads anything in it. x\.png: no source"):
        opened(tmp_path / "a.zip")


def test_files_that_must_not_be_read_do_not_stop_the_others(tmp_path: Path) -> None:
    fill(tmp_path, {"a.csv": PEOPLE, "b.csv": PEOPLE})
    for place in (tmp_path, *tmp_path.parents[:3]):
        place.chmod(0o755)
    (tmp_path / "a.csv").chmod(0)
    with unprivileged():
        found = opened(tmp_path)
    assert names(found) == ["b.csv"]
    assert "permission denied" in str(found.errors[0][1])


def test_an_archive_and_a_glob(tmp_path: Path) -> None:
    fill(tmp_path, {"misnamed.csv": zipped({"b.csv": PEOPLE, "a.csv": PEOPLE}), "c.csv": PEOPLE})
    assert names(opened(tmp_path / "misnamed.csv")) == ["a.csv", "b.csv"]
    assert names(opened(f"{tmp_path}/[cm]*.csv")) == ["c.csv", "misnamed.csv/a.csv", "misnamed.csv/b.csv"]
    fill(tmp_path, {"a.csv": zipped({"b.csv": PEOPLE})[:-9]})
    assert names(opened(tmp_path / "a.csv")) == [""]
    fill(tmp_path, {"a.zip": b""})
    with pytest.raises(SourceError, match="the file is empty"):
        opened(tmp_path / "a.zip")


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.csv")).write_bytes(PEOPLE)
    found = opened(tmp_path)
    assert names(found) == ["\ufffd.csv"]
    with found.parts[0].content.open() as stream:
        assert stream.read() == PEOPLE


def test_a_format_that_is_given_outweighs_the_name(tmp_path: Path) -> None:
    fill(tmp_path, {"noname": PEOPLE, "a.zip": zipped({"x.dat": PEOPLE})})
    source, content = open_source(str(tmp_path / "noname"), Access(input_format="tsv"))
    assert (source.name, content.name) == ("csv", "noname.tsv")
    assert names(opened(tmp_path / "a.zip", Access(input_format="csv"))) == ["x.dat"]


@pytest.mark.parametrize("data", [PEOPLE, gzip.compress(PEOPLE, mtime=0)])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    source, content = open_source("-")
    assert (source.name, content.locator, content.name) == ("csv", "-", ".csv")
    with content.open() as stream:
        assert stream.read() == PEOPLE


def test_other_machines_only_where_that_is_allowed() -> None:
    with pytest.raises(SourceError, match=r"s3://b/a\.csv: .*nothing was fetched. Allow it with --remote"):
        opened("s3://b/a.csv")
    for address in ("simplecache::s3://b/a.csv", "file:///etc/passwd", "zip://a.csv::s3://b/a.zip", "memory://a::b"):
        with pytest.raises(SourceError):
            opened(address, Access(remote=True))


class Database:
    """A source that is found by its scheme."""

    name = "fake"
    suffixes: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ("fakesql", "fakelite://")

    def read(self, content: Content, dataset: str, progress: Progress) -> Reading:
        return csv.SOURCE.read(content, dataset, progress)


class Workbooks(Database):
    """A source that reads ZIP archives of its own."""

    name = "workbook"
    suffixes: tuple[str, ...] = (".xlsx", ".ods")
    schemes: tuple[str, ...] = ()


def test_a_database_is_opened_by_its_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    database: Source = Database()
    every = {"csv": csv.SOURCE, "fake": database}
    monkeypatch.setattr(plugins, "load_all", lambda _shelf: every)
    assert formats.by_scheme() == {"fakesql": database, "fakelite": database}
    source, content = open_source("fakesql://ann:hunter2@db/people")
    assert source is source_for("fakelite:///x.db") is database
    assert isinstance(content, Address)
    assert (content.locator, content.address) == ("fakesql://ann:***@db/people", "fakesql://ann:hunter2@db/people")


def test_a_misnamed_file_of_a_known_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbooks: Source = Workbooks()
    monkeypatch.setattr(plugins, "load_all", lambda _shelf: {"csv": csv.SOURCE, "workbook": workbooks})
    book = zipped({"xl/workbook.xml": b"x"})
    fill(tmp_path, {"a.csv": book, "noname": book, "b.xlsx": book, "c.ods": book, "d.xlsx": zipped({"a": b""})})
    found = opened(tmp_path)
    assert [(part.content.name, part.source) for part in found.parts] == [
        *(("a.csv.xlsx", workbooks), ("b.xlsx", workbooks), ("c.ods", workbooks), ("d.xlsx", workbooks)),
        ("noname.xlsx", workbooks),
    ]
    assert LocalFile(tmp_path / "noname").path == found.parts[4].content.path
