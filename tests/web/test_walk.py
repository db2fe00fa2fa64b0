"""From `pia init` to a signed report that the gate passes, in a real browser: in both languages, without JavaScript."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pia.approval import keys
from pia.model.text import Language
from pia.web.fields import STEPS
from tests.commands.running_for_tests import run
from tests.web.walking_for_tests import BROWSER, MISSING, Walker, served

GATE = """
review_required: true
required: {{officer: 1}}
signers: [{{name: Olaf, role: officer, public_key: "{key}"}}]
"""
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


def begun(root: Path) -> Path:
    """A deployment that `pia init` wrote, its data, a key, and a policy that names it."""
    folder = root / "parks"
    folder.mkdir()
    said = "Park survey\nAsks visitors of parks\nParks office\nparks@example.org\nOlaf\nother\nt.csv\nAnswer visitors\n"
    assert run("init", folder / "deployment.yaml", input=said).exit_code == 0
    (folder / "t.csv").write_text("mail,visits\na@example.org,1\nb@example.org,2\nc@example.org,3\n", encoding="utf-8")
    key = run("keys", "new", "--out", root / "olaf.key").stdout.strip()
    assert keys.is_public_key(key)
    (folder / "gate.yaml").write_text(GATE.format(key=key), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("language", "script", "width", "scheme"),
    [
        pytest.param(Language.EN, False, 1280, "light", id="en-without-script"),
        pytest.param(Language.ZH, True, 390, "dark", id="zh-phone", marks=pytest.mark.deep),
    ],
)
def test_from_init_to_a_signed_report_that_the_gate_passes(  # noqa: PLR0917 - two fixtures and the sides of a case
    browser: Any, tmp_path: Path, language: Language, script: bool, width: int, scheme: str
) -> None:
    folder = begun(tmp_path)
    roles = ("--role", "author", "--role", "officer", "--role", "evaluator")
    with served(tmp_path, "--as", "Olaf", *roles) as address:
        context = browser.new_context(
            java_script_enabled=script, viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        walker = Walker(context.new_page(), language, judged=script)
        walk(walker, address)
        signed_off(walker)
        reports(walker, tmp_path)
        host = address.partition("/enter")[0]
        assert [url for url in walker.asked if not url.startswith((f"{host}/", "data:"))] == []
        assert walker.faults == {}
        if script:
            assert {("signoff", True), ("proposal", True), *((name, False) for name in ("", *STEPS))} <= walker.seen
        context.close()
    gated = run(
        "gate", folder / "deployment.yaml", "--policy", folder / "gate.yaml", "--approved", folder / "approval.json"
    )
    assert gated.exit_code == 0, gated.output


def test_two_browsers_lose_nothing_and_what_is_wrong_has_a_page(browser: Any, tmp_path: Path) -> None:
    begun(tmp_path)
    with served(tmp_path, "--as", "Olaf") as address:
        host = address.partition("/enter")[0]
        stranger = Walker(browser.new_page(), Language.EN, judged=True)
        stranger.open(f"{host}/scan")
        context = browser.new_context(viewport={"width": 390, "height": 900})
        mine, yours = (Walker(context.new_page(), Language.EN, judged=True) for _ in range(2))
        mine.open(address)
        for walker in (mine, yours):
            walker.open(f"{host}/a/parks/proposal")
            walker.page.locator("#f-description-v").fill(f"Said by {'mine' if walker is mine else 'yours'}")
        for walker in (mine, yours):
            walker.press(walker.page.locator("#f-description button"))
        assert yours.page.get_by_role("heading", level=1).inner_text() == yours.words("web_conflict")
        assert yours.page.locator(".kept").all_text_contents() == ["Said by mine", "Said by yours"]
        yours.look()
        yours.press(yours.page.get_by_role("button", name=yours.words("web_keep_mine")))
        assert yours.page.locator("#f-description-v").input_value() == "Said by yours"
        mine.page.locator("#f-name-v").fill(" ")
        mine.press(mine.page.locator("#f-name button"))
        mine.look()
        for path in ("scan", "new", "none", ""):
            mine.open(f"{host}/{path}")
        mine.open(f"{host}/scan")
        mine.page.locator("#upload").set_input_files(tmp_path / "parks" / "t.csv")
        mine.press(mine.page.get_by_role("button", name=mine.words("web_scan_start")))
        mine.page.get_by_role("heading", name=mine.words("web_scanned")).wait_for()
        mine.look()
        mine.page.locator(".skip").focus()
        assert mine.page.locator(".skip").is_visible()
        assert {**stranger.faults, **mine.faults, **yours.faults} == {}
        assert len(stranger.seen | mine.seen | yours.seen) > 5
        context.close()


def walk(walker: Walker, address: str) -> None:
    """The path up to the signature."""
    words = walker.words
    walker.open(address)
    host = address.partition("/enter")[0]
    walker.open(f"{host}/?lang={words.language}")
    walker.page.get_by_role("link", name="Park survey").click()
    walker.assess("web_assess")
    walker.look()
    walker.step("proposal")
    walker.fill("controller.public_body", "yes")
    walker.step("data")
    assert "*@*******.***" in walker.page.locator("#main").inner_text()
    walker.step("necessity")
    walker.fill("activities.0.columns", "t.mail", "t.visits")
    for provision in ("data_suffices", "notice", "appeal", "human_channel", "participation", "capacity"):
        walker.fill(f"activities.0.{provision}", "yes")
    walker.step("consultation")
    walker.add("consultations", who="Visitors")
    walker.fill("consultations.0.opinion", "Fewer questions")
    walker.fill("consultations.0.outcome", "Two questions were dropped")
    walker.step("review")
    walker.fill("next_review", "2099-01-01")
    for name in ("rights", "risks", "signoff"):
        walker.step(name)
    for _ in range(4):
        answered = 0
        for name in walker.open_steps():
            walker.step(name)
            answered += walker.answer_all()
        if not answered and not walker.page.get_by_role("button", name=words("web_reassess")).count():
            break
        walker.assess("web_reassess")


def signed_off(walker: Walker) -> None:
    """Read what the gate says, sign, and find the record locked."""
    words, page = walker.words, walker.page
    walker.step("signoff")
    page.locator("#key").fill("olaf.key")
    page.locator("#role").select_option("officer")
    page.locator("[name=read]").check()
    walker.press(page.get_by_role("button", name=words("web_sign"), exact=True))
    assert page.get_by_role("status").inner_text() == words("web_told_signed")
    assert words("web_gate_open") in page.locator("#main").inner_text()
    walker.look()
    walker.step("proposal")
    assert page.locator("#f-name button").count() == 0


def reports(walker: Walker, folder: Path) -> None:
    """The signed report, which does not say that it is a draft."""
    page = walker.page
    page.locator("nav .name a").click()
    page.locator("#format").select_option("markdown")
    with page.expect_download() as begun:
        page.get_by_role("button", name=walker.words("web_make")).click()
    begun.value.save_as(folder / "report.md")
    text = (folder / "report.md").read_text(encoding="utf-8")
    assert "Park survey" in text
    assert walker.words("web_draft_mark") not in text
    assert begun.value.suggested_filename == "parks-report.md"
