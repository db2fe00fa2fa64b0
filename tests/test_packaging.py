"""A wheel carries everything it needs, and works outside the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=root,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_a_wheel_carries_rules_templates_and_fonts(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "rules/facts.yaml",
        "rules/eu-gdpr/gdpr.yaml",
        "report_templates/assessment/words.yaml",
        "fonts/coverage.txt",
    ):
        assert f"pia/_data/{name}" in names
    assert {f"pia/{name}" for name in ("cli.py", "py.typed", "scan/tally.py")} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "samples/"))]


@pytest.mark.slow
def test_a_wheel_assesses_a_sample_from_outside_the_repository(wheel: Path, root: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    shutil.copytree(root / "samples" / "air-quality", tmp_path / "sample")
    start = f"import sys; sys.path[:0] = {[str(tmp_path / 'site'), sysconfig.get_path('purelib')]!r}"
    run = f"{start}; import pia; print(pia.__file__); from pia.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-S", "-P", "-c", run, "assess", "sample/deployment.yaml", "--out", "out"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path / "site"))
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"assessment.json", "report.html", "report.pdf"}
