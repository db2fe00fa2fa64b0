"""Cells with structured identifiers among ordinary ones: recall, and false alarms per 1,000 ordinary cells.

python -m benchmarks.detection.cells [--seed N] [--data FOLDER] [--kinds] [--markdown]

The same kinds of cells come in five layouts: a column per kind under a header that tells it, the same under headers
that say nothing, all of them shuffled into one column, each inside a sentence, and each alone in a column of its own.
What is `bare` (its form is met among ordinary numbers so often that one cell tells nothing) may be found and need not
where nothing stands beside it: in the last layouts but the sentences.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from faker import Faker

from benchmarks.detection.structured import Kind, kinds, ordinary
from benchmarks.plan import ROOT
from benchmarks.tables import Table, fill, markdown
from pia.evaluation import Asked, evaluate
from pia.model.evaluation import Evaluation
from pia.scan.opening import LOCAL

MARKS = ("<!-- cells -->", "<!-- end of cells -->")
HEADER = ("layout", "identifiers", "recall", "precision", "ordinary cells", "false alarms per 1,000")
IGNORED = ("URL", "DATE", "CRYPTO", "SWIFT", "MEDICAL_LICENSE")
_ROWS, _SHUFFLED, _ALONE = 40, 20, 8
Column = tuple[str, list[str], dict[str, list[int]]]
"""Header, cells, and the rows that hold each label."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        text: What stands in it.
        label: What it holds, in the words of the gold labels; `?` before it where it need not be found.
    """

    text: str
    label: str = ""


def layouts(seed: int) -> Iterator[tuple[str, list[Column]]]:
    """Every layout as one table; the same for the same seed."""
    fake, dice = Faker(["en_US", "en_GB", "de_DE"]), random.Random(seed)
    fake.seed_instance(seed)
    told, plain = kinds(fake, dice), ordinary(fake, dice)
    things = {name: [make() for _ in range(_ROWS)] for name, make in plain.items()}
    people = {name: [kind.make() for _ in range(_ROWS)] for name, kind in told.items()}
    yield "telling headers", [*_columns(people, told, named=True), *_named(things)]
    yield "headers that say nothing", _renamed([*_columns(people, told, named=False), *_named(things)])
    cells = list(_cells(people, told, _SHUFFLED, bare="?")) + [
        Cell(text) for texts in things.values() for text in texts[:_SHUFFLED]
    ]
    dice.shuffle(cells)
    yield "shuffled into one column", [_column("value", cells)]
    said = list(_sentences(people, told, dice)) + [
        Cell(text) for name, texts in things.items() if name.startswith("text") for text in texts
    ]
    dice.shuffle(said)
    yield "inside sentences", [_column("text", said)]
    alone = list(_cells(people, told, _ALONE, bare="?")) + [
        Cell(text) for texts in things.values() for text in texts[:_ALONE]
    ]
    yield "one cell alone", _renamed([_column("", [cell]) for cell in alone])


def _cells(people: Mapping[str, list[str]], told: Mapping[str, Kind], count: int, bare: str) -> Iterator[Cell]:
    for name, texts in people.items():
        label = (bare if told[name].bare else "") + told[name].word
        yield from (Cell(text, label) for text in texts[:count])


def _columns(people: Mapping[str, list[str]], told: Mapping[str, Kind], *, named: bool) -> Iterator[Column]:
    for name, texts in people.items():
        optional = "?" if not named and told[name].bare else ""
        header = f"{told[name].header} {len(name)}" if named else name
        yield _column(header, [Cell(text, optional + told[name].word) for text in texts])


def _named(things: Mapping[str, list[str]]) -> Iterator[Column]:
    yield from (_column(name, [Cell(text) for text in texts]) for name, texts in things.items())


def _sentences(people: Mapping[str, list[str]], told: Mapping[str, Kind], dice: random.Random) -> Iterator[Cell]:
    for name, texts in people.items():
        kind = told[name]
        said = (
            f"The {kind.header} is {{}} as far as we know.",
            f"Please note the {kind.header}: {{}}, given by the tenant.",
        )
        for text in texts[:_SHUFFLED]:
            yield Cell((kind.sentence or dice.choice(said)).format(text), kind.word)


def _column(header: str, cells: Sequence[Cell]) -> Column:
    labels: dict[str, list[int]] = {}
    for row, cell in enumerate(cells, 1):
        if cell.label:
            labels.setdefault(cell.label, []).append(row)
    return header, [cell.text for cell in cells], labels


def _renamed(columns: Sequence[Column]) -> list[Column]:
    return [(f"v{number:04}", cells, labels) for number, (_, cells, labels) in enumerate(columns, 1)]


def write(folder: Path, columns: Sequence[Column]) -> Path:
    """A table with its labels; the path of the labels."""
    folder.mkdir(parents=True, exist_ok=True)
    headers = _apart([header for header, _, _ in columns])
    rows = max(len(cells) for _, cells, _ in columns)
    with (folder / "cells.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows([cells[row] if row < len(cells) else "" for _, cells, _ in columns] for row in range(rows))
    gold = {
        header: {"types": sorted(labels), "cells": labels}
        for header, (_, _, labels) in zip(headers, columns, strict=True)
    }
    path = folder / "gold.json"
    path.write_text(json.dumps({"cells.csv": gold}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _apart(headers: Sequence[str]) -> list[str]:
    """Headers of which no two are alike: a number is added."""
    seen: dict[str, int] = {}
    told = []
    for header in headers:
        seen[header] = seen.get(header, 0) + 1
        told.append(header if seen[header] == 1 else f"{header} {seen[header]}")
    return told


def measured(name: str, folder: Path, columns: Sequence[Column]) -> tuple[tuple[str, ...], Evaluation]:
    """One line of the table, and everything that was found."""
    gold = write(folder / name.replace(" ", "_"), columns)
    told = evaluate(Asked(gold, gold.parent, IGNORED, True, LOCAL), lambda *_: None)
    if told.cells is None:
        raise ValueError("no cell is labelled")
    own = told.cells.overall
    return (
        name,
        f"{own.hits + own.misses:,}",
        f"{own.recall:.3f}",
        f"{own.precision:.3f}",
        f"{told.cells.innocent:,}",
        f"{1000 * told.cells.alarm_rate:.1f}",
    ), told


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every layout, and print Markdown or put it into the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.detection.cells", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "cells", help="folder of the tables")
    parser.add_argument("--kinds", action="store_true", help="also print where labels and findings differ")
    parser.add_argument("--markdown", action="store_true", help="put the results into benchmarks/README.md")
    asked = parser.parse_args(arguments)
    rows = []
    for name, columns in layouts(asked.seed):
        row, told = measured(name, asked.data, columns)
        rows.append(row)
        if asked.kinds and told.cells:
            print(name)
            for item in told.cells.disagreements:
                print(f"  {item.column:32} {item.entity_type:16} {item.kind:12} {item.cells}")
    results = markdown(f"Seed {asked.seed}.", [Table("Cells", HEADER, rows)])
    if asked.markdown:
        fill(ROOT / "benchmarks" / "README.md", results, MARKS)
    else:
        print(results)


if __name__ == "__main__":
    main()
