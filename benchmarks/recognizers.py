"""What recognizers of names, words and texts cost beside those made of patterns: CPU seconds of whole processes.

python -m benchmarks.recognizers [--rows N ...] [--runs N] [--data FOLDER] [--markdown]
python -m benchmarks.recognizers --scan FILE [--patterns | --without NAME ...]

"Patterns" are all recognizers that automata stand for, with their checksums and tests, under any header and under
theirs. Left out are those that look up names, words or terms: `names.*` (text searches and lists) and those with a
list of terms and no automaton (`special.*`). Both processes read the same file, and differ in nothing else.
"""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.generate import write_csv
from benchmarks.plan import ROOT
from benchmarks.processes import in_turn, middle
from benchmarks.tables import Table, fill, markdown, mebibytes, ratio, seconds

MARKS = ("<!-- recognizers -->", "<!-- end of recognizers -->")
HEADER = ("rows", "patterns: CPU s", "all: CPU s", "all / patterns (aim: at most 1.3)", "patterns, all: peak MiB")


def scan(path: Path, without: Collection[str], *, patterns: bool) -> int:
    """Scan a file on this machine, as `pia scan` does; the number of findings.

    Args:
        path: The file.
        without: Beginnings of names of recognizers that are left out.
        patterns: Whether to leave out all that look up names, words or terms.

    Raises:
        PiaError: The file cannot be read.
    """
    from pia.assess.categories import load_categories
    from pia.engines.local import ENGINE
    from pia.resources import resource
    from pia.scan.datasets import open_apart
    from pia.scan.findings import findings
    from pia.scan.kept import kept_library
    from pia.scan.opening import LOCAL
    from pia.scan.scanner import kernel_of, scanner
    from pia.scan.tally import merged
    from pia.scanning import Search

    search = Search.of(load_categories(resource("rules") / "categories.yaml"))
    left = (*without, *(("names.",) if patterns else ()))
    recognizers = tuple(
        one
        for one in search.recognizers
        if not one.name.startswith(left or "\0") and not (patterns and bool(getattr(one, "hint", None)))
    )
    key = secrets.token_bytes(32)
    (dataset,) = open_apart([(path.name, str(path))], LOCAL).datasets
    reading = dataset.read(lambda *_: None)
    kernel = kernel_of(recognizers, key, search.identifying, partial(kept_library, recognizers))
    work, batches = scanner(reading.batches, recognizers, key, search.identifying, kernel)
    return len(findings(merged(ENGINE.run(work, batches)), path.name, recognizers))


def line(rows: int, runs: int, data: Path) -> tuple[str, ...]:
    """One line of the table: both processes, in turn."""
    table = data / f"table-{rows}.csv"
    if not table.exists():
        table.parent.mkdir(parents=True, exist_ok=True)
        write_csv(table, rows, quoted=False)
    command = [sys.executable, "-m", "benchmarks.recognizers", "--scan", str(table)]
    series = in_turn({"patterns": [*command, "--patterns"], "all": command}, ROOT, runs)
    few, every = middle(series["patterns"]), middle(series["all"])
    return (
        f"{rows:,}",
        seconds(few.cpu_seconds),
        seconds(every.cpu_seconds),
        ratio(every.cpu_seconds, few.cpu_seconds),
        f"{mebibytes(few.peak_bytes)}, {mebibytes(every.peak_bytes)}",
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print Markdown or put it into the page; or be one of the processes that are measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recognizers", description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, action="append", default=[], help="rows of a table; may be repeated")
    parser.add_argument("--runs", type=int, default=3, help="runs that count")
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "benchmarks", help="folder of the tables")
    parser.add_argument("--markdown", action="store_true", help="put the results into benchmarks/README.md")
    parser.add_argument("--scan", type=Path, help="scan this file and print the number of findings")
    parser.add_argument("--patterns", action="store_true", help="with pattern recognizers alone")
    parser.add_argument("--without", action="append", default=[], help="without these; may be repeated")
    asked = parser.parse_args(arguments)
    if asked.scan:
        print(scan(asked.scan, asked.without, patterns=asked.patterns))
        return
    rows = [line(count, asked.runs, asked.data) for count in asked.rows or [100_000, 1_000_000]]
    results = markdown(f"{datetime.now(UTC).date()}, median of {asked.runs} runs.", [Table("CPU time", HEADER, rows)])
    if asked.markdown:
        fill(ROOT / "benchmarks" / "README.md", results, MARKS)
    else:
        print(results)


if __name__ == "__main__":
    main()
