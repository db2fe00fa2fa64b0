"""The contract of an engine: where batches are scanned.

One engine per file. An engine module holds `ENGINE`, an object that fits `Engine`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Work = TypeVar("Work")
Result = TypeVar("Result")


class Engine(Protocol):
    """What an engine module offers as `ENGINE`."""

    name: str

    def run(self, function: Callable[[Work], Result], batches: Iterable[Work]) -> Iterator[Result]:
        """Apply a pure function to every batch; results may come in any order."""
        ...
