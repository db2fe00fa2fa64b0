from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pia.cli import main
from pia.configuration import limits_of
from pia.errors import DocumentError, PiaError
from pia.invocation import Group, today
from pia.model.limits import Limits


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


@pytest.mark.parametrize("error", [OSError(36, "canary"), OSError("canary"), MemoryError("canary")])
def test_what_the_system_refuses_is_no_bug(error: Exception) -> None:
    @click.group(cls=Group)
    def group() -> None:
        pass

    @group.command()
    def refused() -> None:
        raise error

    result = CliRunner().invoke(group, ["refused"])
    assert result.exit_code == 3
    assert "canary" not in result.output
    assert ("(ENAMETOOLONG)" in result.output) is (getattr(error, "errno", None) == 36)


def test_limits_are_read_from_text_and_from_a_table() -> None:
    assert limits_of("rows=1000, cell=64k,unpacked=2G") == Limits(rows=1000, cell=65536, unpacked=2 << 30)
    assert limits_of({"rows": 5, "cell": "1M"}) == Limits(rows=5, cell=1 << 20)
    assert limits_of("") == limits_of(()) == Limits()


def test_limits_that_are_none_are_told_all_at_once() -> None:
    with pytest.raises(DocumentError) as caught:
        limits_of("rwos=5,cell=many,rows")
    number = "1000, 64K, 10M or 2G; 0 is no limit."
    assert [str(problem) for problem in caught.value.problems] == [
        "--limits: there is no limit 'rwos'. Did you mean 'rows'?",
        f"--limits: the limit 'cell' has no number. Write a whole number such as cell={number}",
        f"--limits: the limit 'rows' has no number. Write a whole number such as rows={number}",
    ]
    with pytest.raises(DocumentError):
        limits_of({"rows": True})


def test_limits_hold_wherever_they_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    runner, said = CliRunner(), "only the first 1 rows were examined (limit rows)"
    assert said in runner.invoke(main, ["scan", "t.csv", "--limits", "rows=1"]).output
    assert said in runner.invoke(main, ["--limits", "rows=1", "scan", "t.csv"]).output
    assert said in runner.invoke(main, ["scan", "t.csv"], env={"PIA_LIMITS": "rows=1"}).output
    (tmp_path / "pia.toml").write_text("[limits]\nrows = 1\n", encoding="utf-8")
    assert said in runner.invoke(main, ["scan", "t.csv"]).output
    assert said not in runner.invoke(main, ["scan", "t.csv", "--limits", "rows=9"]).output
    (tmp_path / "pia.toml").write_text("[limits]\nrwos = 1\n", encoding="utf-8")
    result = runner.invoke(main, ["scan", "t.csv"])
    assert result.exit_code == 2
    assert "unknown setting 'limits.rwos'. Did you mean 'rows'?" in result.output


def test_a_language_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for text in ("lang = 5", "lang = 'xx'", "a = " + "[" * 5000):
        (tmp_path / "pia.toml").write_text(text, encoding="utf-8")
        result = run("rules", "list")
        assert result.exit_code == 2
        assert "bug" not in result.output
