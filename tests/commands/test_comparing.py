from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pia import documents
from pia.cli import main
from pia.model.assessment import Assessment


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(item) for item in arguments])


@pytest.fixture
def files(assessed: Callable[[str], Assessment], tmp_path: Path) -> tuple[Path, Path]:
    after = assessed("floating-population")
    for name, item in (("a.json", replace(after, findings=after.findings[1:])), ("b.json", after)):
        (tmp_path / name).write_bytes(documents.dump_json(item))
    return tmp_path / "a.json", tmp_path / "b.json"


def test_diff_speaks_on_stdout_and_writes_files(files: tuple[Path, Path], tmp_path: Path) -> None:
    result = run("--lang", "en", "diff", *files)
    assert result.exit_code == 0, result.output
    assert "# " in result.stdout
    assert "**1 worse, 0 better, 0 otherwise changed**" in result.stdout
    result = run("diff", *files, "-f", "html", "-f", f"json={tmp_path / 'c.json'}")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "changes.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert b'"differences"' in (tmp_path / "c.json").read_bytes()


def test_what_cannot_be_compared_is_told(files: tuple[Path, Path]) -> None:
    result = run("diff", files[0], "nowhere.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "this is an assessment and the other is data" in result.stderr
    result = run("diff", "nowhere.csv", "never.csv")
    assert result.exit_code == 2
    assert "nowhere.csv" in result.stderr
    assert "never.csv" in result.stderr
    assert run("diff", *files, "-f", "xml").exit_code == 2
