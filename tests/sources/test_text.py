from __future__ import annotations

import random

import pytest

from pia.sources._text import ERRORS, UNDECODABLE, BinaryFileError, encoding_of, narrow_encoding_of

SIMPLIFIED = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分"
    "对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)
TRADITIONAL = (
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分"
    "對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經"
)


def table(characters: str, seed: int, size: int) -> str:
    chance, lines = random.Random(seed), ["编号,name\n" if characters == SIMPLIFIED else "編號,name\n"]
    while sum(map(len, lines)) < size:
        lines.append(f"{chance.randrange(9999)},{''.join(chance.choices(characters, k=chance.randrange(2, 12)))}\n")
    return "".join(lines)


@pytest.mark.parametrize("size", [100, 300, 5000])
@pytest.mark.parametrize(
    ("characters", "encoding", "found"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "cp950"),
        (TRADITIONAL, "big5hkscs", "cp950"),
        (TRADITIONAL + "咗嘅喺嚟啲㗎冇", "big5hkscs", "big5hkscs"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-32-le", "utf-32-le"),
        (SIMPLIFIED, "utf-32-be", "utf-32-be"),
    ],
)
def test_chinese_tables(characters: str, encoding: str, found: str, size: int) -> None:
    kinds = [encoding_of(table(characters, seed, size).encode(encoding)) for seed in range(20)]
    assert kinds == [found] * 20


@pytest.mark.parametrize(
    "text", ["name,city\nJosé,A\n", "Müller;Zoë\n", "Ångström, Öberg, Åsa\n", "façade 5 € “quoted”\n", "Straße\n"]
)
def test_western_text(text: str) -> None:
    assert narrow_encoding_of(text.encode("windows-1252")) == "windows-1252"


def test_marks_and_ascii() -> None:
    assert encoding_of("a".encode("utf-16")) == "utf-16"
    assert encoding_of("a".encode("utf-32")) == "utf-32"
    assert encoding_of(b"plain") == "utf-8"
    assert encoding_of(b"a few,NULs in text\x00\n" * 9) == "utf-8"
    assert encoding_of("好,damaged\n".encode() * 2 + b"\xff") == "utf-8"


def test_text_with_many_nuls_is_no_wide_encoding() -> None:
    with pytest.raises(BinaryFileError):
        encoding_of(b"many,NULs\x00\x00\n" * 9)


@pytest.mark.parametrize(
    ("sample", "kind"), [(b"\x00\x01", "binary"), (bytes(range(256)) * 9, "binary"), (b"PK\x03\x04", "ZIP")]
)
def test_what_is_no_text(sample: bytes, kind: str) -> None:
    with pytest.raises(BinaryFileError, match=kind):
        encoding_of(sample)


def test_what_does_not_decode_is_marked() -> None:
    assert b"a\xffb".decode("utf-8", ERRORS) == f"a{UNDECODABLE}b"
    with pytest.raises(UnicodeEncodeError):
        "\ud800".encode("utf-8", ERRORS)
