"""Hooks, actions and templates: what they call exists and does what they promise."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from pia import plugins
from pia.cli import main

CLEAN = "station,hour,ozone\n" + "".join(f"s{row % 4},{row % 24},{row % 97}\n" for row in range(2000))


def options(command: str) -> set[str]:
    found = main.commands[command]
    return {name for item in found.params if isinstance(item, click.Option) for name in item.opts}


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["action.yml", "templates/pia-gate.yml", ".pre-commit-hooks.yaml"])
def test_they_call_options_and_formats_that_exist(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    gate = set(re.findall(r"(?<=\s)--(?:policy|environment|approved|baseline|fail-on|rules)\b", text))
    assert gate <= options("gate") | options("scan")
    formats = {item.strip('"').partition("=")[0] for item in re.findall(r"-f (\S+)", text)}
    assert formats - {"text"} <= set(plugins.names("gate_reports"))


def test_the_hook_stops_personal_data_and_nothing_else(root: Path, tmp_path: Path) -> None:
    hook = {item["id"]: item for item in loaded(root / ".pre-commit-hooks.yaml")}["pia-scan"]
    _, *arguments = shlex.split(hook["entry"])

    def run(name: str, text: str) -> int:
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert re.search(hook["files"], name)
        return CliRunner().invoke(main, [*arguments, str(tmp_path / name)]).exit_code

    assert run("a.csv", CLEAN) == 0
    assert run("b.csv", "email\n" + "".join(f"u{row}@example.org\n" for row in range(9))) == 1
    assert run("c.csv", "a,b\n1,2\n3\n") == 4
    assert run("d.csv", "") == 2
    assert not re.search(hook["files"], "notes.md")


def test_every_input_of_the_action_reaches_the_gate(root: Path, tmp_path: Path) -> None:
    action = loaded(root / "action.yml")
    step = action["runs"]["steps"][-1]
    used = set(re.findall(r"inputs\.(\w+)", " ".join(step["env"].values())))
    assert used == set(action["inputs"]) - {"python"}
    assert "${{" not in step["run"]
    (tmp_path / "pia").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\nexit 4\n', encoding="utf-8")
    (tmp_path / "pia").chmod(0o755)
    given = {name: f"the {name.lower()}" for name in step["env"]} | {"BASELINE": "", "GITHUB_STEP_SUMMARY": "s.md"}
    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        env={**given, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4
    assert done.stdout.splitlines() == [
        *("--no-progress", "gate", "the target", "-f", "text", "-f", "github", "-f", "sarif=the sarif"),
        *("-f", "markdown=s.md", "--policy", "the policy", "--environment", "the environment"),
        *("--approved", "the approved"),
    ]


def test_the_gitlab_template_hands_over_what_it_writes(root: Path) -> None:
    job = loaded(root / "templates" / "pia-gate.yml")["pia-gate"]
    reports = job["artifacts"]["reports"]
    assert f"gitlab={reports['codequality']}" in job["script"][0]
    assert f"junit={reports['junit']}" in job["script"][0]
    assert job["artifacts"]["when"] == "always"


def test_the_container_runs_as_nobody_in_particular(root: Path) -> None:
    text = (root / "Containerfile").read_text(encoding="utf-8")
    assert text.index("USER pia") < text.index('ENTRYPOINT ["pia"]')
    assert "--require-hashes" in text
