"""Nothing is fetched and nothing is sent: every command works in a network namespace that has no network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.projects_for_tests import TODAY, project
from tests.trust import Figure
from tests.trust._cases import epoch
from tests.trust._forge import ROOT

NAME = "network"
_WITHOUT = (["unshare", "--net"], ["unshare", "--map-root-user", "--net"])


def without_network() -> list[str]:
    """What starts a program without a network; empty where that is not permitted."""
    for command in _WITHOUT:
        if (
            shutil.which(command[0])
            and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
        ):
            return command
    return []


def measure(quick: bool) -> Sequence[Figure]:
    """Run every command on a small project; there is nothing to leave out in a hurry."""
    del quick
    with tempfile.TemporaryDirectory() as folder:
        made = project(Path(folder))
        made.write("u.csv", "mail,city\na@example.org,X\nb@example.org,Y\n")
        (made.folder / "cache").mkdir()
        environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch(TODAY), "XDG_CACHE_HOME": str(made.folder / "cache")}
        prefix = without_network()
        command = [*prefix, sys.executable, "-m", "tests.trust._offline", folder]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
        path = made.folder / "told.json"
        told = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    used = [f"{item['command']}: {item['used']}" for item in told if item["used"]]
    failed = [f"{item['command']}: exit code {item['code']}" for item in told if item["code"]]
    failed += [f"exit code {done.returncode}"] * (done.returncode != 0)
    where = "a namespace without a network" if prefix else "sockets watched; no namespace permitted here"
    return [
        Figure("no command opens a socket or asks for a name", len(told), len(used), "; ".join(used)),
        Figure("every command works without a network", len(told), len(failed), "; ".join([where, *failed])),
    ]
