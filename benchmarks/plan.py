"""What is to be measured: tables, made when they are asked for, and the peers that are installed."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import ProcessError, measured

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = str(ROOT / "benchmarks" / "peers.py")
READERS = {
    "pandas_typed": "pandas {} `read_csv`",
    "pandas_text": "pandas {} `read_csv(dtype=str)`",
    "pyarrow_text": "pyarrow {} streaming reader, all text",
}
SEARCHERS = {
    "presidio": "Presidio {} `BatchAnalyzerEngine`",
    "presidio_structured": "presidio-structured {}",
    "dataprofiler": "DataProfiler {} labeler",
}
_TRIAL = 20


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer as it is installed.

    Attributes:
        python: Interpreter of its environment.
        label: What it is called in tables, with its version.
    """

    python: str
    label: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured.

    Attributes:
        peers: Those that are installed, by name.
        data: Folder of the tables.
        rows: Of the table that is scanned whole.
        runs: Of each process, that count.
        few: Rows for the peers that search cell by cell.
        large: Row numbers beyond `rows` that are tried once.
    """

    peers: dict[str, Peer]
    data: Path
    rows: int
    runs: int
    few: int
    large: Sequence[int]

    def table(self, rows: int, suffix: str = ".csv") -> str:
        """Path of the generated table; made if it is not there."""
        path = self.data / f"table-{rows}{suffix}"
        if not path.exists():
            print(f"generating {path.name}", file=sys.stderr)
            self.data.mkdir(parents=True, exist_ok=True)
            made = self.data / "unfinished.csv"
            more = ["--parquet", str(made.with_suffix(".parquet"))] if suffix == ".parquet" else []
            measured([sys.executable, "-m", "benchmarks.generate", str(rows), str(made), *more], ROOT)
            made.with_suffix(suffix).rename(path)
            made.unlink(missing_ok=True)
        return str(path)

    def command(self, name: str, rows: int) -> list[str]:
        """The command line of a peer."""
        return [self.peers[name].python, SCRIPT, name, self.table(rows)]


def find_peers(pythons: Sequence[str]) -> tuple[dict[str, Peer], list[str]]:
    """Every peer in the first environment that has it; and which are in none, with what they lack."""
    peers: dict[str, Peer] = {}
    missing: dict[str, str] = {}
    for python in pythons:
        for name, state in json.loads(measured([python, SCRIPT, "installed"], ROOT).output).items():
            if state["missing"]:
                missing.setdefault(name, state["missing"])
            else:
                peers.setdefault(name, Peer(python, {**READERS, **SEARCHERS}[name].format(state["version"])))
    return peers, [f"{name} ({wanted} is not installed)" for name, wanted in missing.items() if name not in peers]


def drop_failing(plan: Plan) -> list[str]:
    """Take out the peers that fail on a few rows; which, and why."""
    failed = []
    for name in [name for name in plan.peers if name in SEARCHERS]:
        try:
            measured(plan.command(name, _TRIAL), ROOT)
        except ProcessError as error:
            failed.append(f"{name} ({str(error).splitlines()[-1]})")
            del plan.peers[name]
    return failed
