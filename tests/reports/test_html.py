from __future__ import annotations

from collections.abc import Callable

import pytest

from pia.model.assessment import Assessment
from pia.model.risk import Verdict
from pia.model.text import Language
from pia.presentation.words import Words
from pia.reports.html import REPORT


@pytest.mark.parametrize("language", list(Language))
def test_the_report_says_what_was_found(assessed: Callable[[str], Assessment], language: Language) -> None:
    assessment = assessed("floating-population")
    html = REPORT.render(assessment, language).decode()
    assert html == REPORT.render(assessment, language).decode()
    for finding in assessment.findings:
        assert finding.column.name in html
        assert finding.evidence[0].masked in html
    for risk in assessment.risks:
        assert risk.event.in_language(language) in html.replace("&#39;", "'")
        assert Words(language).ref(risk.refs[0]) in html
    for question in assessment.questions:
        assert question.text.in_language(language) in html.replace("&#39;", "'")
    for result in assessment.results:
        if result.verdict in {Verdict.FAIL, Verdict.UNRESOLVED}:
            assert result.rule in html
    assert assessment.inputs[0].sha256 in html


def test_the_empty_case_reads_well(assessed: Callable[[str], Assessment]) -> None:
    html = REPORT.render(assessed("air-quality"), Language.EN).decode()
    assert "No personal data was found in the data that was read" in html
    assert "May go ahead by the rules applied here" in html
    assert "Nothing: every row and cell of every dataset was examined" in html
