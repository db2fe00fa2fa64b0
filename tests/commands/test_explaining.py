from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.commands.test_scanning import one_line, run

Table = Callable[..., Path]


def test_a_column_is_explained_without_its_values(table: Table) -> None:
    path = table("tel,n\n13800138000,1\n13900139000,2\n")
    shown = run("explain", f"{path}::tel")
    assert shown.exit_code == 0
    assert "What the values say" in shown.stdout
    assert "13800138000" not in shown.output
    told = json.loads(run("explain", f"{path}::tel", "-f", "json").stdout)
    assert told["voices"][0]["outcome"] == "reported"
    assert "Write FILE::COLUMN" in one_line(run("explain", "tel"))
