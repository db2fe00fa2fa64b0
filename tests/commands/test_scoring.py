from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.commands.running_for_tests import one_line, run

Table = Callable[..., Path]


def test_score_speaks_text_and_json(table: Table) -> None:
    answers = table('{"large_scale": "yes", "sensitive_data": "yes"}', "answers.json")
    assert run("score", "wp248", answers).stdout.startswith("WP248: is an assessment needed?: assessment required")
    assert "必须评估" in run("--lang", "zh", "score", "wp248", answers).stdout
    found = json.loads(run("score", "wp248", answers, "-f", "json").stdout)
    assert (found["level"]["value"], found["model"]) == (3, "wp248")


def test_score_names_everything_wrong(table: Table) -> None:
    result = run("score", "canada_aia", table('{"riskProfle1": "x", "riskProfile2": "x"}', "answers.json"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.strip().splitlines()) == 2
    survey = table('{"elements": [{"type": "text", "name": "a", "visibleIf": "{a} ="}]}', "survey.json")
    assert "a: visibleIf is broken at column 6" in one_line(
        run("score", "canada_aia", table("{}", "answers.json"), "--survey", survey)
    )
    assert "Did you mean 'cnil'?" in one_line(run("score", "cnill", table("{}", "answers.json")))
