from __future__ import annotations

from pathlib import Path

import pytest

from pia.approval.policies import load_policy
from pia.errors import DocumentError
from pia.model.approval import Role
from tests.admission.setting_for_tests import SIGNERS

ANN, OLAF = SIGNERS[0].public_key, SIGNERS[1].public_key
POLICY = f"""
fail_on: medium
packs: {{eu-gdpr: low}}
allowed: {{low: 2}}
answers: [notice_given]
approval_days: 365
signers:
- {{name: Ann, role: assessor, public_key: "{ANN}"}}
- {{name: Olaf, role: officer, public_key: "{OLAF}"}}
required: {{officer: 1}}
environments:
  production: {{fail_on: low, packs: {{}}, allowed: {{}}, required: {{officer: 1, assessor: 1}}}}
  test: {{required: {{}}}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gate.yaml"


def test_an_environment_says_what_differs(file: Path) -> None:
    file.write_text(POLICY, encoding="utf-8")
    plain, strict, loose = (load_policy(file, name) for name in ("", "production", "test"))
    assert (plain.fail_on, plain.packs, plain.allowed, plain.required) == (
        *("medium", {"eu-gdpr": "low"}, {"low": 2}, {Role.OFFICER: 1}),
    )
    assert (strict.fail_on, strict.packs, strict.allowed) == ("low", {}, {})
    assert strict.required == {Role.OFFICER: 1, Role.ASSESSOR: 1}
    assert (loose.fail_on, loose.packs, loose.allowed, loose.required) == ("medium", plain.packs, plain.allowed, {})
    assert strict.signers == loose.signers == plain.signers
    assert (plain.review_required, plain.approval_days, plain.answers) == (True, 365, ("notice_given",))


def test_an_unknown_environment_is_refused(file: Path) -> None:
    file.write_text(POLICY, encoding="utf-8")
    with pytest.raises(DocumentError, match="no environment 'prodution'. Did you mean 'production'"):
        load_policy(file, "prodution")
    with pytest.raises(DocumentError, match="no environment 'x'. Known: production, test"):
        load_policy(file, "x")
    file.write_text("fail_on: low\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="Known: none"):
        load_policy(file, "x")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (ANN, "abc", r"gate.yaml:8: the key of 'Ann' is no public key"),
        (OLAF, ANN, r"gate.yaml:9: the key of 'Olaf' stands twice"),
        (
            "required: {officer: 1}",
            "required: {officer: 2}",
            "2 of the role 'officer' must sign, but the policy names 1",
        ),
        ("required: {officer: 1}", "required: {officer: -1}", "-1 of the role 'officer'"),
        ("test: {required: {}}", "test: {required: {resident_panel: 1}}", "1 of the role 'resident_panel'"),
        ("{low: 2}", "{low: -1}", "-1 rules of severity low cannot be allowed"),
        ("allowed: {},", "allowed: {high: -2},", "-2 rules of severity high"),
        ("{low: 2}", "{critical: 2}", "allowed.critical"),
        ("approval_days: 365", "approval_days: 0", "at least"),
        ("fail_on: medium", "fail_on: never", "fail_on"),
        ("fail_on: medium", "fial_on: low", "Did you mean 'fail_on'"),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(file: Path, old: str, new: str, what: str) -> None:
    assert old in POLICY
    file.write_text(POLICY.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DocumentError, match=what):
        load_policy(file)


def test_a_policy_at_its_bounds_is_taken(file: Path) -> None:
    least = POLICY.replace("approval_days: 365", "approval_days: 1").replace("{low: 2}", "{low: 0}")
    file.write_text(least.replace("test: {required: {}}", "test: {required: {resident_panel: 0}}"), "utf-8")
    assert load_policy(file).approval_days == 1
    assert load_policy(file, "test").required == {Role.RESIDENT_PANEL: 0}
