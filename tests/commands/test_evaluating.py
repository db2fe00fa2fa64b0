from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.commands.running_for_tests import one_line, run

Table = Callable[..., Path]


def test_evaluate_prints_figures_and_gives_json(table: Table, tmp_path: Path) -> None:
    table("mail,part\na@example.org,AX-1\n", "people.csv")
    gold = table('{"people.csv": {"mail": {"types": ["EMAIL"], "cells": {"EMAIL": [1]}}}}', "gold.json")
    shown = run("evaluate", gold, "--cells")
    assert shown.exit_code == 0
    assert "By column" in shown.stdout
    assert "By cell" in shown.stdout
    assert "example.org" not in shown.output
    (tmp_path / "labels").mkdir()
    moved = gold.rename(tmp_path / "labels" / "gold.json")
    result = json.loads(run("evaluate", moved, "--tables", tmp_path, "--ignore", "PHONE, AGE", "-f", "json").stdout)
    assert result["ignored"] == ["AGE", "PHONE"]
    assert result["columns"]["overall"]["f1"] == 1.0
    assert result["cells"] is None
    assert "there is no such file" in one_line(run("evaluate", moved))
