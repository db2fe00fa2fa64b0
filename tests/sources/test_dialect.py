from __future__ import annotations

import pytest

from pia.sources._dialect import DELIMITERS, dialect_of


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter(delimiter: str) -> None:
    found = dialect_of(f"a{delimiter}b\nx{delimiter}y\n", whole=True)
    assert (found.delimiter, found.names, found.start) == (delimiter, ("a", "b"), 4)


@pytest.mark.parametrize(
    ("text", "names", "above", "start"),
    [
        ("\n \n,\nid,name\nx,y\n", ("id", "name"), 0, 13),
        ("# by x\nid,name\nx,y\nz,w\n", ("id", "name"), 1, 15),
        ("Report\r\n\r\nid,name\r\nx,y\r\nz,w\r\n", ("id", "name"), 1, 19),
        ("# by x\nmail\nx\n", ("mail",), 1, 12),
        ("a,b\nx,y,z\n", ("a", "b"), 0, 4),
        ("1,2\n3,4\n", ("column 1", "column 2"), 0, 0),
        ("Report\n1,2\n3,4\n", ("column 1", "column 2"), 1, 7),
        ('"a\nb",c\nx,y\n', ("a b", "c"), 0, 8),
        ("a\rb\rc\r", ("a",), 0, 2),
        ("a\x00,a\nx,y\n", ("a", "a (2)"), 0, 5),
    ],
)
def test_what_stands_above_the_rows(text: str, names: tuple[str, ...], above: int, start: int) -> None:
    found = dialect_of(text, whole=True)
    assert (found.names, found.above, found.start) == (names, above, start)


@pytest.mark.parametrize("line", ["sep=~\r\n", '"sep=~"\n', "SEP=~\r"])
def test_a_line_that_tells_the_delimiter(line: str) -> None:
    found = dialect_of(f"{line}a,1~b\nx~y\n", whole=True)
    assert (found.delimiter, found.names, found.start) == ("~", ("a,1", "b"), len(line) + 6)


def test_a_line_that_tells_the_delimiter_of_nothing() -> None:
    assert dialect_of("sep=;", whole=True).names == ("column 1",)


def test_a_record_that_is_cut_off_decides_nothing() -> None:
    assert dialect_of("a,b\nx,y\n3", whole=False).names == ("a", "b")
    assert dialect_of("name", whole=False).names == ("name",)
