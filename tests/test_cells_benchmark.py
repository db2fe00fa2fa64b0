from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pytest
from faker import Faker

from benchmarks.detection.cells import MARKS, Cell, _column, layouts, measured, write
from benchmarks.detection.structured import checked, kinds, ordinary


def test_the_same_cells_are_made_every_time() -> None:
    one, two = dict(layouts(5)), dict(layouts(5))
    assert one == two
    assert len(one) == 5
    for columns in one.values():
        assert any(labels for _, _, labels in columns)
        assert all(max(rows, default=0) <= len(cells) for _, cells, labels in columns for rows in labels.values())


def test_identifiers_are_no_ordinary_cells() -> None:
    fake, dice = Faker(), random.Random(1)
    assert not {kind.make() for kind in kinds(fake, dice).values()} & {make() for make in ordinary(fake, dice).values()}
    with pytest.raises(ValueError, match="no value of the form #"):
        checked("#", lambda _: False, dice)


def test_labels_stand_at_their_rows(tmp_path: Path) -> None:
    columns = [
        _column("a", [Cell("x"), Cell("a@example.org", "EMAIL")]),
        _column("a", [Cell("y")]),
    ]
    gold = json.loads(write(tmp_path, columns).read_text(encoding="utf-8"))["cells.csv"]
    assert gold == {"a": {"types": ["EMAIL"], "cells": {"EMAIL": [2]}}, "a 2": {"types": [], "cells": {}}}
    with (tmp_path / "cells.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["a", "a 2"], ["x", "y"], ["a@example.org", ""]]


def test_recall_and_false_alarms_are_told(tmp_path: Path) -> None:
    cells = [Cell("533.189.180-24", "NATIONAL_ID"), Cell("ORD-2024-000017"), Cell("zz", "EMAIL"), Cell("b@example.org")]
    row, _ = measured("some", tmp_path, [_column("v", cells)])
    assert row == ("some", "2", "0.500", "0.500", "2", "500.0")


def test_results_have_their_own_place_in_the_page(root: Path) -> None:
    page = (root / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert all(page.count(mark) == 1 for mark in MARKS)
