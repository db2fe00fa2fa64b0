from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from pia import keeping, plugins
from pia.checksums.kinds import KINDS
from pia.recognizers import Pattern, PatternRecognizer, Recognizer
from pia.recognizers.presidio import PresidioPattern
from pia.scan.asking import EVERY, Asking, Column, forms_of
from pia.scan.likely import Likely
from pia.scan.tally import tally_batch
from tests.scan.tables_for_tests import COLUMNS, IDENTIFIERS, KEY, NAMES, VALUES, batch, said

TERMS = [
    "道教",
    "Roman Catholic - lapsed",
    "2型糖尿病，随访",
    "He is Gay, and a trade union member.",
    "m",
    "Divorcé",
    "d\u0131vorced",
    "\u017fingle",
    "网格员李敏上门劝导，双方已达成一致。",
    "Please ask Dr. Anna Lindqvist about the lease.",
    "the sixty-two year old widow of the man next door",
    "91350203CJL6TQ56TL",
    "粤BD12345",
    "T22000129",
    "٠١٢٣٤٥٦٧٨٩ 0044",
]


@cache
def shelf() -> tuple[Recognizer, ...]:
    """All but those for whose tests Presidio itself would have to be loaded."""
    every = (one for family in plugins.load_all("recognizers").values() for one in family)
    return tuple(one for one in every if one.name in KINDS or not (isinstance(one, PresidioPattern) and one.tested))


@cache
def asking() -> Asking:
    forms = forms_of(shelf())
    return Asking(forms, Likely.learnt(forms))


@settings(max_examples=5, deadline=None)
@given(COLUMNS, st.lists(st.sampled_from(TERMS), max_size=3), st.sampled_from(NAMES))
def test_the_findings_are_those_of_asking_about_everything(
    cells: list[str | None], terms: list[str], name: str
) -> None:
    one = batch({name: pa.array([*cells, *terms], pa.string())}, 3)
    assert said(tally_batch(one, shelf(), KEY, IDENTIFIERS, asking())) == said(
        tally_batch(one, shelf(), KEY, IDENTIFIERS, EVERY)
    )


def test_of_every_example_of_every_recognizer() -> None:
    families = (plugins.module("recognizers", name) for name in plugins.names("recognizers"))
    values = list(dict.fromkeys([*(one.text for family in families for one in family.EXAMPLES), *VALUES, *TERMS]))
    column = Column(asking(), values)
    for recognizer in shelf():
        assert list(column.matches(recognizer)) == list(recognizer.matches(values)), recognizer.name


def test_texts_of_another_shape_are_not_asked_about() -> None:
    asked: list[str] = []

    class Watched(PatternRecognizer):
        def matches(self, values: Any) -> Any:
            asked.extend(values)
            return super().matches(values)

    watched = Watched("t.ticket", "TICKET", (Pattern(r"T-\d{4}", 0.9),))
    forms = forms_of([watched])
    values = ["x", "T-1234", "1234", "see T-9876", "T-12é34"]
    found = list(Column(Asking(forms, Likely.learnt(forms)), values).matches(watched))
    assert asked == ["T-1234", "see T-9876", "T-12é34"]
    assert [match.value_index for match in found] == [1, 3]
    assert [match.value_index for match in Column(EVERY, values).matches(watched)] == [1, 3]


def test_a_form_that_is_not_known_is_asked_about() -> None:
    stranger = PatternRecognizer("t.other", "OTHER", (Pattern(r"\d", 0.9),))
    assert asking().places(stranger) is None
    assert len(list(Column(asking(), ["1", "x"]).matches(stranger))) == 1


def scanned(path: Path, cache_folder: Path) -> tuple[bytes, set[str]]:
    code = (
        "import sys; from pia.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as end: print(*sys.modules, file=sys.stderr); raise\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "--isolated", "scan", "-f", "json", str(path)],
        capture_output=True,
        env={**os.environ, "XDG_CACHE_HOME": str(cache_folder)},
        check=True,
    )
    return run.stdout, {*run.stderr.decode().split()}


def test_a_small_table_is_scanned_without_numba_and_language_models(tmp_path: Path) -> None:
    path, cache_folder = tmp_path / "people.csv", tmp_path / "cache"
    rows = "".join(
        f"{number},1380013{8000 + number},a{number}@example.org,4111111111111111,{name},DE89370400440532013000\n"
        for number, name in enumerate(("Zhang Wei", "Li Na", "Anna Bell") * 20)
    )
    path.write_text(f"no,手机,email,card,label,iban\n{rows}", encoding="utf-8")
    (cache_folder / "pia").mkdir(parents=True)
    for file in keeping.folder().glob("[lp][ar][te][is]*-*"):
        shutil.copy(file, cache_folder / "pia")
    cold, _ = scanned(path, cache_folder)
    kept = {file.name.partition("-")[0] for file in (cache_folder / "pia").iterdir()}
    assert {"categories", "likely"} <= kept
    warm, modules = scanned(path, cache_folder)
    assert warm == cold
    assert b"CREDIT_CARD" in warm
    heavy = {"numba", "spacy", "presidio_analyzer", "jieba", "faker", "yaml", "pandas", "pyarrow.compute", "duckdb"}
    assert not heavy & modules
