from __future__ import annotations

import pytest

from tests.trust import _targets, fuzzing
from tests.trust._targets import TARGETS


@pytest.mark.deep
@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_a_parser_takes_its_seeds_and_what_becomes_of_them(name: str) -> None:
    assert {data: fuzzing.tried(name, data) for data in fuzzing.seeds_of(name) if fuzzing.tried(name, data)} == {}
    assert fuzzing.fuzz(name, 0, fuzzing.QUICK_ROUND) == {}


def test_every_folder_of_seeds_belongs_to_a_parser() -> None:
    assert {path.name for path in fuzzing.SEEDS.iterdir()} == set(TARGETS)


def test_a_round_gives_the_same_inputs_again() -> None:
    assert not fuzzing.tried("condition", b"true")
    seen: list[list[bytes]] = []
    for _ in range(2):
        seen.append([])
        _record(seen[-1])
    assert seen[0] == seen[1] != []


def _record(into: list[bytes]) -> None:
    before = _targets.TARGETS["condition"]
    try:
        _targets.TARGETS["condition"] = into.append
        fuzzing.fuzz("condition", 3, 5)
    finally:
        _targets.TARGETS["condition"] = before
