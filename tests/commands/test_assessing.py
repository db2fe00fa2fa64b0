from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pia import documents
from pia.model.assessment import Assessment
from tests.commands.running_for_tests import run
from tests.projects_for_tests import project

Table = Callable[..., Path]


def test_assess_report_and_gate(root: Path, tmp_path: Path) -> None:
    sample = root / "samples" / "air-quality" / "deployment.yaml"
    result = run("assess", sample, "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert {path.name for path in tmp_path.iterdir()} == {"assessment.json", "report.html", "report.pdf"}
    assessment = tmp_path / "assessment.json"
    assert run("gate", assessment).stdout.strip() == "PASSED"
    assert json.loads(run("gate", assessment, "-f", "json").stdout)["passed"] is True
    assert run("--lang", "zh", "report", assessment, "-f", "html=-").stdout.startswith("<!DOCTYPE html>")
    assert run("report", assessment, "-f", f"json={tmp_path / 'x.json'}").exit_code == 0
    assert (tmp_path / "x.json").read_bytes() == assessment.read_bytes()


def test_init_writes_what_assess_reads(tmp_path: Path, table: Table) -> None:
    table("email\na@example.org\n")
    path = tmp_path / "deployment.yaml"
    answers = "Register\nWhat it does\nCity\ndesk\n\neu\ntable.csv\nPurpose\n"
    assert run("init", path, input=answers).exit_code == 0
    assert "the file exists" in run("init", path).stderr
    assert run("--lang", "zh", "init", path, "--force", input=answers).exit_code == 0
    result = run("assess", path, "-f", "html")
    assert result.exit_code == 0, result.output
    assert 'lang="zh-Hans"' in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_packs_that_depart_from_their_lock_judge_nothing(tmp_path: Path, table: Table) -> None:
    table("email\na@example.org\n")
    path, lock = tmp_path / "deployment.yaml", tmp_path / "pia.lock"
    text = "name: x\ndescription: y\ncontroller: {name: z}\ndatasets: [{name: t, path: table.csv}]\n"
    path.write_text(text, encoding="utf-8")
    assert "pia.lock: there is no such file" in run("assess", path, "--locked").stderr
    assert run("rules", "lock", "--lock", lock).exit_code == 0
    assert run("assess", path, "--locked", "-f", f"json={tmp_path / 'x.json'}").exit_code == 0
    lock.write_text(lock.read_text(encoding="utf-8").replace('"eu-gdpr"', '"eu-gone"'), encoding="utf-8")
    departed = run("assess", path, "--locked", "--out", tmp_path / "new")
    assert departed.exit_code == 2
    assert "the pack 'eu-gone' is locked and not there" in departed.stderr
    assert not (tmp_path / "new").exists()


def test_a_report_takes_the_look_of_the_organisation_and_the_edition(
    assessed: Callable[[str], Assessment], tmp_path: Path
) -> None:
    path = tmp_path / "assessment.json"
    path.write_bytes(documents.dump_json(assessed("air-quality")))
    result = run("--lang", "en", "report", path, "--brand-name", "Town X", "--brand-colour", "#5a189a", "-f", "html=-")
    assert "Town X · Privacy impact assessment" in result.stdout
    assert "--accent: #5a189a" in result.stdout
    result = run("report", path, "--edition", "residents", "-f", "html", "-f", "docx")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "residents.html").exists()
    assert (tmp_path / "residents.docx").exists()
    result = run("report", path, "--brand-colour", "yellow", "--templates", tmp_path / "none")
    assert result.exit_code == 2
    assert "'yellow' is no colour" in result.stderr
    assert "no folder of templates" in result.stderr


def test_hard_texts_are_told_beside_the_edition_for_residents(
    assessed: Callable[[str], Assessment], tmp_path: Path
) -> None:
    plain = assessed("air-quality")
    hard = "Notwithstanding aforementioned considerations, pseudonymisation necessitates implementation"
    path = tmp_path / "assessment.json"
    path.write_bytes(documents.dump_json(replace(plain, deployment=replace(plain.deployment, description=hard))))
    result = run("--lang", "en", "report", path, "--edition", "residents")
    assert result.exit_code == 0
    assert "description" in result.stderr
    assert "plainer" in result.stderr


def test_an_assessment_is_taken_up_and_has_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795500000")
    made, kept = project(tmp_path), tmp_path / "kept"
    command = ("assess", made.folder / "deployment.yaml", "--rules", made.folder, "-f", "markdown", "--out")
    assert run(*command, tmp_path / "a").exit_code == 0
    (tmp_path / "b").write_bytes(b"")
    assert run(*command, tmp_path / "b", "--resume", kept).exit_code == 2
    assert len(list(kept.iterdir())) == 1
    (tmp_path / "b").unlink()
    again = run(*command, tmp_path / "b", "--resume", kept)
    assert "t: the scan goes on behind row 3" in again.stderr
    for name in ("assessment.json", "report.md"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert not kept.exists()
