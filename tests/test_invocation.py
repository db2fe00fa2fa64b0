from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pia.cli import main
from pia.errors import PiaError
from pia.invocation import today


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


@pytest.mark.parametrize("clock", ["soon", "-1", "²", "253402300800", "9" * 30])
def test_a_fixed_clock_that_is_no_moment_is_told(clock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", clock)
    with pytest.raises(PiaError, match="SOURCE_DATE_EPOCH: this is no moment"):
        today()


def test_a_full_standard_output_is_told_and_is_no_bug(root: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "pia", "--help"]
        ended = subprocess.run(command, cwd=root, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (2, "standard output: no space left on device. Free some space.\n")
