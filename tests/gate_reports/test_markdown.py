from __future__ import annotations

from pia.gate_reports.markdown import REPORT, plain
from pia.model.text import Language
from tests.gate_reports.outcomes_for_tests import BROKEN, PASSED, STOPPED, hostile


def test_it_says_what_and_why() -> None:
    assert REPORT.render(PASSED, Language.EN).decode() == (
        "### The privacy gate lets it pass: City\n\n3 rules decided; 0 known from before\n"
    )
    text = REPORT.render(STOPPED, Language.EN).decode()
    assert "| not met | r.high | title of r.high |" in text
    assert "- Either take back: column t.new" in text
    assert REPORT.render(BROKEN, Language.ZH).decode().startswith("### 隐私准入检查：未通过\n")


def test_no_text_becomes_markup() -> None:
    for line in REPORT.render(hostile(), Language.EN).decode().splitlines():
        if line.startswith("| not met"):
            assert line.replace("\\|", "").count("|") == 4
        assert "<script>" not in line
    assert plain("**a** @b\n# c `d` [e](f)") == r"\*\*a\*\* \@b \# c \`d\` \[e\]\(f\)"
