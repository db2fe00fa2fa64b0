"""Rules of the house that no other tool holds."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

MOST_LINES = 300
DATA_ONLY = {"model", "__init__.py", "__main__.py"}
FORBIDDEN = re.compile(
    r"/(?:work|root|farm)/|\b(?:pypi|npmjs|debian)\.org|files\.pythonhosted|NotImplementedError|\b(?:TODO|FIXME|XXX)\b"
)


def modules(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*.py") if "_data" not in path.parts)


def test_no_module_is_longer_than_the_limit(root: Path) -> None:
    sizes = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for part in ("pia", "tests")
        for path in modules(root / part)
    }
    assert not {str(path): size for path, size in sizes.items() if size > MOST_LINES}


def test_tests_mirror_the_package(root: Path) -> None:
    missing = []
    for path in modules(root / "pia"):
        inside = path.relative_to(root / "pia")
        if DATA_ONLY & {inside.parts[0], inside.name} or inside.parts[0] == "recognizers":
            continue
        name = f"test_{inside.stem.removeprefix('_')}.py"
        if not (root / "tests" / inside.parent / name).exists():
            missing.append(str(inside))
    assert not missing


def test_init_files_hold_a_contract_or_nothing(root: Path) -> None:
    contracts = {"contents", "checksums", "sources", "recognizers", "engines", "reports", "gate_reports", "handovers"}
    contracts |= {"scoring", "exchange"}
    for path in (root / "pia").rglob("__init__.py"):
        if path.parent.name not in contracts:
            code = [
                line
                for line in path.read_text(encoding="utf-8").splitlines()
                if re.match(r"(?:import|from|def|class) ", line)
            ]
            assert not code, path


def test_no_word_of_a_workplace_and_no_unfinished_place(root: Path) -> None:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    found = []
    for name in listed.split("\0"):
        path = root / name
        if not name or path == Path(__file__) or path.suffix in {".ttf", ".woff2"} or not path.is_file():
            continue
        found += [f"{name}: {hit[0]}" for hit in [FORBIDDEN.search(path.read_text(encoding="utf-8"))] if hit]
    assert not found
