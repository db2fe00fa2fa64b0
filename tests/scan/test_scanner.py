from __future__ import annotations

from collections.abc import Callable, Iterator

import pyarrow as pa

from pia.scan.kernel import Kernel
from pia.scan.scanner import SMALL_BYTES, gathered, scanner
from pia.scan.tally import ScanTally, merged
from pia.sources import Batch
from tests.scan.tables_for_tests import IDENTIFIERS, KEY, VALUES, batch, found, recognizers


def batches(count: int, taken: list[int]) -> Iterator[Batch]:
    for number in range(count):
        taken.append(number)
        cells = [f"{value} {number}" for value in VALUES]
        yield batch({"c1": pa.array(cells), "手机": pa.array(VALUES)}, 1 + number * len(VALUES))


def counting(asked: list[int]) -> Callable[[], Kernel]:
    """A kernel, and how often one was made."""

    def kernel() -> Kernel:
        asked.append(1)
        return Kernel(recognizers(), KEY, IDENTIFIERS)

    return kernel


def test_a_small_dataset_is_left_to_the_recognizers() -> None:
    asked: list[int] = []
    work, rest = scanner(batches(2, []), recognizers(), KEY, IDENTIFIERS, counting(asked))
    assert len(list(map(work, rest))) == 2
    assert not asked


def test_a_big_one_goes_to_the_kernel_and_is_read_no_further_than_needed() -> None:
    taken: list[int] = []
    data = next(batches(1, [])).data
    size = data.nbytes - 4 * data.num_rows * data.num_columns
    count = 2 * SMALL_BYTES // size
    asked: list[int] = []
    work, rest = scanner(batches(count, taken), recognizers(), KEY, IDENTIFIERS, counting(asked))
    assert SMALL_BYTES // (2 * size) < len(taken) <= SMALL_BYTES // size + 2
    assert not asked
    assert merged(map(work, rest)).rows == {"t": count * len(VALUES)}
    assert asked == [1]


def test_the_kernel_is_given_rows_that_follow_each_other_in_joined_batches() -> None:
    parts = [*batches(3, []), *(Batch("other", item.first_row, item.data) for item in batches(2, []))]
    jump = Batch("other", 1000, parts[-1].data)
    joined = list(gathered(iter([*parts, jump])))
    assert [(item.table, item.first_row) for item in joined] == [("t", 1), ("other", 1), ("other", 1000)]
    assert joined[0].data.num_rows == 3 * len(VALUES)
    assert joined[0].data.to_pylist()[len(VALUES)] == parts[1].data.to_pylist()[0]


def test_both_ways_give_equal_findings() -> None:
    small, few = scanner(batches(3, []), recognizers(), KEY, IDENTIFIERS)
    big: list[Batch] = list(batches(3, []))
    kernel = Kernel(recognizers(), KEY, IDENTIFIERS)
    by_kernel: ScanTally = merged(map(kernel.tally, big))
    assert found(merged(map(small, few))) == found(by_kernel)


def test_nothing_to_read_is_nothing_found() -> None:
    work, rest = scanner(iter(()), recognizers(), KEY, IDENTIFIERS)
    assert found(merged(map(work, rest))) == found(ScanTally())
