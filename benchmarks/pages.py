"""How fast the pages of the reviewers' room come, with many assessments in the folder.

    python -m benchmarks.pages [--assessments N] [--runs N]

A real server in this process, asked by a real client, one request at a time. Each figure is CPU time of the process,
client included, so that other work on the machine counts little: the median of the runs after the first one, which is
told apart. Before that, a server of its own is started where nothing was read yet: how long its first page takes, the
longest page while it reads, and when all is there, by the clock.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx

from benchmarks.tables import Table
from pia import reviewing
from pia.model.review import Reviewer, ReviewRole
from pia.web.home import REFRESH_SECONDS
from pia.web.identity import Local, Person
from pia.web.server import LOOPBACK, Address, listening, new_token, server
from pia.web.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
_LIMIT_MS = 200
_COLD_MS = 2000
_ANN = Person("Ann", frozenset(ReviewRole))
_STEPS = ("", "proposal", "data", "necessity", "rights", "risks", "consultation", "review", "signoff")
PAGES = (
    ("portfolio", "/"),
    ("portfolio, filtered and ordered", "/?q=7&state=draft&sort=level"),
    *((f"one assessment: {step or 'overview'}", f"/a/p0000/{step}") for step in _STEPS),
)


def fill(folder: Path, number: int) -> None:
    """Copies of the largest sample, assessed once, each with a name of its own."""
    first = folder / "p0000"
    shutil.copytree(ROOT / "samples" / "floating-population", first)
    who = Reviewer("Ann", ReviewRole.AUTHOR)
    reviewing.reassess(first, who, datetime.now(UTC), lambda dataset, read, size: None)
    assessment = (first / "assessment.json").read_text(encoding="utf-8")
    for place in range(1, number):
        other = folder / f"p{place:04}"
        shutil.copytree(first, other)
        text = assessment.replace('"name": "临河区', f'"name": "{place} 临河区', 1)
        (other / "assessment.json").write_text(text, encoding="utf-8")


def ask(client: httpx.Client, path: str, runs: int) -> tuple[float, float]:
    """CPU milliseconds of the first answer, and the median of the others."""
    taken = []
    for _ in range(runs + 1):
        begun = time.process_time()
        client.get(path).raise_for_status()
        taken.append((time.process_time() - begun) * 1000)
    return taken[0], statistics.median(taken[1:])


def measure(folder: Path, runs: int) -> Iterator[tuple[str, float, float]]:
    """Every page: its name, the first answer, the median."""
    token = new_token()
    settings = Settings(folder, Local(_ANN), LOOPBACK, lambda: datetime.now(UTC).date(), token)
    opened, made = listening(Address("127.0.0.1", 0)), server(settings)
    thread = threading.Thread(target=made.run, kwargs={"sockets": [opened]}, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{opened.getsockname()[1]}"
    with httpx.Client(base_url=address, timeout=600, follow_redirects=False) as client:
        client.get("/enter", params={"token": token})
        for name, path in PAGES:
            yield (name, *ask(client, path, runs))
    made.should_exit = True
    thread.join()
    opened.close()


def cold(folder: Path) -> tuple[float, float, float]:
    """A server that knows nothing yet: milliseconds to its first portfolio, the longest one, and until all is there."""
    command = [sys.executable, "-m", "pia", "serve", str(folder), "--as", "Ann"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with (
        subprocess.Popen(  # noqa: S603 - our own server
            command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process,
        httpx.Client(timeout=600) as client,
    ):
        address = process.stdout.readline().strip() if process.stdout else ""
        begun = time.perf_counter()
        client.get(address)
        taken: list[float] = []
        pending = True
        while pending:
            time.sleep(REFRESH_SECONDS if taken else 0)
            asked = time.perf_counter()
            pending = "refresh" in client.get(address.partition("enter")[0]).headers
            taken.append((time.perf_counter() - asked) * 1000)
        process.terminate()
    return taken[0], max(taken), (time.perf_counter() - begun) * 1000


def main() -> int:
    """Print a table; 1 if a page takes longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assessments", type=int, default=500)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), options.assessments)
        first, longest, whole = cold(Path(folder))
        rows = list(measure(Path(folder), options.runs))
    shown = tuple((name, f"{first:.0f}", f"{median:.0f}") for name, first, median in rows)
    table = Table(f"{options.assessments} assessments", ("page", "first, CPU ms", "median, CPU ms"), shown)
    told = f"Cold: first page {first:.0f} ms, longest while reading {longest:.0f} ms, all there after {whole:.0f} ms."
    sys.stdout.write(f"{table.markdown()}\n{told}\n")
    return int(first > _COLD_MS or any(median > _LIMIT_MS for _, _, median in rows))


if __name__ == "__main__":
    sys.exit(main())
