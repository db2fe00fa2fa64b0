from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pia import signing
from pia.admission.loading import load
from pia.approval.policies import load_policy
from pia.errors import ApprovalError, DocumentError
from pia.gate import GateResult
from pia.model.approval import Approval, Role
from tests.projects_for_tests import TODAY, Project, project


@pytest.fixture
def made(tmp_path: Path) -> Project:
    return project(tmp_path)


def verify(made: Project, today: date = TODAY) -> GateResult:
    policy = load_policy(made.folder / "gate.yaml")
    return signing.verify(made.approval, made.folder / "assessment.json", policy, today, [made.folder])


def where(result: GateResult) -> list[tuple[str, str]]:
    return [(reason.kind, reason.where) for reason in result.reasons]


def signed(made: Project) -> list[tuple[str, str]]:
    return [(item.role.value, item.name) for item in load(made.approval, Approval).value.signatures]


def test_what_was_signed_is_verified_without_the_data(made: Project) -> None:
    for name in ("t.csv", "deployment.yaml"):
        (made.folder / name).unlink()
    result = verify(made)
    assert (result.exit_code, result.reasons, result.checked) == (0, (), 1)


def test_several_sign_one_approval(made: Project) -> None:
    assert made.approve("Ann", Role.ASSESSOR) == 0
    assert signed(made) == [("assessor", "Ann"), ("officer", "Olaf")]
    assert made.approve("Olaf") == 0
    assert signed(made) == [("assessor", "Ann"), ("officer", "Olaf")]
    assert verify(made).passed


def test_signatures_under_another_assessment_lapse(made: Project) -> None:
    made.approve("Ann", Role.ASSESSOR)
    made.write("t.csv", "mail\na@example.org\n")
    made.assess()
    assert made.approve("Ann", Role.ASSESSOR) == 2
    assert signed(made) == [("assessor", "Ann")]
    assert where(verify(made)) == [("incomplete", "officer")]


def test_any_byte_of_the_assessment_counts(made: Project) -> None:
    path = made.folder / "assessment.json"
    data = path.read_bytes()
    for place in range(0, len(data), max(1, len(data) // 40)):
        turned = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        path.write_bytes(turned)
        try:
            result = verify(made)
        except DocumentError:
            continue
        except ApprovalError as error:
            assert error.exit_code == 4
            continue
        assert ("failed", "assessment") in where(result)
    path.write_bytes(data + b" ")
    assert ("failed", "assessment") in where(verify(made))


def test_edits_are_named_by_what_they_change(made: Project) -> None:
    made.replace("deployment.yaml", 'agreed: "yes"', 'agreed: "no"')
    made.assess()
    made.approve("Olaf")
    assert verify(made).passed
    made.replace("assessment.json", '"verdict": "fail"', '"verdict": "pass"')
    assert where(verify(made)) == [("failed", "assessment"), ("failed", "verdict small.1.consent")]


def test_a_false_statement_does_not_verify(made: Project) -> None:
    text = made.approval.read_text(encoding="utf-8")
    made.approval.write_text(text.replace('"extent": 2', '"extent": 3'), encoding="utf-8")
    found = where(verify(made))
    assert ("failed", "officer Olaf") in found
    assert ("failed", "statement") in found


def test_a_pack_of_another_digest_is_named(made: Project) -> None:
    made.replace("regime/small.yaml", "Ask them", "Ask all")
    result = verify(made)
    assert (result.exit_code, where(result)) == (4, [("incomplete", "small")])
    assert "with the digest" in result.reasons[0].text.en


def test_a_clock_set_back_is_noticed(made: Project) -> None:
    result = verify(made, date(2026, 11, 23))
    assert result.exit_code == 4
    assert "check the clock" in result.reasons[0].text.en
    made.replace("assessment.json", '"mail"', '"mall"')
    kinds = [reason.kind for reason in verify(made, date(2026, 11, 23)).reasons]
    assert kinds == sorted(kinds)
    assert set(kinds) == {"failed", "incomplete"}
    made.assess()
    with pytest.raises(ApprovalError, match="assessed_on: It is dated 2026-11-24, after today; check the clock"):
        made.approve("Olaf", today=date(2026, 11, 23))


def test_nobody_signs_what_was_edited_or_is_of_another_format(made: Project) -> None:
    before = made.approval.read_bytes()
    made.replace("deployment.yaml", 'agreed: "yes"', 'agreed: "no"')
    made.assess()
    made.replace("assessment.json", '"verdict": "fail"', '"verdict": "pass"')
    with pytest.raises(ApprovalError, match="assessment.json: verdict small.1.consent: This does not follow"):
        made.approve("Olaf")
    made.assess()
    made.replace("assessment.json", '"schema_version": 1', '"schema_version": 2')
    with pytest.raises(ApprovalError, match="schema_version: The file has format 2, this pia reads 1"):
        made.approve("Olaf")
    made.assess()
    made.replace("regime/small.yaml", "Ask them", "Ask all")
    with pytest.raises(ApprovalError, match="small: Version 2026.11.0 of the pack was used"):
        made.approve("Olaf")
    assert made.approval.read_bytes() == before


def test_two_who_sign_at_once_both_do(made: Project) -> None:
    made.approval.unlink()
    code = (
        "import sys; from pathlib import Path; from tests.projects_for_tests import Project; "
        "from pia.model.approval import Role; Project(Path(sys.argv[1])).approve(sys.argv[2], Role(sys.argv[3]))"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", code, made.folder, name, role], cwd=Path(__file__).parents[1])
        for name, role in (("Olaf", "officer"), ("Ann", "assessor"))
    ]
    assert [run.wait() for run in runs] == [0, 0]
    assert signed(made) == [("assessor", "Ann"), ("officer", "Olaf")]
    assert verify(made).passed


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_one_who_is_killed_in_mid_write_leaves_the_old_approval(made: Project) -> None:
    before = made.approval.read_bytes()
    code = (
        "import os, signal, sys; from pathlib import Path; from tests.projects_for_tests import Project; "
        "os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL); "
        "from pia.model.approval import Role; Project(Path(sys.argv[1])).approve('Ann', Role.ASSESSOR)"
    )
    done = subprocess.run([sys.executable, "-c", code, made.folder], cwd=Path(__file__).parents[1], check=False)
    assert done.returncode == -signal.SIGKILL
    assert made.approval.read_bytes() == before
    assert made.gate().result.passed
    assert made.approve("Ann", Role.ASSESSOR) == 0
    assert verify(made).passed
