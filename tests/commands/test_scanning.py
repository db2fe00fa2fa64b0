from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import fsspec

from tests.commands.running_for_tests import one_line, run
from tests.manifests_for_tests import manifest
from tests.scan.files_for_tests import PEOPLE, fill, zipped

Table = Callable[..., Path]


def test_scan_draws_a_table(table: Table) -> None:
    result = run("scan", table("email,n\na@example.org,1\nb@example.org,2\n"))
    assert result.exit_code == 0
    assert "e-mail address" in result.stdout
    assert "2/2 100%" in result.stdout
    assert "example" not in result.output.replace("table.csv", "")


def test_scan_gives_json_and_nothing_else_on_stdout(table: Table, tmp_path: Path) -> None:
    path = table("email\na@example.org\n")
    result = run("scan", path, "-f", "json")
    assert json.loads(result.stdout)["findings"][0]["entity_type"] == "EMAIL_ADDRESS"
    assert run("scan", path, "-f", f"json={tmp_path / 'o.json'}", "-f", "table").exit_code == 0
    assert json.loads((tmp_path / "o.json").read_text(encoding="utf-8")) == json.loads(result.stdout)


def test_scan_speaks_chinese(table: Table) -> None:
    result = run("--lang", "zh", "scan", table("email\na@example.org\nb,c\n"))
    assert "电子邮箱" in result.stdout
    assert "未检查" in result.stdout


def test_a_folder_is_scanned_file_by_file_whatever_one_of_them_is(tmp_path: Path) -> None:
    fill(tmp_path, {"d/a.csv": PEOPLE, "d/b.zip": zipped({"x/c.csv": PEOPLE}), "d/.env": b"K=1", "e.csv": PEOPLE})
    fill(tmp_path, {"d/cut.csv.gz": gzip.compress(PEOPLE)[:-9]})
    result = run("scan", tmp_path / "d", f"{tmp_path}/e*", tmp_path / "no.csv", "-f", "json")
    report = json.loads(result.stdout)
    assert [Path(item["dataset"]).name for item in report["inputs"]] == ["a.csv", "c.csv", "e.csv"]
    assert len(report["findings"]) == 3
    assert [item["where"] for item in report["not_examined"]] == [f"{tmp_path}/d/.env"]
    assert result.exit_code == 3
    assert {line.split(": ")[1].split(".")[0] for line in result.stderr.splitlines()} == {
        "the gzip file is cut off",
        "there is no such file",
    }


def test_standard_input_is_scanned_in_any_packing() -> None:
    for data in (PEOPLE, gzip.compress(PEOPLE), zipped({"a.csv": PEOPLE})):
        result = run("scan", "-", "-f", "json", input=data)
        assert json.loads(result.stdout)["findings"][0]["entity_type"] == "EMAIL_ADDRESS"
    report = json.loads(run("scan", "-", "--input-format", "tsv", "-f", "json", input=PEOPLE).stdout)
    assert report["inputs"][0]["sha256"] == hashlib.sha256(PEOPLE).hexdigest()
    assert "there is no format 'xyz'" in one_line(run("scan", "-", "--input-format", "xyz", input=PEOPLE))
    assert "-: the file is empty" in one_line(run("scan", "-", input=b""))
    assert "-: the gzip file is cut off" in one_line(run("scan", "-", input=gzip.compress(PEOPLE)[:-9]), 3)


def test_other_machines_are_asked_only_if_that_is_allowed(tmp_path: Path) -> None:
    with fsspec.filesystem("memory").open("/cli/a.csv", "wb") as file:
        file.write(PEOPLE)
    assert "Allow it with --remote, or with remote = true" in one_line(run("scan", "memory://cli/a.csv"))
    result = run("scan", "--remote", "memory://cli/a.csv?token=hunter2", "-f", "json")
    assert "hunter2" not in result.output
    result = run("scan", "--remote", "memory://cli/a.csv")
    assert "2/2 100%" in result.stdout
    (tmp_path / "pia.toml").write_text("remote = true\n", encoding="utf-8")
    assert run("--config", tmp_path / "pia.toml", "scan", "memory://cli/a.csv").exit_code == 0
    assert run("scan", "--no-remote", "memory://cli/a.csv").exit_code == 2


def test_a_scan_is_handed_over_to_data_tools(tmp_path: Path) -> None:
    table, owners = tmp_path / "residents.csv", manifest(tmp_path)
    table.write_text("id,mail\n1,ann.lee@example.org\n", encoding="utf-8")
    tags, suites = tmp_path / "tags.yml", tmp_path / "suites.json"
    made = run("scan", table, "-f", f"dbt={tags}", "-f", f"great_expectations={suites}", "--owners", owners)
    assert made.exit_code == 0
    assert "owner: Civil registry <registry@city.example>" in tags.read_text(encoding="utf-8")
    assert '"residents.pia"' in suites.read_text(encoding="utf-8")
    assert "EMAIL_ADDRESS" in run("scan", table, "-f", "dbt").stdout
