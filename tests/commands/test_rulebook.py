from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from pia.cli import main

Table = Callable[..., Path]
RUN = CliRunner()


def run(*arguments: str | Path, **options: object) -> Result:
    return RUN.invoke(main, [str(item) for item in arguments], **options)  # type: ignore[arg-type]


def one_line(result: Result, code: int = 2) -> str:
    assert result.exit_code == code, result.output
    assert result.stdout == "" or "No personal data" not in result.stdout
    assert "Traceback" not in result.output
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


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


def test_rules_are_listed_shown_and_checked() -> None:
    assert "eu-gdpr  2026.11.0" in run("rules", "list").stdout
    assert "Art. 35(2)" in run("rules", "show", "gdpr.35.2.dpo").stdout
    assert run("rules", "check").exit_code == 0
    assert "no rule or pack 'nope'" in one_line(run("rules", "show", "nope"))
