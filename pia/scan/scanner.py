"""Which way a dataset is scanned: small ones by the recognizers themselves, big ones by the kernel."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING

import pyarrow as pa

from pia.matching.library import Library
from pia.recognizers import Recognizer
from pia.scan.asking import EVERY, Asking
from pia.scan.tally import ScanTally, tally_batch
from pia.sources import Batch

if TYPE_CHECKING:
    from pia.scan.kernel import Kernel

SMALL_BYTES = 1 << 18
"""Up to this size of all cells, starting the kernel takes longer than it saves."""

ASKED_BYTES = 1 << 20
"""The same where it is known which texts a recognizer has to be asked about."""

_OFFSET_BYTES = 4
"""Of each cell of a column of Arrow: where its text ends. Only the texts make work."""

WORTH_BYTES = 1 << 24
"""Batches are joined up to this size: the kernel looks up what to do once per batch and column."""


def kernel_of(
    recognizers: Sequence[Recognizer],
    key: bytes,
    identifiers: Collection[str],
    library: Callable[[], Library] = Library,
) -> Callable[[], Kernel]:
    """What makes the kernel when it is first asked for: one for all the datasets of a run.

    Args:
        recognizers: As for `scanner`.
        key: As for `scanner`.
        identifiers: As for `scanner`.
        library: Gives the automata that there are already.
    """
    lock = threading.Lock()

    @cache
    def made() -> Kernel:
        from pia.scan.kernel import Kernel

        return Kernel(recognizers, key, identifiers, library())

    def kernel() -> Kernel:
        with lock:
            return made()

    return kernel


def scanner(
    batches: Iterator[Batch],
    recognizers: Sequence[Recognizer],
    key: bytes,
    identifiers: Collection[str],
    kernel: Callable[[], Kernel] | None = None,
    *,
    asking: Callable[[], Asking] | None = None,
) -> tuple[Callable[[Batch], ScanTally], Iterator[Batch]]:
    """How to tally the batches of a dataset, and the batches; both ways give the same findings.

    Args:
        batches: The dataset; it is read until it proves big.
        recognizers: What to look for.
        key: Secret of this run, under which values are hashed; it lands in no output.
        identifiers: Entity types whose distinct values are counted.
        kernel: Gives the kernel over the same recognizers; one of its own if there is none.
        asking: Tells which values of a small dataset a recognizer is asked about; all if there is none.
    """
    read: list[Batch] = []
    size, most = 0, ASKED_BYTES if asking else SMALL_BYTES
    for batch in batches:
        read.append(batch)
        size += max(0, batch.data.nbytes - _OFFSET_BYTES * batch.data.num_rows * batch.data.num_columns)
        if size > most:
            begun = kernel or kernel_of(recognizers, key, identifiers)
            return partial(_tallied, begun), gathered(chain(read, batches))
    asked = asking() if asking else EVERY
    return partial(tally_batch, recognizers=recognizers, key=key, identifiers=identifiers, asking=asked), iter(read)


def _tallied(kernel: Callable[[], Kernel], batch: Batch) -> ScanTally:
    """The kernel's tally of a batch; it is made where batches are tallied, while the next ones are read."""
    return kernel().tally(batch)


def gathered(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The same rows in batches that are worth the kernel's while."""
    held: list[Batch] = []
    size = 0
    for batch in batches:
        if held and not (size < WORTH_BYTES and _continues(batch, held[-1])):
            yield _joined(held)
            held, size = [], 0
        held.append(batch)
        size += batch.data.nbytes
    if held:
        yield _joined(held)


def _continues(batch: Batch, before: Batch) -> bool:
    rows = before.first_row + before.data.num_rows
    return (batch.table, batch.first_row) == (before.table, rows) and batch.data.schema.equals(before.data.schema)


def _joined(batches: Sequence[Batch]) -> Batch:
    if len(batches) == 1:
        return batches[0]
    first = batches[0]
    table = pa.Table.from_batches([batch.data for batch in batches]).combine_chunks()
    return Batch(first.table, first.first_row, table.to_batches()[0])
