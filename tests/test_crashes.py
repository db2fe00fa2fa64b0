from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pia.crashes import bug

ROOT = Path(__file__).resolve().parents[1]
WORDS = "Zephyrine Canarybird"
BREAK = {
    "an error": f"raise ValueError({WORDS!r})",
    "an error with notes": f"error = ValueError(); error.add_note({WORDS!r}); raise error",
    "an error in a thread": f"""
import threading
def work():
    raise ValueError({WORDS!r})
thread = threading.Thread(target=work); thread.start(); thread.join()""",
    "an error of what is let go": f"""
class Thing:
    def __del__(self):
        raise ValueError({WORDS!r})
del [Thing()][0]
Thing()""",
}
QUIET = {
    "a warning": f"import warnings; warnings.warn({WORDS!r})",
    "a log": f"import logging; logging.getLogger('library').error({WORDS!r})",
}


def run(code: str) -> subprocess.CompletedProcess[str]:
    start = "from pia.crashes import keep_quiet\nkeep_quiet()\n"
    return subprocess.run([sys.executable, "-c", start + code], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("kind", BREAK)
def test_no_word_of_an_error_comes_out(kind: str) -> None:
    said = run(BREAK[kind])
    assert "a bug in pia (ValueError). Please report it" in said.stderr
    assert WORDS not in said.stderr + said.stdout
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize("kind", QUIET)
def test_what_libraries_say_does_not_come_out(kind: str) -> None:
    said = run(QUIET[kind])
    assert (said.returncode, said.stderr, said.stdout) == (0, "", "")


def test_no_core_is_written() -> None:
    assert run("import resource; print(resource.getrlimit(resource.RLIMIT_CORE)[0])").stdout == "0\n"


def test_a_bug_is_told_by_its_place() -> None:
    try:
        raise ValueError(WORDS)
    except ValueError as error:
        problem = bug(error, error.__traceback__)
    assert problem.where.startswith("test_crashes.py:")
    assert WORDS not in str(problem)
    assert bug(None, None).where == "?"
