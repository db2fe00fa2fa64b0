"""This machine: one batch after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pia.engines import Result, Work


class LocalEngine:
    """Scans where pia runs, holding one batch at a time."""

    name = "local"

    def run(self, function: Callable[[Work], Result], batches: Iterable[Work]) -> Iterator[Result]:
        """Apply a pure function to every batch, in order."""
        yield from map(function, batches)


ENGINE = LocalEngine()
