"""A content as bytes in memory, for formats whose directory stands at the end."""

from __future__ import annotations

from typing import BinaryIO

from pia.contents import Content
from pia.errors import Problem, SourceError
from pia.sources import Progress

_CHUNK_BYTES = 1 << 20


def whole(stream: BinaryIO, content: Content, most_bytes: int, progress: Progress, fix: str) -> bytes:
    """All bytes of a content.

    Args:
        stream: Just opened; closed in the end.
        content: What is read.
        most_bytes: Refuse more than this.
        progress: Called as the bytes come in.
        fix: What a user can do if there are more.

    Raises:
        SourceError: It is empty or larger.
        UnreadableError: It cannot be read.
    """
    parts: list[bytes] = []
    done = 0
    with stream:
        while chunk := stream.read(_CHUNK_BYTES):
            parts.append(chunk)
            done += len(chunk)
            progress(done, content.size)
            if done > most_bytes:
                raise SourceError(Problem(content.locator, f"it is larger than {most_bytes >> 20} MiB", fix))
    if not done:
        raise SourceError(Problem(content.locator, "the file is empty", "Give a file with data in it."))
    return b"".join(parts)
