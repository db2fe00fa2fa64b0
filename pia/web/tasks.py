"""What runs behind the pages: one thread per task, with progress that a page can show."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from pia.errors import PiaError, Problem
from pia.pipeline import Progress

Work = Callable[[Progress], object]
_MOST_KEPT = 50


@dataclass(slots=True)
class Task:
    """Something that runs, or did.

    Attributes:
        dataset: What is being read; empty at first.
        read: Bytes of it read.
        size: Bytes in all; 0 if that is not known.
        result: What it came to; `None` while it runs, or if it failed.
        problems: Why it failed; none if it did not.
        done: Whether it ended.
    """

    dataset: str = ""
    read: int = 0
    size: int = 0
    result: object = None
    problems: tuple[Problem, ...] = ()
    done: bool = False

    def progress(self, dataset: str, read: int, size: int) -> None:
        """Told by the stages."""
        self.dataset, self.read, self.size = dataset, read, size

    @property
    def percent(self) -> int:
        """How much of the dataset is read, 0 to 100."""
        return min(100, self.read * 100 // self.size) if self.size else 0


class Tasks:
    """Tasks by name; one of a name at a time."""

    def __init__(self) -> None:
        """Nothing runs yet."""
        self._lock, self._tasks = threading.Lock(), dict[str, Task]()

    def start(self, name: str, work: Work) -> Task:
        """Start a task, or take part in the one of this name that runs."""
        with self._lock:
            running = self._tasks.get(name)
            if running and not running.done:
                return running
            task = Task()
            self._tasks.pop(name, None)
            self._tasks[name] = task
            over = [key for key, item in self._tasks.items() if item.done][: max(0, len(self._tasks) - _MOST_KEPT)]
            for key in over:
                del self._tasks[key]
        threading.Thread(target=_run, args=(task, work), name="pia-task", daemon=True).start()
        return task

    def get(self, name: str) -> Task | None:
        """The task of a name, running or the last one."""
        return self._tasks.get(name)


def _run(task: Task, work: Work) -> None:
    try:
        task.result = work(task.progress)
    except PiaError as error:
        task.problems = error.problems
    except Exception as error:
        # Its text may repeat a value, and nobody would see it in a thread.
        task.problems = (Problem("", f"a bug in pia ({type(error).__name__})", "Please report it."),)
    finally:
        task.done = True
