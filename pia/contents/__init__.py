"""The contract of contents: bytes to be read, wherever they lie.

A content says where its bytes are and gives them as a stream; what the bytes mean is the matter of a source. One kind
of place per file: a file on this machine, a compressed one, a member of an archive, standard input, a remote object.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Protocol


class Content(Protocol):
    """Bytes that a source reads."""

    @property
    def locator(self) -> str:
        """What the user named, for messages; a member of an archive is `archive.zip/member.csv`."""
        ...

    @property
    def name(self) -> str:
        """File name that tells the format, without the suffix of a compression."""
        ...

    @property
    def size(self) -> int:
        """Stored bytes, for progress; 0 if that is not known."""
        ...

    @property
    def path(self) -> Path | None:
        """The file on this machine that holds exactly these bytes, if there is one."""
        ...

    def open(self) -> BinaryIO:
        """A new stream over the bytes, decompressed, at their start; whoever opens it closes it.

        A stream can be read in pieces and begun anew with `seek(0)` at no cost but time. Other jumps are free in a file
        on this machine; elsewhere they may take all of it into memory, up to a bound.

        Raises:
            SourceError: There are no such bytes, or they are not what the name says.
            UnreadableError: They are there but cannot be read. Reading from the stream may raise it, too.
        """
        ...

    def sha256(self) -> str:
        """Digest of the stored bytes (compressed as they lie; of a member, its archive's), in hexadecimal.

        Streams digest what passes through them; bytes that no stream has read to the end are read in a pass of their
        own. Empty where neither is possible (standard input before it ended).
        """
        ...
