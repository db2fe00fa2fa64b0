from __future__ import annotations

import threading

from pia.errors import Problem, SourceError
from pia.pipeline import Progress
from pia.web.tasks import Task, Tasks


def ended(tasks: Tasks, name: str) -> Task:
    task = tasks.get(name)
    assert task
    while not task.done:
        threading.Event().wait(0.001)
    return task


def test_a_task_tells_how_far_it_is_and_what_it_came_to() -> None:
    go, tasks = threading.Event(), Tasks()

    def work(progress: Progress) -> object:
        progress("t", 30, 120)
        go.wait()
        return "found"

    task = tasks.start("one", work)
    assert tasks.start("one", lambda progress: "another") is task
    while not task.dataset:
        threading.Event().wait(0.001)
    assert (task.dataset, task.percent, task.done) == ("t", 25, False)
    go.set()
    assert ended(tasks, "one").result == "found"
    assert tasks.start("one", lambda progress: "again") is not task
    assert ended(tasks, "one").result == "again"


def test_a_task_that_fails_says_why_and_never_what_it_read() -> None:
    tasks = Tasks()

    def fails(progress: Progress) -> object:
        raise SourceError(Problem("t.csv", "it is gone"))

    def breaks(progress: Progress) -> object:
        raise ValueError("a@example.org")

    tasks.start("fails", fails)
    tasks.start("breaks", breaks)
    assert ended(tasks, "fails").problems == (Problem("t.csv", "it is gone"),)
    (told,) = ended(tasks, "breaks").problems
    assert "ValueError" in told.what
    assert "example" not in str(told)


def test_a_size_that_is_not_known_is_no_progress() -> None:
    assert Task(read=5).percent == 0
    assert Task(read=50, size=10).percent == 100


def test_old_tasks_are_forgotten() -> None:
    tasks = Tasks()
    for number in range(60):
        tasks.start(str(number), lambda progress: 1)
        ended(tasks, str(number))
    assert tasks.get("0") is None
    assert tasks.get("59") is not None
    assert tasks.get("none") is None
