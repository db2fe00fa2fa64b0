from __future__ import annotations

from pia.engines.local import ENGINE


def test_every_batch_once_one_at_a_time() -> None:
    asked: list[int] = []

    def batches() -> object:
        for number in range(3):
            asked.append(number)
            yield number

    results = ENGINE.run(lambda number: number * 10, batches())  # type: ignore[arg-type]
    assert next(iter(results)) == 0
    assert asked == [0]
    assert list(results) == [10, 20]
