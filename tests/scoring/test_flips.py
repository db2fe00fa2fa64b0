from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.scoring._flips import MOST_OF_ONE, MOST_PAIRS, Found, Other, search

WEIGHTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=2), st.lists(st.integers(-3, 3), max_size=3), max_size=6
)


def found(others: dict[str, list[int]], bound: int) -> tuple[Found, int]:
    def step(*changes: Other) -> int:
        return int(sum(int(str(weight)) for _, weight in changes) >= bound)

    now = step()
    return search(others, now, step, step), now


@pytest.mark.slow
@given(WEIGHTS, st.integers(-4, 4))
def test_every_single_change_and_every_pair_that_flips_is_found(others: dict[str, list[int]], bound: int) -> None:
    result, now = found(others, bound)
    flips = {(name, weight) for name, weights in others.items() for weight in weights if (weight >= bound) != now}
    assert {other for other, _ in result.singles} == flips
    quiet = {name: [w for w in weights if (w >= bound) == now] for name, weights in others.items()}
    pairs = [
        names
        for names in combinations(quiet, 2)
        if any((one + other >= bound) != now for one in quiet[names[0]] for other in quiet[names[1]])
    ]
    assert result.pair_count == len(pairs)
    assert result.stable is (not flips and not pairs)
    for (left, right), step in result.pairs:
        assert (left[0], right[0]) in pairs
        assert step != now


def test_pairs_are_counted_but_not_all_listed() -> None:
    result, _ = found({f"q{place}": [1] for place in range(30)}, 2)
    assert (len(result.pairs), result.pair_count) == (MOST_PAIRS, 30 * 29 // 2)
    first = [left for (left, _), _ in result.pairs]
    assert max(first.count(left) for left in first) == MOST_OF_ONE
