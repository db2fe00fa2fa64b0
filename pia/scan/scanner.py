"""Which way a dataset is scanned: small ones by the recognizers themselves, big ones by the kernel."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import chain

from pia.recognizers import Recognizer
from pia.scan.tally import ScanTally, tally_batch
from pia.sources import Batch

SMALL_BYTES = 1 << 18
"""Up to this size of all cells, starting the kernel takes longer than it saves."""


def scanner(
    batches: Iterator[Batch], recognizers: Sequence[Recognizer], key: bytes, identifiers: Collection[str]
) -> tuple[Callable[[Batch], ScanTally], Iterator[Batch]]:
    """How to tally the batches of a dataset, and the batches; both ways give the same findings.

    Args:
        batches: The dataset; it is read until it proves big.
        recognizers: What to look for.
        key: Secret of this run, under which values are hashed; it lands in no output.
        identifiers: Entity types whose distinct values are counted.
    """
    read: list[Batch] = []
    size = 0
    for batch in batches:
        read.append(batch)
        size += batch.data.nbytes
        if size > SMALL_BYTES:
            from pia.scan.kernel import Kernel

            return Kernel(recognizers, key, identifiers).tally, chain(read, batches)
    return partial(tally_batch, recognizers=recognizers, key=key, identifiers=identifiers), iter(read)
