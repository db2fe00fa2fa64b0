"""A cluster that is this process, with all that a cluster does to work: pickling it, and merging neighbours."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from pia.dispatching import Counted, counted
from pia.engines import Result, Work
from pia.errors import PiaError
from pia.model.finding import EntityCategory
from pia.scan.datasets import Dataset
from pia.scan.worker import Worker
from pia.scanning import Scanned, Search, judged

KEY = b"key of the tests"


class Pickling:
    """A session.

    Attributes:
        fan: Sums that are merged at a time.
        deadly: Numbers of the pieces, in order, that end whoever tries them.
    """

    def __init__(self, fan: int = 3, deadly: Sequence[int] = ()) -> None:
        self.fan, self.deadly = fan, deadly
        self.done: list[Any] = []

    def sums(
        self,
        function: Callable[[Work], Result],
        groups: Iterable[Sequence[Work]],
        together: Callable[[Sequence[Result]], Result],
        lost: Callable[[Work], Result],
        told: Callable[[Result], Result],
    ) -> Iterator[Result]:
        """See `Session`."""
        for group in groups:
            level: list[Result] = []
            for work in group:
                dies = len(self.done) in self.deadly
                self.done.append(work)
                level.append(lost(work) if dies else copy(copy(function)(copy(work))))
            while len(level) > 1:
                parts = [level[start : start + self.fan] for start in range(0, len(level), self.fan)]
                level = [copy(copy(together)(part)) for part in parts]
            yield copy(copy(told)(level[0]))


def copy(value: Result) -> Result:
    """What arrives of a value that is sent to another process."""
    return cast("Result", pickle.loads(pickle.dumps(value)))  # noqa: S301


def there(
    datasets: Sequence[Dataset], categories: Mapping[str, EntityCategory], session: Pickling, size: int
) -> list[Scanned | PiaError]:
    """What a scan in pieces says."""
    search = Search.of(categories)
    worker = Worker.of(search.counted, KEY, search.identifying)
    found = zip(datasets, counted(datasets, session, worker, size), strict=True)
    return [
        judged(dataset.name, dataset.locator, item, search) if isinstance(item, Counted) else item
        for dataset, item in found
    ]
