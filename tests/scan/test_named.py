from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa
import pytest

from pia.matching import prose
from pia.matching.library import Library
from pia.recognizers._text_names import Found, Shared, TextNames
from pia.recognizers.names import EXAMPLES, RECOGNIZERS
from pia.scan.columns import texts_of
from pia.scan.hints import Hinted
from pia.scan.masking import mask
from pia.scan.named import MANY_TEXTS, Named, NameSearch

ENGLISH = next(one.shared for one in RECOGNIZERS if isinstance(one, TextNames) and one.shared.screened)
SAID = [example.text for example in EXAMPLES]
TEXTS = [
    f"{before} {text}{after}" for text in SAID for before in ("", "note:") for after in ("", "\nBest, Anna Bell", " 7")
]
NUMBERED = [f"{TEXTS[number % len(TEXTS)]} ref {number} é" for number in range(MANY_TEXTS + 50)]


def named(search: NameSearch, cells: Sequence[str | None]) -> tuple[Named, list[list[Found]]]:
    texts = texts_of(pa.array(cells, pa.string()))
    found = search.named(texts, Hinted(texts))
    return found, [list(found.names.get(place, ())) for place in range(len(found.asked.texts))]


def test_automata_leave_out_only_what_finds_nothing() -> None:
    search = NameSearch(ENGLISH, lambda _: Library())
    found, names = named(search, [*NUMBERED, *NUMBERED[:9], None])
    assert names == [list(own) for own in ENGLISH.search(found.asked.texts)]
    assert {name.entity_type for own in names for name in own} >= {"PERSON", "AGE", "DATE_TIME"}
    again, few = named(search, TEXTS)
    assert few == [list(own) for own in ENGLISH.search(again.asked.texts)]


@pytest.mark.parametrize("text", ["please call back later, as agreed", "write to the firm about it: no answer; closed"])
def test_nothing_is_found_in_plain_text(text: str) -> None:
    assert prose.is_latin(text)
    assert prose.is_plain(text)
    assert list(ENGLISH.search([text])) == [[]]
    found, names = named(NameSearch(ENGLISH, lambda _: Library()), [text, "She is sixty-two years old, as it seems"])
    assert found.rows.tolist() == [0, 1]
    assert [name.entity_type for own in names for name in own] == ["AGE"]


def test_a_text_without_a_name_is_a_candidate_that_failed() -> None:
    cells = ["please call back later, as agreed", None, "Please ask Dr. Anna Lindqvist about it."]
    texts = texts_of(pa.array(cells))
    found, _ = named(NameSearch(ENGLISH, lambda _: Library()), cells)
    person = next(one for one in RECOGNIZERS if isinstance(one, TextNames) and one.name == "names.english_likely")
    best = found.best(person, texts)
    assert found.finds(person)
    assert best is not None
    assert best.scores.tolist() == [0.0, -1.0, 0.8]
    assert texts.text(best.starts[2], best.ends[2]) == "Anna Lindqvist"
    level = found.failed(texts, 5)
    assert (level.cells, level.embedded) == (2, 0)
    assert [(item.row, item.masked) for item in level.evidence] == [(5, mask(str(cells[0]))), (7, mask(str(cells[2])))]
    vehicle = next(one for one in RECOGNIZERS if isinstance(one, TextNames) and not one.chance)
    assert found.best(vehicle, texts) is None


def _searched(texts: Sequence[str], may: Sequence[Sequence[int]] | None = None) -> list[list[Found]]:
    return [
        [Found(0, 1, "PERSON", 0.9)] if may is None or any(own) else []
        for own, _ in zip(may or texts, texts, strict=True)
    ]


def test_a_search_whose_expressions_no_automaton_can_say_is_asked_about_every_text() -> None:
    shared = Shared(_searched, "latin", lambda: (re.compile(r"(a|b)?(?(1)c|d)"),))
    search = NameSearch(shared, lambda _: Library())
    _, names = named(search, [f"Please ask them about number {number} of it" for number in range(MANY_TEXTS + 1)])
    assert all(names)
    assert len(names) == MANY_TEXTS + 1
