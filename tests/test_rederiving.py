from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pia import pipeline
from pia.model.assessment import Assessment
from pia.model.risk import Verdict
from pia.model.text import Text
from pia.model.waiver import Waiver, WaiverUse
from pia.rederiving import edited


@pytest.mark.parametrize("name", ["air-quality", "community-grid", "floating-population", "urban-sensing"])
def test_every_sample_follows_from_its_facts(assessed: Callable[[str], Assessment], name: str) -> None:
    assert pipeline.rejudge(assessed(name)) == assessed(name)
    assert edited(assessed(name)) == ()


def test_findings_facts_and_scores_belong_together(assessed: Callable[[str], Assessment]) -> None:
    whole = assessed("floating-population")
    fewer = edited(replace(whole, findings=whole.findings[1:]))
    assert any(reason.where.startswith("fact scan.") for reason in fewer)
    milder = replace(whole.scores[0], worst=whole.scores[0].best)
    assert [reason.where for reason in edited(replace(whole, scores=(milder, *whole.scores[1:])))] == (
        [] if milder == whole.scores[0] else [f"score {milder.model}"]
    )
    gentler = replace(whole.risks[0], residual_level=whole.risks[0].residual_level.__class__(1))
    assert [reason.where for reason in edited(replace(whole, risks=(gentler, *whole.risks[1:])))] == [
        f"risk {gentler.rule}"
    ]


def test_another_format_is_not_judged_again(assessed: Callable[[str], Assessment]) -> None:
    (reason,) = edited(replace(assessed("air-quality"), schema_version=0))
    assert (reason.kind, reason.where) == ("incomplete", "schema_version")


@pytest.mark.parametrize("honoured", [False, True])
def test_a_waiver_that_was_made_to_hold_is_noticed(assessed: Callable[[str], Assessment], *, honoured: bool) -> None:
    whole = assessed("floating-population")
    failed = next(result for result in whole.results if result.verdict is Verdict.FAIL)
    approver = "B" if honoured else "A"
    waiver = Waiver(
        failed.rule,
        failed.version,
        whole.deployment.name,
        "Reason",
        "A",
        approver,
        whole.assessed_on,
        whole.assessed_on,
    )
    said = (Text("its owner approved it, which another person must do", "负责人自行批准，而须由他人批准"),)
    true = replace(whole, waivers=(WaiverUse(waiver, honoured, () if honoured else said),))
    assert edited(true) == ()
    forged = replace(whole, waivers=(WaiverUse(waiver, not honoured, said if honoured else ()),))
    assert [reason.where for reason in edited(forged)] == [f"waiver {failed.rule}"]
