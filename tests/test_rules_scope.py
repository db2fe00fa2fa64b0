"""Where packs by technology, practice and ethics speak, and what they say of their sources."""

from __future__ import annotations

from collections import Counter

import pytest

from pia.assess.verdicts import missing_facts, outcome
from pia.judging import Rulebook
from pia.model.risk import Verdict
from tests.rules_for_tests import nothing_personal


def test_every_technology_practice_and_law_of_china_has_its_pack(book: Rulebook) -> None:
    by_kind = Counter(pack.pack.id.split("-")[0] for pack in book.packs)
    assert (by_kind["cn"], by_kind["technology"], by_kind["practice"]) == (9, 6, 4)


@pytest.mark.parametrize("kind", ["technology", "practice"])
def test_packs_by_technology_and_practice_are_silent_where_neither_is_declared(book: Rulebook, kind: str) -> None:
    values = nothing_personal(book) | {"proj.technology": (), "proj.practice": ()}
    packs = [pack for pack in book.packs if pack.pack.id.startswith(f"{kind}-")]
    assert {outcome(checked, values)[0] for pack in packs for checked in pack.rules} == {Verdict.NOT_APPLICABLE}


def test_a_practice_that_is_not_declared_is_asked_for(book: Rulebook) -> None:
    values = {**nothing_personal(book), "scan.personal": True}
    packs = [pack for pack in book.packs if pack.pack.id.startswith("practice-")]
    outcomes = [outcome(checked, values) for pack in packs for checked in pack.rules]
    waiting = [missing_facts(*item) for item in outcomes if item[0] is Verdict.UNRESOLVED]
    assert len(waiting) >= 20
    assert all("proj.practice" in names for names in waiting)


def test_ethics_goes_from_principle_to_evidence_to_what_good_looks_like(book: Rulebook) -> None:
    rules = [checked.rule for pack in book.packs if pack.pack.id == "ethics-people-first" for checked in pack.rules]
    assert [rule.id for rule in rules if not (rule.principle and rule.evidence and rule.good)] == []


def test_prohibitions_cannot_be_waived(book: Rulebook) -> None:
    banned = {checked.rule.id for pack in book.packs for checked in pack.rules if not checked.rule.waivable}
    assert {"video.8.banned", "face.13.private"} <= banned


def test_a_rule_that_cites_what_was_not_read_says_so(book: Rulebook) -> None:
    unread = ("GDPR", "GB/T", "Face Measures", "Sharing Regulations", "Audit Measures", "Minors Regulations")
    for checked in (checked for pack in book.packs for checked in pack.rules):
        cited = [ref for ref in checked.rule.refs if ref.law.startswith(unread) or "not verified" in ref.at]
        assert not (cited and checked.rule.verified), checked.rule.id
