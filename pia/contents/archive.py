"""A ZIP archive: every member is a content of its own, and nothing is ever extracted to a disk."""

from __future__ import annotations

import io
import lzma
import re
import struct
import weakref
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from pia.contents import Content
from pia.contents._streams import JumpingStream
from pia.errors import PiaError, Problem, SourceError, UnreadableError
from pia.model.finding import NotExamined
from pia.model.limits import DEFAULT, Limits
from pia.model.text import Text

_BUFFER = 1 << 16
_MOST_TAIL = (1 << 16) + 98
"""Bytes that hold the end records of an archive with the longest comment."""

_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")
_ERRORS = (
    *(zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError, IndexError, KeyError, OverflowError),
    *(struct.error, zlib.error, lzma.LZMAError),
)

_ENCRYPTED = Text("it is encrypted; unpack it with its password first", "已加密；请先用密码解压")
_NESTED = Text("it is an archive inside an archive; unpack it first", "压缩包内的压缩包；请先解压")
_LEADS_OUT = Text("its name leads out of the archive or is forged", "其名称指向压缩包之外或系伪造")
_SYSTEM = Text("macOS keeps notes on another file in it", "macOS 为其他文件保存的附注")
_HIDDEN = Text("it is hidden (a name in its path starts with a dot)", "隐藏文件（路径中有以点开头的名称）")
_LINK = Text("it is a link, not a file", "符号链接，不是文件")
_BOMB = Text(
    "it unpacks to far more than its size, as a decompression bomb does (limits times, free)",
    "解压后远超其大小，疑似解压炸弹（限额 times、free）",
)
_TOO_LARGE = Text("it is larger than the limit 'unpacked' allows", "超过限额 unpacked")
_NOT_EMPTY_FOLDER = Text("it is named as a folder and yet holds bytes", "名称为文件夹却含有数据")


class Archive:
    """A ZIP archive in any other content.

    Attributes:
        locator: As that of the content.
        members: What can be read, by name.
        not_examined: What cannot, by name relative to the archive, and why.
    """

    def __init__(self, content: Content, limits: Limits = DEFAULT) -> None:
        """Read the directory.

        Raises:
            SourceError: It is no archive, has no member, too many, or is a bomb as a whole.
            UnreadableError: It is damaged.
        """
        self._content, self._limits = content, limits
        self.locator = content.locator
        stream = io.BufferedReader(cast("io.RawIOBase", content.open()), _BUFFER)
        try:
            self._zip = zipfile.ZipFile(stream)
            if _count(cast("BinaryIO", stream)) != len(self._zip.infolist()):
                raise zipfile.BadZipFile
            infos = self._checked()
        except PiaError:
            stream.close()
            raise
        except _ERRORS:
            stream.close()
            what = "the ZIP archive is cut off or damaged, or is none"
            raise UnreadableError(Problem(self.locator, what, "Make or fetch the file anew.")) from None
        weakref.finalize(self, stream.close)
        self.members: tuple[Member, ...] = tuple(
            Member(self, info, name) for info, name in infos if _reason(info, limits) is None
        )
        self.not_examined = tuple(NotExamined(name, why) for info, name in infos if (why := _reason(info, limits)))

    def __reduce__(self) -> tuple[type[Archive], tuple[Content]]:
        """How it is pickled: another process opens it anew."""
        return type(self), (self._content,)

    def _checked(self) -> list[tuple[zipfile.ZipInfo, str]]:
        infos = [info for info in self._zip.infolist() if not (info.is_dir() and not info.file_size and not info.CRC)]
        if len(infos) > self._limits.members:
            what = f"the archive has {len(infos):,} members, more than {self._limits.members:,}"
            raise SourceError(Problem(self.locator, what, "Unpack it and name the folder."))
        total = sum(info.file_size for info in infos)
        if self._content.size and self._limits.bomb(total, self._content.size):
            times = self._limits.times
            what = f"the archive unpacks to more than {times:,} times its size, as a decompression bomb does"
            raise SourceError(Problem(self.locator, what, "If it is none, unpack it yourself and name the folder."))
        return list(_named(sorted(infos, key=lambda info: (info.filename, info.header_offset))))

    def sha256(self) -> str:
        """Digest of the archive."""
        return self._content.sha256()

    def begin(self, info: zipfile.ZipInfo, locator: str) -> BinaryIO:
        """A stream over the bytes of a member, in order.

        Raises:
            UnreadableError: It is damaged.
        """
        file = _guarded(locator, lambda: self._zip.open(info))
        return cast("BinaryIO", _MemberStream(file, info, locator))


class Member:
    """A member of an archive.

    Attributes:
        locator: See `Content`.
        member: Path inside the archive.
        name: See `Content`.
        size: Compressed bytes.
        path: None: no file holds exactly these bytes.
    """

    path: Path | None = None

    def __init__(self, archive: Archive, info: zipfile.ZipInfo, member: str) -> None:
        """One of `Archive.members`."""
        self._archive, self._info = archive, info
        self.member = member
        self.locator = f"{archive.locator}/{member}"
        self.name = re.split(r"[/\\]", info.filename)[-1]
        self.size = info.compress_size

    def open(self) -> BinaryIO:
        """A new stream over the decompressed bytes, in bounded memory.

        Raises:
            UnreadableError: The member is damaged; reading raises it, too.
        """
        return cast("BinaryIO", JumpingStream(lambda: self._archive.begin(self._info, self.locator), self.locator))

    def sha256(self) -> str:
        """Digest of the archive, whose bytes are those that are stored."""
        return self._archive.sha256()


class _MemberStream(io.RawIOBase):
    """The bytes of a member; the archive's checksum of them is checked at their end."""

    def __init__(self, file: Any, info: zipfile.ZipInfo, locator: str) -> None:
        super().__init__()
        self._file, self._info, self._locator = file, info, locator

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return int(_guarded(self._locator, lambda: self._file.readinto(buffer)) or 0)

    def close(self) -> None:
        self._file.close()
        super().close()


def _guarded(locator: str, work: Callable[[], Any]) -> Any:
    try:
        return work()
    except PiaError:
        raise
    except _ERRORS:
        what = "this member of the archive is cut off or damaged, or packed in an unknown way"
        raise UnreadableError(Problem(locator, what, "Make or fetch the archive anew.")) from None


def _count(stream: BinaryIO) -> int:
    """How many members the end of an archive says it has; `zipfile` takes a damaged directory for a shorter one."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _MOST_TAIL))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    count = int(struct.unpack_from("<H", tail, end + 10)[0])
    if count == 0xFFFF and tail[end - 76 : end - 72] == b"PK\x06\x06":
        return int(struct.unpack_from("<Q", tail, end - 44)[0])
    return count


def _named(infos: list[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """Every member with its name, and a number where an archive repeats one."""
    seen: dict[str, int] = {}
    for info in infos:
        seen[info.filename] = seen.get(info.filename, 0) + 1
        times = seen[info.filename]
        yield info, info.filename if times == 1 else f"{info.filename} ({times})"


def _reason(info: zipfile.ZipInfo, limits: Limits) -> Text | None:
    """Why a member is not read."""
    parts = re.split(r"[/\\]", info.filename)
    checks = (
        (_OUTSIDE.search(info.orig_filename), _LEADS_OUT),
        (info.is_dir(), _NOT_EMPTY_FOLDER),
        (parts[0] == "__MACOSX", _SYSTEM),
        (any(part.startswith(".") for part in parts), _HIDDEN),
        (info.external_attr >> 28 == 0xA, _LINK),
        (info.flag_bits & 0x1, _ENCRYPTED),
        (limits.bomb(info.file_size, info.compress_size), _BOMB),
        (0 < limits.unpacked < info.file_size, _TOO_LARGE),
        (info.filename.lower().endswith(".zip"), _NESTED),
    )
    return next((reason for applies, reason in checks if applies), None)
