"""The same files through other readers: who breaks, who refuses, and who loses values without a word.

`PIA_PEERS` names interpreters, with `:` between them, that have pandas, presidio-structured or DataProfiler; this one
has pandas. Readers are called as their first page of documentation calls them.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.tables import Table
from tests.badinput import CANARIES
from tests.badinput import tables as formats
from tests.sources.workbooks_for_tests import xlsx, xlsx_rows
from tests.trust import Figure

NAME = "peers"
ROOT = Path(__file__).resolve().parents[2]
READERS = ("pia", "pandas", "presidio-structured", "DataProfiler")
_WORKER = Path(__file__).with_name("_reading.py")
_WITH_AN_END = (".json", ".parquet", ".xlsx", ".csv.gz", ".csv.bz2", ".csv.xz", ".csv.zst")
"""Formats that say where they end: nobody can see that plain lines are missing at the end of text."""

_STEP, _QUICK_STEP = 2, 30


@dataclass(frozen=True, slots=True)
class Probe:
    """A sound file with values that readers like to change.

    Attributes:
        name: Which values.
        file: Name of the file.
        data: Its bytes.
        values: What must be among the cells.
    """

    name: str
    file: str
    data: bytes
    values: tuple[str, ...]


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _column(name: str, values: Sequence[str], file: str = "t.csv") -> Probe:
    rows = [["id", "value"], *([str(number), value] for number, value in enumerate(values))]
    return Probe(name, file, _csv(rows), tuple(value for value in values if value))


def probes() -> list[Probe]:
    """All of them."""
    long = ["110105194912310021", "", "440301199001011234"]
    records = [{"id": 110105194912310021, "code": "0071"}, {"id": None, "code": "1e5"}]
    chinese = "姓名,电话\n张伟,013912345678\n李娜,013912345679\n"
    ragged = _csv([["a", "b"], ["keep 1", "1"], ["lost 1", "2", "3"], ["keep 2", "4"], ["lost 2"]])
    return [
        _column("leading zeros", ["007", "0138", "00000"]),
        _column("18 digits beside an empty cell", long),
        _column("long digits with a zero in front", ["0110105194912310021", "0440301199001011234"]),
        _column("more digits than an integer has", ["123456789012345678901234567890", "1"]),
        _column("names that look like nothing", ["NA", "None", "null", "Null", "N/A", "nan"]),
        _column("codes that look like numbers", ["1E5", "12e3", "0x1F", "1_000", "+49", "1.10"]),
        _column("codes that look like truth", ["TRUE", "yes", "True"]),
        _column("spaces around", [" a ", "b  ", "\tc"]),
        _column("lines in a cell", ["a\nb", "c\r\nd"]),
        Probe("a header twice", "t.csv", b"a,a,a\nx1,x2,x3\ny1,y2,y3\n", ("x1", "x2", "x3", "y1", "y2", "y3")),
        Probe("no header", "t.csv", b"ann@x.example,5\nbob@x.example,6\n", ("ann@x.example", "bob@x.example")),
        Probe("rows of other widths", "t.csv", ragged, ("keep 1", "lost 1", "keep 2", "lost 2")),
        Probe("GB18030", "t.csv", chinese.encode("gb18030"), ("张伟", "013912345678", "姓名")),
        Probe("UTF-16", "t.csv", chinese.encode("utf-16"), ("张伟", "013912345678", "姓名")),
        Probe("semicolons", "t.csv", b"a;b\n1,5;0071\n2,5;0072\n", ("1,5", "0071", "0072")),
        Probe("a NUL", "t.csv", b"a,b\nx\0tail,1\ny,2\n", ("x\0tail", "y")),
        Probe("two encodings", "t.csv", b"a,b\n" + b"Zo\xc3\xab,1\n" * 4 + b"Jos\xe9,3\n", ("Zoë",)),
        Probe("JSON numbers and codes", "t.json", json.dumps(records).encode(), ("110105194912310021", "0071", "1e5")),
        Probe("a JSON key twice", "t.json", b'[{"a": "first", "a": "second"}]', ("first", "second")),
        Probe("a broken line", "t.jsonl", b'{"a": "one"}\n{"a": \n{"a": "two"}\n', ("one", "two")),
        _parquet(),
        Probe(
            "numbers as text in a workbook", "t.xlsx", xlsx({"a": xlsx_rows([["id", "b"], ["0071", "x"]])}), ("0071",)
        ),
        Probe(
            "a second sheet",
            "t.xlsx",
            xlsx({"a": xlsx_rows([["x"], ["1"]]), "b": xlsx_rows([["y"], ["far"]])}),
            ("far",),
        ),
    ]


def _parquet() -> Probe:
    out = io.BytesIO()
    pq.write_table(pa.table({"id": pa.array([110105194912310021, None], pa.int64()), "b": ["x", "y"]}), out)
    return Probe("18 digits beside a null", "t.parquet", out.getvalue(), ("110105194912310021", "x", "y"))


def outcomes(reader: str, python: str, paths: Sequence[Path]) -> list[dict[str, Any]] | None:
    """What a reader makes of files; `None` if this interpreter does not have it."""
    command = [python, str(_WORKER), reader, *map(str, paths)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT) if reader == "pia" else "", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    return [json.loads(line) for line in lines] if len(lines) == len(paths) else None


def judged(outcome: dict[str, Any], values: Sequence[str]) -> str:
    """`crashed`, `refused`, `told` (something is missing, and it says so), `lost` or `whole`."""
    if "crash" in outcome:
        return "crashed"
    if "error" in outcome:
        return "refused"
    missing = set(values) - set(outcome["cells"])
    return "whole" if not missing else "told" if outcome["said"] else "lost"


_counted: dict[str, dict[str, Counter[str]]] = {}
_lost: dict[str, list[str]] = {}


def measure(quick: bool) -> Sequence[Figure]:
    """Read the probes and the damaged tables with every reader that is there."""
    with tempfile.TemporaryDirectory() as folder:
        tried = _written(Path(folder), quick=quick)
        paths = [path for path, *_ in tried]
        _counted.clear()
        for reader in READERS:
            pythons = (sys.executable, *filter(None, os.environ.get("PIA_PEERS", "").split(":")))
            own = (found for python in pythons if (found := outcomes(reader, python, paths)) is not None)
            if (found := next(own, None)) is not None:
                _count(reader, found, tried)
    counts = _counted["pia"]
    total = sum(count.total() for count in counts.values())
    bad = sum(count["lost"] + count["crashed"] for count in counts.values())
    note = "; ".join(_lost["pia"][:5]) or "sound and damaged files; see the table beside other readers"
    return [Figure("Nothing of a file is lost without a word", total, bad, note)]


def _written(folder: Path, *, quick: bool) -> list[tuple[Path, str, str, Sequence[str]]]:
    """Files, with their series, their names and what must be in them."""
    tried: list[tuple[Path, str, str, Sequence[str]]] = []
    for number, probe in enumerate(probes()):
        path = folder / f"{number}-{probe.file}"
        path.write_bytes(probe.data)
        tried.append((path, "sound", probe.name, probe.values))
    values = [*CANARIES, *(f"row {number}" for number in range(formats.ROWS))]
    cut = [case for case in formats.cases(11) if case.name.startswith("cut off")]
    chosen = [case for case in cut if case.arguments[1].endswith(_WITH_AN_END)]
    for number, case in enumerate(chosen[:: _QUICK_STEP if quick else _STEP]):
        inside = folder / f"d{number}"
        inside.mkdir()
        case.write(inside)
        tried.append((inside / case.arguments[1], "cut off", f"{case.family} {case.name}", values))
    return tried


def _count(reader: str, found: Sequence[dict[str, Any]], tried: Sequence[tuple[Path, str, str, Sequence[str]]]) -> None:
    _counted[reader], _lost[reader] = {"sound": Counter(), "cut off": Counter()}, []
    for outcome, (_, series, name, values) in zip(found, tried, strict=True):
        end = judged(outcome, values)
        _counted[reader][series][end] += 1
        if end == "lost":
            _lost[reader].append(name)


def tables() -> list[Table]:
    """Side by side, and what each reader loses of sound files."""
    ends = ("whole", "told", "refused", "lost", "crashed")
    header = (
        "reader",
        "files",
        "read whole",
        "missing, and said so",
        "refused",
        "**lost without a word**",
        "crashed or hung",
    )
    made = []
    for series, title in (("sound", "Sound files with delicate values"), ("cut off", "Tables that are cut off")):
        rows = [
            (reader, str(counts[series].total()), *(str(counts[series][end]) for end in ends))
            for reader, counts in _counted.items()
        ]
        sound = {probe.name for probe in probes()}
        notes = [
            f"{reader} loses: {', '.join(name for name in names if name in sound)}."
            for reader, names in _lost.items()
            if series == "sound" and names
        ]
        made.append(Table(title, header, rows, notes))
    return made
