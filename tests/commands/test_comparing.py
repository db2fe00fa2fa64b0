from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pia.cli import main
from tests.scan.files_for_tests import fill


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(item) for item in arguments])


@pytest.fixture
def files(tmp_path: Path) -> Path:
    rows = [f"u{row}@example.org" for row in range(9)]
    fill(
        tmp_path,
        {
            "old.csv": b"station,hour\ns1,2\ns2,3\n",
            "new.csv": "\n".join(["station,contact", *(f"s1,{row}" for row in rows)]).encode() + b"\n",
            "a/x.csv": b"station,hour\ns1,2\n",
            "b/x.csv": b"station,hour\ns1,2\n",
            "b/y.csv": b"station\ns1\n",
            "ragged.csv": b"a,b\n1,2\n3\n",
        },
    )
    return tmp_path


def test_what_became_personal_is_said(files: Path) -> None:
    result = run("diff", files / "old.csv", files / "new.csv")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        ["+ column contact", "+ personal data EMAIL_ADDRESS in contact, sensitivity 2", "- column hour"],
    )
    back = json.loads(run("diff", files / "new.csv", files / "old.csv", "-f", "json").stdout)
    assert [item["subject"] for item in back["less"]] == [["contact"], ["contact", "EMAIL_ADDRESS"]]
    assert "example.org" not in result.output
    assert run("diff", files / "old.csv", files / "old.csv").stdout == ""


def test_folders_are_compared_by_the_names_in_them(files: Path) -> None:
    assert run("diff", files / "b", files / "b").stdout == ""
    assert run("diff", files / "a", files / "b").stdout == "+ column y.csv.station\n"
    assert run("diff", files / "b", files / "a").stdout == "- column y.csv.station\n"
    assert run("diff", "--lang", "zh", files / "old.csv", files / "new.csv").stdout.startswith("+ 字段 contact")


def test_what_cannot_be_examined_is_no_difference(files: Path) -> None:
    assert run("diff", files / "old.csv", files / "no.csv").exit_code == 2
    result = run("diff", files / "old.csv", files / "ragged.csv")
    assert (result.exit_code, result.stdout) == (3, "")
