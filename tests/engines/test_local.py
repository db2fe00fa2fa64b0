from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from pia.engines.local import ENGINE


def numbers(count: int, asked: list[int]) -> Iterator[int]:
    for number in range(count):
        asked.append(number)
        yield number


def test_every_result_once_and_in_order() -> None:
    def slow_at_first(number: int) -> int:
        time.sleep(0.02 if number < 2 else 0)
        return number * 10

    assert list(ENGINE.run(slow_at_first, numbers(20, []))) == [number * 10 for number in range(20)]


def test_batches_are_asked_for_only_as_results_are_taken() -> None:
    asked: list[int] = []
    results = ENGINE.run(lambda number: number, numbers(1000, asked))
    held = []
    for taken in range(5):
        assert next(results) == taken
        held.append(len(asked) - taken)
    assert set(held) == {held[0]}
    assert held[0] < 1000


def test_work_is_done_outside_the_caller() -> None:
    results = list(ENGINE.run(lambda _: threading.get_ident(), range(3)))
    assert threading.get_ident() not in results


def test_an_error_of_the_work_reaches_the_caller() -> None:
    def refuse(number: int) -> int:
        if number == 3:
            raise KeyError(number)
        return number

    with pytest.raises(KeyError):
        list(ENGINE.run(refuse, range(10)))


def test_an_error_of_the_batches_reaches_the_caller() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise OSError

    with pytest.raises(OSError, match="^$"):
        list(ENGINE.run(lambda number: number, broken()))


def test_nothing_in_nothing_out() -> None:
    assert list(ENGINE.run(lambda number: number, numbers(0, []))) == []
