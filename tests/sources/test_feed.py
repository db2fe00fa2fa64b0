from __future__ import annotations

import io
import threading
from typing import BinaryIO, cast

import pytest

from pia.errors import Problem, UnreadableError
from pia.sources._blocks import MOST_BYTES, Utf8Blocks
from pia.sources._feed import Ended, Feed


class Broken(io.RawIOBase):
    """A stream that gives nothing but an error."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        raise self.error


def fed(file: io.IOBase) -> tuple[Feed, Ended]:
    ended = Ended()
    return Feed(Utf8Blocks(cast("BinaryIO", file), 0, lambda done, total: None), ended), ended


def test_blocks_come_until_the_end_and_then_it_is_gone() -> None:
    feed, ended = fed(io.BytesIO(b"a,b\n"))
    assert feed.readable()
    assert bytes(feed.read(1)) == b"a,b\n"
    assert feed.read(1) == b""
    assert ended.gone.empty()
    feed.close()
    assert feed.closed
    del feed
    assert not ended.gone.empty()


@pytest.mark.parametrize("error", [UnreadableError(Problem("x", "it broke")), OSError("secret"), ValueError("closed")])
def test_an_error_is_kept_for_the_one_who_reads(error: Exception) -> None:
    feed, ended = fed(Broken(error))
    assert feed.read() == b""
    assert ended.error is error or (isinstance(ended.error, OSError) and "secret" not in str(ended.error))


def test_long_blocks_wait_until_those_before_are_taken() -> None:
    ended = Ended()
    for _ in range(3):
        ended.give(MOST_BYTES)
    fourth = threading.Thread(target=ended.give, args=(MOST_BYTES,))
    fourth.start()
    fourth.join(0.2)
    assert fourth.is_alive()
    ended.take()
    fourth.join(5)
    assert not fourth.is_alive()


def test_short_blocks_do_not_wait() -> None:
    ended = Ended()
    for _ in range(32):
        ended.give(1 << 20)
    assert len(ended.ahead) == 32
