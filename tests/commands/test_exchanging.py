from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from pia import documents
from pia.model.assessment import Assessment
from pia.model.deployment import Deployment
from tests.commands.running_for_tests import one_line, run
from tests.exchange.files_for_tests import aia, cnil

Table = Callable[..., Path]


def test_import_writes_a_deployment_and_its_record_and_tells_what_was_left(table: Table, tmp_path: Path) -> None:
    path, to = table(json.dumps(cnil()), "export.json"), tmp_path / "new" / "deployment.yaml"
    result = run("import", path, "--to", to)
    assert result.exit_code == 0, result.output
    assert [line.strip() for line in result.stdout.splitlines()] == [str(to), str(to.with_suffix(".import.json"))]
    assert "not carried over: comments.1.description: deployment.yaml has no place for it" in result.stderr
    assert "to settle: datasets: " in result.stderr
    assert documents.load(to, Deployment).value.name == "Park counter"
    assert json.loads(to.with_suffix(".import.json").read_bytes())["format"] == "cnil"


def test_import_tells_the_first_of_many_and_no_sign_that_moves_a_terminal(table: Table, tmp_path: Path) -> None:
    more = {f"a{number:02}\x1b[2J": number for number in range(30)}
    path = table(json.dumps({**cnil(), **more}), "export.json")
    result = run("import", path, "--to", tmp_path / "a.yaml")
    assert "\x1b" not in result.stderr
    assert f"more, listed in {tmp_path / 'a.import.json'}" in result.stderr
    assert len([line for line in result.stderr.splitlines() if line.startswith("not carried over")]) == 21


def test_import_speaks_chinese_and_keeps_quiet(table: Table, tmp_path: Path) -> None:
    path = table(json.dumps(aia()), "export.json")
    assert "未能转换: data.impact30: " in run("--lang", "zh", "import", path, "--to", tmp_path / "a.yaml").stderr
    assert run("-q", "import", path, "--to", tmp_path / "b.yaml", "-f", "canada_aia").stderr == ""


def test_import_never_replaces_a_file_unless_told(table: Table, tmp_path: Path) -> None:
    path, to = table(json.dumps(cnil()), "export.json"), table("mine", "deployment.yaml")
    assert f"{to}: the file exists" in one_line(run("import", path, "--to", to))
    assert to.read_text(encoding="utf-8") == "mine"
    assert run("import", path, "--to", to, "--force").exit_code == 0
    assert to.read_text(encoding="utf-8") != "mine"
    to.unlink()
    assert "import.json: the file exists" in one_line(run("import", path, "--to", to))


def test_a_bad_file_is_told_with_its_place_and_writes_nothing(table: Table, tmp_path: Path) -> None:
    to = tmp_path / "deployment.yaml"
    path = table('{"pia": {"name": "secret"}, "answers": "secret"}', "bad.json")
    assert "bad.json: 'answers' is no list" in one_line(run("import", path, "--to", to))
    assert "no such file" in one_line(run("import", tmp_path / "none.json", "--to", to))
    assert not to.exists()


def test_export_writes_every_format_and_tells_what_stays_behind(sample: Assessment, tmp_path: Path) -> None:
    path = tmp_path / "assessment.json"
    path.write_bytes(documents.dump_json(sample))
    result = run("export", path, "-f", "cnil", "-f", f"dutch_dpia={tmp_path / 'nl.json'}")
    assert result.exit_code == 0, result.output
    assert json.loads((tmp_path / "cnil.json").read_bytes())["pia"]["name"] == sample.deployment.name
    assert json.loads((tmp_path / "nl.json").read_bytes())["metadata"]["urn"] == "urn:nl:dpia:3.0"
    assert "not carried over: findings: the CNIL's format has no place for it" in result.stderr
    assert "cnil.json: the file exists" in one_line(run("export", path, "-f", "cnil"))
    assert run("export", path, "-f", "cnil", "--force").exit_code == 0


def test_export_to_standard_output_holds_nothing_else(sample: Assessment, tmp_path: Path) -> None:
    path = tmp_path / "assessment.json"
    path.write_bytes(documents.dump_json(sample))
    result = run("export", path, "-f", "canada_aia=-")
    assert json.loads(result.stdout)["data"]["aboutDataSource1"] == "item1-2"
    assert "1 answers come from the scan of the data" in result.stderr
    assert "Did you mean 'cnil'?" in one_line(run("export", path, "-f", "cnill"))
