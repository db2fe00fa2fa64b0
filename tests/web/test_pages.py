from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.requests import Request

from pia import documents
from pia.errors import PiaError, Problem
from pia.model.text import Language, Text
from pia.presentation.words import Words
from pia.web import pages
from pia.web.pages import Visit
from tests.web.room_for_tests import ANN, settings_of


def request(query: str = "", cookie: str = "", accept: str = "") -> Request:
    headers = [(b"cookie", cookie.encode()), (b"accept-language", accept.encode())]
    scope = {"type": "http", "method": "GET", "path": "/", "headers": headers, "query_string": query.encode()}
    return Request({**scope, "pia.session": "s", "pia.person": ANN})


@pytest.mark.parametrize(
    ("query", "cookie", "accept", "fixed", "language"),
    [
        ("lang=zh", "pia_lang=en", "en", Language.EN, "zh"),
        ("", "pia_lang=zh", "en", Language.EN, "zh"),
        ("", "pia_lang=xx", "zh", Language.EN, "en"),
        ("", "", " zh-CN,zh;q=0.9", None, "zh"),
        ("", "", "de", None, "en"),
    ],
)
def test_a_choice_outweighs_the_server_and_the_server_the_browser(
    query: str, cookie: str, accept: str, fixed: Language | None, language: str
) -> None:
    settings = settings_of(Path(), language=fixed)
    assert pages.language_of(request(query, cookie, accept), settings).value == language


def test_a_visit_knows_who_comes() -> None:
    seen = pages.visit(request(), settings_of(Path()))
    assert seen.person is ANN
    assert len(seen.token) == 64
    assert seen.language is Language.EN


def test_problems_are_told_as_text() -> None:
    seen = Visit(request(), ANN, Words(Language.EN), "t", settings_of(Path()))
    answer = pages.problems_page(seen, PiaError(Problem("<b>", "it is <i>wrong", "Mend it.")), "/a/x/")
    page = bytes(answer.body).decode()
    assert answer.status_code == 422
    assert "&lt;b&gt;" in page
    assert "it is &lt;i&gt;wrong. Mend it." in page
    assert 'href="/a/x/"' in page


def test_links_of_a_page_keep_what_it_was_asked_for_and_repeat_nothing_else() -> None:
    seen = pages.visit(request("q=a%26b&sort=level&x=evil&step=evil&told=saved&lang=en"), settings_of(Path()))
    page = bytes(pages.problems_page(seen, PiaError(Problem("w", "x", "y"))).body).decode()
    assert 'href="?q=a%26b&amp;sort=level&amp;lang=zh"' in page
    assert "evil" not in page
    refused = pages.refusal(request("q=evil"), settings_of(Path()), 404, "such_page")
    assert b'href="?lang=zh"' in refused.body
    assert b"evil" not in refused.body


@pytest.mark.parametrize("to", ["//evil.example", "/\\evil.example", "\\\\evil.example", "/scan"])
def test_nobody_is_sent_to_another_host(to: str) -> None:
    assert re.fullmatch(r"/[a-z].*", pages.moved(to).headers["location"])


def test_every_word_of_the_pages_is_there_in_both_languages(root: Path) -> None:
    folder = root / "report_templates" / "web"
    texts = documents.load(folder / "words.yaml", dict[str, Text]).value
    assert all(text.en.strip() and text.zh.strip() for text in texts.values())
    sources = [*folder.glob("*.jinja"), *(root / "pia" / "web").glob("*.py"), root / "pia" / "review" / "store.py"]
    source = "".join(path.read_text(encoding="utf-8") for path in sources)
    plain = set(re.findall(r"""\b(?:w|words|Words\(language\))\(["'](web_\w+)["']\)""", source))
    assert len(plain) > 100
    assert plain <= set(texts)
    made = tuple(re.findall(r'"(web_[a-z_]+_)" ~', source)) + tuple(re.findall(r'f"(web_[a-z_]+_)\{', source))
    made += ("web_place_", "web_language_", "web_provided_", "web_steps_")
    assert [key for key in texts if key not in plain and not key.startswith(made)] == []


def test_no_template_lets_text_through_as_markup_or_runs_a_script(root: Path) -> None:
    for path in (root / "report_templates" / "web").glob("*.jinja"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|<script|<style|\bstyle=|\son\w+=|https?://", text), path.name
