from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import httpx
from starlette.types import ASGIApp

from pia.web.door import Door
from pia.web.server import server
from pia.web.settings import Settings
from tests.web.provider_for_tests import Provider, serving
from tests.web.room_for_tests import settings_of
from tests.web.team_for_tests import GROUPS, Site, team_site


def test_the_door_stands_before_every_page(tmp_path: Path) -> None:
    with team_site() as site:
        client, address = site.client, site.address
        _redirects(client, address)
        _cookies(site)
        _leaving(site)
        _other_hosts(client, address)


def _redirects(client: httpx.Client, address: str) -> None:
    assert client.get(f"{address}/a/x?y=secret").headers["location"] == "/login?to=%2Fa%2Fx"
    assert client.get(f"{address}/static/style.css").text == "nobody"
    assert client.post(f"{address}/a/x/save").text == "nobody"
    begun = client.get(f"{address}/login?to=//evil.example/", follow_redirects=True)
    assert str(begun.url) == f"{address}/"


def _cookies(site: Site) -> None:
    site.client.cookies.clear()
    begun = site.client.get(f"{site.address}/login")
    cookie = begun.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert begun.headers["x-frame-options"] == "DENY"
    assert site.sign_in("/").text.startswith("Zoë")
    assert set(site.client.cookies) == {"pia_person"}
    site.clock.now += 2 * 3600 + 1
    assert site.client.get(f"{site.address}/").status_code == 303


def _leaving(site: Site) -> None:
    site.sign_in("/")
    kept = dict(site.client.cookies)
    asked = site.client.get(f"{site.address}/logout", headers={"accept-language": "zh-CN"})
    assert "退出登录" in asked.text
    for origin in ({}, {"origin": "https://evil.example"}, {"origin": "null"}):
        assert site.client.post(f"{site.address}/logout", headers=origin).status_code == 403
    left = site.client.post(f"{site.address}/logout", headers={"origin": site.address})
    assert "You are signed out." in left.text
    assert f'{site.provider.address}/leave?a=1&amp;b=2"' in left.text
    assert not dict(site.client.cookies)
    again = httpx.get(f"{site.address}/", cookies=kept)
    assert again.status_code == 303


def _other_hosts(client: httpx.Client, address: str) -> None:
    for path in ("/login", "/login/return", "/logout"):
        assert client.get(address + path, headers={"host": "evil.example"}).status_code == 421
    assert client.get(f"{address}/", headers={"host": "evil.example"}).text == "nobody"


def test_the_real_room_is_entered_through_the_door(tmp_path: Path) -> None:
    from pia.web.team import TeamOptions, team_of
    from tests.web.provider_for_tests import CLIENT, SECRET

    provider = Provider()

    def told(address: str) -> ASGIApp:
        provider.address = address
        return provider.app()

    made: list[Settings] = []

    def room(address: str) -> ASGIApp:
        options = TeamOptions(public_url=address, groups=GROUPS, oidc_issuer=provider.address, oidc_client=CLIENT)
        team = team_of(options, {"PIA_OIDC_SECRET": SECRET})
        made.append(
            replace(
                settings_of(tmp_path),
                identity=team.identity,
                hosts=frozenset({team.host}),
                token="",
                before=team.before,
            )
        )
        assert isinstance(team.identity, Door)
        return cast("ASGIApp", server(made[0]).config.app)

    with serving(told) as _, serving(room) as address, httpx.Client(follow_redirects=True, timeout=60) as client:
        found = client.get(f"{address}/")
        assert found.status_code == 200
        assert "Zoë Officer" in found.text
        assert 'href="/logout"' in found.text
        assert client.get(f"{address}/", headers={"host": "evil.example"}).status_code == 421
