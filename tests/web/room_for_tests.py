"""A real server over a small project, and a browser without a screen: cookies, forms, redirects."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from http.client import HTTPConnection
from pathlib import Path

import httpx

from pia.model.review import ReviewRole
from pia.web.identity import Local, Person
from pia.web.room import Room
from pia.web.server import LOOPBACK, Address, listening, server
from pia.web.settings import Settings

TODAY = date(2026, 11, 24)
TOKEN = "a-token-of-tests"
ANN = Person("Ann", frozenset(ReviewRole))


def settings_of(folder: Path, person: Person = ANN, **more: object) -> Settings:
    made = Settings(folder=folder, identity=Local(person), hosts=LOOPBACK, today=lambda: TODAY, token=TOKEN)
    return replace(made, **more)  # type: ignore[arg-type]


@contextmanager
def running(settings: Settings, room: Room | None = None) -> Iterator[str]:
    """The address of a server that runs as long as it is needed."""
    opened = listening(Address("127.0.0.1", 0))
    made = server(settings, room)
    thread = threading.Thread(target=made.run, kwargs={"sockets": [opened]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{opened.getsockname()[1]}"
    finally:
        made.should_exit = True
        thread.join(timeout=10)
        opened.close()


@dataclass
class Browser:
    """A visitor without a screen."""

    client: httpx.Client

    def get(self, path: str, **more: object) -> httpx.Response:
        return self.client.get(path, **more)  # type: ignore[arg-type]

    def token(self) -> str:
        found = re.search(r'name="token" value="(\w+)"', self.get("/scan").text)
        assert found
        return found[1]

    def post(self, path: str, data: Mapping[str, object], **more: object) -> httpx.Response:
        return self.client.post(path, data={"token": self.token(), **data}, **more)  # type: ignore[arg-type]

    def raw(self, path: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], str]:
        """Status, headers and text of an answer to exactly this path, with these headers and no cookies of ours."""
        address = self.client.base_url
        sent = HTTPConnection(address.host, address.port or 80)
        sent.request("GET", path, headers=dict(headers))
        answer = sent.getresponse()
        found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
        sent.close()
        return found

    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.client.cookies.items())

    def base(self, step: str) -> str:
        """The state of the file that the forms of a step are made from."""
        found = re.search(r'name="base" value="(\w+)"', self.get(f"/a/small/{step}").text)
        assert found
        return found[1]

    def settled(self, path: str) -> httpx.Response:
        """A page, once what runs behind it has ended."""
        while "refresh" in (found := self.get(path)).headers:
            time.sleep(0.02)
        return found


@contextmanager
def visiting(settings: Settings, **more: object) -> Iterator[Browser]:
    """A visitor who was let in."""
    with running(settings) as address, httpx.Client(base_url=address, follow_redirects=True, timeout=60) as client:
        if settings.token:
            assert client.get("/enter", params={"token": settings.token}).status_code < 500
        yield Browser(client)
