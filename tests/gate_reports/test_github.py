from __future__ import annotations

import re

from pia.gate_reports.github import REPORT
from pia.model.text import Language
from tests.gate_reports.outcomes_for_tests import BROKEN, PASSED, STOPPED, hostile


def test_each_alert_is_one_command() -> None:
    lines = REPORT.render(STOPPED, Language.EN).decode().splitlines()
    assert "::error file=project/t.csv,line=1,title=r.high,col=1,endColumn=5::title of r.high" in lines
    assert any(
        line.startswith("::warning file=project/deployment.yaml,line=1,title=pia.assessment::t row 3") for line in lines
    )
    assert REPORT.render(PASSED, Language.EN) == b""
    assert "文件为空" in REPORT.render(BROKEN, Language.ZH).decode()


def test_no_text_becomes_a_command_of_its_own() -> None:
    text = REPORT.render(hostile(), Language.EN).decode()
    assert all(re.match(r"::(error|warning|notice) file=[^,:]+,line=\d+,", line) for line in text.split("\n")[:-1])
    assert "a%0A::error::b,c:d%25" in text
    assert "\r" not in text
