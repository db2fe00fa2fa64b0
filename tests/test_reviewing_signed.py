from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pia import reviewing
from pia.errors import ReviewError
from pia.model.approval import Role
from pia.model.review import Act, Edit, Item, ItemKind, Rating, Saved, Standing
from pia.reviewing import open_record
from pia.signing import Signing
from tests.conftest import no_progress
from tests.projects_for_tests import TODAY, Project, project
from tests.review.entries_for_tests import AUTHOR, EVALUATOR, NOW, OFFICER, PANEL
from tests.test_reviewing import MAIL, edit


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project(tmp_path_factory.mktemp("signed"))


@pytest.fixture
def made(signed: Project, tmp_path: Path) -> Project:
    return Project(Path(shutil.copytree(signed.folder, tmp_path / "made")))


def acts(folder: Path) -> list[tuple[str, str]]:
    return [(entry.act.value, entry.where) for entry in reviewing.history(folder).entries]


def test_comments_and_ratings_stand_by_their_items(made: Project) -> None:
    folder = made.folder
    made.approval.unlink()
    items = [
        Item(ItemKind.QUESTION, "agreed"),
        MAIL,
        Item(ItemKind.SECTION, "controller"),
        Item(ItemKind.SECTION, "risks"),
    ]
    for item in items:
        reviewing.comment(folder, item, f" about {item} ", PANEL, NOW)
        reviewing.rate(folder, item, Rating.IMPROVABLE, EVALUATOR, NOW, note="nearly")
    record = open_record(folder, TODAY)
    assert [comment.text for comment in record.comments[MAIL]] == ["about finding:t.mail#EMAIL_ADDRESS"]
    assert {state.again for state in record.ratings.values()} == {False}
    assert [*record.ratings] == items
    edit(folder, Edit(("controller", "contact"), "Room 1"))
    changed = open_record(folder, TODAY).ratings
    assert [item.id for item, state in changed.items() if state.again] == ["controller"]
    reviewing.rate(folder, items[2], Rating.ACCEPTABLE, OFFICER, NOW)
    state = open_record(folder, TODAY).ratings[items[2]]
    assert (state.rating, state.who, state.again, state.note) == (Rating.ACCEPTABLE, OFFICER, False, "")


def test_a_rejected_finding_is_one_for_command_line_gate_and_report(made: Project) -> None:
    folder = made.folder
    made.approval.unlink()
    record = open_record(folder, TODAY)
    assert record.assessment is not None
    [finding] = record.assessment.findings
    reviewing.judge_finding(folder, finding, "invented addresses", EVALUATOR, NOW, holds=False)
    assert open_record(folder, TODAY).stale
    after = reviewing.reassess(folder, AUTHOR, NOW, no_progress, folders=[folder])
    assert after.assessment is not None
    [use] = after.assessment.recognition.uses
    assert (after.assessment.findings, after.stale) == ((), False)
    assert (use.kind, use.column, use.reason, use.owner) == ("is_not", "t::mail", "invented addresses", "Eve")
    assert made.gate(policy=None, approved=None).assessment.recognition.uses[0].honoured  # type: ignore[union-attr]
    reviewing.judge_finding(folder, finding, "they are real", OFFICER, NOW, holds=True)
    [override] = open_record(folder, TODAY).overrides
    assert (override.holds, override.expires) == (True, TODAY + timedelta(days=365))
    reviewing.take_back_judgement(folder, override, "asked again", OFFICER, NOW)
    assert open_record(folder, TODAY).overrides == ()
    found = reviewing.reassess(folder, AUTHOR, NOW, no_progress, folders=[folder])
    assert found.assessment is not None
    assert [item.entity_type for item in found.assessment.findings] == ["EMAIL_ADDRESS"]
    assert acts(folder) == [
        ("finding_rejected", str(MAIL)),
        ("edited", "recognizers"),
        ("assessed", "assessment.json"),
        ("finding_confirmed", str(MAIL)),
        ("edited", "overrides.0"),
        ("assessed", "assessment.json"),
    ]


def test_what_is_signed_is_locked_until_it_is_voided_visibly(made: Project) -> None:
    folder, policy = made.folder, None
    record = open_record(folder, TODAY, policy)
    assert (record.signed.standing, record.signed.locked) == (Standing.HOLDS, True)
    assert [(item.name, item.role, item.sound) for item in record.signed.signatures] == [("Olaf", "officer", True)]
    assert record.assessment is not None
    finding = record.assessment.findings[0]
    for act in (
        lambda: edit(folder, Edit(("description",), "New")),
        lambda: reviewing.rate(folder, MAIL, Rating.ACCEPTABLE, OFFICER, NOW),
        lambda: reviewing.judge_finding(folder, finding, "r", OFFICER, NOW, holds=False),
        lambda: reviewing.reassess(folder, AUTHOR, NOW, no_progress, folders=[folder]),
    ):
        with pytest.raises(ReviewError, match="the record is signed and locked"):
            act()
    reviewing.comment(folder, MAIL, "as signed", PANEL, NOW)
    with pytest.raises(ReviewError, match="the role evaluator may not void"):
        reviewing.void(folder, "r", EVALUATOR, NOW)
    with pytest.raises(ReviewError, match="the reason is empty"):
        reviewing.void(folder, "", OFFICER, NOW)
    assert reviewing.void(folder, "the purpose changed", OFFICER, NOW).name == "approval.json.voided-1"
    after = open_record(folder, TODAY).signed
    assert (after.standing, after.locked, after.voided) == (Standing.UNSIGNED, False, ("approval.json.voided-1",))
    assert isinstance(edit(folder, Edit(("description",), "New")), Saved)
    with pytest.raises(ReviewError, match="nobody signed this record"):
        reviewing.void(folder, "again", OFFICER, NOW)
    entry = reviewing.history(folder).entries[1]
    assert (entry.act, entry.note, entry.after) == (Act.VOIDED, "the purpose changed", "approval.json.voided-1")


def test_one_signs_ones_own_assessment_in_ones_own_name(made: Project) -> None:
    folder = made.folder
    key = Signing(folder / "Olaf.key", Role.OFFICER, "Olaf", str)
    reviewing.void(folder, "to sign again", OFFICER, NOW)
    signed = reviewing.sign(folder, key, OFFICER, NOW, folders=[folder])
    assert (signed.signed.standing, acts(folder)[-1]) == (Standing.HOLDS, ("signed", "approval.json"))
    assert made.gate().result.passed
    for who, signing, said in (
        (AUTHOR, key, "the role author may not sign"),
        (EVALUATOR, key, "does not sign as officer"),
        (replace(OFFICER, name="Ann"), key, "one's own name"),
    ):
        with pytest.raises(ReviewError, match=said):
            reviewing.sign(folder, signing, who, NOW, folders=[folder])
    assert reviewing.void(folder, "r", OFFICER, NOW).name == "approval.json.voided-2"
    edit(folder, Edit(("description",), "New"))
    with pytest.raises(ReviewError, match="changed since the assessment"):
        reviewing.sign(folder, key, OFFICER, NOW, folders=[folder])
    (folder / "assessment.json").unlink()
    with pytest.raises(ReviewError, match="there is no assessment"):
        reviewing.sign(folder, key, OFFICER, NOW, folders=[folder])


def test_a_portfolio_names_what_it_holds(made: Project) -> None:
    [line] = reviewing.portfolio(made.folder, TODAY)
    assert (line.folder, line.name, line.standing) == (".", "Small", Standing.HOLDS)
