from __future__ import annotations

import io
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.sources._blocks import QuoteState, Utf8Blocks, whole_characters
from pia.sources._text import UNDECODABLE, BinaryFileError

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200)


class Trickle(io.RawIOBase):
    """A stream that gives few bytes at a time and cannot seek."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__()
        self._file, self._size = io.BytesIO(data), size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._file.readinto(memoryview(buffer)[: self._size])


def blocks_of(data: bytes, size: int = 1 << 20) -> Utf8Blocks:
    return Utf8Blocks(cast("BinaryIO", Trickle(data, size)), len(data), lambda done, total: None)


def rest(blocks: Utf8Blocks) -> str:
    return b"".join(bytes(block) for block in iter(blocks.read, b"")).decode()


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]), st.integers(1, 50))
def test_the_blocks_are_the_text_in_utf_8_however_it_comes(text: str, encoding: str, size: int) -> None:
    blocks = blocks_of(text.encode(encoding), size)
    assert blocks.head() == text.removeprefix("\ufeff")
    assert rest(blocks) == text.removeprefix("\ufeff")
    assert blocks.replaced == 0


@settings(max_examples=200)
@given(TEXTS, st.integers(0, 800))
def test_a_block_is_cut_between_characters(text: str, place: int) -> None:
    data = text.encode()[:place]
    end = whole_characters(memoryview(data))
    assert text.startswith(data[:end].decode())
    assert len(data) - end <= 3


def test_characters_at_the_end_of_a_block_stay_whole() -> None:
    text = "a,好\n" * 3_000_000
    blocks = blocks_of(text.encode())
    blocks.head()
    assert rest(blocks) == text
    assert (blocks.replaced, blocks.whole) == (0, True)


@pytest.mark.parametrize("encoding", ["gb18030", "cp950", "windows-1252"])
def test_a_file_that_begins_in_ascii_is_what_follows(encoding: str) -> None:
    word = "José" if encoding == "windows-1252" else "的一是在不了有和人"
    text = "1,abc\n" * 400_000 + f"2,{word}\n" * 400_000
    blocks = blocks_of(text.encode(encoding))
    blocks.head()
    assert rest(blocks) == text
    assert (blocks.replaced, blocks.encoding) == (0, encoding)


def test_another_encoding_after_utf_8_is_marked() -> None:
    data = "1,好\n".encode() * 400_000 + "2,你好\n".encode("gb18030") * 7
    blocks = blocks_of(data)
    blocks.head()
    assert rest(blocks).count(UNDECODABLE) == blocks.replaced == 3 * 7
    assert blocks.encoding == "utf-8"


def test_a_block_holds_the_end_of_a_record() -> None:
    cell = 'a line, of ""many""\n' * 700_000
    blocks = blocks_of(f'x,y\n"{cell}",1\n2,3\n'.encode())
    blocks.head()
    blocks.begin(4, ",")
    assert bytes(blocks.read()).endswith(b"2,3\n")


def test_the_quotes_that_are_sure() -> None:
    state = QuoteState(",")
    assert state.ends_record(b'z\na,"b\nc')
    assert not state.ends_record(b'more\nof ""it""\n')
    assert not state.ends_record(b'and "",the\nend",x')
    assert state.ends_record(b"y\n")
    assert not state.ends_record(b'"open')
    assert state.ends_record(b' here\n",1\n')
    assert state.ends_record(b'5" pipe\n')


def test_nothing_is_left_at_the_end_and_after_closing() -> None:
    blocks = blocks_of(b"a,b\n")
    assert blocks.head() == "a,b\n"
    blocks.begin(4, ",")
    assert blocks.at_end()
    assert blocks.read() == b""
    blocks.close()
    assert blocks.closed


def test_a_long_first_line_is_all_in_the_head() -> None:
    data = b"name," * 500_000 + b"x\n1\n"
    assert blocks_of(data).head().startswith(data.split(b"\n")[0].decode())


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(BinaryFileError, match="Parquet"):
        blocks_of(b"PAR1....").head()
