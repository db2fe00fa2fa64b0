from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pia import documents, gatehouse
from pia.errors import PiaError
from pia.gatehouse import Decision
from tests.assessments_for_tests import no_progress
from tests.manifests_for_tests import manifest
from tests.projects_for_tests import DATA, PACK, TODAY, Project, project
from tests.scan.files_for_tests import zipped


@pytest.fixture
def made(tmp_path: Path) -> Project:
    return project(tmp_path)


def where(decision: Decision) -> list[str]:
    return [reason.where for reason in decision.result.reasons]


def test_an_unchanged_project_passes_without_a_scan(made: Project) -> None:
    decision = made.gate()
    assert decision.result.exit_code == 0
    assert not decision.scanned


@pytest.mark.parametrize("place", [0, len(DATA) // 2, len(DATA) - 2])
def test_any_changed_byte_of_the_data_is_scanned(made: Project, place: int) -> None:
    turned = "z" if DATA[place] != "z" else "y"
    made.write("t.csv", DATA[:place] + turned + DATA[place + 1 :])
    assert made.gate().scanned


def test_data_that_grew_in_rows_passes_after_a_scan(made: Project) -> None:
    made.write("t.csv", DATA + "d@example.org,4\n")
    decision = made.gate()
    assert decision.scanned
    assert where(decision) == []


def test_a_new_column_shuts_it_and_is_the_amendment(made: Project) -> None:
    made.write("t.csv", "mail,number,phone\na@example.org,1,+49 30 901820\nb@example.org,2,+49 30 901821\n")
    decision = made.gate()
    assert decision.result.exit_code == 1
    assert where(decision)[0] == "column: t.phone"
    assert "personal_data: t.phone: PHONE_NUMBER" in where(decision)
    assert decision.result.amendments[0].en == "Either take back: column t.phone"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("deployment.yaml", "A small one", "Another one"),
        ("regime/small.yaml", "Ask them", "Ask them all"),
        ("assessment.json", '"A small one"', '"A small onE"'),
    ],
)
def test_any_change_around_the_data_is_scanned(made: Project, name: str, old: str, new: str) -> None:
    made.replace(name, old, new)
    decision = made.gate()
    assert decision.scanned
    assert where(decision) == (["pack: small"] if name.startswith("regime") else [])


def test_without_the_approved_assessment_it_is_scanned(made: Project) -> None:
    (made.folder / "assessment.json").unlink()
    assert made.gate().scanned
    assert made.gate(policy=None).scanned
    assert made.gate(approved=None).scanned


def test_an_assessment_is_decided_on_without_a_scan(made: Project) -> None:
    assert not made.gate("assessment.json").scanned


def test_a_policy_names_packs_that_there_are(made: Project) -> None:
    text = (made.folder / "gate.yaml").read_text(encoding="utf-8")
    made.write("gate.yaml", text + "packs: {small: low}\n")
    assert made.gate().result.exit_code == 0
    made.write("gate.yaml", text + "packs: {small: low, smal: low}\n")
    decision = made.gate()
    assert [reason.text.en for reason in decision.result.reasons] == [str(replace(decision.problems[0], where=""))]
    assert "no rule pack 'smal'" in str(decision.problems[0])


def test_reasons_name_who_answers_for_a_table(made: Project) -> None:
    made.replace("deployment.yaml", 'agreed: "yes"', 'agreed: "no"')
    node = {"resource_type": "model", "name": "t", "meta": {"owner": "Registry"}}
    owners = manifest(made.folder, {"nodes": {"a": node}})
    reasons = made.gate(approved=None, policy=None, owners=owners).result.reasons
    assert [reason.text.en for reason in reasons if "(owner: Registry)" in reason.text.en]


def test_signatures_are_asked_for(made: Project) -> None:
    made.replace("gate.yaml", "{officer: 1}", "{officer: 1, assessor: 1}")
    decision = made.gate()
    assert (decision.result.exit_code, where(decision)) == (4, ["assessor"])
    assert decision.scanned
    assert (made.gate(approved=None).result.exit_code, where(made.gate(approved=None))) == (4, ["assessor", "officer"])


def test_the_approval_file_can_be_edited_nowhere(made: Project) -> None:
    text = made.approval.read_text(encoding="utf-8")
    for old, new in (('"extent": 2', '"extent": 8'), ('"t.number"', '"t.numbers"'), ("2026-11-24", "2026-11-25")):
        assert old in text
        made.approval.write_text(text.replace(old, new), encoding="utf-8")
        assert made.gate().result.exit_code == 1
    made.approval.write_text(json.dumps(json.loads(text)), encoding="utf-8")
    assert made.gate().result.exit_code == 0


@pytest.mark.parametrize("left", [0, 1, 100, -1, -3])
def test_an_approval_that_was_cut_off_is_none(made: Project, left: int) -> None:
    made.approval.write_bytes(made.approval.read_bytes()[:left])
    decision = made.gate()
    assert decision.result.exit_code == (0 if left == -1 else 2)
    if left != -1:
        assert str(made.approval) in where(decision)[0]
        assert not decision.result.passed


def test_other_formats_are_named(made: Project) -> None:
    made.replace("approval.json", '"schema_version": 1', '"schema_version": 0')
    assert where(made.gate()) == ["approval"]
    made.write("approval.json", '{"schema_version": 0, "hash": "x"}')
    decision = made.gate()
    assert decision.result.exit_code == 4
    assert "the file has format 0, this pia reads 1" in decision.result.reasons[0].text.en
    made.write("old.json", '{"schema_version": 0}')
    assert made.gate("old.json").result.exit_code == 4


def test_an_edited_assessment_does_not_pass(made: Project) -> None:
    assert made.gate("assessment.json").result.exit_code == 0
    made.replace("deployment.yaml", 'agreed: "yes"', 'agreed: "no"')
    made.assess()
    assert made.gate("assessment.json", approved=None, policy=None).result.exit_code == 1
    made.replace("assessment.json", '"verdict": "fail"', '"verdict": "pass"')
    decision = made.gate("assessment.json", approved=None, policy=None)
    assert (decision.result.exit_code, where(decision)) == (1, ["verdict small.1.consent"])
    made.replace("regime/small.yaml", "Ask them", "Ask all")
    assert where(made.gate("assessment.json", approved=None, policy=None)) == ["small"]
    assert where(made.gate("assessment.json", approved=None, policy=None, folders=())) == ["small"]


def test_a_clock_set_back_is_noticed(made: Project) -> None:
    request = gatehouse.Request(date(2026, 11, 23), policy=made.folder / "gate.yaml", approved=made.approval)
    decision = gatehouse.decide(made.folder / "assessment.json", request, no_progress)
    assert decision.result.exit_code == 4
    assert {"assessed_on", "officer Olaf"} <= set(where(decision))


@pytest.mark.parametrize(
    ("break_", "code"),
    [
        ({"t.csv": ""}, 2),
        ({"t.csv": "\x00\x01"}, 2),
        ({"deployment.yaml": "name: ["}, 2),
        ({"regime/small.yaml": "rules: ["}, 2),
        ({"gate.yaml": "fail_on: never"}, 2),
        ({"gate.yaml": "packs: {smal: low}"}, 2),
        ({"approval.json": "[]"}, 2),
        ({"assessment.json": "{"}, 2),
        ({"waivers.yaml": "waivers: ["}, 2),
    ],
)
def test_a_stage_that_breaks_shuts_it(made: Project, break_: dict[str, str], code: int) -> None:
    for name, text in break_.items():
        made.write(name, text)
    decision = made.gate()
    assert decision.result.exit_code == code
    assert not decision.result.passed
    assert decision.problems
    assert (decision.assessment, decision.scanned, decision.result.checked) == (None, False, 0)
    assert len(decision.result.reasons) == len(decision.problems)


def test_missing_files_shut_it(made: Project) -> None:
    assert made.gate(approved=Path("no.json")).result.exit_code == 2
    assert made.gate(policy=Path("no.yaml")).result.exit_code == 2
    assert made.gate(baseline=Path("no.json")).result.exit_code == 2
    assert made.gate("no.yaml").result.exit_code == 2
    assert made.gate("no.json").result.exit_code == 2
    assert "needs a policy" in made.gate(policy=None, environment="x").result.reasons[0].text.en
    assert "this is no approval" in made.gate(approved=Path("a.yaml")).result.reasons[0].text.en


def test_a_part_that_cannot_be_read_is_scanned_and_shuts_it(made: Project) -> None:
    made.replace("deployment.yaml", "path: t.csv", "path: d")
    (made.folder / "d").mkdir()
    made.write("d/t.csv", DATA)
    made.assess()
    made.approve("Olaf")
    assert not made.gate().scanned
    (made.folder / "d/u.docx").write_bytes(zipped({"word/document.xml": b"<w/>"}))
    decision = made.gate()
    assert decision.scanned
    assert where(decision) == ["t/u.docx/word/document.xml"]


def test_a_baseline_fails_on_new_things_only(made: Project) -> None:
    made.write("regime/small.yaml", PACK.replace("  waivable: false\n", ""))
    made.replace("deployment.yaml", 'agreed: "yes"', 'agreed: "no"')
    request = made.request(approved=None, policy=None)
    found = gatehouse.baseline(made.folder / "deployment.yaml", request, no_progress)
    assert [item.where for item in found.known] == ["small.1.consent"]
    path = made.folder / "gate-baseline.json"
    documents.write(path, documents.dump_json(found))
    decision = made.gate(approved=None, policy=None, baseline=path)
    assert (decision.result.exit_code, [item.where for item in decision.result.known]) == (0, ["small.1.consent"])
    made.write("t.csv", DATA.replace("number", "more").replace(",1", ",d@example.org"))
    assert made.gate(approved=None, policy=None, baseline=path).result.exit_code == 1


def test_a_prohibition_has_no_baseline(made: Project) -> None:
    made.replace("deployment.yaml", 'agreed: "yes"', 'agreed: "no"')
    found = gatehouse.baseline(made.folder / "deployment.yaml", made.request(approved=None), no_progress)
    assert found.known == ()
    (made.folder / "gate.yaml").write_text("allowed: {high: 5}\n", encoding="utf-8")
    assert made.gate(approved=None).result.exit_code == 1
    with pytest.raises(PiaError):
        gatehouse.baseline(made.folder / "no.yaml", made.request(), no_progress)


def test_an_unchanged_project_gates_in_under_two_seconds_of_processor_time(made: Project) -> None:
    day = str(int(datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC).timestamp()))
    surroundings = {**os.environ, "SOURCE_DATE_EPOCH": day, "PYTHONPATH": str(Path(__file__).parents[1])}
    arguments = ["gate", "deployment.yaml", "--policy", "gate.yaml", "--approved", "approval.json", "--rules", "."]
    times = []
    for _ in range(3):
        began = os.times()
        done = subprocess.run(
            [sys.executable, "-m", "pia", *arguments],
            cwd=made.folder,
            env=surroundings,
            check=False,
            capture_output=True,
            text=True,
        )
        ended = os.times()
        times.append(ended.children_user + ended.children_system - began.children_user - began.children_system)
        assert (done.returncode, done.stdout) == (0, "PASSED\n"), done.stdout + done.stderr
    assert min(times) < 2


def test_a_rule_that_begins_to_bind_is_judged(made: Project) -> None:
    begins = TODAY + timedelta(days=5)
    made.write("regime/small.yaml", PACK.replace("  tests:", f"  in_force: {{from: {begins}}}\n  tests:", 1))
    made.assess()
    made.approve("Olaf")
    days = (TODAY, begins - timedelta(days=1), begins)
    asked = [
        gatehouse.decide(made.folder / "deployment.yaml", replace(made.request(), today=day), no_progress)
        for day in days
    ]
    assert [decision.scanned for decision in asked] == [False, False, True]
