from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
import threading
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.contents.standard_input import MOST_KEPT, StandardInput
from pia.errors import SourceError, UnreadableError

LARGE = bytes(MOST_KEPT + 5)


@given(st.binary(max_size=5000), st.integers(1, 999))
def test_the_start_can_be_read_again_and_the_digest_covers_all(data: bytes, size: int) -> None:
    content = StandardInput(io.BytesIO(data))
    with content.open() as stream:
        assert stream.read(size) == data[:size]
        assert content.sha256() == "" or len(data) < size
        stream.seek(0)
        assert stream.read() == data
    with content.open() as stream:
        assert stream.read() == data
    assert content.sha256() == hashlib.sha256(data).hexdigest()
    assert (content.locator, content.name, content.size, content.path) == ("-", "", 0, None)


def test_what_passed_is_not_kept() -> None:
    content = StandardInput(io.BytesIO(LARGE))
    with content.open() as stream:
        assert stream.read() == LARGE
        with pytest.raises(UnreadableError, match="read only once"):
            stream.seek(0)
    assert content.sha256() == hashlib.sha256(LARGE).hexdigest()
    with pytest.raises(UnreadableError, match="Save the data to a file"):
        content.open()


def test_a_format_that_needs_places_is_kept_further() -> None:
    content = StandardInput(io.BytesIO(b"PK\x03\x04" + LARGE))
    for _ in range(2):
        with content.open() as stream:
            assert stream.seek(-1, io.SEEK_END) == len(LARGE) + 3


def test_a_pipe_that_is_filled_slowly() -> None:
    reading, writing = os.pipe()

    def fill() -> None:
        with os.fdopen(writing, "wb") as file:
            for _ in range(20):
                file.write(b"a,b\n")
                file.flush()

    writer = threading.Thread(target=fill)
    writer.start()
    with os.fdopen(reading, "rb") as file, StandardInput(cast("BinaryIO", file)).open() as stream:
        assert stream.read(40) == b"a,b\n" * 10
        assert stream.read() == b"a,b\n" * 10
    writer.join()


def test_a_process_without_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SourceError, match="no standard input"):
        StandardInput().open()


def test_a_pipe_that_breaks() -> None:
    class Torn(io.RawIOBase):
        def read(self, size: int = -1) -> Any:
            raise OSError(size, "Canarybird")

    with StandardInput(cast("BinaryIO", Torn())).open() as stream, pytest.raises(UnreadableError, match="broke off"):
        stream.read(1)


def test_no_other_process_has_it() -> None:
    with pytest.raises(SourceError, match="standard input is here"):
        pickle.dumps(StandardInput(io.BytesIO(b"a")))
