from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia import documents
from pia.agreement import Labels, Marks, Words, by_cell, by_column
from pia.judging import Rulebook
from pia.model.evaluation import ColumnLabels, Figures, Gold, Vocabulary
from tests.gold_for_tests import BESIDE, scored

Columns = dict[str, dict[str, tuple[str, ...]]]
PLAIN = Words(Vocabulary(), {})

TYPES = st.sampled_from(["EMAIL", "PHONE", "PERSON", "URL"])
WRITTEN = st.one_of(TYPES, TYPES.map("?{}".format), st.just("?*"))
TABLES = st.sampled_from(["a.csv", "b.csv"])
COLUMNS = st.sampled_from(["c1", "c2", "c3"])


def labelled(types: st.SearchStrategy[str]) -> st.SearchStrategy[Columns]:
    return st.dictionaries(TABLES, st.dictionaries(COLUMNS, st.lists(types, max_size=3, unique=True).map(tuple)))


@pytest.fixture(scope="module")
def words(root: Path, book: Rulebook) -> Words:
    return Words(documents.load(root / "rules" / "vocabulary.yaml", Vocabulary).value, book.categories)


def test_a_word_of_the_gold_labels_stays_itself(root: Path, words: Words, book: Rulebook) -> None:
    vocabulary = documents.load(root / "rules" / "vocabulary.yaml", Vocabulary).value
    assert {word: words.of(word) for word in (*vocabulary.facts.values(), *vocabulary.types.values())} == {
        word: word for word in (*vocabulary.facts.values(), *vocabulary.types.values())
    }
    assert vocabulary.facts.keys() <= {category.fact for category in book.categories.values()}
    assert vocabulary.types.keys() <= book.categories.keys()
    assert [words.of(name) for name in ("CN_RESIDENT_ID", "US_SSN", "IBAN_CODE", "NEW")] == [
        "NATIONAL_ID",
        "NATIONAL_ID",
        "IBAN",
        "NEW",
    ]


def test_by_column_by_hand() -> None:
    gold: Gold = {
        "people.csv": {"tel": ("PHONE",), "who": ("PERSON", "?EMAIL"), "note": ("?*",)},
        "cars.csv": {"made": ("?URL",)},
    }
    found: Columns = {
        "people.csv": {"tel": ("PHONE", "NATIONAL_ID"), "who": ("EMAIL",), "note": ("AGE",)},
        "cars.csv": {"made": ("URL",), "colour": ("PERSON",)},
        "unlabelled.csv": {"x": ("PERSON",)},
    }
    agreement = by_column(gold, found, {"people.csv": 4, "cars.csv": 5}, PLAIN)
    assert agreement.overall == Figures.of(1, 2, 1)
    assert agreement.types["PERSON"] == Figures.of(0, 1, 1)
    assert (agreement.macro_f1, agreement.supported) == (0.5, 2)
    assert (agreement.innocent, agreement.alarmed, agreement.alarm_rate) == (5, 1, 0.2)
    assert [(item.column, item.entity_type, item.kind) for item in agreement.disagreements] == [
        ("colour", "PERSON", "false_alarm"),
        ("tel", "NATIONAL_ID", "false_alarm"),
        ("who", "PERSON", "missed"),
    ]


def test_ignored_types_count_neither_way() -> None:
    gold: Gold = {"a.csv": {"c1": ("URL",)}}
    agreement = by_column(gold, {"a.csv": {"c1": ("URL",), "c2": ("URL",)}}, {"a.csv": 2}, PLAIN, ["URL"])
    assert (agreement.overall, agreement.innocent, agreement.alarmed) == (Figures.of(0, 0, 0), 2, 0)
    assert Labels.of(["?*"], PLAIN, []).judged is False


def test_by_cell_by_hand() -> None:
    cells = {"PHONE": (3, 8), "?PERSON": (3,), "?*": (9,)}
    gold: Gold = {"a.csv": {"note": ColumnLabels(("?PHONE",), cells), "ref": ColumnLabels((), {}), "id": ("PHONE",)}}
    marks = {
        ("a.csv", "note"): Marks(
            frozenset(range(1, 11)),
            {"PHONE": frozenset({3, 5, 9}), "PERSON": frozenset({3, 4}), "URL": frozenset({5})},
        ),
        ("a.csv", "ref"): Marks(frozenset({1, 2}), {}),
    }
    agreement = by_cell(gold, marks, PLAIN, ["URL"])
    assert agreement.types == {"PHONE": Figures.of(1, 1, 1), "PERSON": Figures.of(0, 1, 0)}
    assert (agreement.innocent, agreement.alarmed) == (9, 2)
    assert {(item.entity_type, item.kind, item.cells) for item in agreement.disagreements} == {
        ("PHONE", "missed", 1),
        ("PHONE", "false_alarm", 1),
        ("PERSON", "false_alarm", 1),
    }


def test_a_column_that_could_not_be_marked_is_missed() -> None:
    agreement = by_cell({"a.csv": {"gone": ColumnLabels((), {"EMAIL": (1,)})}}, {}, PLAIN)
    assert agreement.overall == Figures.of(0, 0, 1)


@pytest.mark.skipif(BESIDE is None, reason="the neutral scorer is not beside the project")
@settings(max_examples=25, deadline=None)
@given(labelled(WRITTEN), labelled(TYPES), st.sets(TYPES, max_size=2))
def test_figures_are_those_of_the_neutral_scorer(gold: Columns, found: Columns, ignored: set[str]) -> None:
    assert BESIDE
    agreement = by_column(gold, found, {}, PLAIN, ignored)
    expected = scored(BESIDE, gold, found, ignored)
    for name, figures in agreement.types.items():
        assert numbers(figures) == pytest.approx(expected.pop(name))
    assert numbers(agreement.overall)[3:] == pytest.approx(expected.pop("micro"))
    assert [agreement.macro_f1] == pytest.approx(expected.pop("macro"))
    assert expected.keys() == {"neg"}


def numbers(figures: Figures) -> list[float]:
    counts = (figures.hits, figures.false_alarms, figures.misses)
    return [*counts, figures.precision, figures.recall, figures.f1]


def test_a_narrower_word_counts_where_only_the_wider_one_is_labelled() -> None:
    words = Words(Vocabulary(broader={"IBAN": "BANK_ACCOUNT"}), {})
    assert words.fitted({"IBAN", "PHONE"}, ("BANK_ACCOUNT",)) == {"BANK_ACCOUNT", "PHONE"}
    assert words.fitted({"IBAN"}, ("?BANK_ACCOUNT",)) == {"BANK_ACCOUNT"}
    assert words.fitted({"IBAN"}, ("IBAN", "BANK_ACCOUNT")) == {"IBAN"}
    assert words.fitted({"IBAN"}, ()) == {"IBAN"}
