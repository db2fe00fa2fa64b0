from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pia import plugins
from tests.commands.running_for_tests import one_line, run

Table = Callable[..., Path]


def test_an_unknown_format_is_refused(table: Table) -> None:
    assert "no format of scan" in run("scan", table("a\nx\n"), "-f", "xml").stderr
    result = run("assess", table("name: x", "deployment.yaml"), "-f", "xml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no 'xml' among the reports" in result.stderr


def test_each_wrong_input_gets_one_clear_message(tmp_path: Path, table: Table) -> None:
    assert "in this folder" in one_line(run("scan", tmp_path))
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "binary.csv").write_bytes(b"\x00\x01\x02")
    assert "there is no such file" in one_line(run("scan", tmp_path / "no.csv"))
    assert "the file is empty" in one_line(run("scan", tmp_path / "empty.csv"))
    assert "this is a binary file" in one_line(run("scan", tmp_path / "binary.csv"))
    assert "there is no such file" in one_line(run("assess", tmp_path / "no.yaml"))
    assert "this is a folder" in one_line(run("assess", tmp_path))
    broken = tmp_path / "deployment.yaml"
    broken.write_text("name: [\n", encoding="utf-8")
    assert "deployment.yaml:2: this is not valid YAML" in one_line(run("assess", broken))
    broken.write_text("name: a\ndescription: b\ncontroller: {name: c}\ndatasets: []\nnmae: x\n", encoding="utf-8")
    assert "deployment.yaml:5: unknown key 'nmae'. Did you mean 'name'?" in one_line(run("assess", broken))
    assert "unknown key 'nmae'" in one_line(run("gate", broken))
    assert "not valid JSON" in one_line(run("gate", table("{", "assessment.json")))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    assert "_PIA_COMPLETE" in run("completion", shell).stdout


def test_a_bug_is_told_without_a_value(monkeypatch: pytest.MonkeyPatch, table: Table) -> None:
    class Broken:
        name = "broken"
        suffixes = (".csv",)
        schemes = ()

        def read(self, *_: object) -> object:
            raise RuntimeError("secret a@example.org")

    monkeypatch.setattr(plugins, "load_all", lambda shelf: {"broken": Broken()} if shelf == "sources" else {})
    line = one_line(run("scan", table("email\na@example.org\n")), 70)
    assert "a bug in pia (RuntimeError)" in line
    assert "example" not in line


def test_help_loads_nothing_heavy() -> None:
    heavy = ("presidio_analyzer", "spacy", "typst", "pyarrow", "pydantic", "numpy", "jinja2", "rich", "yaml")
    run_help = "import sys\nfrom pia.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
    code = f"{run_help}print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_help_names_every_command() -> None:
    text = run("--help").stdout
    for command in ("init", "scan", "assess", "report", "gate", "score", "rules", "completion"):
        assert f"  {command}" in text
