"""Every page in every state, judged by axe-core in a real browser, in both languages, on a phone and on a desk."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Route

from pia import reviewing
from pia.model.approval import Role
from pia.model.review import Edit, Item, ItemKind, Rating, Reviewer, ReviewRole
from pia.model.text import Language
from pia.signing import Signing
from pia.web.application import application
from pia.web.fields import STEPS
from pia.web.room import Room
from tests.exchange import files_for_tests
from tests.web.conftest import NOW, small
from tests.web.room_for_tests import TOKEN, running, settings_of
from tests.web.staging_for_tests import Stage
from tests.web.team_for_tests import Site, team_site
from tests.web.walking_for_tests import BROWSER, MISSING, Walker

ANN = Reviewer("Ann", ReviewRole.AUTHOR)
EVA = Reviewer("Eva", ReviewRole.EVALUATOR)


def _home(stage: Stage) -> None:
    stage.waiting("portfolio")
    stage.open("/?still=1")
    stage.look("home while it is read")
    stage.let_go("portfolio")
    for path, name in (("/", "home"), ("/?q=nothing", "home without a hit")):
        stage.still(path)
        stage.look(name)


def _new(stage: Stage) -> None:
    stage.open("/new")
    stage.look("new")
    stage.send("main form", folder="../x")
    stage.look("new with problems")


def _import(stage: Stage) -> None:
    stage.open("/import")
    stage.look("import")
    file = stage.folder.parent / "other.json"
    file.write_text("{", encoding="utf-8")
    stage.walker.page.locator("#upload").set_input_files(file)
    stage.send("main form", folder="parks")
    stage.look("import with problems")


def _imported(stage: Stage) -> None:
    stage.open("/import")
    file = stage.folder.parent / "other.json"
    file.write_text(json.dumps(files_for_tests.cnil()), encoding="utf-8")
    stage.walker.page.locator("#upload").set_input_files(file)
    stage.send("main form", folder="parks")
    stage.unfold()
    stage.look("imported")
    stage.open("/a/parks/")
    stage.look("overview before it was assessed")


def _export(stage: Stage) -> None:
    stage.open("/a/small/export?format=cnil")
    stage.unfold()
    stage.look("export")


def _scan(stage: Stage) -> None:
    stage.open("/scan")
    stage.look("scan")
    stage.send("main form", path="../x")
    stage.look("scan with problems")


def _scanned(stage: Stage) -> None:
    stage.waiting("scan x")
    stage.open("/scan/x?still=1")
    stage.look("scan while it runs")
    stage.let_go("scan x")
    stage.open("/scan/x")
    stage.look("scan that failed")
    stage.open("/scan")
    stage.send("main form", path="small/t.csv")
    stage.still(stage.walker.page.url.removeprefix(stage.host).partition("?")[0])
    stage.look("scanned")


def _running(stage: Stage) -> None:
    stage.waiting("assess small")
    stage.open("/a/small/running?still=1")
    stage.look("assessing")
    stage.let_go("assess small")
    stage.open("/a/small/running")
    stage.look("assessing that failed")


def _overview(stage: Stage) -> None:
    stage.open("/a/small/")
    stage.look("overview")


def _steps(stage: Stage) -> None:
    item, who = Item(ItemKind.SECTION, "description"), EVA
    reviewing.comment(stage.folder, item, "A comment", who, NOW)
    reviewing.rate(stage.folder, item, Rating.IMPROVABLE, who, NOW, note="so so")
    for name in STEPS:
        stage.open(f"/a/small/{name}")
        stage.unfold()
        stage.look(f"step {name}")
    key = stage.folder.parent / "ann.key"
    signer = Signing(key, Role.ASSESSOR, "Eva", str)
    reviewing.sign(stage.folder, signer, who, NOW, folders=stage.room.settings.rules)
    for name in ("proposal", "signoff"):
        stage.open(f"/a/small/{name}")
        stage.look(f"step {name}, signed")
    (stage.folder / "approval.json").unlink()
    _refused(stage)


def _refused(stage: Stage) -> None:
    """A conflict, an edit that is wrong, a form that cannot be."""
    stage.open("/a/small/proposal")
    edit = Edit(("description",), f"Said by Eva {len(stage.walker.faults)} {stage.walker.page.viewport_size['width']}")
    reviewing.save(stage.folder, edit, reviewing.open_record(stage.folder, NOW.date()).base, ANN, NOW)
    stage.send("#f-description", value="Said by Ann")
    stage.look("conflict")
    stage.open("/a/small/proposal")
    stage.send("#f-name", value=" ")
    stage.look("again")
    stage.open("/a/small/data")
    stage.unfold()
    stage.walker.page.locator("[name=holds]").first.check()
    stage.send("article form", finding="none")
    stage.look("problems")


LOOKS: Mapping[str, Callable[[Stage], None] | str] = {
    "/": _home,
    "/enter": "it answers with a cookie and leads on; refused it is as every refusal",
    "/static/{name}": "no page",
    "/new": _new,
    "/import": _import,
    "/scan": _scan,
    "/scan/{key}": _scanned,
    "/a/{place:path}/running": _running,
    "/a/{place:path}/report": "a file to save",
    "/a/{place:path}/imported": _imported,
    "/a/{place:path}/export": _export,
    "/a/{place:path}/fetch": "a file to save",
    "/a/{place:path}/": _overview,
    "/a/{place:path}/{step}": _steps,
}
"""What looks at the page of an address, or why it has none."""
STATES = 26


def test_no_page_is_without_somebody_who_looks_at_it() -> None:
    routes = [route for route in application(settings_of(Path())).routes if isinstance(route, Route)]
    assert {route.path for route in routes if "GET" in (route.methods or ())} == set(LOOKS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.slow
@pytest.mark.skipif(
    MISSING and not os.environ.get("PIA_REQUIRE_VALIDATORS"), reason="needs Chromium, Playwright and axe-core"
)
@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [
        pytest.param(Language.ZH, 390, "light", id="zh-phone"),
        pytest.param(Language.EN, 390, "dark", id="en-phone", marks=pytest.mark.deep),
        pytest.param(Language.EN, 1280, "light", id="en-desk", marks=pytest.mark.deep),
        pytest.param(Language.ZH, 1280, "dark", id="zh-desk", marks=pytest.mark.deep),
    ],
)
def test_every_page_can_be_used_by_everybody(
    browser: Any, tmp_path: Path, language: Language, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="zh-CN" if language == "zh" else "en-GB"
    )
    walker = Walker(context.new_page(), language, judged=True)
    folder = small(tmp_path)
    settings = settings_of(tmp_path, rules=(tmp_path / "rules",), patience_seconds=0.0)
    room = Room(settings)
    with running(settings, room) as host:
        stage = Stage(walker, host, folder, room, threading.Event())
        stage.open("/scan")
        stage.look("not let in")
        stage.open(f"/enter?token={TOKEN}")
        stage.open(f"/scan?lang={language.value}")
        for look in LOOKS.values():
            if callable(look):
                look(stage)
        stage.open("/none")
        stage.look("no such page")
    context.add_cookies([{"name": "pia_lang", "value": language.value, "url": "http://127.0.0.1"}])
    with team_site() as site:
        _door(stage, site)
    context.close()
    assert walker.faults == {}
    assert len(walker.judged_pages) >= STATES


def _door(stage: Stage, site: Site) -> None:
    """What a team meets at the door: signing out, and being refused."""
    stage.host = site.address
    stage.open("/login/return")
    stage.look("sign-in refused")
    stage.open("/logout")
    stage.look("sign out")
    stage.send("form")
    stage.look("signed out")
