from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.contents.local import LocalFile
from pia.errors import SourceError
from pia.sources._ranges import lines_are_records, ranges, records


@given(st.integers(0, 50), st.integers(0, 200), st.integers(1, 60))
def test_ranges_follow_each_other(start: int, length: int, size: int) -> None:
    found = ranges(start, start + length, size)
    assert found[0][0] == start
    assert found[-1][1] == start + length
    assert all(before[1] == after[0] for before, after in pairwise(found))
    assert all(end - begin >= min(size, length) for begin, end in found)


@given(st.lists(st.sampled_from([b"", b"a", b"bc", b"def,g", b"\xe5\xa5\xbd"]), max_size=20), st.integers(1, 9))
def test_every_line_is_in_the_range_in_which_it_begins(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], size: int
) -> None:
    path = tmp_path_factory.mktemp("r") / "t.csv"
    for end in (b"", b"\n"):
        data = b"\n".join(lines) + end
        path.write_bytes(data)
        cut = ranges(0, len(data), size)
        parts = [records(LocalFile(path), start, end, ",", first=not start) for start, end in cut]
        assert b"".join(parts) == data
        assert all(part.endswith(b"\n") for part in parts[:-1] if part and b"".join(parts[parts.index(part) + 1 :]))


@pytest.mark.parametrize(
    ("block", "told"),
    [
        (b"a,b\n", True),
        (b"", True),
        (b'"a","b"\n', True),
        (b'"a""b",c\n', True),
        (b'"",""\n""', True),
        (b'"""a"""\r\n"b"\r\n', True),
        (b'a"b\nc"d\n', False),
        (b'"a\nb",c\n', False),
        (b'"a\rb",c\n', False),
        (b'"a"b,c\n', False),
        (b'a, "b"\n', False),
        (b'"a\n', False),
        (b'ab"c,"d"\n"\n', False),
    ],
)
def test_lines_are_records_only_where_that_is_sure(block: bytes, told: bool) -> None:
    assert lines_are_records(block, ",") is told


def test_what_is_not_utf_8_or_has_no_line_end_for_long_is_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a\n\xff\n")
    with pytest.raises(SourceError, match="told apart"):
        records(LocalFile(path), 0, 4, ",", first=True)
    path.write_bytes(b"x" * (65 << 20))
    with pytest.raises(SourceError, match="told apart"):
        records(LocalFile(path), 0, 4, ",", first=True)
