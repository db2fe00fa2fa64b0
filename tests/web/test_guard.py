from __future__ import annotations

import asyncio
import io
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from pia.web.application import READ, SENT, application
from pia.web.guard import HEADERS
from pia.web.identity import Person
from tests.projects_for_tests import DATA, DEPLOYMENT
from tests.web.room_for_tests import TOKEN, Browser, settings_of, visiting

VALUE = "a@example.org"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("served")
    (root / "small").mkdir()
    (root / "small" / "deployment.yaml").write_text(DEPLOYMENT, encoding="utf-8")
    (root / "small" / "t.csv").write_text(DATA, encoding="utf-8")
    (root.parent / "secret.csv").write_text(DATA, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def room(folder: Path) -> Iterator[Browser]:
    with visiting(settings_of(folder, most_upload_bytes=100_000)) as browser:
        yield browser


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "10.0.0.1:80"])
def test_a_foreign_host_is_refused(room: Browser, host: str) -> None:
    answer = room.get("/scan", headers={"host": host})
    assert answer.status_code == 421
    assert "evil" not in answer.text
    assert "set-cookie" not in answer.headers


def test_names_of_this_machine_are_known(room: Browser) -> None:
    assert room.get("/static/room.css", headers={"host": "localhost:8000"}).status_code == 200
    assert room.get("/static/room.css", headers={"host": "[::1]:8000"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/scan", "/a/small/", "/a/small/data", "/a/small/report?format=json", "/none"])
def test_without_a_session_of_ours_nobody_is_let_in(room: Browser, path: str) -> None:
    name, value = next(iter(room.client.cookies.items()))
    for cookie in ("", f"{name}=forged.a.b", f"{name}={value[:-1]}", f"other={value}"):
        status, headers, text = room.raw(path, {"cookie": cookie})
        assert status == 403
        assert "set-cookie" not in headers
        assert "Small" not in text


def test_the_token_becomes_a_cookie_that_scripts_and_other_sites_cannot_use(room: Browser) -> None:
    assert room.raw("/enter?token=wrong", {})[0] == 403
    assert room.raw("/enter", {})[0] == 403
    status, headers, _ = room.raw(f"/enter?token={TOKEN}", {})
    assert (status, headers["location"]) == (303, "/")
    cookie = headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie


def test_every_answer_carries_the_headers_that_keep_a_page_alone(room: Browser) -> None:
    for path, status in (("/scan", 200), ("/none", 404), ("/static/room.css", 200), ("/a/..%2f/data", 404)):
        answer = room.get(path)
        assert answer.status_code == status
        assert not set(HEADERS) - set(answer.headers)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", ["/scan", "/new", "/import", *(f"/a/small/{name}" for name in SENT)])
def test_a_form_that_is_not_ours_changes_nothing(room: Browser, folder: Path, path: str) -> None:
    before = {item: item.read_bytes() for item in folder.rglob("*") if item.is_file()}
    token = room.token()
    fields = {"path": "name", "value": "Other", "reason": "r", "name": "agreed", "item": "section:name", "text": "t"}
    for data, headers in (
        (fields, {}),
        ({**fields, "token": "0" * 64}, {}),
        ({**fields, "token": token}, {"origin": "https://evil.example"}),
        ({**fields, "token": token}, {"origin": "null"}),
    ):
        answer = room.client.post(path, data=data, headers=headers)
        assert answer.status_code == 403, (path, headers)
    as_json = room.client.post(path, json={**fields, "token": token})
    assert as_json.status_code == 403
    assert before == {item: item.read_bytes() for item in folder.rglob("*") if item.is_file()}


def test_forms_are_not_sent_by_get(room: Browser) -> None:
    for name in set(SENT) - {"report"}:
        answer = room.get(f"/a/small/{name}", params={"token": room.token()})
        assert answer.status_code == 404, name
    assert set(READ) & set(SENT) == set()


@pytest.mark.parametrize(
    "name",
    [
        *(
            "..",
            "../small",
            "small/..",
            "%2e%2e",
            "..%2f..%2fetc",
            "small%00",
            "/etc",
            "//etc",
            ".git",
            "small/.hidden",
        ),
        *("..\\small", "none", "-", "a" * 5000, "small/t.csv", "~", "a/b/c/d/e/f/g/h/i/j"),
    ],
)
def test_an_address_reaches_nothing_outside(room: Browser, name: str) -> None:
    for tail in ("", "data", "report?format=json"):
        assert room.raw(f"/a/{name}/{tail}", {"cookie": room.cookie()})[0] in {400, 404}, tail


def test_a_link_out_of_the_folder_is_none(room: Browser, folder: Path) -> None:
    (folder / "link").symlink_to(folder / "small", target_is_directory=True)
    assert room.get("/a/link/data").status_code == 404


@pytest.mark.parametrize("path", ["../secret.csv", "/etc/passwd", "small/../../secret.csv", "file:///etc/passwd", ""])
def test_a_scan_reads_nothing_outside(room: Browser, path: str) -> None:
    answer = room.post("/scan", {"path": path})
    assert answer.status_code == 422
    assert VALUE not in answer.text
    assert "root:" not in answer.text


def test_an_upload_is_bounded_and_its_name_leads_nowhere(room: Browser, folder: Path, tmp_path: Path) -> None:
    def upload(name: str, data: bytes) -> int:
        return room.client.post("/scan", data={"token": room.token()}, files={"upload": (name, data)}).status_code

    outside = folder.parent / "evil.csv"
    assert upload("../../evil.csv", DATA.encode()) == 200
    assert not outside.exists()
    assert upload("big.csv", b"a\n" * 100_000) == 413


def test_a_body_that_lies_about_its_length_is_cut_off(room: Browser) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(600):
            yield b"x" * 1024

    form = {"content-type": "application/x-www-form-urlencoded"}
    assert room.client.post("/a/small/save", content=endless(), headers=form).status_code == 413
    fits = {"path": "description", "value": "x" * 200_000, "base": ""}
    assert room.post("/a/small/save", fits).status_code in {200, 409, 422}


def test_a_zip_bomb_ends_as_a_message(room: Browser) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("bomb.csv", b"a,b\n" + b"0" * 70_000_000)
    assert len(packed.getvalue()) < 100_000
    files = {"upload": ("bomb.zip", packed.getvalue())}
    answer = room.client.post("/scan", data={"token": room.token()}, files=files)
    page = room.settled(answer.url.path).text
    assert answer.status_code == 200
    assert "Nothing was written" in page or "Not examined" in page
    assert "No personal data was found" not in page


def test_the_log_names_pages_and_never_what_was_asked_or_sent(room: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "pia.web"):
        room.get("/scan", params={"q": VALUE})
        room.get(f"/a/{VALUE}/data")
        room.post("/a/small/save", {"path": VALUE, "value": VALUE})
        room.get(f"/{VALUE}")
    assert "GET scan_form 200" in caplog.text
    assert "refused: such_page" in caplog.text
    assert VALUE not in caplog.text
    assert "small" not in caplog.text


def test_a_bug_becomes_a_page_without_its_text(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    def broken(request: Request) -> Person | None:
        if request.url.path == "/scan":
            raise ValueError(VALUE)
        return Person("Ann", frozenset())

    settings = settings_of(folder, identity=broken, token="")
    with visiting(settings) as browser, caplog.at_level(logging.INFO):
        answer = browser.get("/scan")
    assert answer.status_code == 500
    assert "ValueError test_guard.py" in answer.text
    assert VALUE not in answer.text + caplog.text
    assert "Traceback" not in caplog.text


def test_where_others_say_who_it_is_a_session_begins_by_reading_only(folder: Path) -> None:
    def known(request: Request) -> Person | None:
        return Person(request.headers["x-name"], frozenset()) if "x-name" in request.headers else None

    with visiting(settings_of(folder, identity=known, token="")) as browser:
        assert browser.get("/scan").status_code == 403
        assert browser.client.post("/scan", headers={"x-name": "Eve"}).status_code == 403
        answer = browser.get("/scan", headers={"x-name": "Eve"})
        assert "Eve · reader" in answer.text
        assert browser.get("/scan").status_code == 403
        assert browser.client.get("//evil.example/", headers={"x-name": "Eve"}).url.host == "127.0.0.1"


def test_other_kinds_of_connections_are_left_alone(folder: Path) -> None:
    sent: list[object] = []

    async def receive() -> dict[str, object]:
        return {"type": "websocket.connect"}

    async def send(message: object) -> None:
        sent.append(message)

    app = application(settings_of(folder))
    asyncio.run(app({"type": "websocket", "path": "/", "headers": []}, receive, send))
    assert sent == []
    assert Response().status_code == 200
