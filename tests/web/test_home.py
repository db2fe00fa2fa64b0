from __future__ import annotations

import re
import shutil
from pathlib import Path

from pia.approval import keys
from tests.web.room_for_tests import Browser, settings_of, visiting
from tests.web.test_signoff import sign


def test_the_portfolio_lists_what_is_there(room: Browser, folder: Path) -> None:
    (folder.parent / "new").mkdir()
    shutil.copy(folder / "deployment.yaml", folder.parent / "new" / "deployment.yaml")
    page = room.get("/").text
    assert '<a href="/a/small/">Small</a>' in page
    assert '<a href="/a/new/">' in page
    assert "2 assessments in this folder; 2 shown." in page
    assert 'aria-label="Severity"' not in page
    assert "<svg" in page
    assert '<a href="/a/small/">' not in room.get("/?state=new").text
    assert "No assessment fits." in room.get("/?q=nothing").text
    odd = room.get("/", params={"q": "new", "sort": "x", "state": "y", "page": "9"}).text
    assert ('<a href="/a/new/">' in odd, '<a href="/a/small/">' in odd) == (True, False)


def test_signatures_are_held_against_the_policy_of_the_folder(room: Browser, folder: Path) -> None:
    sign(room)
    assert "state-signed" in room.get("/").text
    other = keys.new_key()[1]
    policy = f"required: {{officer: 1}}\nsigners: [{{name: Olaf, role: officer, public_key: '{other}'}}]\n"
    (folder.parent / "gate.yaml").write_text(policy, encoding="utf-8")
    assert "state-void" in room.get("/").text


def test_what_is_not_read_yet_follows_by_itself(folder: Path) -> None:
    with visiting(settings_of(folder.parent, patience_seconds=0.0)) as browser:
        for number in range(40):
            shutil.copytree(folder, folder.parent / f"copy{number}")
        answer = browser.get("/?sort=level")
        first = answer.text
        assert re.search(r"\d+ assessments are being read and follow by themselves\.", first)
        assert answer.headers["refresh"] == "2"
        assert 'href="?sort=level&amp;still=1"' in first
        assert "refresh" not in browser.get("/?still=1").headers
        assert "being read" in first
        whole = browser.settled("/").text
    assert '<a href="/a/small/">Small</a>' in whole
    assert "follow by themselves" not in whole


def test_many_assessments_are_turned_over(room: Browser, folder: Path) -> None:
    for number in range(60):
        place = folder.parent / f"p{number:02}"
        place.mkdir()
        text = (folder / "deployment.yaml").read_text(encoding="utf-8")
        (place / "deployment.yaml").write_text(text.replace("Small", f"P{number:02}"), encoding="utf-8")
    first, second = room.get("/").text, room.get("/?page=2").text
    assert ("P00" in first, "P59" in first) == (True, False)
    assert ("P00" in second, "P59" in second) == (False, True)
    assert "page=2" in first
    for odd in ("0", "-1", "x", "9" * 4400):
        assert room.get("/", params={"page": odd}).status_code == 200


def test_an_empty_folder_says_how_to_begin(tmp_path: Path) -> None:
    with visiting(settings_of(tmp_path)) as browser:
        assert "pia init" in browser.get("/").text


def test_pages_speak_the_language_that_was_chosen(room: Browser) -> None:
    assert "评估总览" in room.get("/", headers={"accept-language": "zh-CN"}).text
    assert "Assessments" in room.get("/?lang=xx", headers={"accept-language": "de"}).text
    room.get("/?lang=zh")
    assert '<html lang="zh-Hans">' in room.get("/scan").text
    assert "Assessments" in room.get("/?lang=en").text


def test_files_that_pages_need_are_few_and_named(room: Browser) -> None:
    style = room.get("/static/room.css")
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert "max-age" in style.headers["cache-control"]
    assert "http" not in style.text
    assert room.get("/static/NotoSansSC-Regular.woff2").headers["content-type"] == "font/woff2"
    for name in ("words.yaml", "..%2froom.css", "base.html.jinja"):
        assert room.get(f"/static/{name}").status_code == 404
