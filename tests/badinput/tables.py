"""The same small table in every format, and damage at many places of each: cut off, bits turned, bytes put in."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import random
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import xlwt
import zstandard
from pyarrow import feather

from tests.badinput import CANARIES, Case, scanned
from tests.sources.workbooks_for_tests import ods, xlsx, xlsx_rows

HEADER = ["name", "id", "email", "note"]
ROWS = 30
CUTS, FLIPS, PUT = 14, 24, 6


def rows() -> list[list[str]]:
    """The records, below `HEADER`."""
    return [[*CANARIES, f"row {number}"] for number in range(ROWS)]


def as_csv() -> bytes:
    """The table as comma-separated text."""
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *rows()])
    return out.getvalue().encode()


def as_json() -> bytes:
    """The table as an array of objects."""
    return json.dumps([dict(zip(HEADER, row, strict=True)) for row in rows()]).encode()


def as_lines() -> bytes:
    """The table as JSON Lines."""
    return "".join(json.dumps(dict(zip(HEADER, row, strict=True))) + "\n" for row in rows()).encode()


def as_arrow() -> pa.Table:
    """The table in memory, with nested and encoded columns."""
    columns = {name: [row[place] for row in rows()] for place, name in enumerate(HEADER)}
    return pa.table(
        {
            **columns,
            "coded": pa.array(columns["name"]).dictionary_encode(),
            "nested": [{"a": [row[0]], "b": {"c": 1.5}} for row in rows()],
            "number": pa.array(range(ROWS), pa.float64()),
        }
    )


def _parquet(compression: Literal["snappy", "zstd"]) -> bytes:
    out = io.BytesIO()
    pq.write_table(as_arrow(), out, compression=compression, row_group_size=10)
    return out.getvalue()


def _arrow() -> bytes:
    out = io.BytesIO()
    with pa.ipc.new_file(out, as_arrow().schema) as writer:
        writer.write_table(as_arrow(), 10)
    return out.getvalue()


def _arrow_stream() -> bytes:
    out = io.BytesIO()
    with pa.ipc.new_stream(out, as_arrow().schema) as writer:
        writer.write_table(as_arrow(), 10)
    return out.getvalue()


def _feather() -> bytes:
    out = io.BytesIO()
    feather.write_feather(as_arrow(), out, compression="lz4")
    return out.getvalue()


def _xls() -> bytes:
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("people")
    for place, row in enumerate([HEADER, *rows()]):
        for column, cell in enumerate(row):
            sheet.write(place, column, cell)
    book.save(out)
    return out.getvalue()


def _ods() -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in [HEADER, *rows()]
    )
    return ods({"people": cells})


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("people.csv"), as_csv(), zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo("more/people.json"), as_json(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _sqlite() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.sqlite"
        database = sqlite3.connect(path)
        database.execute(f"CREATE TABLE people ({','.join(HEADER)})")
        database.executemany("INSERT INTO people VALUES (?, ?, ?, ?)", rows())
        database.execute("CREATE VIEW seen AS SELECT name FROM people")
        database.commit()
        database.close()
        return path.read_bytes()


def _duckdb() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.duckdb"
        with duckdb.connect(str(path)) as database:
            database.execute(f"CREATE TABLE people ({','.join(f'{name} VARCHAR' for name in HEADER)})")
            database.executemany("INSERT INTO people VALUES (?, ?, ?, ?)", rows())
        return path.read_bytes()


FORMATS: dict[str, Callable[[], bytes]] = {
    "t.csv": as_csv,
    "t.json": as_json,
    "t.jsonl": as_lines,
    "t.parquet": lambda: _parquet("snappy"),
    "t.pq": lambda: _parquet("zstd"),
    "t.arrow": _arrow,
    "t.arrows": _arrow_stream,
    "t.feather": _feather,
    "t.xlsx": lambda: xlsx({"people": xlsx_rows([HEADER, *rows()])}),
    "t.xls": _xls,
    "t.ods": _ods,
    "t.zip": _zip,
    "t.sqlite": _sqlite,
    "t.duckdb": _duckdb,
    "t.csv.gz": lambda: gzip.compress(as_csv(), mtime=0),
    "t.csv.bz2": lambda: bz2.compress(as_csv()),
    "t.csv.xz": lambda: lzma.compress(as_csv()),
    "t.csv.zst": lambda: zstandard.ZstdCompressor(write_checksum=True).compress(as_csv()),
}
"""How each format is written, by the name of its file."""


def cases(seed: int) -> Iterator[Case]:
    """Every format whole, then with damage at places drawn by the seed."""
    for file, write in FORMATS.items():
        chance = random.Random(f"{seed} {file}")
        data, family = write(), f"damaged {file.removeprefix('t.')}"
        yield scanned(family, "whole", file, data)
        yield scanned(family, "empty", file, b"")
        yield scanned(family, "twice", file, data + data)
        for place in sorted(chance.sample(range(1, len(data)), CUTS)):
            yield scanned(family, f"cut off at {place}", file, data[:place])
        for number in range(FLIPS):
            yield scanned(family, f"bits turned {number}", file, flipped(data, chance, 1 + number % 4))
        for number in range(PUT):
            place, size = chance.randrange(len(data)), chance.choice([1, 4, 64])
            put = data[:place] + chance.choice([bytes(size), b"\xff" * size, chance.randbytes(size)])
            yield scanned(family, f"bytes put in {number}", file, put + data[place + size * (number % 2) :])
        others = [name for name in FORMATS if name != file]
        wrong = chance.choice(others)
        yield scanned(family, f"named {wrong}", wrong, data)


def flipped(data: bytes, chance: random.Random, bits: int) -> bytes:
    """The bytes with some bits turned; those at either end, where formats keep their directories, are likelier."""
    changed = bytearray(data)
    for _ in range(bits):
        near = min(200, len(data))
        place = chance.choice(
            [chance.randrange(len(data)), chance.randrange(near), len(data) - 1 - chance.randrange(near)]
        )
        changed[place] ^= 1 << chance.randrange(8)
    return bytes(changed)
