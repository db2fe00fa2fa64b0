from __future__ import annotations

from dataclasses import replace
from datetime import date

from pia.admission.admit import Terms, admit, as_reasons, exit_code, prohibitions_of, threshold_of, trust_of
from pia.approval.trust import Objection
from pia.gate import GateReason
from pia.model.policy import PolicyFile
from pia.model.risk import Verdict
from tests.admission.setting_for_tests import BASE, LEFT, POLICY, SIGNERS, TODAY, WORD, approval, with_result

TERMS = Terms(TODAY, POLICY, approval=approval())
OPEN, SHUT = GateReason("incomplete", "a", WORD), GateReason("failed", "b", WORD)


def test_the_gravest_reason_gives_the_exit_code() -> None:
    assert [exit_code(found) for found in ((), (OPEN,), (SHUT,), (OPEN, SHUT))] == [0, 4, 1, 1]


def test_what_failed_comes_first_and_nothing_twice() -> None:
    twice = replace(with_result("r.high", Verdict.FAIL), not_examined=(LEFT, LEFT))
    result = admit(twice, replace(TERMS, approval=None), [SHUT, OPEN])
    assert [item.where for item in result.reasons] == ["r.high", "b", "t row 3", "a", "assessor", "officer"]
    assert result.checked == 3


def test_what_does_not_follow_from_the_facts_shuts_it() -> None:
    assert admit(BASE, TERMS, [SHUT]).exit_code == 1
    assert admit(BASE, TERMS, [OPEN]).exit_code == 4


def test_what_is_tolerated_is_listed() -> None:
    terms = replace(TERMS, policy=replace(POLICY, fail_on="medium", allowed={"medium": 1}))
    result = admit(BASE, terms)
    assert result.passed
    assert [item.where for item in result.known] == ["r.medium"]
    two = tuple(replace(item, severity="medium") for item in with_result("r.high", Verdict.FAIL).results[:3])
    assert [item.where for item in admit(replace(BASE, results=two), terms).reasons] == ["r.high", "r.medium"]


def test_thresholds_come_from_the_user_then_the_policy() -> None:
    assert threshold_of(Terms(TODAY)).fail_on == "high"
    assert threshold_of(Terms(TODAY, PolicyFile(fail_on="low"))).fail_on == "low"
    found = threshold_of(Terms(TODAY, PolicyFile(fail_on="low", packs={"p": "critical"}), "medium"))
    assert (found.fail_on, found.packs, found.today) == ("medium", {"p": "critical"}, TODAY)


def test_a_policy_says_who_signs() -> None:
    found = trust_of(replace(POLICY, approval_days=9), date(2026, 1, 1))
    assert (found.signers, found.required, found.days, found.today) == (
        *(SIGNERS, POLICY.required, 9, date(2026, 1, 1)),
    )
    assert as_reasons([Objection("failed", "x", WORD)]) == [GateReason("failed", "x", WORD)]
    assert prohibitions_of([("a", True), ("b", False)]) == {"b"}
