"""An address: something that is no file, such as a database, and how to show one without its secrets."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO, NoReturn
from urllib.parse import unquote

from pia.errors import Problem, SourceError

_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_PASSWORD = re.compile(r"(?<=://)([^:/?#]*):.*@", re.DOTALL)
_USER = re.compile(r"(?<=://)[^/?#]*@")
_VALUE = re.compile(r"([?&;#])([^=&;#]*)=([^&;#]*)")
_SECRET = re.compile(r"pass|pwd|secret|token|sig|key|cred|auth", re.IGNORECASE)
_WEB = ("http", "https")


class Address:
    """A thing with an address that only a source of its own can open.

    Attributes:
        locator: The address without its secrets, for messages and reports.
        address: The address as the user gave it, for whoever connects; it must never be shown.
        name: Empty: there is no file.
        size: 0: it is not known.
        path: None: there is no file.
    """

    name = ""
    size = 0
    path: Path | None = None

    def __init__(self, address: str) -> None:
        """Nothing is opened."""
        self.address = address
        self.locator = masked(address)

    def __repr__(self) -> str:
        return f"Address({self.locator!r})"

    def open(self) -> BinaryIO:
        """Never: it is no file."""
        self._refuse()

    def sha256(self) -> str:
        """Empty: what changes while it is asked has no digest."""
        return ""

    def _refuse(self) -> NoReturn:
        what = "this is a database, not a file, and this source reads files only"
        raise SourceError(Problem(self.locator, what, "Name a file, or export the data to one."))


def scheme_of(locator: str) -> str:
    """The scheme of an address in lower case; empty for the path of a file.

    >>> scheme_of("S3://bucket/a.csv"), scheme_of("data/a.csv"), scheme_of("C:/a.csv"), scheme_of("sqlite:///a.db")
    ('s3', '', '', 'sqlite')
    """
    found = _SCHEME.match(locator)
    return found[1].lower() if found else ""


def masked(locator: str) -> str:
    """A locator without secrets: the password, what is called a key or token and, on the web, user and whole query.

    >>> masked("postgresql://ann:s3cr3t@db/people?sslmode=require&sslpassword=x")
    'postgresql://ann:***@db/people?sslmode=require&sslpassword=***'
    >>> masked("https://token@example.org/a.csv?id=7"), masked("data/a:b@c.csv?x=1")
    ('https://***@example.org/a.csv?id=***', 'data/a:b@c.csv?x=1')
    """
    scheme = scheme_of(locator)
    if not scheme:
        return locator
    web = scheme in _WEB
    shown = _PASSWORD.sub(r"\1:***@", locator)
    if web:
        shown = _USER.sub("***@", shown)
    return _VALUE.sub(lambda part: _shown(part, web=web), shown)


def _shown(part: re.Match[str], *, web: bool) -> str:
    hidden = web or _SECRET.search(unquote(part[2]))
    return f"{part[1]}{part[2]}={'***' if hidden else part[3]}"
