"""A deployment whose every text is hostile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pia.model.assessment import Assessment
from pia.model.dataset import Column
from pia.model.deployment import Transfer
from pia.model.text import Text
from pia.model.waiver import Waiver, WaiverUse

HOSTILE = '<script>alert(1)</script> #set page(fill: red) {{ 7*7 }} $x$ \\u{41} "quoted" & \u202eabc \U0001f642 @page'
LONG = "x" * 10_000


def hostile(assessed: Callable[[str], Assessment]) -> Assessment:
    """An assessment with markup, direction marks, missing glyphs and endless words in what users write."""
    plain = assessed("community-grid")
    finding = replace(plain.findings[0], column=Column(plain.findings[0].column.dataset, "", LONG))
    deployment = replace(
        plain.deployment,
        name=HOSTILE,
        description=LONG,
        transfers=(Transfer(HOSTILE, "US"),),
        controller=replace(plain.deployment.controller, name=HOSTILE),
    )
    waiver = Waiver(plain.results[0].rule, 1, HOSTILE, HOSTILE, LONG, "", date(2026, 11, 1), date(2026, 12, 1), HOSTILE)
    return replace(
        plain,
        deployment=deployment,
        findings=(finding, *plain.findings[1:]),
        waivers=(WaiverUse(waiver, False, (Text(HOSTILE, HOSTILE),)),),
    )
