"""What a locator leads to: the contents behind it, and the source that reads each."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from pia.contents import Content
from pia.contents.address import Address, masked, scheme_of
from pia.contents.archive import Archive, Member
from pia.contents.compressed import COMPRESSIONS, Compressed
from pia.contents.local import LocalFile
from pia.contents.named import Named
from pia.contents.remote import SCHEMES, RemoteFile
from pia.contents.standard_input import StandardInput
from pia.errors import PiaError, Problem, SourceError
from pia.model.finding import NotExamined
from pia.model.limits import DEFAULT, Limits
from pia.scan.formats import by_scheme, by_suffix, format_suffix, no_source, suffix_of, unreadable_kind
from pia.scan.kinds import ARCHIVE, DAMAGED, EMPTY, HEAD_BYTES, TEXT, UNKNOWN, ZIPPED, Kind, kind_of, text_suffix
from pia.scan.listing import Listing, is_folder, is_glob, list_folder, list_glob
from pia.sources import Source

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Access:
    """What the user says beside a locator.

    Attributes:
        remote: Whether files on other machines may be fetched.
        input_format: A file suffix without its dot, or the name of a source, that outweighs what the names say.
        limits: How much of a dataset is read.
    """

    remote: bool = False
    input_format: str = ""
    limits: Limits = DEFAULT


LOCAL = Access()
"""This machine only, and what the names say."""


@dataclass(frozen=True, slots=True)
class Part:
    """One content with the source that reads it.

    Attributes:
        name: Path below the folder, or inside the archive, that was named; empty where the content itself was.
        source: What reads it.
        content: Where its bytes are.
    """

    name: str
    source: Source
    content: Content


@dataclass(frozen=True, slots=True)
class Opened:
    """What a locator leads to.

    Attributes:
        locator: The locator as it can be shown.
        parts: What can be read, in order.
        not_examined: What lies there and cannot be read, by its path below the locator.
        errors: What should be readable and is not, with its path below the locator.
    """

    locator: str
    parts: tuple[Part, ...]
    not_examined: tuple[NotExamined, ...] = ()
    errors: tuple[tuple[str, PiaError], ...] = ()


def open_locator(locator: str, access: Access) -> Opened:
    """Everything a locator leads to: a file, a folder, a glob, an archive, an address, or standard input.

    Raises:
        SourceError: There is nothing, it must not be fetched, or no source reads anything of it.
        UnreadableError: It cannot be read.
    """
    if scheme_of(locator):
        return _open_address(locator, access)
    shown = _shown(locator)
    if locator == STANDARD_INPUT:
        return _open_one(shown, StandardInput(), access)
    if is_glob(locator):
        return _open_listing(shown, list_glob(locator), access)
    if is_folder(locator):
        return _open_listing(shown, list_folder(Path(locator)), access)
    return _open_one(shown, LocalFile(Path(locator), shown), access)


def _shown(name: str) -> str:
    """The name of a file, which may be any bytes, as text."""
    return os.fsencode(name).decode("utf-8", errors="replace")


def open_source(locator: str, access: Access = LOCAL) -> tuple[Source, Content]:
    """The one content a locator leads to, and the source that reads it.

    Raises:
        SourceError: It is missing, no source reads it, or it holds several contents.
    """
    opened = open_locator(locator, access)
    if len(opened.parts) != 1 or opened.parts[0].name:
        raise SourceError(Problem(opened.locator, "this holds several files", "Name one of them."))
    return opened.parts[0].source, opened.parts[0].content


def source_for(locator: str) -> Source:
    """The source whose scheme a locator starts with, or whose suffix it ends with, the longest if several fit.

    Raises:
        SourceError: No source reads locators of its kind.
    """
    scheme, suffixes = scheme_of(locator), by_suffix()
    found = by_scheme().get(scheme) if scheme else suffixes.get(suffix_of(locator, suffixes))
    if found is None:
        raise unreadable_kind(masked(locator), UNKNOWN)
    return found


def _open_address(address: str, access: Access) -> Opened:
    scheme, shown = scheme_of(address), masked(address)
    database = by_scheme().get(scheme)
    if database:
        return Opened(shown, (Part("", database, Address(address)),))
    if scheme not in SCHEMES or "::" in address:
        known = ", ".join(sorted({*SCHEMES, *by_scheme()}))
        raise SourceError(Problem(shown, f"addresses of this kind ({scheme}) are not read", f"Known: {known}."))
    if not access.remote:
        fix = "Allow it with --remote, or with remote = true in pia.toml."
        raise SourceError(Problem(shown, "this is on another machine, and nothing was fetched", fix))
    return _open_one(shown, RemoteFile(address), access)


def _open_one(locator: str, content: Content, access: Access) -> Opened:
    found = _open_content(content, access)
    if isinstance(found, Opened):
        if not found.parts and not found.errors:
            raise SourceError(Problem(locator, "no source reads anything in it", _left_hint(found.not_examined)))
        return found
    if isinstance(found, Kind):
        raise unreadable_kind(locator, found)
    return Opened(locator, (found,))


def _left_hint(left: tuple[NotExamined, ...]) -> str:
    return "; ".join(f"{item.where}: {item.reason.en}" for item in left[:3])


def _open_listing(locator: str, listing: Listing, access: Access) -> Opened:
    parts: list[Part] = []
    left, errors = list(listing.not_examined), list(listing.errors)
    for file in listing.files:
        path = listing.root / file
        _collect(_shown(file), LocalFile(path, _shown(path.as_posix())), access, (parts, left, errors))
    if not parts and not errors:
        raise SourceError(Problem(locator, "no source reads anything in this folder", _left_hint(tuple(left))))
    return Opened(locator, tuple(parts), tuple(sorted(left)), tuple(errors))


_Collected = tuple[list[Part], list[NotExamined], list[tuple[str, PiaError]]]


def _collect(name: str, content: Content, access: Access, into: _Collected) -> None:
    """Put a content that lies among others where it belongs; its errors do not stop the others."""
    parts, left, errors = into
    try:
        found = _open_content(content, access, inside=isinstance(content, Member))
    except PiaError as error:
        errors.append((name, error))
        return
    if isinstance(found, Part):
        parts.append(replace(found, name=name))
    elif isinstance(found, Opened):
        parts += [replace(part, name=f"{name}/{part.name}") for part in found.parts]
        left += [replace(item, where=f"{name}/{item.where}") for item in found.not_examined]
        errors += [(f"{name}/{below}", error) for below, error in found.errors]
    elif found is not EMPTY:
        left.append(NotExamined(name, no_source(found)))


def _open_content(content: Content, access: Access, *, inside: bool = False) -> Part | Opened | Kind:
    """The part a content is, what an archive holds, or, where no source reads it, what it is.

    Raises:
        PiaError: It cannot be read.
    """
    compression = next((suffix for suffix in COMPRESSIONS if content.name.lower().endswith(suffix)), "")
    unpacked = Compressed(content, compression, access.limits) if compression else content
    kind, named = kind_of(unpacked), suffix_of(unpacked.name, by_suffix())
    if kind.suffix in COMPRESSIONS and not compression:
        return _open_content(Compressed(content, kind.suffix, access.limits), access, inside=inside)
    if kind.suffix == ARCHIVE and not inside and named not in ZIPPED and (kind is not DAMAGED or not named):
        return _open_archive(Archive(unpacked, access.limits), access)
    if kind is TEXT and not unpacked.name:
        kind = _text_kind(unpacked)
    return _part(unpacked, kind, access)


def _text_kind(content: Content) -> Kind:
    with content.open() as stream:
        return replace(TEXT, suffix=text_suffix(stream.read(HEAD_BYTES)))


def _part(content: Content, kind: Kind, access: Access) -> Part | Kind:
    """A content with the source that its format asks for: the one named by the user, told by its bytes, by its name."""
    suffixes = by_suffix()
    named = suffix_of(content.name, suffixes)
    wanted = format_suffix(access.input_format) if access.input_format else kind.suffix
    source = suffixes.get(wanted)
    if source and (not named or source is not suffixes[named]):
        return Part("", source, Named(content, content.name + wanted))
    return Part("", suffixes[named], content) if named else kind


def _open_archive(archive: Archive, access: Access) -> Opened:
    parts: list[Part] = []
    left, errors = list(archive.not_examined), list[tuple[str, PiaError]]()
    for member in archive.members:
        _collect(member.member, member, access, (parts, left, errors))
    return Opened(archive.locator, tuple(parts), tuple(sorted(left)), tuple(errors))
