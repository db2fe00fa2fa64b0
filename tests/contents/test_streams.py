from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.contents import _streams
from pia.contents._streams import DigestedStream, JumpingStream, broken
from pia.errors import SourceError, UnreadableError

DATA = bytes(range(256)) * 20


class InOrder(io.RawIOBase):
    """Bytes that come in order and in small pieces only; counts how often they began."""

    begun = 0

    def __init__(self, data: bytes) -> None:
        super().__init__()
        type(self).begun += 1
        self._file = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(min(7, len(buffer)))
        buffer[: len(data)] = data
        return len(data)


def jumping(data: bytes) -> JumpingStream:
    return JumpingStream(lambda: cast("BinaryIO", InOrder(data)), "x")


def test_reads_in_full_pieces_and_begins_anew_without_holding() -> None:
    before = InOrder.begun
    with jumping(DATA) as stream:
        assert stream.read(1000) == DATA[:1000]
        assert (stream.tell(), stream.seekable(), stream.readable()) == (1000, True, True)
        assert stream.seek(1000) == stream.seek(0, io.SEEK_CUR) == 1000
        assert stream.seek(0) == 0
        assert stream.read() == DATA
        assert InOrder.begun == before + 2


@given(st.binary(max_size=300), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 2), st.integers(0, 50))))
def test_jumps_as_a_file_does(data: bytes, steps: list[tuple[int, int, int]]) -> None:
    plain = io.BytesIO(data)
    with jumping(data) as stream:
        for offset, whence, size in steps:
            signed = -min(offset, len(data)) if whence == io.SEEK_END else offset
            assert stream.seek(signed, whence) == plain.seek(signed, whence)
            assert stream.read(size) == plain.read(size)
            assert stream.tell() == plain.tell()


def test_what_is_too_large_to_be_held_is_refused() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            return len(buffer)

    with (
        JumpingStream(lambda: cast("BinaryIO", Endless()), "big.parquet.gz") as stream,
        pytest.raises(UnreadableError, match=r"big.parquet.gz: .* larger than 268,435,456 bytes"),
    ):
        stream.seek(-8, io.SEEK_END)


def test_a_digest_is_given_up_by_a_jump_and_kept_otherwise() -> None:
    said: list[str] = []
    stream = DigestedStream(io.BytesIO(DATA), said.append)
    stream.seek(5)
    stream.read()
    assert said == []
    stream.seek(0)
    assert stream.readable()
    assert stream.read() == DATA
    assert set(said) == {hashlib.sha256(DATA).hexdigest()}


def test_an_error_of_the_system_is_told_in_words() -> None:
    class Torn(io.RawIOBase):
        def readinto(self, _buffer: Any) -> int:
            raise OSError(5, "Canarybird")

    with pytest.raises(UnreadableError, match="broke off") as caught:
        DigestedStream(cast("BinaryIO", Torn()), print, "a.csv").read(10)
    assert "Canarybird" not in str(caught.value)
    own = SourceError(caught.value.problems)
    assert broken("x", own) is own


def test_the_bound_is_the_one_that_is_documented() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    assert f"{_streams.MOST_IN_MEMORY >> 20} MiB" in page
