from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pia.errors import PiaError
from pia.evaluation import Asked, evaluate, load_gold
from pia.model.evaluation import Evaluation, Figures
from pia.scan.opening import LOCAL
from tests.assessments_for_tests import no_progress
from tests.gold_for_tests import BESIDE, scored

Table = Callable[..., Path]
IGNORED = ("GENERIC_ID", "ORG", "URL", "DATE", "CRYPTO", "SWIFT", "MEDICAL_LICENSE")
GOLD = {
    "people.csv": {
        "mail": ["EMAIL_ADDRESS"],
        "notes": {"types": ["EMAIL"], "cells": {"EMAIL": [2], "?PHONE": [1]}},
        "gone": ["PHONE"],
    },
    "things.csv": {"part": {"cells": {}}},
}


def evaluated(folder: Path, gold: object = GOLD, *, ignored: tuple[str, ...] = (), cells: bool = True) -> Evaluation:
    path = folder / "gold.json"
    path.write_text(json.dumps(gold), encoding="utf-8")
    return evaluate(Asked(path, folder, ignored, cells, LOCAL), no_progress)


@pytest.fixture
def folder(table: Table, tmp_path: Path) -> Path:
    table("mail,notes\na@example.org,none\nb@example.org,write to c@example.org please\n,\n", "people.csv")
    table("part,colour\nAX-1,red\nAX-2,blue\n", "things.csv")
    return tmp_path


def test_tables_are_scanned_and_compared(folder: Path) -> None:
    result = evaluated(folder)
    assert result.columns.types == {"EMAIL": Figures.of(2, 0, 0), "PHONE": Figures.of(0, 0, 1)}
    assert (result.columns.innocent, result.columns.alarmed) == (2, 0)
    assert result.unknown_columns == ("people.csv::gone",)
    assert result.predictions["people.csv"] == {"mail": ("EMAIL",), "notes": ("EMAIL",)}
    assert result.cells
    assert result.cells.types == {"EMAIL": Figures.of(1, 0, 0)}
    assert (result.cells.innocent, result.cells.alarmed) == (2, 0)


def test_cells_are_judged_only_when_asked_for(folder: Path) -> None:
    assert evaluated(folder, cells=False).cells is None


def test_a_type_is_ignored_under_either_name(folder: Path) -> None:
    for name in ("EMAIL", "EMAIL_ADDRESS"):
        result = evaluated(folder, ignored=(name,))
        assert (result.ignored, result.columns.overall) == (("EMAIL",), Figures.of(0, 0, 1))


def test_every_table_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "d").mkdir()
    for name in ("a.csv", "b.csv"):
        (folder / "d" / name).write_text("x\n1\n", encoding="utf-8")
    with pytest.raises(PiaError) as caught:
        evaluated(folder, {"no.csv": {}, "d": {}, "neither.csv": {}})
    assert [problem.what for problem in caught.value.problems] == [
        "there is no such file",
        "this is no single table",
        "there is no such file",
    ]
    (folder / "empty.csv").write_bytes(b"")
    with pytest.raises(PiaError, match="the file is empty"):
        evaluated(folder, {"empty.csv": {}})


def test_a_gold_file_that_is_none_is_refused(table: Table) -> None:
    with pytest.raises(PiaError, match="rows are counted from 1"):
        load_gold(table('{"a.csv": {"c": {"cells": {"EMAIL": [0]}}}}', "gold.json"))
    with pytest.raises(PiaError, match="unknown key 'a.csv.c.typs'"):
        load_gold(table('{"a.csv": {"c": {"typs": []}}}', "gold.json"))


@pytest.mark.slow
@pytest.mark.skipif(BESIDE is None, reason="the development split is not beside the project")
@pytest.mark.parametrize("kind", ["faker", "gittables"])
def test_figures_are_those_of_the_neutral_scorer(kind: str) -> None:
    assert BESIDE
    gold, tables = BESIDE / "gold" / f"{kind}.dev.json", BESIDE / "tables"
    result = evaluate(Asked(gold, tables, IGNORED, False, LOCAL), no_progress)
    labels = json.loads(gold.read_text(encoding="utf-8"))
    expected = scored(BESIDE, labels, result.predictions, set(IGNORED), tables)
    overall = result.columns.overall
    assert [overall.precision, overall.recall, overall.f1] == pytest.approx(expected["micro"])
    assert [result.columns.macro_f1] == pytest.approx(expected["macro"])
    assert [result.columns.alarmed, result.columns.innocent] == expected["neg"]
    assert overall.hits > 40
