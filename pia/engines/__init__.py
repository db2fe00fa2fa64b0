"""The contract of an engine: where batches are scanned.

One engine per file. An engine module holds `ENGINE`, an object that fits `Engine`, or `Cluster` if its work leaves this
process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar, runtime_checkable

Work = TypeVar("Work")
Result = TypeVar("Result")

FAN = 16
"""Sums that are merged at a time."""


class Engine(Protocol):
    """What an engine module offers as `ENGINE`."""

    name: str

    def run(self, function: Callable[[Work], Result], batches: Iterable[Work]) -> Iterator[Result]:
        """Apply a pure function to every batch; results may come in any order."""
        ...


class Session(Protocol):
    """A cluster that is connected."""

    def sums(
        self,
        function: Callable[[Work], Result],
        groups: Iterable[Sequence[Work]],
        together: Callable[[Sequence[Result]], Result],
        lost: Callable[[Work], Result],
        told: Callable[[Result], Result],
    ) -> Iterator[Result]:
        """The sum of each group, in order; a group is not empty.

        Work and results are pickled. Results are merged where they are, `FAN` neighbours at a time, so that of each
        group only its sum comes here, and of that what is `told`. Work that was under way where a machine died is done
        again.

        Args:
            function: Pure; what it raises is a bug.
            groups: Pieces of work; asked for as they are needed.
            together: The sum of neighbours, in order; associative.
            lost: What stands for a piece that cannot be done: whoever tries dies of it.
            told: What of the sum of a group is to come here.

        Raises:
            EngineError: The cluster is gone.
        """
        ...


@runtime_checkable
class Cluster(Protocol):
    """What an engine module offers as `ENGINE` if its work is done by other processes."""

    name: str

    def connect(self, address: str) -> AbstractContextManager[Session]:
        """A cluster, until the context is left.

        Args:
            address: Where it is; empty for one of this machine's own, which ends with the context.

        Raises:
            EngineError: It does not answer, or what speaks to it is not installed.
        """
        ...
