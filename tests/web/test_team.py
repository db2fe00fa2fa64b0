from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pia.errors import PiaError
from pia.web.door import Door
from pia.web.proxied import TrustedHeaders
from pia.web.team import TeamOptions, team_of

OIDC = TeamOptions("https://pia.example.org", ("officer=a",), oidc_issuer="https://id.example.org", oidc_client="pia")
PROXY = TeamOptions("https://PIA.example.org/", ("officer=a",), proxies=("10.0.0.2",))


def told(options: TeamOptions, environment: dict[str, str] | None = None) -> str:
    with pytest.raises(PiaError) as caught:
        team_of(options, environment or {})
    return str(caught.value)


def test_a_team_comes_by_a_proxy_or_by_signing_in() -> None:
    by_proxy, by_provider = team_of(PROXY, {}), team_of(OIDC, {"PIA_OIDC_SECRET": "x"})
    assert isinstance(by_proxy.identity, TrustedHeaders)
    assert (by_proxy.host, by_proxy.secure, by_proxy.before) == ("pia.example.org", True, None)
    assert isinstance(by_provider.identity, Door)
    assert by_provider.before
    assert not TeamOptions(public_url="https://x.example").asked_for


def test_everything_that_is_wrong_is_told_at_once() -> None:
    text = told(TeamOptions(proxies=("nowhere",), oidc_issuer="http://id.example.org", session_hours=0))
    for part in (
        "public_url: a team needs the address",
        "oidc_issuer: a proxy tells who comes, too",
        "oidc_issuer: what people send there could be read on the way",
        "oidc_client: the provider knows pia by a name",
        "group: nobody would be let in",
        "session_hours: a session lasts some hours",
        "proxy: this is no address and no network",
    ):
        assert part in text
    assert "Did you mean 'officer'?" in told(replace(OIDC, groups=("offcer=a",)))


@pytest.mark.parametrize(
    "address", ["http://pia.example.org", "https://x.example/path", "https://a@x.example", "x", ""]
)
def test_an_address_that_is_not_safe_or_has_a_path_is_refused(address: str) -> None:
    assert "public_url: " in told(replace(OIDC, public_url=address))


def test_the_secret_comes_from_a_file_or_from_the_environment(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("s3cret\n", encoding="utf-8")
    assert team_of(replace(OIDC, oidc_secret_file=path), {})
    path.write_bytes(b"\n")
    assert f"{path}: there is no secret in this file" in told(replace(OIDC, oidc_secret_file=path))
    path.write_bytes(b"\xff")
    assert "no secret in this file" in told(replace(OIDC, oidc_secret_file=path))
    assert "no secret in this file" in told(replace(OIDC, oidc_secret_file=tmp_path / "none"))
