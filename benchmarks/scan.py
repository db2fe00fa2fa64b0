"""pia's scan beside its peers: whole processes, in turn, with CPU time, wall time and peak memory.

    python -m benchmarks.scan --peers PYTHON [--rows N] [--runs N] [--data FOLDER] [--quick] [--large] [--markdown]

What is measured, and how, is in README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.plan import READERS, ROOT, SEARCHERS, Plan, drop_failing, find_peers
from benchmarks.processes import ProcessError, Usage, in_turn, measured, middle
from benchmarks.tables import Table, fill, markdown, mebibytes, ratio, seconds

PAGE = ROOT / "benchmarks" / "README.md"
PIA = (sys.executable, "-m", "pia", "scan")
AIMS = {"pandas_typed": "1.0", "pandas_text": "0.35", "pyarrow_text": "2"}
SIZES, LARGE = (10_000, 100_000, 1_000_000), (4_000_000, 10_000_000)
START = "import sys, pyarrow, pyarrow.csv; pyarrow.csv.read_csv(sys.argv[1])"


def figures(usage: Usage) -> list[str]:
    """Wall time, CPU time and peak memory as cells of a table."""
    return [seconds(usage.wall_seconds), seconds(usage.cpu_seconds), mebibytes(usage.peak_bytes)]


def reading(plan: Plan) -> Table:
    """The full scan beside programs that only read the file.

    Raises:
        ProcessError: A process failed, or did not read every row.
    """
    own = {"csv": "**pia scan**, CSV", "parquet": "**pia scan**, Parquet"}
    commands = {name: [*PIA, plan.table(plan.rows, f".{name}")] for name in own}
    commands |= {name: plan.command(name, plan.rows) for name in READERS if name in plan.peers}
    usages = {name: middle(runs) for name, runs in in_turn(commands, ROOT, plan.runs).items()}
    scan, parquet = usages["csv"].wall_seconds, usages["parquet"].wall_seconds
    rows = []
    for name, usage in usages.items():
        if name not in own and json.loads(usage.output)["rows"] != plan.rows:
            raise ProcessError(f"{name} did not read every row")
        label = own.get(name) or plan.peers[name].label
        compared = [ratio(scan, usage.wall_seconds), AIMS[name]] if name in AIMS else ["", ""]
        rows.append([label, *figures(usage), *compared])
    return Table(
        f"Full scan: {plan.rows:,} rows x 19 columns",
        ("process", "wall s", "CPU s", "peak MiB", "pia CSV / this", "aim at most"),
        rows,
        [f"Parquet takes {ratio(parquet, scan)} of the time of CSV (aim: at most 1)."],
    )


def _alike(plan: Plan, rows: int) -> list[str]:
    """The scan with the recognizers that Presidio says it has."""
    names = json.loads(measured(plan.command("presidio", plan.few), ROOT).output)["recognizers"]
    return [sys.executable, "-m", "benchmarks.alike", plan.table(rows), *names]


def searching(plan: Plan) -> Table:
    """The search beside programs that search cell by cell, in cells per second.

    Raises:
        ProcessError: A process failed.
    """
    commands = {name: plan.command(name, plan.few) for name in SEARCHERS if name in plan.peers}
    alike = "presidio" in commands
    if alike:
        commands["pia"] = _alike(plan, plan.rows)
    series = in_turn(commands, ROOT, plan.runs)
    cells = {name: int(json.loads(runs[0].output)["cells"]) for name, runs in series.items()}
    per_core = {name: cells[name] / median(map(_searched_cpu, runs)) for name, runs in series.items()}
    rows = []
    for name, runs in series.items():
        label = plan.peers[name].label if name in plan.peers else "**pia**, with Presidio's recognizers"
        compared = ratio(per_core["pia"], per_core[name]) if alike and name != "pia" else ""
        size = mebibytes(middle(runs).peak_bytes)
        rows.append([label, f"{cells[name]:,}", f"{per_core[name]:,.0f}", size, compared])
    notes = _same_found(plan, series["presidio"][-1]) if alike else []
    header = ("process", "cells", "cells / CPU s", "peak MiB", "pia / this")
    return Table("Search, per core", header, rows, notes)


def _searched_cpu(usage: Usage) -> float:
    """CPU seconds of the search: of a peer those it counted itself, of pia the whole process."""
    return float(json.loads(usage.output).get("cpu", usage.cpu_seconds))


def _same_found(plan: Plan, presidio: Usage) -> list[str]:
    theirs, own = json.loads(presidio.output), json.loads(measured(_alike(plan, plan.few), ROOT).output)
    return [
        f"Aim beside Presidio: at least 500. Both search with Presidio's {len(theirs['recognizers'])} English pattern "
        f"recognizers. In the same {own['cells']:,} cells Presidio finds {theirs['matches']:,} (cell, entity type), "
        f"pia {own['matches']:,}."
    ]


def growing(plan: Plan) -> Table:
    """Time and memory of the full scan by rows.

    Raises:
        ProcessError: A process failed.
    """
    sizes = {str(rows): [*PIA, plan.table(rows)] for rows in sorted({*(n for n in SIZES if n < plan.rows), plan.rows})}
    usages = {name: middle(runs) for name, runs in in_turn(sizes, ROOT, plan.runs).items()}
    once = {str(rows): [*PIA, plan.table(rows)] for rows in plan.large}
    usages |= {name: middle(runs) for name, runs in in_turn(once, ROOT, 1, warm_up=0).items()}
    rows = []
    before: tuple[int, float] | None = None
    for name, usage in usages.items():
        count = int(name)
        more = ""
        if before:
            more = seconds((usage.wall_seconds - before[1]) / (count - before[0]) * 1e6)
        rows.append([f"{count:,}", *figures(usage), more])
        before = count, usage.wall_seconds
    notes = ["Aims: each further row costs the same; peak memory below 1,024 MiB at any number of rows."]
    base, last = usages.get("100000"), list(usages.values())[-1]
    if base and last is not base:
        notes.append(
            f"Memory at the last size over that at 100,000: {ratio(last.peak_bytes, base.peak_bytes)} (aim: 1.1)."
        )
    header = ("rows", "wall s", "CPU s", "peak MiB", "µs per further row")
    return Table("Growth: `pia scan`, CSV", header, rows, notes)


def starting(plan: Plan) -> Table:
    """The scan of a small file beside importing pyarrow and parsing it.

    Raises:
        ProcessError: A process failed.
    """
    path = plan.table(1_000)
    commands = {"**pia scan**": [*PIA, path], "import pyarrow, parse": [sys.executable, "-c", START, path]}
    usages = {name: middle(runs) for name, runs in in_turn(commands, ROOT, max(plan.runs, 3)).items()}
    scan, parse = usages.values()
    rows = [[name, *figures(usage)] for name, usage in usages.items()]
    notes = [f"pia takes {ratio(scan.wall_seconds, parse.wall_seconds)} times as long (aim: at most 1.5)."]
    return Table("Start: 1,000 rows", ("process", "wall s", "CPU s", "peak MiB"), rows, notes)


SERIES: dict[str, Callable[[Plan], Table]] = {
    "reading": reading,
    "searching": searching,
    "growing": growing,
    "starting": starting,
}


def preface(plan: Plan, load: float, left_out: list[str]) -> str:
    """When and on what it was measured, and what was not."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / (1 << 30)
    runs = "one run" if plan.runs == 1 else f"median of {plan.runs} runs"
    loaded = " The machine was loaded by other work: times are too long and ratios rough." if load > 0.5 else ""
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d}, {cores} cores, {memory:.0f} GiB, Python {sys.version.split()[0]}; {runs} after "
        f"one warm-up; load average at the start {load:.1f}.{loaded}"
    ]
    return "\n\n".join([*lines, *([f"Not measured: {', '.join(left_out)}."] if left_out else [])])


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", action="append", help="interpreter of an environment with peers; may be repeated")
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "benchmarks", help="folder of the tables")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="10,000 rows, one run")
    parser.add_argument("--large", action="store_true", help=f"also {' and '.join(f'{n:,}' for n in LARGE)} rows, once")
    parser.add_argument("--only", choices=SERIES, action="append", help="this series; may be repeated")
    parser.add_argument("--markdown", action="store_true", help="put the results into README.md")
    return parser.parse_args()


def main() -> None:
    """Measure, and print the tables."""
    chosen = arguments()
    load = os.getloadavg()[0]
    rows, runs, few = (10_000, 1, 100) if chosen.quick else (chosen.rows, chosen.runs, 1_000)
    try:
        peers, left_out = find_peers(chosen.peers or [sys.executable])
        plan = Plan(peers, chosen.data.resolve(), rows, runs, few, LARGE if chosen.large else ())
        left_out += drop_failing(plan)
        tables = [SERIES[name](plan) for name in chosen.only or SERIES]
    except ProcessError as error:
        sys.exit(str(error))
    results = markdown(preface(plan, load, left_out), tables)
    print(results)
    if chosen.markdown:
        fill(PAGE, results)


if __name__ == "__main__":
    main()
