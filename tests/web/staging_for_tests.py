"""A room in which every page can be brought about, and somebody who looks at it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pia.errors import Problem, SourceError
from pia.web.room import Room
from tests.web.walking_for_tests import Walker


@dataclass
class Stage:
    """A room whose every page can be brought about.

    Attributes:
        walker: Who looks.
        host: Its address.
        folder: The assessment.
        room: What its pages need.
        held: What runs behind pages waits for this.
    """

    walker: Walker
    host: str
    folder: Path
    room: Room
    held: threading.Event

    def open(self, path: str) -> Any:
        """Go to a page, and its answer; from one that does not renew itself, which would come between."""
        self.walker.page.goto("about:blank")
        return self.walker.page.goto(self.host + path)

    def unfold(self) -> None:
        """Open everything that can be opened, so that it is judged as well."""
        self.walker.page.evaluate("document.querySelectorAll('details').forEach(item => { item.open = true; })")

    def look(self, name: str) -> None:
        """Have the page judged, and remember its state by a name."""
        self.walker.judge(name)

    def send(self, form: str, **fields: str) -> None:
        """Send a form as its fields are set here, whatever the browser thinks of them."""
        page = self.walker.page
        page.evaluate(
            """([form, fields]) => {
              const found = document.querySelector(form);
              for (const [name, value] of Object.entries(fields)) {
                for (const item of found.querySelectorAll(`[name=${name}]`)) item.value = value;
              }
              found.noValidate = true;
            }""",
            [form, fields],
        )
        with page.expect_navigation(timeout=15_000):
            page.locator(form).first.locator("button").last.click(timeout=15_000)

    def waiting(self, name: str) -> None:
        """Something that runs, and stands at a third, until it is let go."""

        def work(progress: Callable[[str, int, int], None]) -> object:
            progress("t.csv", 1, 3)
            self.held.wait()
            raise SourceError(Problem("t.csv", "it cannot be read", "Try again."))

        task = self.room.tasks.start(name, work)
        self.until(lambda: bool(task.dataset))

    def let_go(self, name: str) -> None:
        """What waits goes on, and ends."""
        self.held.set()
        self.until(lambda: (task := self.room.tasks.get(name)) is not None and task.done)
        self.held.clear()

    def still(self, path: str) -> None:
        """Open a page once nothing runs behind it any more."""
        self.until(lambda: self.walker.words("web_refresh_on") not in self.asked_once(path))

    def asked_once(self, path: str) -> str:
        """The text of a page that was asked not to renew itself."""
        separator = "&" if "?" in path else "?"
        self.open(f"{path}{separator}still=1")
        return str(self.walker.page.locator("main").inner_text())

    def until(self, there: Callable[[], bool]) -> None:
        for _ in range(500):
            if there():
                return
            time.sleep(0.02)
        raise AssertionError("it never came")
