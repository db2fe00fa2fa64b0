from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import Result

from pia.approval import keys
from tests.commands.running_for_tests import run
from tests.projects_for_tests import Project, project


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795500000")
    monkeypatch.delenv("PIA_KEY_PASSPHRASE", raising=False)
    return project(tmp_path)


def approve(made: Project, key: str, *more: str | Path, **options: object) -> Result:
    paths = (made.folder / "assessment.json", "--key", made.folder / key, "--rules", made.folder)
    return run("approve", *paths, *more, **options)


def test_a_new_key_is_private_and_its_public_half_printed(made: Project) -> None:
    path = made.folder / "new.key"
    result = run("keys", "new", "--out", path)
    assert result.exit_code == 0
    assert result.stdout.strip() == keys.public_key(keys.read_private(path, str))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = run("keys", "new", "--out", path)
    assert (again.exit_code, again.stdout) == (4, "")
    assert "never replaced" in again.stderr


def test_a_passphrase_is_asked_or_taken_from_the_environment(made: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = run("keys", "new", "--out", made.folder / "a.key", "--encrypt", input="secret\nsecret\n")
    assert asked.exit_code == 0
    assert "secret" not in asked.output
    as_eve = ("--role", "officer", "--name", "Eve")
    assert approve(made, "a.key", *as_eve, input="secret\n").exit_code == 0
    wrong = approve(made, "a.key", *as_eve, input="other\n")
    assert (wrong.exit_code, "the passphrase is wrong" in wrong.stderr) == (4, True)
    monkeypatch.setenv("PIA_KEY_PASSPHRASE", "secret")
    assert approve(made, "a.key", *as_eve).exit_code == 0
    assert "--passphrase" not in run("approve", "--help").stdout + run("keys", "new", "--help").stdout


@pytest.mark.slow
def test_signing_lists_who_signed(made: Project) -> None:
    result = approve(made, "Ann.key", "--role", "assessor", "--name", "Ann")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == ["assessor  Ann  2026-11-24", "officer  Olaf  2026-11-24"]
    other = approve(made, "Ann.key", "--role", "assessor", "--name", "Ann", "--out", made.folder / "o.json")
    assert "Olaf" not in other.stdout
    made.replace("assessment.json", '"A small one"', '"Another one"')
    lapsed = approve(made, "Ann.key", "--role", "assessor", "--name", "Ann")
    assert "2 signatures under another assessment lapse" in lapsed.stderr


@pytest.mark.slow
def test_verify_says_what_holds(made: Project) -> None:
    settings = ("--policy", made.folder / "gate.yaml", "--rules", made.folder)
    good = run("verify", made.approval, *settings)
    assert (good.exit_code, good.stdout) == (0, "PASSED\n")
    nobody = run("verify", made.approval, "--rules", made.folder)
    assert (nobody.exit_code, "names nobody" in nobody.stdout) == (4, True)
    made.replace("assessment.json", '"A small one"', '"Another one"')
    bad = run("verify", made.approval, made.folder / "assessment.json", *settings, "-f", "json")
    assert bad.exit_code == 1
    assert [item["where"] for item in json.loads(bad.stdout)["reasons"]] == ["assessment"]
    (made.folder / "assessment.json").unlink()
    assert run("verify", made.approval, *settings).exit_code == 2
    assert run("verify", made.approval, *settings, "--environment", "x").exit_code == 2
