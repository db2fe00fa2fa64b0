from __future__ import annotations

import pytest

from pia.sources import _json_text
from pia.sources._json_text import BrokenJsonError, JsonText, encoding_of, parsed
from tests.sources.contents_for_tests import Memory


def text_of(data: bytes | str, block: int = 16) -> JsonText:
    raw = data if isinstance(data, bytes) else data.encode()
    return JsonText(Memory(raw, "t").open(), len(raw), lambda done, total: None, block)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030"])
def test_the_encoding_is_found_out(encoding: str) -> None:
    data = '{"姓名": "王五"}'.encode(encoding)
    assert parsed(data.decode(encoding_of(data))) == (("姓名", "王五"),)
    assert text_of(data, 1 << 20).value() == (("姓名", "王五"),)


def test_bytes_of_no_encoding_are_replaced_and_counted() -> None:
    text = text_of(b'["' + b"a\xff" * 30 + b'"]', 1 << 20)
    assert text.value() == ["a\ufffd" * 30]
    assert (text.encoding, text.replaced) == ("utf-8", 30)


@pytest.mark.parametrize("literal", ["110105194912310021", "-0", "1.00", "1E400", "NaN", "-Infinity", "9" * 5000])
def test_numbers_are_their_literal_text(literal: str) -> None:
    assert parsed(f" {literal} ") == literal
    assert text_of(literal).value(10_000) == literal
    assert text_of(literal + " 1").value(10_000) == literal


def test_a_value_longer_than_the_window_is_left_to_be_taken_apart() -> None:
    text = text_of('[{"a": "' + "x" * 100 + '"}, "y"]')
    with pytest.raises(BrokenJsonError):
        text.value()
    assert [text.take("["), text.take("{"), text.string(), text.take(":"), len(text.string())] == [
        "[",
        "{",
        "a",
        ":",
        100,
    ]
    assert [text.take("}"), text.take(","), text.value(), text.take("]"), text.peek()] == ["}", ",", "y", "]", ""]


@pytest.mark.parametrize("data", ["", "x", '"never closed', "[1", "tru", '{"a"'])
def test_what_is_no_value_is_said(data: str) -> None:
    for read in (JsonText.value, JsonText.string, JsonText.skip, lambda text: text.take(":")):
        with pytest.raises(BrokenJsonError) as caught:
            read(text_of(data))
        assert str(caught.value) == ""
    with pytest.raises(BrokenJsonError):
        parsed(data)


def test_a_value_can_be_passed_over() -> None:
    inner = '{"a]}": ["\\"[", {"b": [1, [2]]}], "c": "' + "]" * 50 + '"}'
    text = text_of(inner + " 7")
    text.skip()
    assert text.value() == "7"
    assert text.consumed == len(inner) + 2


def test_lines_of_any_length_come_one_by_one() -> None:
    lines = ["{}", "x" * 100, "", "  ", "y\r", "z"]
    assert list(text_of("\n".join(lines)).lines()) == ["{}", "x" * 100, "y\r", "z"]
    assert list(text_of("a\n\n").lines()) == ["a"]


def test_a_line_that_is_too_long_is_none() -> None:
    most = _json_text.MOST_CHARACTERS
    text = text_of(b"a\n" + b"x" * (most + (3 << 20)) + b"\nb\n", 1 << 20)
    assert list(text.lines()) == ["a", None, "b"]


def test_deep_nesting_is_said_to_be_so() -> None:
    with pytest.raises(RecursionError):
        parsed("[" * 100_000)
    with pytest.raises(RecursionError):
        text_of("[" * 100_000, 1 << 20).value()
