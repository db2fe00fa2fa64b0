from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result

from pia import gatehouse
from tests.commands.running_for_tests import run
from tests.manifests_for_tests import manifest
from tests.projects_for_tests import PACK, Project, project


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795500000")
    return project(tmp_path)


def gate(made: Project, *more: str | Path) -> Result:
    return run("gate", made.folder / "deployment.yaml", "--rules", made.folder, *more)


def test_the_gate_shuts_with_reasons(root: Path, tmp_path: Path) -> None:
    sample = root / "samples" / "floating-population" / "deployment.yaml"
    assert run("-q", "assess", sample, "--out", tmp_path, "-f", "json").exit_code == 0
    result = run("gate", tmp_path / "assessment.json")
    assert result.exit_code == 1
    assert result.stdout.startswith("STOPPED")
    assert "not met: gdpr.6.1.basis" in result.stdout
    assert "open: gdpr.33-34.breach" in result.stdout
    assert "The smallest amendment that would pass" in result.stdout


def test_an_approved_deployment_passes(made: Project) -> None:
    signed = ("--policy", made.folder / "gate.yaml", "--approved", made.approval)
    assert (gate(made, *signed).exit_code, gate(made, *signed).stdout) == (0, "PASSED\n")
    made.write("t.csv", "mail,more\na@example.org,1\n")
    shut = gate(made, *signed)
    assert shut.exit_code == 1
    assert "Either take back: column t.more" in shut.stdout
    assert "或撤回：字段 t.more" in gate(made, *signed, "--lang", "zh").stdout
    assert gate(made, "--environment", "x", *signed).exit_code == 2


def test_one_run_writes_every_format(made: Project) -> None:
    outputs = {name: made.folder / f"out.{name}" for name in ("sarif", "junit", "github", "gitlab", "markdown", "json")}
    made.replace("deployment.yaml", 'agreed: "yes"', 'agreed: "no"')
    flags = [f"-f{name}={path}" for name, path in outputs.items()]
    result = gate(made, *flags, "-f", "text")
    assert result.exit_code == 1
    assert result.stdout.startswith("STOPPED")
    for path in outputs.values():
        assert b"small.1.consent" in path.read_bytes()
        assert b"example.org" not in path.read_bytes()
    assert gate(made, "-f", "json").stdout == outputs["json"].read_text(encoding="utf-8")
    unknown = gate(made, "-f", "xml")
    assert (unknown.exit_code, "no 'xml' among the gate_reports" in unknown.stderr) == (2, True)


def test_a_stage_that_breaks_is_in_every_format(made: Project) -> None:
    made.write("t.csv", "")
    path = made.folder / "out.json"
    result = gate(made, "-f", f"json={path}", "-f", "text")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the file is empty" in result.stderr
    assert json.loads(path.read_text(encoding="utf-8"))["passed"] is False


def test_a_bug_leaves_no_decision_of_an_earlier_run(made: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made.folder / "out.json"
    assert gate(made, "-f", f"json={path}").exit_code == 0
    assert path.exists()

    def broken(*_: object) -> object:
        raise RuntimeError("secret")

    monkeypatch.setattr(gatehouse, "admit", broken)
    result = gate(made, "-f", f"json={path}")
    assert result.exit_code == 70
    assert "secret" not in result.output
    assert not path.exists()


def test_a_baseline_is_written_and_used(made: Project) -> None:
    made.write("regime/small.yaml", PACK.replace("  waivable: false\n", ""))
    made.replace("deployment.yaml", 'agreed: "yes"', 'agreed: "no"')
    assert gate(made).exit_code == 1
    path = made.folder / "known.json"
    written = run("baseline", made.folder / "deployment.yaml", "--rules", made.folder, "--out", path)
    assert (written.exit_code, written.stdout) == (0, f"{path}: 1\n")
    known = gate(made, "--baseline", path)
    assert known.exit_code == 0
    assert "1 reasons known from the baseline" in known.stdout


def test_the_owner_of_a_grown_table_is_named(made: Project, tmp_path: Path) -> None:
    owners = manifest(tmp_path)
    made.write("t.csv", "mail,more\na@example.org,b@example.org\n")
    shut = gate(made, "--policy", made.folder / "gate.yaml", "--approved", made.approval, "--owners", owners)
    assert shut.exit_code == 1
    assert "(owner: Snap shots)" in shut.stdout
    owners.write_text("[]", encoding="utf-8")
    assert gate(made, "--owners", owners).exit_code == 2
