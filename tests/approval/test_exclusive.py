from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from pia.approval.exclusive import exclusive
from pia.errors import ApprovalError

HOLD = "import sys, time; from pathlib import Path; from pia.approval.exclusive import exclusive\n"
HOLD += "with exclusive(Path(sys.argv[1])): print('held', flush=True); time.sleep(float(sys.argv[2]))"


def holder(path: Path, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, path, str(seconds)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_waits_for_the_first(tmp_path: Path) -> None:
    with holder(tmp_path / "a.json", 0.5) as first:
        began = time.monotonic()
        with exclusive(tmp_path / "a.json"):
            assert time.monotonic() - began > 0.2
        assert first.wait() == 0


def test_a_holder_that_is_killed_keeps_nobody_waiting(tmp_path: Path) -> None:
    with holder(tmp_path / "a.json", 60) as first:
        first.kill()
        first.wait()
    with exclusive(tmp_path / "a.json"):
        pass


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ApprovalError, match="no such file or directory"), exclusive(tmp_path / "no" / "a.json"):
        pass
