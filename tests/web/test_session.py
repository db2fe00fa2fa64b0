from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from pia.web import session
from tests.web.room_for_tests import TOKEN, settings_of

ONE, OTHER = settings_of(Path()), settings_of(Path())


def request(cookie: str = "", origin: str = "", scheme: str = "http") -> Request:
    headers = [(b"host", b"127.0.0.1:8000"), (b"cookie", cookie.encode()), (b"origin", origin.encode())]
    return Request(
        {"type": "http", "method": "GET", "scheme": scheme, "path": "/", "query_string": b"", "headers": headers}
    )


def given(scheme: str = "http") -> str:
    response = Response()
    session.open_session(ONE, request(scheme=scheme), response)
    return response.headers["set-cookie"]


def test_a_session_holds_for_its_server_only() -> None:
    cookie = given().partition(";")[0]
    assert session.session_of(ONE, request(cookie))
    assert session.session_of(OTHER, request(cookie)) == ""
    assert (
        session.session_of(OTHER, request(cookie.replace(session.cookie_name(ONE), session.cookie_name(OTHER)))) == ""
    )
    assert session.session_of(ONE, request(cookie[:-2])) == ""
    assert session.session_of(ONE, request()) == ""


def test_sessions_differ_and_travel_encrypted_where_pages_do() -> None:
    assert given() != given()
    assert "Secure" not in given()
    assert "Secure" in given("https")


def test_the_token_is_compared_whole_and_none_opens_nothing() -> None:
    assert session.is_token(ONE, TOKEN)
    assert not session.is_token(ONE, TOKEN[:-1])
    assert not session.is_token(ONE, "ключ")
    assert not session.is_token(settings_of(Path(), token=""), "")


def test_a_form_is_ours_by_its_token_and_its_origin() -> None:
    token = session.form_token(ONE, "s")
    assert session.is_ours(ONE, request(origin="http://127.0.0.1:8000"), "s", token)
    assert session.is_ours(ONE, request(), "s", token)
    assert not session.is_ours(ONE, request(origin="http://127.0.0.1:9000"), "s", token)
    assert not session.is_ours(ONE, request(), "t", token)
    assert not session.is_ours(ONE, request(), "s", "")
