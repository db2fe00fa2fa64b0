from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace

from pia.model.assessment import Assessment
from pia.model.risk import Likelihood
from pia.model.text import Language
from pia.presentation.pictures import exposure_strip, risk_map
from pia.presentation.words import Words

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words(Language.EN)


def drawn(svg: str) -> ET.Element:
    root = ET.fromstring(svg)  # noqa: S314 - drawn by pia itself
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")
    return root


def test_the_risk_map_counts_every_risk_before_and_after(assessed: Callable[[str], Assessment]) -> None:
    risks = assessed("floating-population").risks
    root = drawn(risk_map(risks, WORDS))
    counts = [int(text.text or 0) for text in root.iter(f"{SVG}text") if (text.text or "").isdigit()]
    assert sum(counts) == 2 * len(risks)


def test_a_line_is_drawn_only_where_a_risk_moved(assessed: Callable[[str], Assessment]) -> None:
    risk = replace(assessed("floating-population").risks[0], likelihood=Likelihood.MAXIMUM)
    still = replace(risk, residual_likelihood=risk.likelihood, residual_severity=risk.severity)
    moved = replace(still, residual_likelihood=Likelihood.LIMITED)
    assert not list(drawn(risk_map([still], WORDS)).iter(f"{SVG}line"))
    assert len(list(drawn(risk_map([moved, moved], WORDS)).iter(f"{SVG}line"))) == 1


def test_the_strip_has_a_bar_per_column(assessed: Callable[[str], Assessment]) -> None:
    assessment = assessed("floating-population")
    categories = {item.entity_type: item for item in assessment.categories}
    item = replace(assessment.inputs[0], dataset="<b>&")
    root = drawn(exposure_strip(item, assessment.findings, categories, WORDS))
    bars = list(root.iter(f"{SVG}rect"))
    assert len(bars) == len(assessment.inputs[0].columns)
    heights = [float(bar.get("height", 0)) for bar in bars]
    assert max(heights) > 60
    assert min(heights) == 2.0
