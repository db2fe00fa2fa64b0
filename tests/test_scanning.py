from __future__ import annotations

from pathlib import Path

from pia.judging import Rulebook
from pia.scan.datasets import open_apart
from pia.scan.opening import LOCAL
from pia.scanning import scan_all, sought
from tests.assessments_for_tests import no_progress


def test_types_that_are_no_personal_data_are_not_sought(book: Rulebook) -> None:
    types = {recognizer.entity_type for recognizer in sought(book.categories)}
    assert "CN_RESIDENT_ID" in types
    assert not {name for name, category in book.categories.items() if category.kind == "other"} & types


def test_a_broken_dataset_leaves_the_others_scanned(tmp_path: Path, book: Rulebook) -> None:
    (tmp_path / "a.csv").write_text("mail\na@example.org\n", encoding="utf-8")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and nothing else")
    names = [(name, str(tmp_path / name)) for name in ("b.parquet", "a.csv")]
    opened = open_apart(names, LOCAL)
    scanned, errors = scan_all(opened.datasets, book.categories, b"key", no_progress)
    assert [item.input.dataset for item in scanned] == ["a.csv"]
    assert scanned[0].findings[0].entity_type == "EMAIL_ADDRESS"
    assert (scanned[0].subjects.min, scanned[0].subjects.max) == (1, 1)
    assert len([*opened.errors, *errors]) == 1
