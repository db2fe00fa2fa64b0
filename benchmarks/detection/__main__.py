"""Figures of detection: the generated halves, and the public development split where it lies beside.

python -m benchmarks.detection [--peers PYTHON] [--data FOLDER] [--beside FOLDER] [--only SET] [--markdown]
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.detection.generate import HALVES, write
from benchmarks.plan import ROOT
from benchmarks.processes import ProcessError, measured
from benchmarks.tables import Table, fill, markdown
from pia import documents
from pia.agreement import Words, by_column
from pia.assess.categories import load_categories
from pia.evaluation import Asked, evaluate, load_gold
from pia.model.evaluation import Agreement, Vocabulary
from pia.resources import resource
from pia.scan.opening import LOCAL

SCRIPT = str(ROOT / "benchmarks" / "detection" / "peers.py")
IGNORED = ("GENERIC_ID", "ORG", "URL", "DATE", "CRYPTO", "SWIFT", "MEDICAL_LICENSE")
MARKS = ("<!-- detection -->", "<!-- end of detection -->")
HEADER = ("detector", "precision", "recall", "F1", "macro F1", "false alarms", "of columns")


@dataclass(frozen=True, slots=True)
class Labelled:
    """Tables with labels.

    Attributes:
        name: What the tables are.
        gold: Their labels.
        folder: Where they are.
    """

    name: str
    gold: Path
    folder: Path


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer as it is installed.

    Attributes:
        name: Its name.
        version: Its version.
        python: Interpreter of its environment.
    """

    name: str
    version: str
    python: str


def sets(data: Path, beside: Path | None) -> Iterator[Labelled]:
    """The generated halves, made anew, and the development split where it is."""
    write(data)
    for half in HALVES:
        yield Labelled(f"generated, {half.replace('_', ' ')}", data / half / "gold.json", data / half)
    if beside and (beside / "gold").is_dir():
        for gold in sorted((beside / "gold").glob("*.dev.json")):
            yield Labelled(f"public, {gold.name.partition('.')[0]}", gold, beside / "tables")


def find_peers(pythons: Sequence[str]) -> list[Peer]:
    """Every peer in the first environment that has it."""
    peers: dict[str, Peer] = {}
    for python in pythons:
        for name, version in json.loads(measured([python, SCRIPT, "installed"], ROOT).output).items():
            peers.setdefault(name, Peer(name, version, python))
    return list(peers.values())


def of_peer(peer: Peer, item: Labelled) -> Agreement:
    """How well a peer agrees with the labels.

    Raises:
        ProcessError: It fails.
    """
    gold = load_gold(item.gold).value
    paths = [str(item.folder / name) for name in gold]
    found = json.loads(measured([peer.python, SCRIPT, peer.name, *paths], ROOT).output)
    sizes = {}
    for path in paths:
        with Path(path).open(encoding="utf-8", newline="") as file:
            sizes[Path(path).name] = len(next(csv.reader(file)))
    categories = load_categories(resource("rules") / "categories.yaml")
    words = Words(documents.load(resource("rules") / "vocabulary.yaml", Vocabulary).value, categories)
    return by_column(gold, found, sizes, words, IGNORED)


def row(name: str, agreement: Agreement) -> tuple[str, ...]:
    """One line of a table."""
    overall = agreement.overall
    shares = (overall.precision, overall.recall, overall.f1, agreement.macro_f1)
    rate = f"{agreement.alarm_rate:.1%}" if agreement.innocent else "-"
    return (name, *(f"{share:.3f}" for share in shares), rate, f"{agreement.innocent:,}")


def series(item: Labelled, peers: Sequence[Peer]) -> Table:
    """Pia and its peers on one set of tables."""
    own = evaluate(Asked(item.gold, item.folder, IGNORED, False, LOCAL), lambda *_: None)
    rows, notes = [row("**pia**", own.columns)], []
    for peer in peers:
        try:
            rows.append(row(f"{peer.name} {peer.version}", of_peer(peer, item)))
        except ProcessError as error:
            notes.append(f"{peer.name} failed: {str(error).splitlines()[-1]}")
    tables, labels = len(load_gold(item.gold).value), own.columns.overall
    notes.insert(0, f"{tables} tables, {labels.hits + labels.misses} labels.")
    return Table(item.name[0].upper() + item.name[1:], HEADER, rows, notes)


def main() -> None:
    """Measure, and print Markdown or put it into the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.detection", description=__doc__.splitlines()[0])
    parser.add_argument("--peers", action="append", default=[], metavar="PYTHON", help="interpreter with peers")
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "detection", help="folder of the tables")
    parser.add_argument("--beside", type=Path, default=ROOT.parent / "shared" / "detection", help="development split")
    parser.add_argument("--only", action="append", default=[], help="sets whose name begins so; may be repeated")
    parser.add_argument("--markdown", action="store_true", help="put the results into benchmarks/README.md")
    asked = parser.parse_args()
    peers = find_peers(asked.peers)
    chosen = [
        item for item in sets(asked.data, asked.beside) if not asked.only or item.name.startswith(tuple(asked.only))
    ]
    told = []
    for item in chosen:
        print(item.name, file=sys.stderr)
        told.append(series(item, peers))
    absent = "No peer was run." if not peers else f"Peers: {', '.join(peer.name for peer in peers)}."
    results = markdown(f"{datetime.now(UTC).date()}. {absent}", told)
    if asked.markdown:
        fill(ROOT / "benchmarks" / "README.md", results, MARKS)
    else:
        print(results)


if __name__ == "__main__":
    main()
