from __future__ import annotations

from collections.abc import Callable

from pia import documents
from pia.model.assessment import Assessment
from pia.model.text import Language
from pia.reports.json import REPORT


def test_it_is_the_assessment(assessed: Callable[[str], Assessment]) -> None:
    data = REPORT.render(assessed("urban-sensing"), Language.EN)
    assert data == REPORT.render(assessed("urban-sensing"), Language.ZH)
    assert documents.loads(data, "x.json", Assessment).value == assessed("urban-sensing")
