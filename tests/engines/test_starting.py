from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines.clusters_for_tests import ROOT, needed, reachable

STARTING = """
from pia.engines.spark import ENGINE
from pia.errors import EngineError
from tests.engines.clusters_for_tests import GROUPS, SQUARES, joined, negative, nothing, square
with ENGINE.connect("local[1,4]") as session:
    assert list(session.sums(square, GROUPS[:1], joined, nothing, negative)) == SQUARES[:1]
try:
    with ENGINE.connect("no such master"):
        print("connected")
except EngineError as error:
    print(error)
"""


@pytest.mark.deep
@pytest.mark.slow
def test_a_session_of_its_own_is_started_and_stopped(tmp_path: Path) -> None:
    needed("pyspark")
    with reachable():
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", STARTING], cwd=tmp_path, capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "no session of Spark can be started there" in done.stdout
    assert str(ROOT) not in done.stdout
