from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pia.judging import Rulebook
from tests.commands.running_for_tests import one_line, run

Table = Callable[..., Path]


def test_an_unknown_fact_in_a_rule_is_named(tmp_path: Path, root: Path) -> None:
    shipped = (root / "rules" / "eu-gdpr" / "gdpr.yaml").read_text(encoding="utf-8")
    path = tmp_path / "mine" / "pack.yaml"
    path.parent.mkdir()
    rules = re.sub(r"(?s)\nfacts:\n.*\nrules:\n", "\nrules:\n", shipped)
    text = rules.replace("id: eu-gdpr", "id: mine", 1).replace(
        "applies_when: scan.personal\n", "applies_when: scan.persnal\n", 1
    )
    path.write_text(text, encoding="utf-8")
    line = one_line(run("rules", "check", "--rules", tmp_path))
    assert "unknown fact 'scan.persnal'. Did you mean 'scan.personal'?" in line
    assert "pack.yaml:" in line


@pytest.mark.slow
def test_rules_are_listed_shown_and_checked() -> None:
    assert "eu-gdpr  2026.11.0" in run("rules", "list").stdout
    assert "Art. 35(2)" in run("rules", "show", "gdpr.35.2.dpo").stdout
    assert run("rules", "check").exit_code == 0
    assert "no rule or pack 'nope'" in one_line(run("rules", "show", "nope"))


@pytest.mark.slow
def test_rules_that_were_not_read_are_listed(book: Rulebook) -> None:
    result = run("rules", "check", "--unverified")
    unread = [checked.rule for pack in book.packs for checked in pack.own if not checked.rule.verified]
    assert result.exit_code == 0
    assert all(f"{rule.id}  {'; '.join(map(str, rule.refs))}" in result.stdout for rule in unread)
    assert unread


@pytest.mark.deep
@pytest.mark.slow
def test_a_pack_is_started_checked_tested_and_locked(tmp_path: Path) -> None:
    path, lock = tmp_path / "mine" / "town" / "data.yaml", tmp_path / "pia.lock"
    assert run("rules", "new", path).exit_code == 0
    assert "the file exists" in one_line(run("rules", "new", path))
    assert run("rules", "check", "--rules", tmp_path / "mine").exit_code == 0
    tested = run("rules", "test", "data", "--rules", tmp_path / "mine")
    assert tested.stdout == "ok    own_data.1.contact  5/5\n1 rules, 5 examples, 0 rules failed\n"
    locking = ("--rules", tmp_path / "mine", "--lock", lock)
    assert run("rules", "lock", *locking).exit_code == 0
    assert run("rules", "check", "--locked", *locking).exit_code == 0
    path.write_text(path.read_text(encoding="utf-8").replace("expect: pass", "expect: fail"), encoding="utf-8")
    assert "the pack 'data' is still" in one_line(run("rules", "check", "--locked", *locking))
    failed = run("rules", "test", "own_data.1.contact", "--rules", tmp_path / "mine")
    assert failed.exit_code == 1
    assert "FAIL  own_data.1.contact  4/5" in failed.stdout
    assert "example 'met' expects fail" in failed.stderr


@pytest.mark.deep
@pytest.mark.slow
def test_a_pack_past_its_review_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine" / "town" / "data.yaml"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert run("rules", "new", path).exit_code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    result = run("rules", "check", "--rules", tmp_path / "mine")
    assert result.exit_code == 0
    assert "warning: " in result.stderr
    assert "was to be reviewed by 2024-11-13" in result.stderr


def test_the_schema_is_printed(root: Path) -> None:
    assert run("rules", "schema").stdout == (root / "rules" / "rule-pack.schema.json").read_text(encoding="utf-8")
