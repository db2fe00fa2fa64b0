from __future__ import annotations

import random
from pathlib import Path

import pytest
from stdnum.cn import uscc

from benchmarks.detection.china import MARKS, judged, layouts, recalls
from benchmarks.detection.chinese import numbers
from benchmarks.detection.chinese_ordinary import cells, wrong_credit_code, wrong_resident_id
from pia.recognizers._china_checks import resident_id_is_valid


def test_the_same_numbers_are_made_every_time_and_are_right() -> None:
    assert layouts(4) == layouts(4)
    made = {name: kind.make() for name, kind in numbers(random.Random(2)).items()}
    assert resident_id_is_valid(made["resident id, 18"])
    assert resident_id_is_valid(made["resident id, 15"])
    assert uscc.is_valid(made["credit code"])


def test_ordinary_cells_are_no_such_numbers() -> None:
    dice = random.Random(6)
    assert not any(resident_id_is_valid(wrong_resident_id(dice)) for _ in range(50))
    assert not any(uscc.is_valid(wrong_credit_code(dice)) for _ in range(50))
    assert not any(make()[:1] == "" for make in cells(dice).values())


@pytest.mark.parametrize("layout", ["plain", "texts"])
def test_hardly_any_is_missed_and_nothing_else_is_found(layout: str, tmp_path: Path) -> None:
    columns = layouts(7)[layout]
    found = judged(tmp_path, layout, columns)
    assert min(recalls(columns, found).values()) >= 0.99
    assert found.alarm_rate < 0.005


def test_what_is_missed_lowers_the_recall_of_its_kind(tmp_path: Path) -> None:
    columns = [
        ("mobile", ("手机", ["13800138000", "13900139000"], {"PHONE": [1, 2]})),
        ("plate", ("v", ["nothing", "京A12345"], {"VEHICLE_ID": [1, 2]})),
    ]
    assert recalls(columns, judged(tmp_path, "some", columns)) == {"mobile": 1.0, "plate": 0.5}


def test_results_have_their_own_place_in_the_page(root: Path) -> None:
    page = (root / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert all(page.count(mark) == 1 for mark in MARKS)
