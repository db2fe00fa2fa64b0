from __future__ import annotations

from collections.abc import Callable

from pia.model.assessment import Assessment
from pia.model.text import Language
from pia.presentation.look import Look
from pia.presentation.paper import assessment_paper


def test_a_paper_carries_what_stands_around_the_page(assessed: Callable[[str], Assessment]) -> None:
    assessment = assessed("air-quality")
    paper = assessment_paper(assessment, Language.EN, Look(name="Office <1>", accent="#123456"))
    assert paper.title == f"Privacy impact assessment: {assessment.deployment.name}"
    assert (paper.author, paper.accent, paper.day) == ("Office <1>", "#123456", assessment.assessed_on)
    assert "Office &lt;1&gt; · Privacy impact assessment" in paper.html
    assert "--accent: #123456" in paper.html
    assert assessment_paper(assessment, Language.ZH).author == assessment.deployment.controller.name
