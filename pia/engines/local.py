"""This machine: as many batches at once as it has cores."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from pia.engines import Result, Work


class LocalEngine:
    """Scans where pia runs, on all cores; holds one batch more than it has cores."""

    name = "local"

    def run(self, function: Callable[[Work], Result], batches: Iterable[Work]) -> Iterator[Result]:
        """Apply a pure function to every batch; results come in order."""
        workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        waiting: deque[Future[Result]] = deque()
        with ThreadPoolExecutor(workers) as pool:
            for batch in batches:
                waiting.append(pool.submit(function, batch))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()


ENGINE = LocalEngine()
