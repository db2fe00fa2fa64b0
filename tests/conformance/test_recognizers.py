"""Every recognizer family: its examples hold, its names are unique, its types have a legal category."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pyarrow as pa
import pytest

from pia import plugins
from pia.judging import Rulebook
from pia.recognizers import Example, Recognizer
from pia.scan.findings import findings
from pia.scan.tally import tally_batch
from pia.sources import Batch

REPEATED = 12


@cache
def shelf() -> tuple[Recognizer, ...]:
    return tuple(recognizer for family in plugins.load_all("recognizers").values() for recognizer in family)


def examples() -> list[Example]:
    return [
        example for name in plugins.names("recognizers") for example in plugins.module("recognizers", name).EXAMPLES
    ]


@pytest.mark.parametrize(
    "example", examples(), ids=lambda example: f"{example.entity_type}:{example.header}:{example.text}"
)
def test_example(example: Example) -> None:
    own = [recognizer for recognizer in shelf() if recognizer.entity_type == example.entity_type]
    data = pa.record_batch([pa.array([example.text] * REPEATED, pa.string())], names=[example.header])
    found = findings(tally_batch(Batch("", 1, data), own, b"key"), "d", own)
    assert bool(found) is example.hit


def test_names_are_unique_and_begin_with_the_family() -> None:
    for family, recognizers in plugins.load_all("recognizers").items():
        assert all(recognizer.name.startswith(f"{family}.") for recognizer in recognizers)
    assert not [name for name, times in Counter(recognizer.name for recognizer in shelf()).items() if times > 1]


def test_every_type_has_a_category_and_every_category_a_recognizer(book: Rulebook) -> None:
    assert {recognizer.entity_type for recognizer in shelf()} == set(book.categories)


def test_every_own_type_has_a_hit_and_a_near_miss() -> None:
    shown = Counter((example.entity_type, example.hit) for example in examples())
    own = {recognizer.entity_type for recognizer in shelf() if not recognizer.name.startswith("presidio.")}
    assert not [name for name in own if not (shown[name, True] and shown[name, False])]


def test_scores_and_weights_are_shares() -> None:
    for recognizer in shelf():
        assert 0 <= recognizer.chance <= 1
        assert 0 <= recognizer.header_weight <= 1
        assert all(word == word.lower() for word in recognizer.context)
        for match in recognizer.matches(["a@example.org 13800138000 078-05-1120", ""]):
            assert 0 <= match.score <= 1
            assert match.start < match.end
