from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from pia.contents.compressed import COMPRESSIONS, Compressed
from pia.contents.local import LocalFile
from pia.errors import PiaError, SourceError, UnreadableError
from pia.model.limits import DEFAULT, Limits

PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".zst": zstandard.ZstdCompressor(write_checksum=True).compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}
ROWS = b"".join(b"%d,a@example.org\n" % row for row in range(5000))
ALL = pytest.mark.parametrize("suffix", sorted(COMPRESSIONS))


class Bytes:
    """A content in memory."""

    path: Path | None = None
    locator = "t.csv"

    def __init__(self, data: bytes, name: str = "t.csv") -> None:
        self.data, self.name, self.size = data, name, len(data)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.data)

    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def unpacked(data: bytes, suffix: str) -> bytes:
    with Compressed(Bytes(data), suffix).open() as stream:
        return stream.read()


@ALL
def test_a_file_is_read_in_pieces_and_from_any_place(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t.csv{suffix.upper()}"
    path.write_bytes(PACK[suffix](ROWS))
    content = Compressed(LocalFile(path), suffix)
    assert (content.name, content.locator, content.path) == ("t.csv", str(path), None)
    assert content.size == path.stat().st_size
    with content.open() as stream:
        assert stream.read(10) == ROWS[:10]
        assert stream.seek(0) == 0
        assert b"".join(iter(lambda: stream.read(4096), b"")) == ROWS
    stored = path.read_bytes()
    path.write_bytes(b"changed since")
    assert content.sha256() == hashlib.sha256(stored).hexdigest()
    path.write_bytes(stored)
    with content.open() as stream:
        stream.seek(-5, io.SEEK_END)
        assert stream.read() == ROWS[-5:]


@ALL
@given(data=st.binary(max_size=3000), again=st.binary(max_size=50))
def test_any_bytes_come_out_as_they_went_in(suffix: str, data: bytes, again: bytes) -> None:
    pack = PACK[suffix]
    assert unpacked(pack(data), suffix) == data
    assert unpacked(pack(data) + pack(again), suffix) == data + again


@ALL
@given(data=st.binary(max_size=3000), place=st.integers(min_value=0), cut=st.booleans())
def test_any_damage_gives_the_same_bytes_or_an_error(suffix: str, data: bytes, place: int, cut: bool) -> None:
    stored = PACK[suffix](data)
    hurt, at = bytearray(stored), place % (8 * len(stored))
    hurt[at // 8] ^= 1 << at % 8
    if cut:
        hurt = bytearray(stored[: place % len(stored)])
    try:
        out = unpacked(bytes(hurt), suffix)
    except PiaError:
        return
    assert out == data
    assert not cut


@ALL
@given(data=st.binary(min_size=1, max_size=500))
def test_what_follows_the_data_does_not_pass_silently(suffix: str, data: bytes) -> None:
    junk = b"\x01" + data
    with pytest.raises(UnreadableError):
        unpacked(PACK[suffix](ROWS[:90]) + junk, suffix)


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz"])
def test_padding_with_zeros_is_none_of_the_data(suffix: str) -> None:
    assert unpacked(PACK[suffix](b"a") + bytes(8), suffix) == b"a"
    assert unpacked(PACK[suffix](b"a") + bytes(4) + PACK[suffix](b"b"), suffix) == b"ab"


@ALL
def test_says_where_and_why_without_data(suffix: str) -> None:
    whole = PACK[suffix](ROWS * 20)
    with pytest.raises(UnreadableError, match=r"t\.csv: the \w+ file is cut off \(after [\d,]+ unpacked") as caught:
        unpacked(whole[:-20], suffix)
    assert "example" not in str(caught.value)
    assert caught.value.exit_code == 3
    with pytest.raises(UnreadableError, match="is damaged, or is none"):
        unpacked(ROWS, suffix)
    with pytest.raises(UnreadableError, match=r"is empty|is cut off"):
        unpacked(b"", suffix)


@ALL
def test_more_than_the_limit_allows_is_refused(suffix: str) -> None:
    packed = Compressed(Bytes(PACK[suffix](ROWS)), suffix, Limits(unpacked=len(ROWS) - 1))
    with packed.open() as stream, pytest.raises(UnreadableError, match="larger than the limit 'unpacked' allows"):
        stream.read()


@ALL
def test_a_bomb_is_refused(suffix: str) -> None:
    bomb = PACK[suffix](bytes(2 * DEFAULT.free))
    with Compressed(Bytes(bomb), suffix).open() as stream:
        pieces = iter(lambda: len(stream.read(1 << 20)), 0)
        with pytest.raises(UnreadableError, match=r"more than 1,000 times its size, as a decompression bomb"):
            sum(pieces)


def test_what_needs_too_much_memory_is_refused() -> None:
    wide = zstandard.ZstdCompressionParameters(window_log=28, write_checksum=1)
    packer = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    stored = packer.compress(ROWS) + packer.flush()
    with pytest.raises(UnreadableError, match=r"needs more than 134,217,728 bytes of memory"):
        unpacked(stored, ".zst")
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 256 << 20}]
    with pytest.raises(UnreadableError, match=r"needs more than 134,217,728 bytes of memory"):
        unpacked(lzma.compress(b"a", filters=filters), ".xz")


def test_an_error_below_stays_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        Compressed(LocalFile(tmp_path / "no.csv.gz"), ".gz").open()

    class Torn(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, _buffer: Any) -> int:
            raise UnreadableError(())

    class TornContent(Bytes):
        def open(self) -> BinaryIO:
            return cast("BinaryIO", Torn())

    for suffix in COMPRESSIONS:
        with Compressed(TornContent(b"", "t"), suffix).open() as stream, pytest.raises(UnreadableError) as caught:
            stream.read(1)
        assert caught.value.problems == ()
