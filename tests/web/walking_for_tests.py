"""A person who walks the guided path in a real browser, by what the pages say and nothing else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

from pia.model.review import Reading
from pia.model.text import Language
from pia.presentation.words import Words
from tests.conftest import ROOT

BROWSER = which("chromium") or which("chromium-browser") or which("google-chrome")
MISSING = not (BROWSER and find_spec("playwright") and find_spec("axe_playwright_python"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_WAIT = 60_000


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[str]:
    """The address that a `pia serve` of its own prints."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "pia", "serve", str(folder), *arguments]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


class Walker:
    """Somebody at a browser.

    Attributes:
        page: The page they look at.
        words: The words of its language.
        asked: Every address that the browser asked for.
        faults: What axe-core found, by page.
        judged_pages: Every page that axe-core judged.
    """

    def __init__(self, page: Any, language: Language, *, judged: bool) -> None:
        self.page, self.words, self.judged = page, Words(language), judged
        self.asked: list[str] = []
        self.faults: dict[str, list[str]] = {}
        self.seen: set[tuple[str, bool]] = set()
        self.judged_pages: list[str] = []
        page.set_default_timeout(_WAIT)
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.look()

    def look(self) -> None:
        """Have the page judged by axe-core, once as it is first met and once locked."""
        where = self.page.url.partition("?")[0]
        kind = (where.rpartition("/")[2], self.page.locator(".locked").count() > 0)
        if not self.judged or kind in self.seen:
            return
        self.seen.add(kind)
        self.judge(where)

    def judge(self, name: str) -> None:
        """Have the page judged by axe-core, and note what is wrong with it under a name."""
        self.judged_pages.append(name)
        from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

        found = Axe().run(self.page, options={"runOnly": RULES}).response
        if found["violations"]:
            self.faults[name] = [f"{item['id']}: {item['nodes'][0]['html']}" for item in found["violations"]]
        width = self.page.viewport_size["width"]
        if self.page.evaluate("document.documentElement.scrollWidth") > width:
            self.faults.setdefault(name, []).append("wider than the screen")

    def press(self, button: Any) -> None:
        """Press a button by the keyboard alone, and wait for the page behind it."""
        with self.page.expect_navigation():
            button.focus()
            button.press("Enter")

    def open_steps(self) -> list[str]:
        """The steps on which something is open, by the path above the page."""
        links = self.page.locator("ol.steps a:has(.count)").all()
        return [str(link.get_attribute("href")).rpartition("/")[2] for link in links]

    def step(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("ol.steps").get_by_role("link", name=re.compile(self.words(f"web_step_{name}"))).click()
        self.look()

    def fill(self, path: str, *values: str) -> None:
        """Fill in one field and save it."""
        form = self.page.locator(f"#f-{path.replace('.', '-')}")
        boxes = form.locator("input[type=checkbox]")
        if boxes.count():
            for value in values:
                form.locator(f"input[value='{value}']").check()
        elif form.locator("select").count():
            form.locator("select").select_option(values[0])
        else:
            form.locator("[name=value]").fill(values[0])
        self.press(form.get_by_role("button"))
        assert self.page.get_by_role("status").inner_text() == self.words("web_told_saved")

    def add(self, group: str, **values: str) -> None:
        details = self.page.locator(f"details.add:has(input[value='{group}'])")
        details.locator("summary").press("Enter")
        for name, value in values.items():
            details.locator(f"[name={name}]").fill(value)
        self.press(details.get_by_role("button"))

    def answer_all(self) -> int:
        """Answer every open question of the step by what the page says that the answers would change."""
        answered = 0
        for name in [card.get_attribute("id") for card in self.page.locator("article.card.open").all()]:
            card = self.page.locator(f"#{name}")
            if not card.count() or (choice := self._best(card)) is None:
                continue
            card.locator("input[type=radio]").nth(choice).check()
            self.press(card.locator("form").first.get_by_role("button"))
            answered += 1
        return answered

    def _best(self, card: Any) -> int | None:
        """The answer that meets most rules and breaks none."""
        effects = card.locator("details").first.locator("ul").last.locator("li").all_text_contents()[:-1]
        told = [[int(number) for number in re.findall(r"\d+", text)[-3:]] for text in effects]
        breaks = [len(numbers) == 3 and numbers[1] > 0 for numbers in told]
        able = [(sum(numbers[:1]), -place) for place, numbers in enumerate(told) if not breaks[place]]
        return -max(able)[1] if able and (any(breaks) or max(able)[0]) else None

    def assess(self, button: str) -> None:
        """Start it, and wait until the page that renews itself leads on."""
        self.press(self.page.get_by_role("button", name=self.words(button)).first)
        self.page.wait_for_url(re.compile(r"told=assessed"), timeout=_WAIT)
        said = [self.words(f"web_told_assessed_{reading.value}") for reading in Reading]
        assert self.page.get_by_role("status").inner_text() in said
