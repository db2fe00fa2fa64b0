"""Numbers of mainland China in cells, however written, and run into text: recall by kind, and what fires on others.

python -m benchmarks.detection.china [--seed N] [--data FOLDER] [--beside FOLDER] [--kinds] [--markdown]

Cells stand in a column per kind and way of writing, under a header that tells the kind and under one that says
nothing, and per kind in a column of all ways together, some other cells between them. Texts stand in one column per
kind; half as many of them hold no such number. `--beside` names a development split, whose tables without personal
data must not fire either.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.detection.cells import IGNORED, write
from benchmarks.detection.chinese import NAMES, Number, mobile, numbers
from benchmarks.detection.chinese_ordinary import cells as ordinary_cells
from benchmarks.detection.chinese_ordinary import texts as ordinary_texts
from benchmarks.plan import ROOT
from benchmarks.tables import Table, fill, markdown
from pia.evaluation import Asked, evaluate
from pia.model.evaluation import Agreement
from pia.scan.opening import LOCAL

MARKS = ("<!-- china -->", "<!-- end of china -->")
HEADER = ("kind", "telling headers", "headers that say nothing", "all ways in one column", "run into text")
ALARMS = ("", "cells", "false alarms", "per 1,000")
LAYOUTS = ("telling", "plain", "mixed", "texts")
_ROWS, _TEXTS = 30, 120
_TYPES = ("NATIONAL_ID", "ORG", "PHONE", "VEHICLE_ID")
_BESIDE = ("?PERSON", "?ADDRESS", "?GENERIC_ID")
Column = tuple[str, list[str], dict[str, list[int]]]


def layouts(seed: int) -> dict[str, list[tuple[str, Column]]]:
    """Columns of every layout with the kind they are of, `` for ordinary cells; the same for the same seed."""
    dice = random.Random(seed)
    kinds, others = numbers(dice), ordinary_cells(dice)
    plain = [("", _column(name, [make() for _ in range(_ROWS)])) for name, make in others.items()]
    told: dict[str, list[tuple[str, Column]]] = {name: [] for name in LAYOUTS}
    for name, kind in kinds.items():
        for way, written in kind.written.items():
            texts = [written(kind.make()) for _ in range(_ROWS)]
            told["telling"].append((name, _column(f"{kind.header} {way}", texts, kind.word)))
            told["plain"].append((name, _column("v", texts, kind.word)))
        told["mixed"].append((name, _mixed(kind, [make() for make in others.values()], dice)))
        told["texts"].append((name, _texts(kind, dice)))
    told["telling"] += plain
    return {name: _apart(columns) for name, columns in told.items()}


def _column(header: str, texts: Sequence[str], word: str = "") -> Column:
    return header, list(texts), {word: list(range(1, len(texts) + 1))} if word else {}


def _mixed(kind: Number, others: Sequence[str], dice: random.Random) -> Column:
    """All ways of writing, with other cells between them."""
    cells = [(written(kind.make()), True) for written in kind.written.values() for _ in range(_ROWS // 3)]
    cells += [(text, False) for text in others]
    dice.shuffle(cells)
    return "value", [text for text, _ in cells], {kind.word: [row for row, (_, own) in enumerate(cells, 1) if own]}


def _texts(kind: Number, dice: random.Random) -> Column:
    """Texts with a number of a kind, and texts without one; what else a text holds may be found."""
    others = ordinary_texts(dice)
    own = [
        template.format(x=kind.make(), y=kind.make(), m=mobile(dice), n=dice.choice(NAMES))
        for template in (kind.texts[number % len(kind.texts)] for number in range(_TEXTS))
    ]
    cells = [(text, True) for text in own] + [(dice.choice(others)(), False) for _ in range(_TEXTS // 2)]
    dice.shuffle(cells)
    rows = [row for row, (_, holds) in enumerate(cells, 1) if holds]
    beside = [*_BESIDE, *(f"?{word}" for word in _TYPES if word != kind.word)]
    return "text", [text for text, _ in cells], {kind.word: rows} | dict.fromkeys(beside, rows)


def _apart(columns: Sequence[tuple[str, Column]]) -> list[tuple[str, Column]]:
    """Headers that are no two alike."""
    return [
        (kind, (header if not kind or header[0] not in "vt" else f"{header}{number:04}", texts, labels))
        for number, (kind, (header, texts, labels)) in enumerate(columns)
    ]


def judged(folder: Path, layout: str, columns: Sequence[tuple[str, Column]]) -> Agreement:
    """What a scan finds in the cells of one layout.

    Raises:
        ValueError: No cell is labelled.
    """
    gold = write(folder / layout, [column for _, column in columns])
    told = evaluate(Asked(gold, gold.parent, IGNORED, True, LOCAL), lambda *_: None)
    if told.cells is None:
        raise ValueError("no cell is labelled")
    return told.cells


def recalls(columns: Sequence[tuple[str, Column]], found: Agreement) -> dict[str, float]:
    """Share of the labelled cells that were found, by kind."""
    missed: dict[str, int] = {}
    wanted: dict[str, int] = {}
    lost = {(item.column, item.entity_type): item.cells for item in found.disagreements if item.kind == "missed"}
    for kind, (header, _, labels) in columns:
        for word, rows in labels.items():
            if not word.startswith("?"):
                wanted[kind] = wanted.get(kind, 0) + len(rows)
                missed[kind] = missed.get(kind, 0) + lost.get((header, word), 0)
    return {kind: 1 - missed[kind] / count for kind, count in wanted.items()}


def unfounded(folder: Path, beside: Path) -> tuple[int, int]:
    """Columns of tables without personal data, and how many of them hold a number of China, as a scan says."""
    empty: dict[str, dict[str, list[str]]] = {path.name: {} for path in sorted((beside / "tables").glob("neg_*.csv"))}
    gold = folder / "beside.json"
    gold.write_text(json.dumps(empty), encoding="utf-8")
    told = evaluate(Asked(gold, beside / "tables", IGNORED, False, LOCAL), lambda *_: None)
    fired = {(item.table, item.column) for item in told.columns.disagreements if item.entity_type in _TYPES}
    return told.columns.innocent, len(fired)


def _alarms(found: dict[str, Agreement]) -> Iterator[tuple[str, ...]]:
    for name, own in found.items():
        if own.innocent:
            yield name, f"{own.innocent:,}", str(own.alarmed), f"{1000 * own.alarm_rate:.1f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every layout, and print Markdown or put it into the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.detection.china", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "china", help="folder of the tables")
    parser.add_argument("--beside", type=Path, default=ROOT.parent / "shared" / "detection", help="development split")
    parser.add_argument("--kinds", action="store_true", help="also print where labels and findings differ")
    parser.add_argument("--markdown", action="store_true", help="put the results into benchmarks/README.md")
    asked = parser.parse_args(arguments)
    made = layouts(asked.seed)
    found = {name: judged(asked.data, name, columns) for name, columns in made.items()}
    told = {name: recalls(columns, found[name]) for name, columns in made.items()}
    rows = [(kind, *(f"{told[name][kind]:.3f}" for name in LAYOUTS)) for kind in told["texts"]]
    alarms = list(_alarms(found))
    if (asked.beside / "tables").is_dir():
        columns, fired = unfounded(asked.data, asked.beside)
        alarms.append(("columns of public tables without people", f"{columns:,}", str(fired), "-"))
    if asked.kinds:
        for name, own in found.items():
            for item in own.disagreements:
                print(f"  {name:8} {item.column:32} {item.entity_type:16} {item.kind:12} {item.cells}")
    tables = [Table("Recall by kind", HEADER, rows), Table("Ordinary cells and texts", ALARMS, alarms)]
    results = markdown(f"Seed {asked.seed}.", tables)
    if asked.markdown:
        fill(ROOT / "benchmarks" / "README.md", results, MARKS)
    else:
        print(results)


if __name__ == "__main__":
    main()
