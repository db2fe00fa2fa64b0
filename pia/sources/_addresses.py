"""Addresses of databases: `scheme://user:password@host:port/database?schema=S&table=T`, or `scheme:///file?table=T`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from pia.contents import Content
from pia.contents.address import Address, masked, scheme_of
from pia.contents.local import LocalFile, open_file
from pia.errors import Problem, SourceError

_ESCAPES = "Inside names and passwords write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23 and % as %25."


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """The parts of an address.

    Attributes:
        shown: The address without its secrets: the only form of it that a message may hold.
        user: User; empty if none is named.
        password: Password; empty if none is named.
        host: Host; empty if none is named.
        port: Port; 0 if none is named.
        database: Database, or the path of its file.
        options: What follows the question mark.
    """

    shown: str
    user: str
    password: str = field(repr=False)
    host: str
    port: int
    database: str
    options: Mapping[str, str]

    def seconds(self, option: str) -> int:
        """The value of an option that counts seconds; 0 if it is not given.

        Raises:
            SourceError: It is no number of seconds.
        """
        value = self.options.get(option, "0")
        if not (value.isascii() and value.isdigit() and len(value) < 7):
            raise SourceError(Problem(self.shown, f"'{option}' is no whole number of seconds", f"Write {option}=60."))
        return int(value)


def address_of(content: Content) -> str:
    """The address of a content as the user gave it, for whoever connects; it must never be shown."""
    return content.address if isinstance(content, Address) else content.locator


def parse_address(locator: str, known: Collection[str]) -> DatabaseAddress:
    """The parts of an address.

    Args:
        locator: The address.
        known: Names of the options there are.

    Raises:
        SourceError: It is no address, or has an option that does not exist; the password is not repeated.
    """
    scheme = locator.partition("://")[0]
    parts = _split(locator, scheme)
    shown = masked(locator)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    _check_options(options, known, shown.partition("?")[0])
    return DatabaseAddress(
        shown=shown,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=unquote(parts.hostname or ""),
        port=parts.port or 0,
        database=unquote(parts.path[1:]),
        options=options,
    )


def database_file(content: Content, scheme: str, known: Collection[str]) -> tuple[LocalFile, Mapping[str, str]]:
    """The file of a database, and the options of its address; a file that is named as such has none.

    Args:
        content: A file, or an address as the locator: three slashes before a relative path, four before an absolute.
        scheme: Scheme of such an address.
        known: Names of the options there are.

    Raises:
        SourceError: There is no such file, it is no file by itself, or the address cannot be read.
        UnreadableError: It cannot be opened.
    """
    options: Mapping[str, str] = {}
    path = content.path
    if scheme_of(address_of(content)) == scheme:
        address = parse_address(address_of(content), known)
        options, path = address.options, Path(address.database)
        if address.host or not address.database:
            fix = f"Write {scheme}:///folder/file, or {scheme}:////folder/file from the root."
            raise SourceError(Problem(address.shown, "this address names no file", fix))
    if path is None:
        raise SourceError(Problem(content.locator, "a database is read from its file only", "Unpack or save it first."))
    open_file(path, content.locator).close()
    return LocalFile(path, content.locator), options


def _split(locator: str, scheme: str) -> SplitResult:
    """The address, split; a part that a stray character of a password may have ended up in refuses it whole."""
    try:
        parts = urlsplit(locator)
        if parts.fragment or "@" in parts.path + parts.query or parts.netloc.count("@") > 1 or parts.port == 0:
            raise ValueError
    except ValueError:
        raise SourceError(Problem(f"{scheme}://", "this address cannot be read", _ESCAPES)) from None
    return parts


def _check_options(options: Mapping[str, str], known: Collection[str], shown: str) -> None:
    for name in options:
        if name == "password":
            raise SourceError(Problem(shown, "a password does not belong behind the question mark", _ESCAPES))
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(known))}."
            raise SourceError(Problem(shown, f"there is no option '{name}'", hint))
