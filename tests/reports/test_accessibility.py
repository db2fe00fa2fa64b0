"""axe-core finds nothing wrong in any page, in a real browser: WCAG 2.2 A and AA and its best practices."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from pia.model.assessment import Assessment
from pia.model.text import Language
from pia.presentation.changes import changes
from pia.presentation.paper import Paper, assessment_paper, changes_paper, residents_paper
from pia.reports.html import REPORT
from tests.samples_for_tests import hostile

BROWSER = which("chromium") or which("chromium-browser") or which("google-chrome")
MISSING = not (BROWSER and find_spec("playwright") and find_spec("axe_playwright_python"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        MISSING and not os.environ.get("PIA_REQUIRE_VALIDATORS"), reason="needs Chromium, Playwright and axe-core"
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield opened
        opened.close()


def papers(assessed: Callable[[str], Assessment], language: Language) -> dict[str, Paper]:
    big, small = assessed("floating-population"), assessed("air-quality")
    return {
        "big": assessment_paper(big, language),
        "hostile": assessment_paper(hostile(assessed), language),
        "residents": residents_paper(big, language),
        "changes": changes_paper(changes(small, big), language),
    }


@pytest.mark.parametrize(("language", "width", "scheme"), [(Language.EN, 390, "dark"), (Language.ZH, 1280, "light")])
def test_no_page_has_a_violation(  # noqa: PLR0917 - two fixtures and the three sides of a case
    assessed: Callable[[str], Assessment], browser: Any, tmp_path: Path, language: Language, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    for name, paper in papers(assessed, language).items():
        path = tmp_path / f"{name}.html"
        path.write_bytes(REPORT.set(paper))
        page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
        asked: list[str] = []
        told: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, told=told: told.append(message.text))
        page.goto(path.as_uri())
        found = Axe().run(page, options={"runOnly": RULES}).response
        assert {item["id"]: len(item["nodes"]) for item in found["violations"]} == {}, name
        assert len(found["passes"]) > 15
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert told == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


def test_findings_can_be_searched_and_nothing_needs_a_script(
    assessed: Callable[[str], Assessment], browser: Any, tmp_path: Path
) -> None:
    assessment = assessed("floating-population")
    path = tmp_path / "report.html"
    path.write_bytes(REPORT.render(assessment, Language.EN))
    page = browser.new_page()
    page.goto(path.as_uri())
    rows = page.locator("#inventory table.wide tbody tr")
    column = assessment.findings[0].column.name
    page.locator("#inventory .filter input").first.fill(column)
    shown = [row.inner_text() for row in rows.all() if row.is_visible()]
    assert 1 <= len(shown) < len(assessment.findings)
    assert all(column in text for text in shown)
    assert page.locator("#inventory .filter [role=status]").first.inner_text() == (
        f"{len(shown)} / {len(assessment.findings)}"
    )
    plain = browser.new_page(java_script_enabled=False)
    plain.goto(path.as_uri())
    assert plain.locator(".filter").count() == 0
    assert plain.locator("#inventory table.wide tbody tr").count() == len(assessment.findings)
