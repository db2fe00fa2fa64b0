from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from pia.errors import PiaError
from pia.model.review import ReviewRole
from pia.web.groups import groups_of
from pia.web.identity import Person
from pia.web.proxied import TrustedHeaders, networks_of
from pia.web.team import TeamOptions, team_of
from tests.web.room_for_tests import running, settings_of

IDENTITY = TrustedHeaders(
    networks_of(["10.0.0.0/30", "::1"]), "X-User", "X-Groups", groups_of(["officer=privacy", "reader=all"])
)


def request(peer: str | None, *headers: tuple[str, str]) -> Request:
    raw = [(name.lower().encode(), value.encode()) for name, value in headers]
    return Request({"type": "http", "headers": raw, "client": (peer, 1) if peer else None})


GOOD = (("X-User", "Zoë"), ("X-Groups", "staff, privacy"))


def test_a_listed_proxy_says_who_comes() -> None:
    expected = Person("Zoë", frozenset({ReviewRole.OFFICER}))
    for peer in ("10.0.0.2", "::1", "::ffff:10.0.0.1"):
        assert IDENTITY(request(peer, *GOOD)) == expected
    assert IDENTITY(request("10.0.0.2", ("x-user", "A"), ("X-Groups", "a"), ("X-Groups", "all"))) == Person(
        "A", frozenset()
    )


@pytest.mark.parametrize("peer", ["10.0.0.4", "192.168.0.1", "::2", "::ffff:10.0.0.9", "unix:", "", None])
def test_headers_of_any_other_peer_are_worth_nothing(peer: str | None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        assert IDENTITY(request(peer, *GOOD)) is None
        assert IDENTITY(request(peer, *GOOD, ("X-Forwarded-For", "10.0.0.2"))) is None
    assert "Zoë" not in caplog.text


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (("X-User", "Zoë"),),
        (("X-User", "Zoë"), ("X-Groups", "staff")),
        (("X-User", " "), ("X-Groups", "privacy")),
        (("X-User", "Zoë"), ("X-User", "Eve"), ("X-Groups", "privacy")),
        (("X-User", "a\tb"), ("X-Groups", "privacy")),
        (("X-User", "a" * 201), ("X-Groups", "privacy")),
        (("X-Groups", "privacy"),),
    ],
)
def test_without_one_name_and_a_group_that_counts_nobody_comes_in(headers: tuple[tuple[str, str], ...]) -> None:
    assert IDENTITY(request("10.0.0.2", *headers)) is None


def test_a_name_that_is_no_utf8_is_refused() -> None:
    raw = [(b"x-user", b"Zo\xeb"), (b"x-groups", b"privacy")]
    assert IDENTITY(Request({"type": "http", "headers": raw, "client": ("10.0.0.2", 1)})) is None


def test_the_real_room_believes_a_listed_proxy_and_nobody_else(tmp_path: Path) -> None:
    def asked(proxy: str, **headers: str) -> tuple[int, bool]:
        team = TeamOptions("https://pia.example.org", ("officer=privacy",), (proxy,), "X-User", "X-Groups")
        made = team_of(team, {})
        settings = replace(settings_of(tmp_path), identity=made.identity, hosts=frozenset({made.host}), token="")
        settings = replace(settings, secure=made.secure)
        with running(settings) as address, httpx.Client(follow_redirects=False) as client:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            found = client.get(address, headers={"host": "pia.example.org", **sent})
            return found.status_code, "Secure" in found.headers.get("set-cookie", "")

    assert asked("127.0.0.1", x_user="Ann", x_groups="privacy") == (303, True)
    assert asked("127.0.0.1") == (403, False)
    assert asked("10.0.0.2", x_user="Ann", x_groups="privacy") == (403, False)


def test_all_wrong_addresses_are_told_at_once() -> None:
    with pytest.raises(PiaError) as caught:
        networks_of(["10.0.0.1/30", "proxy.example", "10.0.0.1", "0.0.0.0/0", "::/0"])
    assert len(caught.value.problems) == 4
