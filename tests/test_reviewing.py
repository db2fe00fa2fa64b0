from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pia import reviewing
from pia.errors import DocumentError, PiaError, ReviewError
from pia.model.approval import Role
from pia.model.dataset import Column
from pia.model.finding import Finding
from pia.model.review import (
    Act,
    Conflict,
    Edit,
    Item,
    ItemKind,
    Operation,
    Rating,
    Reviewer,
    ReviewRole,
    Saved,
    Standing,
)
from pia.reviewing import UNKNOWN, answer_edit, open_record, save
from pia.signing import Signing
from tests.assessments_for_tests import no_progress
from tests.projects_for_tests import TODAY, Project, project
from tests.review.entries_for_tests import AUTHOR, EVALUATOR, NOW, OFFICER, PANEL

OTHER = Reviewer("Otto", ReviewRole.AUTHOR)
MAIL = Item(ItemKind.FINDING, "t.mail#EMAIL_ADDRESS")
DEPLOYMENT = """\
# What the sub-district proposes.
name: Small      # its short name
description: A small one
controller: {name: Office}

# The data.
datasets:
- {name: t, path: t.csv}
rule_packs: [eu-gdpr]

answers:
  dpo_consulted: yes   # asked on Monday
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deployment.yaml").write_text(DEPLOYMENT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def made(tmp_path: Path) -> Project:
    return project(tmp_path)


def edit(folder: Path, change: Edit, base: str = "", who: Reviewer = AUTHOR) -> Saved | Conflict:
    return save(folder, change, base or open_record(folder, TODAY).base, who, NOW)


def text(folder: Path) -> str:
    return (folder / "deployment.yaml").read_text(encoding="utf-8")


def acts(folder: Path) -> list[tuple[str, str]]:
    return [(entry.act.value, entry.where) for entry in reviewing.history(folder).entries]


def test_one_field_is_saved_and_every_other_byte_stays(folder: Path) -> None:
    saved = edit(folder, Edit(("description",), "A log of visits"))
    assert isinstance(saved, Saved)
    assert text(folder) == DEPLOYMENT.replace("A small one", "A log of visits")
    record = open_record(folder, TODAY)
    assert (record.base, saved.merged) == (saved.sha256, False)
    assert record.deployment.value.description == "A log of visits"
    [entry] = record.journal.entries
    assert (entry.who, entry.role, entry.at, entry.act) == ("Ada", ReviewRole.AUTHOR, NOW, Act.EDITED)
    assert (entry.where, entry.before, entry.after) == ("description", "A small one", "A log of visits")
    assert edit(folder, Edit(("description",), "A log of visits")) == replace(saved, sha256=record.base)
    assert len(reviewing.history(folder).entries) == 1


def test_unknown_is_an_answer_with_its_source(folder: Path) -> None:
    edit(folder, answer_edit("large_scale", UNKNOWN, AUTHOR, TODAY, note=" nobody counted "))
    added = "  large_scale: {value: dont_know, note: nobody counted, by: Ada, on: 2026-11-24}\n"
    assert text(folder) == DEPLOYMENT + added
    assert edit(folder, answer_edit("notice_given", "partly", AUTHOR, TODAY)).edit.path == ("answers", "notice_given")


def test_what_would_not_be_valid_is_refused_with_every_problem_it_brings(folder: Path) -> None:
    for change, said in (
        (answer_edit("large_scal", "yes", AUTHOR, TODAY), "no rule asks this. Did you mean 'large_scale'?"),
        (answer_edit("large_scale", "often", AUTHOR, TODAY), "this is not one of its options"),
        (Edit(("next_review",), "soon"), "'next_review': "),
        (Edit(("nam",), "x"), "unknown key 'nam'. Did you mean 'name'?"),
        (Edit(("rule_packs",), ["no"]), "there is no rule pack 'no'"),
        (
            Edit(("measures",), {"title": "m", "kind": "technical", "addresses": ["no"]}, Operation.ADD),
            "addresses 'no'",
        ),
        (Edit(("name",), operation=Operation.REMOVE), "'name' is missing"),
        (Edit(("measures", 3, "title"), "x"), "there is no place 'measures.3.title'"),
    ):
        with pytest.raises(DocumentError) as error:
            edit(folder, change)
        assert said in str(error.value)
    assert text(folder) == DEPLOYMENT
    assert reviewing.history(folder).entries == ()


def test_what_was_wrong_before_keeps_nobody_from_mending_something_else(folder: Path) -> None:
    (folder / "deployment.yaml").write_text(DEPLOYMENT + "  no_such: yes\n", encoding="utf-8")
    assert isinstance(edit(folder, Edit(("description",), "New")), Saved)
    with pytest.raises(DocumentError, match="nor_this"):
        edit(folder, Edit(("answers", "nor_this"), "yes"))


def test_two_who_edit_different_fields_are_merged(folder: Path) -> None:
    base = open_record(folder, TODAY).base
    edit(folder, Edit(("description",), "By Ada"), base)
    saved = edit(folder, Edit(("controller", "contact"), "By Otto"), base, OTHER)
    assert isinstance(saved, Saved)
    assert saved.merged
    wanted = DEPLOYMENT.replace("A small one", "By Ada").replace("Office}", "Office, contact: By Otto}")
    assert text(folder) == wanted
    both = [edit(folder, Edit(("consultations",), {"who": name}, Operation.ADD), base) for name in ("Panel", "Staff")]
    assert [item.sha256 for item in both][-1] == open_record(folder, TODAY).base
    assert [item.who for item in open_record(folder, TODAY).deployment.value.consultations] == ["Panel", "Staff"]


def test_two_who_edit_the_same_field_see_both_versions(folder: Path) -> None:
    base = open_record(folder, TODAY).base
    edit(folder, Edit(("description",), "By Ada"), base)
    found = edit(folder, Edit(("description",), "By Otto"), base, OTHER)
    assert isinstance(found, Conflict)
    assert (found.opened, found.mine.value, found.theirs.value) == ("A small one", "By Otto", "By Ada")
    assert (found.mine.who, found.theirs.who, found.theirs.at) == (OTHER, AUTHOR, NOW)
    assert "By Ada" in text(folder)
    assert found.place is not None
    assert isinstance(edit(folder, replace(found.edit, path=found.place), found.sha256, OTHER), Saved)
    assert "By Otto" in text(folder)


def test_an_entry_of_a_list_that_moved_is_still_the_one_that_is_edited(folder: Path) -> None:
    for title in ("First", "Second"):
        edit(folder, Edit(("measures",), {"title": title, "kind": "technical"}, Operation.ADD))
    base = open_record(folder, TODAY).base
    edit(folder, Edit(("measures", 0), operation=Operation.REMOVE), base)
    saved = edit(folder, Edit(("measures", 1, "owner"), "IT"), base, OTHER)
    assert saved.edit.path == ("measures", 0, "owner")
    [measure] = open_record(folder, TODAY).deployment.value.measures
    assert (measure.title, measure.owner) == ("Second", "IT")
    gone = edit(folder, Edit(("measures", 0, "owner"), "IT"), base, OTHER)
    assert isinstance(gone, Conflict)
    assert (gone.place, gone.theirs.value) == (None, None)


def test_an_edit_of_a_version_nobody_remembers_is_a_conflict_and_overwrites_nothing(folder: Path) -> None:
    found = edit(folder, Edit(("description",), "Mine"), "0" * 64)
    assert isinstance(found, Conflict)
    assert (found.place, found.opened, found.theirs.value) == (("description",), None, "A small one")
    assert (found.theirs.who, found.theirs.at) == (None, None)
    listed = edit(folder, Edit(("datasets", 0, "path"), "x.csv"), "../../etc/passwd")
    assert isinstance(listed, Conflict)
    assert listed.place is None
    assert text(folder) == DEPLOYMENT


def test_a_change_by_another_program_is_merged_too(folder: Path) -> None:
    base = open_record(folder, TODAY).base
    (folder / "deployment.yaml").write_text(DEPLOYMENT.replace("path: t.csv", "path: u.csv"), encoding="utf-8")
    assert isinstance(edit(folder, Edit(("description",), "New"), base), Saved)
    assert text(folder) == DEPLOYMENT.replace("path: t.csv", "path: u.csv").replace("A small one", "New")
    found = edit(folder, Edit(("datasets", 0, "path"), "v.csv"), base)
    assert isinstance(found, Conflict)
    assert (found.theirs.value, found.theirs.who) == ("u.csv", None)


@pytest.mark.parametrize(
    ("who", "path", "able"),
    [
        (EVALUATOR, "description", "author, officer, resident_panel"),
        (OFFICER, "description", "author"),
        (PANEL, "measures", "author, officer"),
        (Reviewer(" ", ReviewRole.AUTHOR), "description", "Give a name"),
    ],
)
def test_each_role_edits_its_own_fields(folder: Path, who: Reviewer, path: str, able: str) -> None:
    with pytest.raises(ReviewError, match=able):
        edit(folder, Edit((path,), "x"), who=who)
    assert isinstance(edit(folder, Edit(("consultations",), {"who": "Panel"}, Operation.ADD), who=PANEL), Saved)


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


def test_comments_and_ratings_that_cannot_be_are_refused(folder: Path) -> None:
    item = Item(ItemKind.SECTION, "name")
    refused: list[tuple[Callable[[], None], str]] = [
        (lambda: reviewing.comment(folder, item, " ", AUTHOR, NOW), "the comment is empty"),
        (lambda: reviewing.comment(folder, item, "x" * 20_001, AUTHOR, NOW), "more than 20,000 characters"),
        (lambda: reviewing.comment(folder, Item(ItemKind.RISK, "no"), "x", AUTHOR, NOW), "there is no such risk"),
        (lambda: reviewing.rate(folder, item, Rating.ACCEPTABLE, AUTHOR, NOW), "the role author may not rate"),
        (lambda: reviewing.rate(folder, MAIL, Rating.ACCEPTABLE, OFFICER, NOW), "there is no such finding"),
    ]
    for act, said in refused:
        with pytest.raises(ReviewError, match=said):
            act()
    assert reviewing.history(folder).entries == ()


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


def test_a_finding_is_judged_for_a_reason_and_a_while(folder: Path) -> None:
    finding = Finding(Column("t", "s", "a"), "PERSON", "x", 1.0, 1, 1, (), ())
    for reason, column, until, said in (
        (" ", finding.column, None, "the reason is empty"),
        ("r", finding.column, TODAY + timedelta(days=367), "within 366 days"),
        ("r", finding.column, TODAY - timedelta(days=1), "within 366 days"),
        ("r", Column("t", "", "a::b"), None, "'::' stands in its name"),
    ):
        judged = replace(finding, column=column)
        with pytest.raises(ReviewError, match=said):
            reviewing.judge_finding(folder, judged, reason, AUTHOR, NOW, holds=False, until=until)
    with pytest.raises(ReviewError, match="the role resident_panel may not confirm"):
        reviewing.judge_finding(folder, finding, "r", PANEL, NOW, holds=False)
    reviewing.judge_finding(folder, finding, "r", AUTHOR, NOW, holds=False, until=TODAY)
    [override] = open_record(folder, TODAY).overrides
    assert (override.column, override.expires) == ("t::s.a", TODAY)
    other = replace(override, entity_type="OTHER")
    with pytest.raises(ReviewError, match="nobody judged this finding"):
        reviewing.take_back_judgement(folder, other, "r", AUTHOR, NOW)


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


def test_a_folder_without_a_deployment_is_told(tmp_path: Path) -> None:
    with pytest.raises(PiaError, match="there is no such file"):
        open_record(tmp_path, TODAY)
