from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.sources._text import BinaryFileError, Utf8Stream, encoding_of


@given(st.text(), st.sampled_from(["utf-8", "utf-16", "gb18030"]), st.integers(1, 7))
def test_the_stream_is_the_text_in_utf_8_however_it_is_read(text: str, encoding: str, size: int) -> None:
    data = text.encode(encoding)
    stream = Utf8Stream(io.BytesIO(data), encoding, len(data), lambda done, total: None)
    read = b"".join(iter(lambda: stream.read(size), b""))
    assert read.decode().removeprefix("\ufeff") == text.removeprefix("\ufeff")
    assert stream.replaced == 0 or "\ufffd" in text


def test_encodings() -> None:
    assert encoding_of("姓名".encode()) == "utf-8"
    assert encoding_of("姓名,电话".encode("gb18030")) == "gb18030"
    assert encoding_of("a".encode("utf-16")) == "utf-16"
    assert encoding_of(b"plain") == "utf-8"
    with pytest.raises(BinaryFileError, match="binary"):
        encoding_of(b"\x00\x01")


def test_drain_reads_to_the_end() -> None:
    done: list[int] = []
    stream = Utf8Stream(io.BytesIO(b"abc" * 10), "utf-8", 30, lambda at, total: done.append(at))
    stream.read(3)
    stream.drain()
    assert done[-1] == 30
    assert stream.readable()
    stream.close()
