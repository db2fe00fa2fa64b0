from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.running_for_tests import run
from tests.test_recognition import BAD, GOOD, ROWS

Table = Callable[..., Path]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")


def test_check_proves_a_file_or_names_its_faults(table: Table) -> None:
    good = run("recognizers", "check", table(GOOD, "own.yaml"))
    assert (good.exit_code, good.stdout) == (0, "2 recognizers, 3 allow lists and overrides\n")
    assert "own.yaml:30: it ended on 2026-11-23" in good.stderr
    bad = run("recognizers", "check", table(BAD, "bad.yaml"))
    assert (bad.exit_code, bad.stdout) == (2, "")
    assert "bad.yaml:5: recognizer slow: the pattern is catastrophic" in bad.stderr
    assert "hunter2" not in bad.output


def test_scan_and_evaluate_use_a_file(table: Table, tmp_path: Path) -> None:
    own, data = table(GOOD, "own.yaml"), table(ROWS, "t.csv")
    shown = run("scan", data, "--recognizers", own)
    assert "staff number" in shown.stdout
    assert "override: not STAFF_NUMBER in t.csv::code" in " ".join(shown.stdout.split())
    (tmp_path / "pia.toml").write_text(f"[scan]\nrecognizers = ['{own}']\n", encoding="utf-8")
    found = json.loads(run("--config", tmp_path / "pia.toml", "scan", data, "-f", "json").stdout)
    assert found["recognition"]["sources"][0]["recognizers"] == 2
    gold = table('{"t.csv": {"who": ["STAFF_NUMBER"]}}', "gold.json")
    result = json.loads(run("evaluate", gold, "--recognizers", own, "-f", "json").stdout)
    assert result["predictions"]["t.csv"]["who"] == ["GENERIC_ID"]
    assert result["columns"]["types"]["GENERIC_ID"]["recall"] == 1.0
