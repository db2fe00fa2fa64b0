from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pia import documents
from pia.model.approval import Approval
from pia.model.review import SignedState, Standing
from pia.review.signatures import next_voided, signed_state, voided_approvals
from tests.admission.setting_for_tests import BASE, MADE, POLICY, TODAY, approval, digest

HASHES = {"deployment.yaml": BASE.deployment_sha256, "assessment.json": digest(BASE)}


def state(folder: Path, found: Approval | None = None, hashes: Mapping[str, str] = HASHES) -> SignedState:
    (folder / "approval.json").write_bytes(documents.dump_json(found or approval()))
    return signed_state(folder, hashes, None, TODAY)


def test_sound_signatures_under_what_lies_there_hold(tmp_path: Path) -> None:
    found = state(tmp_path)
    assert (found.standing, found.locked, found.objections) == (Standing.HOLDS, True, ())
    assert [(item.name, item.role, item.on, item.sound) for item in found.signatures] == [
        ("Ann", "assessor", MADE, True),
        ("Olaf", "officer", MADE, True),
    ]
    assert signed_state(tmp_path, HASHES, POLICY, TODAY).standing is Standing.HOLDS


@pytest.mark.parametrize("name", [*HASHES])
def test_a_change_after_signing_is_told(tmp_path: Path, name: str) -> None:
    for hashes in ({**HASHES, name: "0" * 64}, {key: value for key, value in HASHES.items() if key != name}):
        found = state(tmp_path, hashes=hashes)
        assert found.standing is Standing.LAPSED
        assert "was changed after it was signed" in found.objections[0].en
        assert found.locked


def test_forged_late_and_missing_signatures_are_told(tmp_path: Path) -> None:
    whole = approval()
    forged = replace(whole, signatures=(replace(whole.signatures[0], name="Eve"), whole.signatures[1]))
    found = state(tmp_path, forged)
    assert [item.sound for item in found.signatures] == [False, True]
    assert "does not fit" in found.objections[0].en
    assert signed_state(tmp_path, HASHES, None, date(2026, 1, 1)).standing is Standing.LAPSED
    state(tmp_path, replace(whole, signatures=whole.signatures[:1]))
    assert "officer must sign" in signed_state(tmp_path, HASHES, POLICY, TODAY).objections[-1].en
    assert state(tmp_path, replace(whole, signatures=())).standing is Standing.LAPSED


def test_no_approval_and_a_broken_one(tmp_path: Path) -> None:
    assert signed_state(tmp_path, HASHES, None, TODAY) == SignedState(Standing.UNSIGNED)
    (tmp_path / "approval.json").write_text("{", encoding="utf-8")
    found = signed_state(tmp_path, HASHES, None, TODAY)
    assert (found.standing, found.locked) == (Standing.BROKEN, True)


def test_voided_approvals_are_numbered(tmp_path: Path) -> None:
    assert next_voided(tmp_path).name == "approval.json.voided-1"
    for number in ("1", "10", "9", "x"):
        (tmp_path / f"approval.json.voided-{number}").touch()
    assert [path.name[-2:] for path in voided_approvals(tmp_path)] == ["-1", "-9", "10"]
    assert next_voided(tmp_path).name == "approval.json.voided-11"
    assert len(signed_state(tmp_path, HASHES, None, TODAY).voided) == 3
