from __future__ import annotations

import hashlib
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.scan import cells
from tests.matching.forms_for_tests import encoded

TEXTS = st.lists(
    st.one_of(st.text(" \t\n\u3000\u00a0\u2003a中\U0001d4b3", max_size=5), st.text(max_size=4)), max_size=6
)
KEYS = np.frombuffer(hashlib.sha256(b"key").digest()[:16], dtype=np.uint64)


@settings(deadline=None)
@given(TEXTS)
def test_filled_cells_hold_more_than_strip_takes_away(texts: list[str]) -> None:
    expected = sum(bool(text.strip()) for text in texts)
    assert cells.filled(*encoded(texts)) == cells.filled.py_func(*encoded(texts)) == expected


def test_white_space_is_that_of_strip() -> None:
    told = {point for point in range(sys.maxunicode + 1) if cells._is_space(point)}
    assert told == {point for point in range(sys.maxunicode + 1) if chr(point).isspace()}


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 3), st.sampled_from([0.0, 0.5, 1.0]))))
def test_the_best_match_of_a_row_is_the_first_of_the_highest_score(matches: list[tuple[int, int, int, float]]) -> None:
    rows, starts, ends, scores = (np.array(part) for part in (zip(*matches, strict=True) if matches else [[]] * 4))
    best, first, last = np.full(3, -1.0), np.zeros(3, dtype=np.int64), np.zeros(3, dtype=np.int64)
    cells.keep_best(rows.astype(np.int64), starts.astype(np.int64), ends.astype(np.int64), scores, best, first, last)
    for row in range(3):
        own = sorted((-score, start, end) for at, start, end, score in matches if at == row)
        if own:
            assert (-best[row], first[row], last[row]) == own[0]
        else:
            assert best[row] == -1


@settings(deadline=None)
@given(st.text(max_size=8), st.text(max_size=4), st.text(max_size=8), st.integers(0, 9))
def test_a_cell_has_more_than_its_match(before: str, match: str, after: str, least: int) -> None:
    texts = encoded(["x中", before + match + after])
    start = texts.offsets[1] + len(before.encode())
    place = (1, start, start + len(match.encode()), least)
    expected = len(before) + len(after) >= least
    assert cells.has_more(*texts, *place) is cells.has_more.py_func(*texts, *place) is expected
    rows, starts, ends = np.array([1]), np.array([0, start]), np.array([0, place[2]])
    assert cells.embedded(*texts, rows, starts, ends, least) == int(expected)


@settings(deadline=None)
@given(TEXTS)
def test_matches_of_ascii_only(texts: list[str]) -> None:
    data, offsets = encoded(texts)
    result = np.zeros(len(texts), dtype=bool)
    assert cells.ascii_only(data, offsets[:-1], offsets[1:], result) is all(text.isascii() for text in texts)
    assert result.tolist() == [text.isascii() for text in texts]


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_equal_cells_have_equal_hashes_and_others_have_not(texts: list[str], more: list[str]) -> None:
    every = [*texts, *more]
    told = cells.hashes(*encoded(every), np.arange(len(every)), *KEYS).tolist()
    assert len(set(told)) == len(set(every)) == len(set(zip(told, every, strict=True)))


@pytest.mark.parametrize("key", [0, 1])
def test_hashes_depend_on_both_halves_of_the_key(key: int) -> None:
    other = KEYS.copy()
    other[key] += np.uint64(1)
    column, rows = encoded(["a", "b"]), np.arange(2)
    assert not set(cells.hashes(*column, rows, *KEYS).tolist()) & set(cells.hashes(*column, rows, *other).tolist())


@settings(deadline=None)
@given(TEXTS.filter(bool), st.data())
def test_places_are_cut_out_in_order(texts: list[str], data: st.DataObject) -> None:
    whole, offsets = encoded(texts)
    size = int(offsets[-1])
    places = data.draw(st.lists(st.tuples(st.integers(0, size), st.integers(0, size)).map(sorted), max_size=5))
    starts, ends = (np.array(part, dtype=np.int64) for part in (zip(*places, strict=True) if places else [[], []]))
    for loop in (cells.cut, cells.cut.py_func):
        taken, bounds = loop(whole, starts, ends)
        told = [taken[bounds[number] : bounds[number + 1]].tobytes() for number in range(len(places))]
        assert told == [whole[start:end].tobytes() for start, end in places]
