from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pia.cli import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(item) for item in arguments])


def test_common_options_stand_before_or_behind_the_command() -> None:
    assert "以人为本" in run("--lang", "zh", "rules", "list").stdout
    assert "以人为本" in run("rules", "list", "--lang", "zh").stdout
    assert "People-centred" in run("--lang", "zh", "rules", "list", "--lang", "en").stdout


def test_defaults_come_from_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pia.toml").write_text("lang = 'zh'\n", encoding="utf-8")
    assert "以人为本" in run("rules", "list").stdout
    assert "People-centred" in run("--isolated", "rules", "list").stdout
    assert "People-centred" in run("--lang", "en", "rules", "list").stdout
    monkeypatch.setenv("PIA_LANG", "en")
    assert "People-centred" in run("rules", "list").stdout


def test_a_command_takes_its_own_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: Callable[..., Path]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pia.toml").write_text("[scan]\nformats = ['json']\n", encoding="utf-8")
    assert run("scan", table("a\nx\n")).stdout.startswith("{")


def test_a_wrong_configuration_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("lnag = 'zh'\n", encoding="utf-8")
    result = run("--config", tmp_path / "c.toml", "rules", "list")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Did you mean 'lang'?" in result.stderr


def test_colours_can_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[31m" in run("scan", "no.csv").stderr
    assert "\x1b[31m" not in run("--no-color", "scan", "no.csv").stderr
