"""A scan that is killed again and again ends with the bytes of one that was not."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.trust import Figure
from tests.trust._forge import Forge, Run
from tests.trust.faults import KILLED, SEED, Count

NAME = "resumption"
KILLS, QUICK_KILLS = 60, 3
GROUPS, ROWS = 20, 20


def measure(quick: bool) -> Sequence[Figure]:
    """Kill, take up, and compare."""
    with tempfile.TemporaryDirectory() as folder, Forge({}) as forge:
        place = Path(folder)
        _write(place / "data.parquet", "example.org")
        return [
            _killed(place, forge, QUICK_KILLS if quick else KILLS),
            _changed(place, forge, ("example.com", "example.net")[: 1 if quick else 2]),
        ]


def _write(path: Path, domain: str) -> None:
    rows = range(GROUPS * ROWS)
    columns = {
        "email": [f"canary{row}@{domain}" for row in rows],
        "phone": [f"139{row * 7919 % 10**8:08d}" for row in rows],
        "notes": [f"call canary{row} at 10.0.0.{row % 250}" if row % 9 == 0 else "nothing" for row in rows],
    }
    pq.write_table(pa.table(columns), path, row_group_size=ROWS)


def _run(place: Path, out: str) -> Run:
    kept = str(place / f"kept-{out}")
    return Run((str(place / "data.parquet"), kept, str(place / out)), log=str(place / "log"), eager=True)


def _killed(place: Path, forge: Forge, kills: int) -> Figure:
    (whole,) = forge.run(_run(place, "whole.json"))
    count, chance = Count(), random.Random(SEED)
    expected = (place / "whole.json").read_bytes()
    for _ in range(kills):
        (ended,) = forge.run(replace(_run(place, "killed.json"), event=chance.randint(1, whole.events // 3)))
        held = [b"canary" in path.read_bytes() for path in (place / "kept-killed.json").rglob("*")]
        count.holds(
            ended.code in {KILLED, 0} and not any(held), f"exit code {ended.code}, or a checkpoint holds a value"
        )
        count.note("runs that came to the end all the same", int(ended.code == 0))
    (ended,) = forge.run(_run(place, "killed.json"))
    count.holds(ended.code == 0 and (place / "killed.json").read_bytes() == expected, f"exit code {ended.code}")
    took_up = (place / "log").read_text(encoding="utf-8").count("goes on behind row")
    count.holds(took_up > 0, "no scan was taken up")
    return count.figure("a scan killed at any step ends with identical bytes, and keeps no value meanwhile")


def _changed(place: Path, forge: Forge, domains: Sequence[str]) -> Figure:
    count = Count()
    for number, domain in enumerate(domains):
        forge.run(replace(_run(place, "changed.json"), event=60))
        count.holds(any((place / "kept-changed.json").iterdir()), "nothing was kept")
        _write(place / "data.parquet", domain)
        forge.run(_run(place, "changed.json"), _run(place, f"fresh{number}.json"))
        same = (place / "changed.json").read_bytes() == (place / f"fresh{number}.json").read_bytes()
        told = (place / "log").read_text(encoding="utf-8").count("the data has changed") == number + 1
        count.holds(same and told, "changed data")
    return count.figure("a scan of changed data begins anew and says so")
