from __future__ import annotations

import pytest

from pia.errors import SourceError
from pia.sources._whole import whole
from tests.sources.contents_for_tests import Memory


def test_all_bytes_are_read_and_the_stream_is_closed() -> None:
    content, seen = Memory(b"x" * 120_000, "a", seekable=False), list[tuple[int, int]]()
    data = whole(content.open(), content, 1 << 20, lambda done, total: seen.append((done, total)), "")
    assert data == content.data
    assert seen[-1] == (120_000, 120_000)
    assert content.opened[0].closed


@pytest.mark.parametrize(("data", "what"), [(b"", "empty"), (b"x" * (3 << 20), "larger than 1 MiB. Split it")])
def test_nothing_and_too_much_are_refused(data: bytes, what: str) -> None:
    content = Memory(data, "a")
    with pytest.raises(SourceError, match=what):
        whole(content.open(), content, 1 << 20, lambda done, total: None, "Split it.")
    assert content.opened[0].closed
