from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pia.cli import main

Table = Callable[..., Path]
PEOPLE = "\n".join(
    [
        "email,date_of_birth,sex,zip",
        *(f"u{row}@example.org,19{50 + row % 40}-03-1{row % 7},{'MF'[row % 2]},1000{row % 3}" for row in range(60)),
    ]
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["--no-progress", *(str(argument) for argument in arguments)])


@pytest.fixture
def people(table: Table) -> Path:
    return table(PEOPLE + "\n", "people.csv")


def test_risk_prints_the_curve_and_the_numbers(people: Path) -> None:
    result = run("risk", people, "--qi", "sex,zip", "--sensitive", "date_of_birth")
    assert result.exit_code == 0, result.output
    for words in (
        "Curve of class sizes",
        "Rows in the smallest class (k)",
        "Quasi-identifiers",
        "What the classes give away",
    ):
        assert words in result.stdout
    assert "最小等价类的行数" in run("--lang", "zh", "risk", people, "--qi", "sex").stdout


def test_risk_suggests_columns_and_writes_json(people: Path, tmp_path: Path) -> None:
    out = tmp_path / "risk.json"
    result = run("risk", people, "-f", "table", "-f", f"json={out}")
    assert result.exit_code == 0, result.output
    found = json.loads(out.read_text(encoding="utf-8"))
    assert [item["column"]["name"] for item in found["reidentification"][0]["quasi_identifiers"]] == [
        "date_of_birth",
        "sex",
        "zip",
    ]
    assert json.loads(run("risk", people, "--qi", "sex", "-f", "json").stdout)["linkage"] is None


def test_risk_with_a_population(people: Path, table: Table) -> None:
    counts = table("zip,sex,n\n10000,M,40\n10000,F,50\n10001,M,60\n10001,F,70\n10002,M,80\n10002,F,90\n", "n.csv")
    result = run("risk", people, "--qi", "sex,zip", "--population-counts", counts, "--count-column", "n")
    assert "(k-map)" in result.stdout
    assert "40" in result.stdout
    assert "Pitman" in run("risk", people, "--qi", "zip", "--population", 9000).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--qi", "sxe"), 2, "there is no column 'sxe'. Did you mean 'sex'?"),
        (("--qi", "sex", "--k", "100"), 2, "it has 60 rows, fewer than the class size of 100"),
        (("--k", "100"), 2, "it has 60 rows, fewer than the class size of 100"),
        (("-f", "xml"), 2, "'xml' is no format"),
        (("--qi", "sex", "--population", "3"), 2, "the population of 3 people is smaller than the data"),
    ],
)
def test_what_cannot_be_measured_is_said(people: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run("risk", people, *arguments)
    assert result.exit_code == code
    assert words in " ".join(result.stderr.split())


def test_risk_of_data_about_nobody(table: Table) -> None:
    result = run("risk", table("station,value\n" + "s1,3\n" * 9))
    assert (result.exit_code, "no quasi-identifier was found" in result.stderr) == (2, True)


def test_link_shows_how_files_join(people: Path, table: Table, tmp_path: Path) -> None:
    lines = [line.split(",") for line in PEOPLE.splitlines()[1:]]
    clinic = table("\n".join(["birth_date,gender,visits", *(f"{b},{s},4" for _, b, s, _ in lines)]) + "\n", "c.csv")
    out = tmp_path / "link.json"
    result = run("link", people, clinic, "-f", "table", "-f", f"json={out}")
    assert result.exit_code == 0, result.output
    assert "How the datasets join" in result.stdout
    links = json.loads(out.read_text(encoding="utf-8"))["linkage"]["links"]
    assert {item["left"] for item in links} == {str(people), str(clinic)}
    assert run("link", people).exit_code == run("link", people, people).exit_code == 2
    missing = run("link", people, tmp_path / "no.csv")
    assert (missing.exit_code, "no such file" in missing.stderr) == (2, True)
    once = run("link", people, "-")
    assert (once.exit_code, "standard input passes once" in once.stderr) == (2, True)


def test_mitigate_searches_and_writes_only_when_asked(people: Path, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    result = run("mitigate", people, "--target", "k=5")
    assert result.exit_code == 0, result.output
    assert "The cheapest changes that reach k = 5" in result.stdout
    assert set(tmp_path.iterdir()) == before
    out = tmp_path / "out.csv"
    result = run("mitigate", people, "--target", "k=5", "--hash", "email", "--out", out, "-f", "json")
    assert json.loads(result.stdout)["best"]["smallest_class"] >= 5
    assert "Left out" in result.stderr
    assert "example.org" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["5", "k=1", "k=x", "l=5"])
def test_a_target_that_is_none_is_refused(people: Path, target: str) -> None:
    result = run("mitigate", people, "--target", target)
    assert (result.exit_code, "write k=N" in result.stderr) == (2, True)


def test_no_value_of_a_cell_is_shown(people: Path, table: Table, tmp_path: Path) -> None:
    lines = [line.split(",") for line in PEOPLE.splitlines()[1:]]
    other = table("\n".join(["birth_date,gender,plz", *(f"{b},{s},{z}" for _, b, s, z in lines)]) + "\n", "o.csv")
    said = "".join(
        result.output
        for result in (
            run("risk", people),
            run("risk", people, "-f", "json"),
            run("risk", people, "--qi", "date_of_birth,zip", "--sensitive", "email"),
            run("link", people, other, "-f", "table", "-f", f"json={tmp_path / 'l.json'}"),
            run("mitigate", people, "-f", "table", "-f", f"json={tmp_path / 'm.json'}"),
            run("risk", people, "--population-counts", people, "--count-column", "zip"),
        )
    )
    said += (tmp_path / "l.json").read_text(encoding="utf-8") + (tmp_path / "m.json").read_text(encoding="utf-8")
    cells = {cell for email, born, _, code in lines for cell in (email, born, code, born[:7])}
    assert not [cell for cell in cells if cell in said]


def test_an_engine_is_refused_where_nothing_is_scanned(table: Table) -> None:
    result = run("risk", table("a,b\n1,2\n"), "--qi", "a", "--engine", "dask")
    assert result.exit_code == 2
    assert "with --qi it is not" in result.stderr
