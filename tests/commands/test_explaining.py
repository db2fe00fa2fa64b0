from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pia import documents
from pia.cli import main
from pia.model.assessment import Assessment

Table = Callable[..., Path]
RUN = CliRunner()


@pytest.fixture
def saved(assessed: Callable[[str], Assessment], tmp_path: Path) -> Path:
    path = tmp_path / "assessment.json"
    documents.write(path, documents.dump_json(assessed("floating-population")))
    return path


def explain(*arguments: str | Path) -> Result:
    return RUN.invoke(main, ["explain", *(str(item) for item in arguments)])


def test_a_rule_is_told_with_what_would_change_it(saved: Path) -> None:
    told = explain("gdpr.15-21.rights", saved)
    assert told.exit_code == 0
    assert told.stdout.startswith("gdpr.15-21.rights  [high]  ")
    assert told.stdout.rstrip().endswith("Personal data found: no -> not applicable  [scan.personal]")
    assert "判定：不符合" in explain("gdpr.15-21.rights", saved, "--lang", "zh").stdout


def test_a_column_is_told(saved: Path) -> None:
    assert "no purpose names it" in explain("floating-population::备注", saved).stdout


def test_a_name_that_is_neither_is_an_error(saved: Path) -> None:
    wrong = explain("gdpr.15-21.right", saved)
    assert wrong.exit_code == 2
    assert "gdpr.15-21.rights" in wrong.stderr


def test_a_pack_that_changed_since_works_nothing_out(saved: Path, assessed: Callable[[str], Assessment]) -> None:
    plain = assessed("floating-population")
    other = replace(plain, packs=tuple(replace(pack, sha256="0" * 64) for pack in plain.packs))
    documents.write(saved, documents.dump_json(other))
    assert "is not the one of the assessment" in explain("gdpr.15-21.rights", saved).stdout


def test_the_assessment_of_this_folder_is_the_default(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(saved.parent)
    assert explain("gdpr.15-21.rights").exit_code == 0


def test_a_column_is_explained_without_its_values(table: Table) -> None:
    path = table("tel,n\n13800138000,1\n13900139000,2\n")
    shown = explain(f"{path}::tel")
    assert shown.exit_code == 0
    assert "What the values say" in shown.stdout
    assert "13800138000" not in shown.output
    told = json.loads(explain(f"{path}::tel", "-f", "json").stdout)
    assert told["voices"][0]["outcome"] == "reported"
