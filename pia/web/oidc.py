"""Sign-in by OpenID Connect: authorization code with PKCE, state and nonce; the ID token says who comes.

Source: OpenID Connect Core 1.0 sections 3.1 and 3.1.3.7; RFC 7636 (PKCE); RFC 9700 (best current practice).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from starlette.requests import Request
from starlette.responses import Response

from pia.web.groups import Groups, roles_of
from pia.web.identity import Person

_LEEWAY_SECONDS = 30
_SIGNED_BY_KEY_PAIR = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Never a shared secret, and never none: RFC 8725 section 3.1."""
_LONGEST_NAME = 200


class RefusedError(Exception):
    """A sign-in that does not hold; its text names the reason, and no value."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Who tells who people are.

    Attributes:
        issuer: Its address, as its tokens name it.
        client: What it knows pia by.
        secret: What pia proves that with; empty for a public client, which PKCE protects.
        name_claim: The claim with the name of a person.
        groups_claim: The claim with their groups.
    """

    issuer: str
    client: str
    secret: str
    name_claim: str = "name"
    groups_claim: str = "groups"


class SignIn:
    """The two halves of a sign-in, on either side of the provider."""

    def __init__(self, provider: Provider, groups: Groups, back: str) -> None:
        """`back` is the address to which the provider sends people."""
        self._provider, self._groups, self._back = provider, groups, back
        self._client: StarletteOAuth2App = OAuth().register(
            name="pia",
            client_id=provider.client,
            client_secret=provider.secret or None,
            server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile",
                "code_challenge_method": "S256",
                "token_endpoint_auth_method": "client_secret_basic" if provider.secret else "none",
                "timeout": 10,
            },
        )

    async def begin(self, request: Request) -> tuple[Response, Mapping[str, Any]]:
        """The way to the provider, and what must be kept until somebody comes back.

        Raises:
            RefusedError: The provider cannot be reached, or is not the one that was configured.
        """
        kept: dict[str, Any] = {}
        request.scope["session"] = kept
        try:
            await self._checked_metadata()
            response: Response = await self._client.authorize_redirect(request, self._back)
        except Exception as error:
            raise _refused("the provider cannot be asked", error) from None
        return response, kept

    async def complete(self, request: Request, kept: Mapping[str, Any]) -> Person:
        """Who came back, once the code is exchanged and the ID token holds.

        Raises:
            RefusedError: The state is not the one that was sent; the token is of another issuer, for another client,
                of another sign-in, out of date or not signed by the provider; or the person is in no group that counts.
        """
        request.scope["session"] = dict(kept)
        try:
            await self._checked_metadata()
            token = await self._client.authorize_access_token(
                request, claims_options=self._claims(), leeway=_LEEWAY_SECONDS
            )
        except Exception as error:
            raise _refused("the sign-in does not hold", error) from None
        claims = token.get("userinfo")
        if not claims:
            raise RefusedError("the provider sent no ID token")
        return self._person(claims)

    async def logout_address(self) -> str | None:
        """Where the provider ends its own session; `None` if it does not say."""
        try:
            metadata = await self._checked_metadata()
        except Exception:
            return None
        address = metadata.get("end_session_endpoint")
        return address if isinstance(address, str) else None

    async def _checked_metadata(self) -> dict[str, Any]:
        metadata: dict[str, Any] = await self._client.load_server_metadata()
        if metadata.get("issuer") != self._provider.issuer:
            raise RefusedError("the provider is another one than was configured")
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [alg for alg in offered if alg in _SIGNED_BY_KEY_PAIR]
        if not metadata["id_token_signing_alg_values_supported"]:
            raise RefusedError("the provider signs with no key pair")
        return metadata

    def _claims(self) -> dict[str, Any]:
        return {
            "iss": {"essential": True, "values": [self._provider.issuer]},
            "aud": {"essential": True, "values": [self._provider.client]},
            "sub": {"essential": True},
            "exp": {"essential": True},
            "iat": {"essential": True},
            "nonce": {"essential": True},
        }

    def _person(self, claims: Mapping[str, Any]) -> Person:
        given = claims.get(self._provider.groups_claim)
        names = [given] if isinstance(given, str) else given if isinstance(given, list) else []
        roles = roles_of([item for item in names if isinstance(item, str)], self._groups)
        if roles is None:
            raise RefusedError("in no group that counts")
        name = claims.get(self._provider.name_claim)
        if not isinstance(name, str) or not name.strip() or not name.isprintable() or len(name) > _LONGEST_NAME:
            raise RefusedError("the token names nobody")
        return Person(name.strip(), roles)


def _refused(why: str, error: Exception) -> RefusedError:
    """The refusal that an error is: its kind is told, never its text, which may repeat what was sent."""
    return error if isinstance(error, RefusedError) else RefusedError(f"{why} ({type(error).__name__})")
