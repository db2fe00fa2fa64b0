from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pia.assess.lack import ANSWERED_BY, purpose_needs
from pia.judging import Rulebook
from pia.model.dataset import Column, Input, ScannedColumn
from pia.model.deployment import Answer, AnswerValue, Controller, Deployment, ProcessingActivity, Provided
from pia.model.necessity import Provision, ProvisionCheck
from pia.model.risk import Verdict

READ = (Input("a", "a.csv", "0", 5, tuple(ScannedColumn(Column("a", "", n), 5, f) for n, f in (("x", 5), ("y", 0)))),)
BARE = ProcessingActivity("p")


def checks(
    activity: ProcessingActivity = BARE,
    answers: dict[str, AnswerValue | Answer] | None = None,
    *,
    nobody: bool = False,
    complete: bool = True,
) -> dict[Provision, ProvisionCheck]:
    declared = Deployment("n", "d", Controller("c"), (), (activity,), answers=answers or {})
    need = purpose_needs(declared, READ, nobody=nobody, complete=complete)[0]
    assert [check.provision for check in need.checks] == list(Provision)
    return {check.provision: check for check in need.checks}


def test_what_nobody_answered_is_open_and_no_lack() -> None:
    assert {check.verdict for check in checks().values()} == {Verdict.UNRESOLVED}


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("yes", "pass"),
        ("partly", "fail"),
        ("no", "fail"),
        ("not_applicable", "not_applicable"),
        ("dont_know", "unresolved"),
    ],
)
@pytest.mark.parametrize("provision", list(ANSWERED_BY))
def test_a_purpose_answers_for_itself_or_the_deployment_does(
    provision: Provision, answer: Provided, verdict: str
) -> None:
    changed: dict[str, Any] = {provision.value: answer}
    own = checks(replace(BARE, **changed), {ANSWERED_BY[provision]: "yes"})[provision]
    assert (own.verdict.value, own.place) == (verdict, f"activities.0.{provision.value}")
    general = checks(BARE, {ANSWERED_BY[provision]: Answer(str(answer))})[provision]
    assert (general.verdict.value, general.place) == (verdict, f"answers.{ANSWERED_BY[provision]}")


@pytest.mark.parametrize(
    ("columns", "suffices", "complete", "verdict"),
    [
        (("a.x", "a.y"), None, True, "pass"),
        (("a.x",), "no", True, "fail"),
        (("a.y",), None, True, "fail"),
        (("a.y",), None, False, "unresolved"),
        ((), "yes", True, "unresolved"),
        ((), "no", True, "fail"),
    ],
)
def test_data_is_there_if_a_named_column_holds_a_value(
    columns: tuple[str, ...], suffices: Provided, complete: bool, verdict: str
) -> None:
    activity = ProcessingActivity("p", columns=columns, data_suffices=suffices)
    assert checks(activity, complete=complete)[Provision.DATA].verdict.value == verdict


def test_nothing_is_owed_to_nobody() -> None:
    found = checks(nobody=True)
    owed = {provision.value for provision, check in found.items() if check.verdict is Verdict.UNRESOLVED}
    assert owed == {"data", "participation", "capacity"}
    assert (
        checks(replace(BARE, data_subjects=("residents",)), nobody=True)[Provision.NOTICE].verdict.value == "unresolved"
    )
    assert checks(replace(BARE, notice="no"), nobody=True)[Provision.NOTICE].verdict is Verdict.FAIL


def test_the_questions_exist(book: Rulebook) -> None:
    assert {f"ans.{name}" for name in ANSWERED_BY.values()} <= set(book.facts)
