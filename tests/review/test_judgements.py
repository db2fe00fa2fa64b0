from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pia import documents
from pia.errors import ReviewError
from pia.model.dataset import Column
from pia.model.finding import Finding
from pia.model.recognition import RecognitionFile
from pia.model.review import Item, ItemKind, Rating
from pia.review import judgements, store
from tests.projects_for_tests import TODAY
from tests.review.entries_for_tests import AUTHOR, NOW, OFFICER, entry
from tests.review.test_opening import TEXT

FINDING = Finding(Column("t", "", "mail"), "EMAIL_ADDRESS", "x.x", 1.0, 5, 9, (), ())


def put(folder: Path, finding: Finding = FINDING, *, holds: bool = False, reason: str = "a: reason") -> None:
    judged = judgements.override_of(finding, reason, OFFICER, TODAY, holds=holds, until=None)
    judgements.put(folder, judged, OFFICER, NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deployment.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_an_override_is_as_if_written_by_hand(folder: Path) -> None:
    put(folder)
    (folder / "findings.yaml").write_text(
        (folder / "findings.yaml").read_text(encoding="utf-8") + "# mine\n", encoding="utf-8"
    )
    put(folder, replace(FINDING, entity_type="PERSON"), holds=True)
    put(folder, holds=True, reason="another")
    text = (folder / "findings.yaml").read_text(encoding="utf-8")
    assert text.startswith("# What reviewers said about findings")
    assert text.endswith("# mine\n")
    found = documents.load(folder / "findings.yaml", RecognitionFile).value.overrides
    assert [(item.column, item.entity_type, item.holds, item.reason, item.owner) for item in found] == [
        ("t::mail", "EMAIL_ADDRESS", True, "another", "Olaf"),
        ("t::mail", "PERSON", True, "a: reason", "Olaf"),
    ]
    assert {(item.created, item.expires) for item in found} == {(TODAY, TODAY + timedelta(days=365))}
    assert (folder / "deployment.yaml").read_text(encoding="utf-8") == TEXT + "recognizers: [findings.yaml]\n"
    judgements.take_back(folder, found[0], store.entry_of(AUTHOR, NOW, entry().act))
    left = documents.load(folder / "findings.yaml", RecognitionFile).value.overrides
    assert left == found[1:]
    with pytest.raises(ReviewError, match="nobody judged this finding"):
        judgements.take_back(folder, found[0], entry())


def test_the_item_of_a_judgement_is_that_of_its_finding() -> None:
    nested = replace(FINDING, column=Column("a::b", "s", "c"))
    item, override = judgements.override_of(nested, "r", AUTHOR, TODAY, holds=False, until=TODAY)
    assert (item, override.column) == (Item(ItemKind.FINDING, "a::b/s.c#EMAIL_ADDRESS"), "a::b::s.c")


def test_lines_are_filled_in() -> None:
    rated = judgements.rated(entry(), Rating.IMPROVABLE, "x")
    assert (rated.after, rated.result) == ("improvable", "x")
    changed = judgements.changed(entry(), "f", "a", "b")
    assert (changed.file, changed.base, changed.result) == ("f", "a", "b")
