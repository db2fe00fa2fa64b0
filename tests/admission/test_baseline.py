from __future__ import annotations

from dataclasses import replace

import pytest

from pia.admission.baseline import NEVER, baseline_of, fingerprints, is_known
from pia.gate import GateReason
from pia.model.risk import Verdict
from tests.admission.setting_for_tests import BASE, TODAY, WORD, with_result

FAILED = with_result("r.high", Verdict.FAIL)
REASON = GateReason("failed", "r.high", next(item.title for item in FAILED.results if item.rule == "r.high"))


def known(assessment: object = FAILED, reason: GateReason = REASON) -> set[str]:
    made = baseline_of(assessment, [reason], frozenset(), TODAY)  # type: ignore[arg-type]
    return {item.fingerprint for item in made.known}


def test_a_baseline_names_columns_by_digest() -> None:
    made = baseline_of(FAILED, [REASON, REASON], frozenset(), TODAY)
    assert (made.deployment, made.made_on, made.schema_version) == ("City", TODAY, 1)
    assert [(item.kind, item.where) for item in made.known] == [("failed", "r.high")] * 2
    assert made.known == tuple(sorted(made.known))
    assert all(len(item.fingerprint) == 32 for item in made.known)
    assert len(fingerprints(FAILED, REASON)) == 2


def test_what_is_known_is_exactly_the_same() -> None:
    assert is_known(FAILED, REASON, known(), frozenset())
    assert not is_known(FAILED, replace(REASON, kind="incomplete"), known(), frozenset())
    assert not is_known(FAILED, REASON, set(), frozenset())
    newer = tuple(replace(item, version=2) for item in FAILED.results)
    assert not is_known(replace(FAILED, results=newer), REASON, known(), frozenset())
    fewer = replace(FAILED, facts=(replace(FAILED.facts[0], because=("t.mail", "answers.x")),))
    assert is_known(fewer, REASON, known(), frozenset())
    assert not is_known(FAILED, REASON, known(fewer), frozenset())
    assert not is_known(FAILED, replace(REASON, where="r.critical"), known(), frozenset())


def test_a_rule_without_columns_is_known_by_itself() -> None:
    bare = replace(FAILED, facts=())
    assert len(fingerprints(bare, REASON)) == 1
    assert is_known(bare, REASON, known(bare), frozenset())
    assert not is_known(FAILED, REASON, known(bare), frozenset())


def test_an_open_rule_is_known_by_what_it_waits_for() -> None:
    waits = with_result("r.high", Verdict.UNRESOLVED)
    reason = GateReason("incomplete", "r.high", WORD)
    more = tuple(replace(item, missing=("ans.x", "ans.y")) for item in waits.results)
    assert is_known(waits, reason, known(waits, reason), frozenset())
    assert not is_known(replace(waits, results=more), reason, known(waits, reason), frozenset())


@pytest.mark.parametrize("where", sorted(NEVER))
def test_some_things_are_never_known(where: str) -> None:
    reason = GateReason("incomplete", where, WORD)
    assert baseline_of(BASE, [reason], frozenset(), TODAY).known == ()
    assert not is_known(BASE, reason, fingerprints(BASE, reason), frozenset())


def test_a_prohibition_is_never_known() -> None:
    assert baseline_of(FAILED, [REASON], frozenset({"r.high"}), TODAY).known == ()
    assert not is_known(FAILED, REASON, known(), frozenset({"r.high"}))


def test_a_waiver_that_does_not_hold_is_never_known() -> None:
    assert not is_known(FAILED, replace(REASON, text=WORD), known(), frozenset())
    assert baseline_of(FAILED, [replace(REASON, text=WORD)], frozenset(), TODAY).known == ()
