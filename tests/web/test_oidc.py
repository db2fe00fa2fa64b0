from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import fields
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import ECKey

from tests.web.provider_for_tests import CLIENT, KEY, Claims, Provider
from tests.web.team_for_tests import Site, team_site

STRANGER = ECKey.generate_key("P-256", {"kid": "one"})


@pytest.fixture(scope="module")
def shared() -> Iterator[Site]:
    with team_site() as site:
        yield site


@pytest.fixture
def site(shared: Site) -> Site:
    """The site with a provider that is honest again, and a visitor without cookies."""
    fresh, kept = Provider(), shared.provider.address
    for item in fields(Provider):
        setattr(shared.provider, item.name, getattr(fresh, item.name))
    shared.provider.address = kept
    shared.client.cookies.clear()
    return shared


def test_signing_in_tells_name_and_roles_and_leads_back(site: Site) -> None:
    found = site.sign_in("/a/park")
    assert found.status_code == 200
    assert found.text == "Zoë Officer ['officer'] /a/park"


def test_the_request_carries_pkce_state_and_nonce(site: Site) -> None:
    first = site.client.get(f"{site.address}/login")
    asked = parse_qs(urlsplit(first.headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert asked["client_id"] == [CLIENT]
    assert all(len(asked[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))
    second = parse_qs(urlsplit(site.client.get(f"{site.address}/login").headers["location"]).query)
    assert not {asked[name][0] for name in ("state", "nonce", "code_challenge")} & {
        second[name][0] for name in ("state", "nonce", "code_challenge")
    }


WRONG: dict[str, Any] = {
    "nonce": lambda claims: {**claims, "nonce": "another"},
    "no nonce": lambda claims: {key: value for key, value in claims.items() if key != "nonce"},
    "audience": lambda claims: {**claims, "aud": "another-client"},
    "audience with our azp": lambda claims: {**claims, "aud": "another-client", "azp": CLIENT},
    "another party": lambda claims: {**claims, "aud": [CLIENT, "x"], "azp": "x"},
    "expired": lambda claims: {**claims, "exp": int(time.time()) - 120, "iat": int(time.time()) - 900},
    "no expiry": lambda claims: {key: value for key, value in claims.items() if key != "exp"},
    "from the future": lambda claims: {**claims, "iat": int(time.time()) + 900, "nbf": int(time.time()) + 900},
    "issuer": lambda claims: {**claims, "iss": "https://evil.example"},
    "no subject": lambda claims: {key: value for key, value in claims.items() if key != "sub"},
    "no group that counts": lambda claims: {**claims, "groups": ["everybody"]},
    "no groups": lambda claims: {key: value for key, value in claims.items() if key != "groups"},
    "no name": lambda claims: {**claims, "name": " "},
    "name with a line": lambda claims: {**claims, "name": "Zoë\nOfficer"},
}


@pytest.mark.parametrize("what", list(WRONG))
def test_a_token_that_does_not_hold_lets_nobody_in(site: Site, what: str, caplog: pytest.LogCaptureFixture) -> None:
    site.provider.twist = WRONG[what]
    with caplog.at_level(logging.INFO):
        found = site.sign_in()
    assert found.status_code == 403
    assert "You could not be signed in." in found.text
    assert site.client.get(f"{site.address}/", follow_redirects=False).status_code == 303
    assert not [text for text in ("Zoë", "another", "evil", "privacy-team") if text in caplog.text + found.text]


def test_a_forged_signature_lets_nobody_in(site: Site) -> None:
    site.provider.key = STRANGER
    assert site.sign_in().status_code == 403
    site.provider.key = KEY
    for algorithm in ("HS256", "none"):
        site.provider.algorithm = algorithm
        assert site.sign_in().status_code == 403
    site.provider.algorithm = "ES256"
    assert site.sign_in().status_code == 200


def test_without_an_id_token_nobody_comes_in(site: Site) -> None:
    site.provider.sends_token = False
    assert site.sign_in().status_code == 403


def test_a_code_without_the_state_that_was_sent_is_refused(site: Site) -> None:
    first = site.client.get(f"{site.address}/login")
    back = site.client.get(first.headers["location"]).headers["location"]
    forged = back.replace("state=", "state=x")
    assert site.client.get(forged).status_code == 403
    site.client.cookies.clear()
    assert site.client.get(back).status_code == 403
    denied = f"{site.address}/login/return?error=access_denied&error_description=secret"
    assert site.client.get(denied).status_code == 403


def test_a_sign_in_that_takes_too_long_begins_anew(site: Site) -> None:
    first = site.client.get(f"{site.address}/login")
    back = site.client.get(first.headers["location"]).headers["location"]
    site.clock.now += 601
    assert site.client.get(back).status_code == 403


def test_groups_give_roles_and_readers_have_none(site: Site) -> None:
    def of(groups: object) -> str:
        def twist(claims: Claims) -> Claims:
            return {**claims, "groups": groups}

        site.client.cookies.clear()
        site.provider.twist = twist
        return site.sign_in().text

    assert of(["makers", "privacy-team", 5]) == "Zoë Officer ['author', 'officer'] /"
    assert of("guests") == "Zoë Officer [] /"


@pytest.mark.parametrize(
    "metadata",
    [{"issuer": "https://another.example"}, {"id_token_signing_alg_values_supported": ["none", "HS256"]}],
)
def test_a_provider_that_is_another_or_signs_with_no_key_is_refused(metadata: dict[str, Any]) -> None:
    with team_site(Provider(metadata=metadata)) as site:
        assert site.sign_in().status_code == 403


def test_a_provider_that_does_not_answer_is_told_as_such() -> None:
    with team_site() as site:
        site.provider.metadata = {"token_endpoint": "http://127.0.0.1:9/token"}
        assert site.sign_in().status_code == 403
    with team_site(Provider(claimed="http://127.0.0.1:9")) as site:
        assert site.sign_in().status_code == 403
        left = site.client.post(f"{site.address}/logout", headers={"origin": site.address})
        assert "You are signed out." in left.text
