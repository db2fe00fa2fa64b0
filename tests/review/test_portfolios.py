from __future__ import annotations

import os
import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from pia import documents
from pia.model.review import Drift, Standing, Summary
from pia.review.portfolios import found_in, summaries
from tests.admission.setting_for_tests import BASE, POLICY
from tests.projects_for_tests import TODAY, Project, project

DEPLOYMENT = "name: Town\ndescription: d\ncontroller: {name: o}\ndatasets: [{name: t, path: t.csv}]\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project(tmp_path_factory.mktemp("made"))


@pytest.fixture
def root(made: Project, tmp_path: Path) -> Path:
    """A portfolio of a signed assessment, one that was never assessed, and one that cannot be read."""
    shutil.copytree(made.folder, tmp_path / "a" / "small")
    for name, text in (("b", DEPLOYMENT), ("c", "name: ["), (".hidden", DEPLOYMENT), ("a/small/below", DEPLOYMENT)):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "deployment.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def lines(root: Path, today: date = TODAY) -> dict[str, Summary]:
    return {item.folder: item for item in summaries(root, today, None)}


def pending(root: Path) -> list[str]:
    """What is left for later by somebody without patience."""
    return [item.folder for item in summaries(root, TODAY, None, 0) if item.pending]


def settled(root: Path) -> dict[str, Summary]:
    """The lines, once files lie still for so long that reading them again is not needed."""
    while pending(root):
        found = lines(root)
    return found


def later(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def test_every_assessment_has_its_line(root: Path) -> None:
    found = lines(root)
    assert [*found] == ["a/small", "b", "c"]
    small, town, broken = found.values()
    assert (small.name, small.assessed_on, small.standing, small.stale) == ("Small", TODAY, Standing.HOLDS, False)
    assert (small.drift, small.open_questions, small.failed, small.problems) == (Drift.NONE, 0, 0, ())
    assert {item.model for item in small.levels} == {"canada_aia", "cnil", "gbt39335", "nist_pram", "wp248"}
    assert (small.next_review, small.overdue) == (date(2027, 6, 1), False)
    assert (town.name, town.assessed_on, town.standing, town.drift) == ("Town", None, Standing.UNSIGNED, Drift.UNKNOWN)
    assert broken.name == "c"
    assert "deployment.yaml:2: this is not valid YAML" in broken.problems[0]
    assert str(root) not in broken.problems[0]
    assert lines(root, date(2027, 6, 2))["a/small"].overdue


def test_what_changes_is_read_again(root: Path) -> None:
    folder = root / "a" / "small"
    lines(root)
    later(folder / "t.csv", "mail,number\nb@example.org,2\n")
    assert lines(root)["a/small"].drift is Drift.CHANGED
    (folder / "t.csv").unlink()
    assert lines(root)["a/small"].drift is Drift.CHANGED
    text = (folder / "deployment.yaml").read_text(encoding="utf-8")
    later(folder / "deployment.yaml", text.replace("name: Small", "name: Big"))
    found = lines(root)["a/small"]
    assert (found.name, found.stale, found.standing) == ("Big", True, Standing.LAPSED)
    (folder / "approval.json").rename(folder / "approval.json.voided-1")
    assert lines(root)["a/small"].standing is Standing.UNSIGNED
    later(folder / "assessment.json", "{}")
    assert lines(root)["a/small"].problems
    shutil.rmtree(root / "b")
    assert [*lines(root)] == ["a/small", "c"]


def test_a_change_within_the_same_moment_and_size_is_noticed(root: Path) -> None:
    path = root / "b" / "deployment.yaml"
    lines(root)
    before = path.stat()
    later(path, DEPLOYMENT.replace("Town", "City"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert lines(root)["b"].name == "City"


def test_own_recognizers_are_part_of_it(root: Path) -> None:
    folder = root / "b"
    later(folder / "deployment.yaml", DEPLOYMENT + "recognizers: [own.yaml]\n")
    later(folder / "own.yaml", "overrides: []\n")
    assert lines(root)["b"].name == "Town"
    later(folder / "own.yaml", "overrides:  []\n")
    kept = documents.load(root / ".pia" / "portfolio.json", dict[str, object]).value
    assert lines(root)["b"].name == "Town"
    assert documents.load(root / ".pia" / "portfolio.json", dict[str, object]).value != kept


def test_the_policy_and_the_day_decide_on_signatures(root: Path) -> None:
    assert lines(root)["a/small"].standing is Standing.HOLDS
    [small] = [item for item in summaries(root, TODAY, POLICY) if item.folder == "a/small"]
    assert small.standing is Standing.LAPSED
    assert lines(root, date(2026, 11, 1))["a/small"].standing is Standing.LAPSED


def test_the_cache_can_be_thrown_away_or_spoilt(root: Path) -> None:
    before = lines(root)
    cache = root / ".pia" / "portfolio.json"
    for text in ("", "{}", "[", '{"tool": "0", "kept": {}}'):
        cache.unlink()
        later(cache, text)
        assert lines(root) == before
    shutil.rmtree(root / ".pia")
    assert lines(root) == before
    shutil.rmtree(root / ".pia")
    later(root / ".pia", "a file where the folder should be")
    assert lines(root) == before


def test_what_there_is_no_time_for_is_pending_and_comes_later(root: Path) -> None:
    assert pending(root) == ["a/small", "b", "c"]
    assert [item.name for item in summaries(root, TODAY, None, 0)] == ["a/small", "b", "c"]
    whole = settled(root)
    later(root / "b" / "deployment.yaml", DEPLOYMENT.replace("Town", "City"))
    assert pending(root) == ["b"]
    assert {name: item.name for name, item in settled(root).items()} == {"a/small": "Small", "b": "City", "c": "c"}
    assert lines(root)["c"] == whole["c"]


def test_where_nothing_can_be_kept_it_is_kept_in_memory(root: Path) -> None:
    later(root / ".pia", "a file where the folder should be")
    assert [*settled(root)] == ["a/small", "b", "c"]


def test_folders_are_looked_through_to_a_depth(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*"123456789")
    deep.mkdir(parents=True)
    for folder in (tmp_path, deep, deep.parent):
        later(folder / "deployment.yaml", DEPLOYMENT)
    assert [name for name, _ in found_in(tmp_path)] == [".", "1/2/3/4/5/6/7/8"]


@pytest.mark.slow
def test_five_hundred_assessments_are_listed_within_200_ms(tmp_path: Path) -> None:
    assessed = documents.dump_json(BASE)
    for number in range(500):
        folder = tmp_path / f"group-{number % 20}" / f"{number}"
        folder.mkdir(parents=True)
        later(folder / "deployment.yaml", DEPLOYMENT.replace("Town", f"Town {number}"))
        later(folder / "t.csv", "a,b\n1,2\n")
        (folder / "assessment.json").write_bytes(assessed)
    first = summaries(tmp_path, TODAY, None)
    summaries(tmp_path, TODAY, None)
    times = []
    for _ in range(5):
        began = time.process_time()
        assert summaries(tmp_path, TODAY, None) == first
        times.append(time.process_time() - began)
    assert len(first) == 500
    assert min(times) < 0.2, times
