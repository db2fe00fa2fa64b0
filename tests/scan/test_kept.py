from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from pia.matching.library import Library
from pia.recognizers import Hint, Pattern, PatternRecognizer
from pia.scan.kept import invented, kept_asking, kept_library, taught
from pia.scan.kernel import Kernel
from pia.scan.tally import tally_batch
from tests.scan.tables_for_tests import IDENTIFIERS, KEY, VALUES, batch, said

SOUGHT = (
    PatternRecognizer("t.ticket", "TICKET", (Pattern(r"T-\d{4}", 0.9),)),
    PatternRecognizer("t.number", "NUMBER", (Pattern(r"\d{6}", 0.3),), context=("no",)),
    PatternRecognizer("t.words", "WORDS", (Pattern("alpha|beta", 0.9),), hint=Hint(("alpha", "beta"))),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept_library.cache_clear()
    return tmp_path / "pia"


def learnt(library: Library) -> int:
    return len(library.dumps())


def test_automata_are_kept_and_what_data_teach_them_is_not(folder: Path) -> None:
    first = kept_library(SOUGHT)
    (path,) = folder.iterdir()
    kept = path.read_bytes()
    column = batch({"no": pa.array([*VALUES, "T-1234", "alpha"])})
    told = said(Kernel(SOUGHT, KEY, IDENTIFIERS, first).tally(column))
    assert told == said(tally_batch(column, SOUGHT, KEY, IDENTIFIERS))
    assert learnt(first) > len(kept)
    kept_library.cache_clear()
    again = kept_library(SOUGHT)
    assert again is not first
    assert learnt(again) < learnt(first)
    assert path.read_bytes() == kept
    assert said(Kernel(SOUGHT, KEY, IDENTIFIERS, again).tally(column)) == told


def test_a_damaged_file_is_made_anew_and_other_forms_have_another(folder: Path) -> None:
    kept_library(SOUGHT)
    (path,) = folder.iterdir()
    kept = path.read_bytes()
    path.write_bytes(kept[:-9])
    kept_library.cache_clear()
    kept_library(SOUGHT)
    assert path.read_bytes() == kept
    kept_library(SOUGHT[:1])
    assert len(list(folder.iterdir())) == 2


def test_where_nothing_can_be_kept_nothing_is_taught(folder: Path) -> None:
    folder.write_text("no folder", encoding="utf-8")
    assert learnt(kept_library(SOUGHT)) == learnt(Library())


def test_invented_texts_teach_always_the_same() -> None:
    assert list(invented()) == list(invented())
    assert taught(SOUGHT, invented()).dumps() == taught(SOUGHT, invented()).dumps()
    assert learnt(taught(SOUGHT, ["T-1234"])) > learnt(taught(SOUGHT, []))


def test_what_is_known_of_forms_is_kept(folder: Path) -> None:
    kept_asking.cache_clear()
    first = kept_asking(SOUGHT)
    (path,) = folder.iterdir()
    kept = path.read_bytes()
    kept_asking.cache_clear()
    assert kept_asking(SOUGHT).likely.dumps() == first.likely.dumps()
    path.write_bytes(kept[:-1])
    kept_asking.cache_clear()
    assert kept_asking(SOUGHT).likely.dumps() == first.likely.dumps()
    assert path.read_bytes() == kept
    assert kept_asking(SOUGHT[:1]).likely.dumps() != first.likely.dumps()
