"""A small OpenID Connect provider on this machine, which can be told to send tokens that do not hold."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from pia.web.server import Address, listening

CLIENT, SECRET = "pia-of-tests", "a-secret-of-tests"
KEY = ECKey.generate_key("P-256", {"kid": "one", "alg": "ES256", "use": "sig"})

Claims = dict[str, Any]


@dataclass
class Provider:
    """What it says of itself, of whom it tells, and what it was asked.

    Attributes:
        address: Where it listens.
        twist: Changes the claims of a token before it is signed.
        key: Signs the tokens.
        algorithm: With which algorithm.
        metadata: What it says of itself beside what is true.
        sends_token: Whether it sends an ID token at all.
        claimed: Where the server looks for it, if elsewhere.
    """

    address: str = ""
    twist: Callable[[Claims], Claims] = field(default=lambda claims: claims)
    key: Any = field(default_factory=lambda: KEY)
    algorithm: str = "ES256"
    metadata: Mapping[str, Any] = field(default_factory=dict)
    sends_token: bool = True
    claimed: str = ""
    asked: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._about),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/keys", self._keys),
            ]
        )

    async def _about(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "end_session_endpoint": f"{self.address}/leave?a=1&b=2",
                "id_token_signing_alg_values_supported": ["none", "HS256", "ES256"],
                **self.metadata,
            }
        )

    async def _authorize(self, request: Request) -> Response:
        asked, code = dict(request.query_params), secrets.token_urlsafe(8)
        self.asked[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", status_code=302)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        asked = self.asked.pop(str(form["code"]), None)
        digest = hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if not asked or asked["code_challenge"] != challenge or asked["code_challenge_method"] != "S256":
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        if request.headers.get("authorization") != f"Basic {basic}" or form["redirect_uri"] != asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_client"}, status_code=401)
        answer = {"access_token": "a-token", "token_type": "Bearer", "expires_in": 60}
        token = {"id_token": self._signed(asked)} if self.sends_token else {}
        return JSONResponse({**answer, **token})

    def _signed(self, asked: Mapping[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": asked["client_id"],
            "sub": "007",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "name": "Zoë Officer",
            "groups": ["privacy-team", "everybody"],
        }
        header = {"alg": self.algorithm, "kid": "one"}
        if self.algorithm in ("HS256", "none"):
            return _forged(header, self.twist(claims))
        return jwt.encode(header, self.twist(claims), self.key, algorithms=[self.algorithm])

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [KEY.as_dict(private=False)]})


def _forged(header: Claims, claims: Claims) -> str:
    """A token signed with nothing, or with the provider's public key misused as a shared secret."""
    content = b".".join(_base64(json.dumps(part).encode()) for part in (header, claims))
    mac = hmac.digest(KEY.as_pem(private=False), content, "sha256") if header["alg"] == "HS256" else b""
    return b".".join((content, _base64(mac))).decode()


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


@contextmanager
def serving(make: Callable[[str], ASGIApp]) -> Iterator[str]:
    """The address of an app that is told it, and runs as long as it is needed."""
    opened = listening(Address("127.0.0.1", 0))
    address = f"http://127.0.0.1:{opened.getsockname()[1]}"
    config = uvicorn.Config(make(address), log_config=None, access_log=False, lifespan="off", proxy_headers=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]}, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        opened.close()
