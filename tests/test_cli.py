from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner, Result

from pia import plugins
from pia.cli import main
from tests.scan.files_for_tests import PEOPLE, fill, zipped

Table = Callable[..., Path]
RUN = CliRunner()


def run(*arguments: str | Path, **options: object) -> Result:
    return RUN.invoke(main, [str(item) for item in arguments], **options)  # type: ignore[arg-type]


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


def test_an_unknown_format_is_refused(table: Table) -> None:
    assert "no format of scan" in run("scan", table("a\nx\n"), "-f", "xml").stderr
    result = run("assess", table("name: x", "deployment.yaml"), "-f", "xml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no 'xml' among the reports" in result.stderr


def one_line(result: Result, code: int = 2) -> str:
    assert result.exit_code == code, result.output
    assert result.stdout == "" or "No personal data" not in result.stdout
    assert "Traceback" not in result.output
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


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
    assert "this is no assessment" in one_line(run("gate", broken))
    assert "not valid JSON" in one_line(run("gate", table("{", "assessment.json")))


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


def test_an_unknown_fact_in_a_rule_is_named(tmp_path: Path, root: Path) -> None:
    shipped = (root / "rules" / "eu-gdpr" / "gdpr.yaml").read_text(encoding="utf-8")
    path = tmp_path / "mine" / "pack.yaml"
    path.parent.mkdir()
    text = shipped.replace("id: eu-gdpr", "id: mine", 1).replace(
        "applies_when: scan.personal\n", "applies_when: scan.persnal\n", 1
    )
    path.write_text(text, encoding="utf-8")
    line = one_line(run("rules", "check", "--rules", tmp_path))
    assert "unknown fact 'scan.persnal'. Did you mean 'scan.personal'?" in line
    assert "pack.yaml:" in line


def test_assess_report_and_gate(root: Path, tmp_path: Path) -> None:
    sample = root / "samples" / "air-quality" / "deployment.yaml"
    result = run("assess", sample, "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert {path.name for path in tmp_path.iterdir()} == {"assessment.json", "report.html", "report.pdf"}
    assessment = tmp_path / "assessment.json"
    assert run("gate", assessment).stdout.strip() == "PASSED"
    assert json.loads(run("gate", assessment, "-f", "json").stdout)["passed"] is True
    assert run("--lang", "zh", "report", assessment, "-f", "html=-").stdout.startswith("<!DOCTYPE html>")
    assert run("report", assessment, "-f", f"json={tmp_path / 'x.json'}").exit_code == 0
    assert (tmp_path / "x.json").read_bytes() == assessment.read_bytes()


def test_score_speaks_text_and_json(table: Table) -> None:
    answers = table('{"large_scale": "yes", "sensitive_data": "yes"}', "answers.json")
    assert run("score", "wp248", answers).stdout.startswith("WP248: is an assessment needed?: assessment required")
    assert "必须评估" in run("--lang", "zh", "score", "wp248", answers).stdout
    found = json.loads(run("score", "wp248", answers, "-f", "json").stdout)
    assert (found["level"]["value"], found["model"]) == (3, "wp248")


def test_score_names_everything_wrong(table: Table) -> None:
    result = run("score", "canada_aia", table('{"riskProfle1": "x", "riskProfile2": "x"}', "answers.json"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.strip().splitlines()) == 2
    survey = table('{"elements": [{"type": "text", "name": "a", "visibleIf": "{a} ="}]}', "survey.json")
    assert "a: visibleIf is broken at column 6" in one_line(
        run("score", "canada_aia", table("{}", "answers.json"), "--survey", survey)
    )
    assert "Did you mean 'cnil'?" in one_line(run("score", "cnill", table("{}", "answers.json")))


def test_the_gate_shuts_with_reasons(root: Path, tmp_path: Path) -> None:
    sample = root / "samples" / "floating-population" / "deployment.yaml"
    assert run("-q", "assess", sample, "--out", tmp_path, "-f", "json").exit_code == 0
    result = run("gate", tmp_path / "assessment.json")
    assert result.exit_code == 1
    assert result.stdout.startswith("STOPPED")
    assert "not met: gdpr.6.1.basis" in result.stdout
    assert "open: gdpr.33-34.breach" in result.stdout


def test_init_writes_what_assess_reads(tmp_path: Path, table: Table) -> None:
    table("email\na@example.org\n")
    path = tmp_path / "deployment.yaml"
    answers = "Register\nWhat it does\nCity\ndesk\n\neu\ntable.csv\nPurpose\n"
    assert run("init", path, input=answers).exit_code == 0
    assert "the file exists" in run("init", path).stderr
    assert run("--lang", "zh", "init", path, "--force", input=answers).exit_code == 0
    result = run("assess", path, "-f", "html")
    assert result.exit_code == 0, result.output
    assert 'lang="zh-Hans"' in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_rules_are_listed_shown_and_checked() -> None:
    assert "eu-gdpr  2026.11.0" in run("rules", "list").stdout
    assert "Art. 35(2)" in run("rules", "show", "gdpr.35.2.dpo").stdout
    assert run("rules", "check").exit_code == 0
    assert "no rule or pack 'nope'" in one_line(run("rules", "show", "nope"))


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
