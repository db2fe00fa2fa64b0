from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace

from pia.model.assessment import Assessment
from pia.model.dataset import Column
from pia.model.linkage import Link, Linkage
from pia.model.risk import Likelihood
from pia.model.text import Language
from pia.presentation.pictures import exposure_strip, linkage_graph, risk_map, size_curve
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


def test_the_curve_has_a_bar_per_band_and_dark_ones_below_the_threshold(assessed: Callable[[str], Assessment]) -> None:
    risk = assessed("floating-population").reidentification[0]
    root = drawn(size_curve(replace(risk, dataset="<b>&"), WORDS))
    bars = list(root.iter(f"{SVG}rect"))
    assert len(bars) == len(risk.bands)
    dark = {bar.get("fill") for bar, band in zip(bars, risk.bands, strict=True) if band.most and band.most < 5}
    light = {bar.get("fill") for bar in bars} - dark
    assert len(dark) == 1
    assert len(light) <= 1


def test_the_linkage_graph_has_a_node_per_dataset_and_an_arrow_per_way() -> None:
    def join(left: str, right: str, named: bool) -> Link:
        identities = (Column(right, "", "name"),) if named else ()
        return Link(left, right, (), 100, 90, 50, identities, ())

    names = ("登记簿", "clinic", "a very long name of a dataset & more")
    links = (join(names[0], names[1], True), join(names[0], names[1], False), join(names[1], names[2], False))
    root = drawn(linkage_graph(Linkage(names, links), WORDS))
    lines = [path for path in root.iter(f"{SVG}path") if path.get("fill") == "none"]
    assert len(list(root.iter(f"{SVG}rect"))) == 3
    assert [line.get("stroke-width") for line in lines] == ["1.2", "3"]
    many = tuple(join(f"d{place}", f"d{place + 1}", False) for place in range(20))
    assert len(list(drawn(linkage_graph(Linkage((), many), WORDS)).iter(f"{SVG}rect"))) == 12
