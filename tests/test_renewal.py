from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pia import documents, pipeline
from pia.errors import DocumentError
from pia.model.limits import Limits
from pia.model.review import Reading
from pia.renewal import Renewed, remember, renewed
from pia.scan.opening import LOCAL, Access
from tests.assessments_for_tests import no_progress
from tests.projects_for_tests import DATA, DEPLOYMENT, PACK, TODAY

SAID = """
overrides:
- {column: "t::mail", entity_type: EMAIL_ADDRESS, holds: false, reason: invented, owner: Ann, created: 2026-11-24,
   expires: 2026-12-24}
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was assessed once from its data, and beside it a copy."""
    folder = tmp_path_factory.mktemp("template") / "own"
    (folder / "regime").mkdir(parents=True)
    for name, text in (("deployment.yaml", DEPLOYMENT), ("t.csv", DATA), ("regime/small.yaml", PACK)):
        (folder / name).write_text(text, encoding="utf-8")
    assert again(folder).reading is Reading.WHOLE
    shutil.copytree(folder, folder.parent / "copy")
    return folder


@pytest.fixture
def folder(template: Path) -> Path:
    """The project as it was, at its place."""
    shutil.rmtree(template)
    return shutil.copytree(template.parent / "copy", template)


def again(folder: Path, today: date = TODAY, access: Access = LOCAL) -> Renewed:
    """Assess again, as the room does: written, and remembered."""
    made = renewed(folder, today, no_progress, [folder], access)
    data = documents.dump_json(made.assessment)
    documents.write(folder / "assessment.json", data)
    remember(folder, data, access)
    return made


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def whole(folder: Path, today: date = TODAY) -> bytes:
    found = pipeline.assess(folder / "deployment.yaml", today, no_progress, [folder])
    return documents.dump_json(found)


def say(folder: Path, text: str = SAID) -> None:
    (folder / "findings.yaml").write_text(text, encoding="utf-8")
    change(folder / "deployment.yaml", "rule_packs", "recognizers: [findings.yaml]\nrule_packs")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        pytest.param("deployment.yaml", '"yes"', '"no"', id="an answer"),
        pytest.param("deployment.yaml", "next_review", "measures: []\nnext_review", id="a measure"),
        pytest.param("deployment.yaml", "path: t.csv", "path: t.csv, description: Visits", id="words about the data"),
        pytest.param("regime/small.yaml", "severity: high", "severity: low", id="a rule"),
        pytest.param("t.csv", "", "", id="nothing"),
    ],
)
def test_data_that_did_not_change_is_not_read_and_nothing_else_comes_out(
    folder: Path, name: str, old: str, new: str
) -> None:
    change(folder / name, old, new)
    (folder / ".pia" / "counts").rename(folder / "gone")
    made = again(folder)
    assert made.reading is Reading.NONE
    assert documents.dump_json(made.assessment) == whole(folder)
    assert not (folder / ".pia" / "counts").exists()


def test_a_rejected_finding_is_taken_off_what_was_counted(folder: Path) -> None:
    say(folder)
    made = again(folder)
    assert (made.reading, made.assessment.findings) == (Reading.COUNTS_KEPT, ())
    assert documents.dump_json(made.assessment) == whole(folder)
    change(folder / "deployment.yaml", '"yes"', '"no"')
    after = again(folder)
    assert (after.reading, after.assessment.findings) == (Reading.NONE, ())
    assert documents.dump_json(after.assessment) == whole(folder)
    over = again(folder, TODAY + timedelta(days=60))
    assert over.reading is Reading.COUNTS_KEPT
    assert [item.entity_type for item in over.assessment.findings] == ["EMAIL_ADDRESS"]


def _forget(folder: Path) -> None:
    shutil.rmtree(folder / ".pia")


def _damage(folder: Path) -> None:
    _forget_digest(folder)
    for path in (folder / ".pia" / "counts").iterdir():
        path.write_bytes(path.read_bytes()[:-1])


def _forget_digest(folder: Path) -> None:
    (folder / ".pia" / "assessed.json").write_text("{", encoding="utf-8")


def _other_data(folder: Path) -> None:
    change(folder / "t.csv", "a@example.org", "z@example.org")


def _more_data(folder: Path) -> None:
    (folder / "u.csv").write_text("tel\n020 7946 0000\n", encoding="utf-8")
    change(folder / "deployment.yaml", "[{name: t", "[{name: u, path: u.csv}, {name: t")


def _own_recognizer(folder: Path) -> None:
    declared = (
        "{name: shed, entity_type: EMAIL_ADDRESS, patterns: ['shed[0-9]'], score: 0.7, hits: [shed1], misses: [house]}"
    )
    say(folder, f"recognizers: [{declared}]\n")


def _allowed(folder: Path) -> None:
    terms = "reason: public, owner: Ann, created: 2026-11-24, expires: 2026-12-24"
    say(folder, f"allow: [{{entity_type: EMAIL_ADDRESS, values: [a@example.org], {terms}}}]\n")


@pytest.mark.parametrize("doubt", [_forget, _damage, _other_data, _more_data, _own_recognizer, _allowed])
def test_in_doubt_everything_is_read(folder: Path, doubt: Callable[[Path], None]) -> None:
    doubt(folder)
    made = again(folder)
    assert made.reading is Reading.WHOLE
    assert documents.dump_json(made.assessment) == whole(folder)


def _edited(folder: Path) -> None:
    change(folder / "assessment.json", '"cells": 3', '"cells": 2')


def _narrowed(folder: Path) -> None:
    change(folder / "deployment.yaml", "path: t.csv", "path: t.csv, sensitive_attributes: [number]")


@pytest.mark.parametrize("doubt", [_forget_digest, _edited, _narrowed])
def test_what_was_measured_is_not_taken_over_from_another_assessment(
    folder: Path, doubt: Callable[[Path], None]
) -> None:
    doubt(folder)
    made = again(folder)
    assert made.reading is Reading.COUNTS_KEPT
    assert documents.dump_json(made.assessment) == whole(folder)


def test_other_limits_of_reading_read_it_all(folder: Path) -> None:
    assert again(folder, access=replace(LOCAL, limits=Limits(rows=2))).reading is Reading.WHOLE
    assert again(folder).reading is Reading.WHOLE
    assert again(folder).reading is Reading.NONE


def test_what_is_remembered_holds_no_value(folder: Path) -> None:
    kept = b"".join(path.read_bytes() for path in (folder / ".pia").rglob("*") if path.is_file())
    assert len(kept) > 100
    assert b"example.org" not in kept


def test_counts_of_data_that_is_no_longer_declared_go(folder: Path) -> None:
    (folder / "t.csv").rename(folder / "u.csv")
    change(folder / "deployment.yaml", "t.csv", "u.csv")
    assert again(folder).reading is Reading.WHOLE
    say(folder)
    assert again(folder).reading is Reading.COUNTS_KEPT
    assert len([*(folder / ".pia" / "counts").iterdir()]) == 1


def test_columns_that_are_not_there_are_refused_without_reading_too(folder: Path) -> None:
    activities = "activities: [{purpose: p, columns: [t.none]}]\nrule_packs"
    change(folder / "deployment.yaml", "rule_packs", activities)
    with pytest.raises(DocumentError, match=r"t\.none"):
        again(folder)


def test_where_nothing_can_be_remembered_it_is_assessed_all_the_same(folder: Path) -> None:
    _forget(folder)
    (folder / ".pia").write_text("in the way", encoding="utf-8")
    assert again(folder).reading is Reading.WHOLE
    assert again(folder).reading is Reading.WHOLE
