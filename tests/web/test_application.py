from __future__ import annotations

from pathlib import Path

from starlette.routing import Route

from benchmarks.pages import PAGES
from pia.web.application import SENT, application
from tests.web.room_for_tests import Browser, settings_of


def test_every_page_is_read_by_get_and_every_form_sent_by_post() -> None:
    routes = [route for route in application(settings_of(Path())).routes if isinstance(route, Route)]
    methods = {route.path: route.methods for route in routes if route.path not in {"/scan", "/new", "/import"}}
    sent = {path for path, own in methods.items() if own == {"POST"}}
    assert sent == {f"/a/{{place:path}}/{name}" for name in SENT}
    assert all(own == {"GET", "HEAD"} for path, own in methods.items() if path not in sent)


def test_the_benchmark_asks_for_pages_that_are_there(room: Browser, folder: Path) -> None:
    folder.rename(folder.parent / "p0000")
    assert {room.get(path).status_code for _, path in PAGES} == {200}


def test_what_is_not_there_is_a_page_and_not_a_trace(room: Browser) -> None:
    for path in ("/nothing", "/a", "/scan/x/y"):
        answer = room.get(path)
        assert answer.status_code == 404
        assert "There is no such page" in answer.text
    assert room.client.put("/scan").status_code == 405
    assert room.post("/a/small/none", {}).status_code in {404, 405}
