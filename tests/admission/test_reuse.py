from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

from pia import pipeline
from pia.admission import reuse
from pia.contents.local import LocalFile
from pia.model.assessment import Assessment
from pia.model.dataset import Population
from pia.model.finding import NotExamined
from pia.model.text import Text
from pia.scan.datasets import Dataset, open_as_one
from pia.scan.opening import LOCAL
from tests.assessments_for_tests import TODAY, no_progress
from tests.projects_for_tests import DATA, DEPLOYMENT, PACK

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "r").mkdir()
    (tmp_path / "r/small.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "d").mkdir()
    (tmp_path / "d/a.csv").write_text(DATA, encoding="utf-8")
    (tmp_path / "d/b.csv").write_text(DATA.replace("mail", "email"), encoding="utf-8")
    (tmp_path / "t.csv").write_text(DATA, encoding="utf-8")
    text = DEPLOYMENT.replace("path: t.csv}]", "path: t.csv}, {name: d, path: d}]")
    (tmp_path / "deployment.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def assess(folder: Path) -> Assessment:
    return pipeline.assess(folder / "deployment.yaml", TODAY, no_progress, [folder])


def unchanged(assessment: Assessment, folder: Path, **changes: object) -> bool:
    deployment = replace(assessment.deployment, **changes)  # type: ignore[arg-type]
    return reuse.unchanged(assessment, deployment, folder, reuse.pack_digests([folder]))


def opened(folder: Path, name: str) -> Dataset:
    return open_as_one([("x", str(folder / name))], LOCAL).datasets[0]


def test_digests_are_those_of_reading(folder: Path) -> None:
    assessment = assess(folder)
    assert {item.dataset: item.sha256 for item in assessment.inputs} == {
        "t": reuse.digest(opened(folder, "t.csv")),
        "d": reuse.digest(opened(folder, "d")),
    }
    assert unchanged(assessment, folder)


def test_any_change_of_the_data_is_noticed(folder: Path) -> None:
    assessment = assess(folder)
    for name in ("t.csv", "d/a.csv", "d/b.csv"):
        path = folder / name
        before = path.read_bytes()
        path.write_bytes(before.replace(b",3", b",4"))
        assert not unchanged(assessment, folder)
        path.write_bytes(before)
    assert unchanged(assessment, folder)
    (folder / "d/c.csv").write_text(DATA, encoding="utf-8")
    assert not unchanged(assessment, folder)
    (folder / "d/c.csv").unlink()
    (folder / "d/u.bin").write_bytes(b"\x00\x01\x02\xff" * 9)
    assert not unchanged(assessment, folder)
    assert unchanged(assess(folder), folder)
    (folder / "d/u.bin").unlink()
    (folder / "d/b.csv").unlink()
    assert not unchanged(assessment, folder)
    (folder / "t.csv").unlink()
    assert not unchanged(assessment, folder)


def test_what_decides_beside_the_data_is_noticed(folder: Path) -> None:
    assessment = assess(folder)
    assert not unchanged(replace(assessment, scanner_sha256=""), folder)
    assert not unchanged(replace(assessment, packs=(replace(assessment.packs[0], sha256="x"),)), folder)
    assert not unchanged(replace(assessment, packs=(replace(assessment.packs[0], id="x"),)), folder)
    only = assessment.deployment.datasets[:1]
    assert not unchanged(assessment, folder, datasets=only)
    assert not unchanged(replace(assessment, inputs=assessment.inputs[:1]), folder)
    counted = (replace(only[0], population=Population(counts="c.csv")), *assessment.deployment.datasets[1:])
    assert not unchanged(assessment, folder, datasets=counted)
    sized = (replace(only[0], population=Population(size=9)), *assessment.deployment.datasets[1:])
    assert unchanged(assessment, folder, datasets=sized)
    away = (replace(only[0], path="https://example.org/t.csv"), *assessment.deployment.datasets[1:])
    planted = folder / "https:/example.org/t.csv"
    planted.parent.mkdir(parents=True)
    planted.write_text(DATA, encoding="utf-8")
    assert not unchanged(assessment, folder, datasets=away)


def test_a_database_does_not_tell_by_its_bytes(folder: Path) -> None:
    import sqlite3

    with sqlite3.connect(folder / "t.sqlite") as database:
        database.execute("create table t (a text)")
    database.close()
    assert reuse.digest(opened(folder, "t.sqlite")) is None


def test_a_file_that_vanishes_has_no_digest(folder: Path) -> None:
    dataset, joined = opened(folder, "t.csv"), opened(folder, "d")
    (folder / "t.csv").unlink()
    (folder / "d/a.csv").unlink()
    one = replace(dataset, parts=(replace(dataset.parts[0], content=LocalFile(folder / "t.csv")),))
    assert reuse.digest(one) is None
    lost = replace(joined.parts[0], content=LocalFile(folder / "d/a.csv"))
    assert reuse.digest(replace(joined, parts=(lost, *joined.parts[1:]))) is None
    other = NotExamined("x", Text("a", "b"))
    assert replace(joined, not_examined=(other,)).not_examined == (other,)


def test_packs_are_found_by_the_bytes_of_their_files(folder: Path) -> None:
    digests = reuse.pack_digests([folder])
    assert digests["small"] == hashlib.sha256(PACK.encode()).hexdigest()
    book = pipeline.rulebook([folder])
    assert digests == {pack.pack.id: pack.sha256 for pack in book.packs}
    (folder / "r/other.yaml").write_text('# id: x\nid: "quoted"  # a remark\n', encoding="utf-8")
    (folder / "r/none.yaml").write_text("name: none\n  id: deep\n", encoding="utf-8")
    (folder / "r/folder.yaml").mkdir()
    assert reuse.pack_digests([folder]).keys() - digests.keys() == {"quoted"}


def test_the_scanner_has_one_digest() -> None:
    assert reuse.scanner_sha256() == reuse.scanner_sha256()
    assert len(reuse.scanner_sha256()) == 64
    assert f"pyarrow {version('pyarrow')}" in reuse.scanner_parts()


def test_a_plug_in_of_others_is_in_the_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, made = reuse.scanner_sha256(), tmp_path / "their_own-1.2.dist-info"
    made.mkdir()
    (made / "METADATA").write_text("Metadata-Version: 2.1\nName: their-own\nVersion: 1.2\n", encoding="utf-8")
    (made / "entry_points.txt").write_text("[pia.recognizers]\ntheirs = their.own\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert "recognizers theirs their.own their-own 1.2" in reuse.scanner_parts()
    assert reuse.scanner_sha256() != before


def test_every_library_is_in_it_or_cannot_change_what_a_scan_finds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[<>=]", line)[0] for line in project["dependencies"]}
    judging = {"cryptography", "jinja2", "pydantic", "python-docx", "pyyaml", "rich", "typst"}
    computing = {"click", "numba", "numpy"}
    assert needed == set(reuse.LIBRARIES) | judging | computing
    assert all(version(name) for name in reuse.LIBRARIES)


def test_users_recognizers_and_language_models_are_asked_again(folder: Path) -> None:
    assessment = assess(folder)
    assert not unchanged(assessment, folder, recognizers=("own.yaml",))
    with_model = replace(assessment, tool=replace(assessment.tool, language_models=("m",)))
    assert not unchanged(with_model, folder)
