"""The engines side by side on one Parquet file: CPU, time, memory of the driver, bytes that reach it.

    python -m benchmarks.engines [--rows N] [--data FOLDER] [--only ENGINE] [--markdown]

Needs the extras dask and spark, and Java. What is measured is told in docs/engines.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import resource
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.plan import ROOT, Plan
from benchmarks.processes import ProcessError, measured
from benchmarks.tables import Table, fill, markdown, mebibytes, ratio

PAGE = ROOT / "docs" / "engines.md"
ENGINES = [("local", 1), ("local", 2), ("dask", 1), ("dask", 2), ("spark", 1), ("spark", 2)]
KEY = b"key of the benchmark"


def cpu_seconds() -> float:
    """User and system time of this process and of all below it."""
    import psutil

    own = psutil.Process()
    total = 0.0
    for process in [own, *own.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
    return total


@contextmanager
def cluster(engine: str, workers: int) -> Iterator[str]:
    """The address of a cluster of this machine, with workers of one thread; for `local` so many cores."""
    if engine == "dask":
        from dask import config
        from distributed import LocalCluster

        from pia.engines.dask import SETTINGS

        own = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}
        with config.set(SETTINGS), LocalCluster(**own) as started:
            yield started.scheduler_address
        return
    if engine == "spark":
        from pyspark.sql import SparkSession

        os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
        session = SparkSession.builder.master(f"local-cluster[{workers},1,2048]").getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield ""
        session.stop()
        return
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:workers])
    yield ""


def run(engine: str, workers: int, path: str) -> None:
    """Scan a file in a new cluster, and print what that took as JSON; starting the cluster does not count."""
    from pia import pipeline
    from pia.scan.datasets import open_apart
    from pia.scan.opening import LOCAL
    from pia.scanning import EngineChoice, scan_all

    os.environ["PYTHONPATH"] = str(ROOT)
    warnings.simplefilter("ignore")
    categories = pipeline.rulebook().categories
    with cluster(engine, workers) as address:
        begin, spent = time.perf_counter(), cpu_seconds()
        datasets = open_apart([("table", path)], LOCAL).datasets
        choice = EngineChoice(engine, address)
        scanned, errors = scan_all(datasets, categories, KEY, lambda _name, _done, _total: None, engine=choice)
        if errors:
            raise ProcessError(str(errors[0]))
        found = {"wall": time.perf_counter() - begin, "cpu": cpu_seconds() - spent, "rows": scanned[0].input.rows}
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    said = hashlib.sha256(repr(scanned).encode()).hexdigest()
    print(json.dumps({**found, "said": said}))


def sizes(path: str) -> None:
    """Bytes of what is sent for a file, out and back, as JSON."""
    from pia import pipeline
    from pia.contents.local import LocalFile
    from pia.dispatching import PIECE_BYTES
    from pia.scan.opening import Part
    from pia.scan.pieces import Piece, together, told
    from pia.scan.worker import Planner, Worker
    from pia.scanning import Search
    from pia.sources.parquet import SOURCE

    search = Search.of(pipeline.rulebook().categories)
    worker = Worker.of(search.counted, KEY, search.identifying)
    whole = Piece("table", 0, Part("", SOURCE, LocalFile(Path(path))), big=True)
    pieces = [Piece("table", 0, whole.part, big=True, partition=cut) for _, cut in Planner(PIECE_BYTES)(whole)]
    found = [worker(piece) for piece in pieces or [whole]]
    summed = together(found)[0].tally
    columns = {name: size(column) for (_, name), column in summed.columns.items()}
    hashed = {name: len(column.distinct) for (_, name), column in summed.columns.items() if len(column.distinct)}
    bare = sum(count for name, count in columns.items() if name not in hashed)
    figures = {
        "worker": size(worker),
        "piece": size(pieces[0] if pieces else whole),
        "pieces": len(found),
        "result": sum(map(size, found)) / len(found),
        "merged": size(together(found)),
        "driver": size(told(together(found))),
        "plain": bare / max(1, len(columns) - len(hashed)),
        "hashed": len(hashed),
        "hashes": sum(hashed.values()),
        "columns": len(columns),
        "rows": sum(summed.rows.values()),
    }
    print(json.dumps(figures))


def size(value: Any) -> int:
    """Bytes of a value as it is sent."""
    return len(pickle.dumps(value, protocol=5))


def measure(plan: Plan, engine: str, workers: int, rows: int) -> dict[str, Any]:
    """One engine in a process of its own.

    Raises:
        ProcessError: It failed.
    """
    print(f"  {engine}, {workers}: {rows:,} rows", file=sys.stderr)
    command = [sys.executable, "-m", "benchmarks.engines", "--run", engine, str(workers), plan.table(rows, ".parquet")]
    found: dict[str, Any] = json.loads(measured(command, ROOT).output.splitlines()[-1])
    return found


def compared(plan: Plan, chosen: list[tuple[str, int]]) -> Table:
    """The engines beside `local` on one core, at a tenth of the rows and at all.

    Raises:
        ProcessError: One failed, or found something else than the others.
    """
    measure(plan, "local", 1, plan.rows // 10)
    few, many = ({key: measure(plan, *key, rows) for key in chosen} for rows in (plan.rows // 10, plan.rows))
    if len({item["said"] for item in few.values()}) + len({item["said"] for item in many.values()}) != 2:
        raise ProcessError("the engines do not find the same")
    further = {key: (many[key]["rows"] - few[key]["rows"]) / (many[key]["cpu"] - few[key]["cpu"]) for key in chosen}
    rows = []
    for key in chosen:
        cells = [f"{few[key]['cpu']:.1f}", f"{many[key]['cpu']:.1f}", f"{many[key]['wall']:.1f}"]
        cells += [f"{further[key]:,.0f}", ratio(further[key], further[chosen[0]])]
        rows.append([f"`{key[0]}`, {key[1]}", *cells, mebibytes(few[key]["peak"]), mebibytes(many[key]["peak"])])
    shorter, longer = f"{plan.rows // 10:,}", f"{plan.rows:,}"
    header = (
        *("engine, workers", f"CPU s, {shorter} rows", f"CPU s, {longer}", f"wall s, {longer}"),
        *("further rows / CPU s", "/ `local`, 1", f"driver MiB, {shorter}", f"driver MiB, {longer}"),
    )
    return Table(f"{longer} rows x 19 columns, Parquet", header, rows, ["All found the same, byte for byte."])


def sent(plan: Plan) -> Table:
    """Bytes that are sent."""
    rows = []
    for count in (plan.rows // 10, plan.rows):
        command = [sys.executable, "-m", "benchmarks.engines", "--sizes", plan.table(count, ".parquet")]
        found = json.loads(measured(command, ROOT).output)
        keys = ("pieces", "worker", "piece", "result", "merged", "driver", "plain", "hashed", "hashes")
        rows.append([f"{found['rows']:,}", *(f"{found[key]:,.0f}" for key in keys)])
    header = (
        *("rows", "pieces", "recognizers out", "a piece out", "its result", "all merged", "to the driver"),
        *("a column without identifiers", "columns with", "hashes in them"),
    )
    return Table("Bytes that are sent", header, rows)


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "benchmarks")
    parser.add_argument("--only", choices=["local", "dask", "spark"], action="append", help="beside local")
    parser.add_argument("--markdown", action="store_true", help="put the results into docs/engines.md")
    parser.add_argument("--run", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--sizes", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.run:
        return run(chosen.run[0], int(chosen.run[1]), chosen.run[2])
    if chosen.sizes:
        return sizes(chosen.sizes)
    plan = Plan({}, chosen.data.resolve(), chosen.rows, 1, 0, ())
    wanted = [key for key in ENGINES if not chosen.only or key[0] in {"local", *chosen.only}]
    load = os.getloadavg()[0]
    loaded = (
        " Other work ran beside it: wall times say little, CPU times are too high by shared caches."
        if load > 0.5
        else ""
    )
    preface = f"{len(os.sched_getaffinity(0))} cores, load average at the start {load:.1f}.{loaded}"
    results = markdown(preface, [compared(plan, wanted), sent(plan)])
    print(results)
    if chosen.markdown:
        fill(PAGE, results)
    return None


if __name__ == "__main__":
    main()
