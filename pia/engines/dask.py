"""Dask: a cluster that its scheduler's address leads to, or one of processes of this machine."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, NamedTuple

from pia.engines import FAN, Result, Session, Work
from pia.errors import EngineError, Problem

if TYPE_CHECKING:
    from distributed import Client, Future

SETTINGS = {
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": 1 << 28,
    "distributed.nanny.pre-spawn-environ.MALLOC_MMAP_THRESHOLD_": 1 << 25,
    "distributed.worker.profile.enabled": False,
}
"""Of clusters of this machine's own. Dask's defaults give every large array back to the system at once and look at what
each worker does a hundred times a second; both cost time."""

_CONNECT_SECONDS = 10
_PATIENCE_SECONDS = 60
_AHEAD = 4
"""Pieces that are sent out before they are needed, for each thread of the cluster."""


class DaskEngine:
    """Scans on the workers of a Dask scheduler."""

    name = "dask"

    @contextmanager
    def connect(self, address: str) -> Iterator[Session]:
        """A cluster; see `Cluster`.

        Args:
            address: That of a scheduler, such as `tcp://host:8786`; empty for a process per core of this machine.

        Raises:
            EngineError: It does not answer, or Dask is not installed.
        """
        try:
            from dask import config
            from distributed import Client, LocalCluster
        except ImportError:
            fix = "Install it with: pip install 'pia-toolkit[dask]'."
            raise EngineError(Problem(self.name, "Dask is not installed", fix)) from None
        if not address:
            settings = {"threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "silence_logs": logging.CRITICAL}
            with config.set(SETTINGS), LocalCluster(**settings) as own, Client(own) as client:
                yield DaskSession(client)
            return
        try:
            client = Client(address, timeout=_CONNECT_SECONDS)
        except (OSError, ValueError, ImportError):
            what = "no scheduler of Dask answers there"
            raise EngineError(Problem(address, what, "Start it, or mend the address.")) from None
        with client:
            yield DaskSession(client)


class _Chunk(NamedTuple, Generic[Work]):
    """Neighbouring pieces under way, and whether they are the last of their group."""

    work: Sequence[Work]
    results: list[Future]
    last: bool


class _Tree:
    """The sum of a group as it grows; of each height fewer than `FAN` sums are held at a time."""

    def __init__(self, summed: Callable[[Sequence[Any]], Future], told: Callable[[Future], Future]) -> None:
        """`summed` has neighbours merged on the cluster, and `told` takes of the last sum what is to come here."""
        self._summed, self._told = summed, told
        self._levels: list[list[Future]] = []

    def add(self, parts: Sequence[Any]) -> None:
        """The next pieces, up to `FAN`."""
        merged = self._summed(parts)
        for level in self._levels:
            level.append(merged)
            if len(level) < FAN:
                return
            merged = self._summed(level)
            level.clear()
        self._levels.append([merged])

    def root(self) -> Future:
        """What is told of the sum of all; the next group begins."""
        parts: list[Future] = []
        for level in self._levels:
            parts = level + parts
            if len(parts) > 1:
                parts = [self._summed(parts)]
        self._levels = []
        return self._told(parts[0])


class DaskSession:
    """A client of a scheduler.

    What workers have done and lost is done again by Dask, which knows how each result came about.
    """

    def __init__(self, client: Client, patience_seconds: float = _PATIENCE_SECONDS) -> None:
        """Take a client that is connected; after so long without a result it is asked whether there are workers."""
        self._client, self._patience_seconds = client, patience_seconds

    def sums(
        self,
        function: Callable[[Work], Result],
        groups: Iterable[Sequence[Work]],
        together: Callable[[Sequence[Result]], Result],
        lost: Callable[[Work], Result],
        told: Callable[[Result], Result],
    ) -> Iterator[Result]:
        """The sum of each group, in order; see `Session`."""
        try:
            yield from self._sums(function, groups, together, lost, told)
        except (OSError, TimeoutError):
            raise self._gone("the scheduler of Dask is gone") from None

    def _sums(
        self,
        function: Callable[[Work], Result],
        groups: Iterable[Sequence[Work]],
        together: Callable[[Sequence[Result]], Result],
        lost: Callable[[Work], Result],
        told: Callable[[Result], Result],
    ) -> Iterator[Result]:
        shared = self._client.submit(_itself, function, pure=False)
        tree = _Tree(
            lambda parts: self._client.submit(_summed, together, *parts, pure=False),
            lambda root: self._client.submit(_applied, told, root, pure=False),
        )
        under_way: deque[_Chunk[Work]] = deque()
        for work, last in _chunks(groups):
            results = [self._client.submit(_applied, shared, piece, pure=False) for piece in work]
            under_way.append(_Chunk(work, results, last))
            while self._is_enough(under_way):
                yield from self._settled(under_way.popleft(), tree, lost)
        while under_way:
            yield from self._settled(under_way.popleft(), tree, lost)

    def _is_enough(self, under_way: Sequence[_Chunk[Work]]) -> bool:
        pieces = sum(len(chunk.work) for chunk in under_way)
        return len(under_way) > 1 and pieces > max(FAN, _AHEAD * sum(self._threads().values()))

    def _threads(self) -> dict[str, int]:
        return dict(self._client.nthreads())

    def _settled(self, chunk: _Chunk[Work], tree: _Tree, lost: Callable[[Work], Result]) -> Iterator[Result]:
        """The sum of a group, if its last pieces are done with these."""
        tree.add(
            [
                future if self._is_done(future) else lost(piece)
                for piece, future in zip(chunk.work, chunk.results, strict=True)
            ]
        )
        if chunk.last:
            root = tree.root()
            if not self._is_done(root):
                raise self._gone("merging ends the workers")
            yield root.result()

    def _is_done(self, future: Future) -> bool:
        """Whether it came to a result; not, if every worker that tried ended.

        Raises:
            EngineError: The cluster is gone, or cannot do any work.
        """
        from distributed import KilledWorker, wait

        while not future.done():
            try:
                wait(future, timeout=self._patience_seconds)
            except TimeoutError:
                if not self._threads():
                    raise self._gone("there are no workers left") from None
        if future.status == "finished":
            return True
        if future.status != "error":
            raise self._gone("the scheduler forgot its work")
        error = future.exception()
        if isinstance(error, KilledWorker):
            return False
        raise self._gone(f"workers cannot do the work ({type(error).__name__})")

    def _gone(self, what: str) -> EngineError:
        address = str(getattr(self._client.scheduler, "address", ""))
        fix = "See the logs of the cluster; every worker needs the same version of pia."
        return EngineError(Problem(address, what, fix))


def _chunks(groups: Iterable[Sequence[Work]]) -> Iterator[tuple[Sequence[Work], bool]]:
    """Up to `FAN` neighbours at a time, and whether they are the last of their group."""
    for work in groups:
        for start in range(0, len(work), FAN):
            yield work[start : start + FAN], start + FAN >= len(work)


def _itself(function: Callable[[Work], Result]) -> Callable[[Work], Result]:
    return function


def _applied(function: Callable[[Work], Result], piece: Work) -> Result:
    return function(piece)


def _summed(together: Callable[[Sequence[Result]], Result], *parts: Result) -> Result:
    return together(parts)


ENGINE = DaskEngine()
