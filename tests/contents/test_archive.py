from __future__ import annotations

import hashlib
import io
import pickle
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.contents.archive import Archive
from pia.contents.local import LocalFile
from pia.errors import PiaError, SourceError, UnreadableError
from pia.model.limits import DEFAULT, Limits
from tests.contents.test_compressed import Bytes

ROWS = b"".join(b"%d,a@example.org\n" % row for row in range(5000))
Members = dict[str, bytes]


def packed(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def contents(archive: Archive) -> Members:
    found = {}
    for member in archive.members:
        with member.open() as stream:
            found[member.member] = stream.read()
    return found


def reasons(archive: Archive) -> dict[str, str]:
    return {item.where: item.reason.en for item in archive.not_examined}


def test_every_member_is_a_content(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"z.csv": b"1", "folder/": b"", "folder/a.csv": ROWS}))
    archive = Archive(LocalFile(path, "a.zip"))
    assert contents(archive) == {"folder/a.csv": ROWS, "z.csv": b"1"}
    member = archive.members[0]
    assert (member.locator, member.name, member.path) == ("a.zip/folder/a.csv", "a.csv", None)
    assert 0 < member.size < len(ROWS)
    assert member.sha256() == hashlib.sha256(path.read_bytes()).hexdigest()
    assert archive.not_examined == ()
    with member.open() as stream:
        stream.seek(-4, io.SEEK_END)
        assert (stream.read(), stream.seek(0), stream.read(3)) == (ROWS[-4:], 0, ROWS[:3])
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_data_or_no_good_is_named_and_the_others_are_read() -> None:
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = 0xA1FF << 16
    names = {
        **{
            "__MACOSX/._a.csv": "macOS",
            ".hidden/a.csv": "hidden",
            "../../up.csv": "leads out",
            "/abs.csv": "leads out",
        },
        **{
            "C:\\x.csv": "leads out",
            "a\\..\\..\\x.csv": "leads out",
            "in.zip": "an archive inside",
            "odd/": "named as",
        },
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
        archive.writestr(link, b"/etc/passwd")
        archive.writestr("win\\dows.csv", b"w")
        archive.writestr("good.csv", b"g")
    opened = Archive(Bytes(out.getvalue()))
    assert contents(opened) == {"good.csv": b"g", "win\\dows.csv": b"w"}
    assert {member.name for member in opened.members} == {"good.csv", "dows.csv"}
    assert all(why in reasons(opened)[name] for name, why in {**names, "link.csv": "a link"}.items())
    assert all(item.reason.zh for item in opened.not_examined)


def test_an_encrypted_member_is_named() -> None:
    data = bytearray(packed({"a.csv": b"x", "b.csv": b"y"}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    opened = Archive(Bytes(bytes(data)))
    assert contents(opened) == {"b.csv": b"y"}
    assert "encrypted" in reasons(opened)["a.csv"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_the_same_name_are_both_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", b"1")
        archive.writestr("a.csv", b"2")
    assert contents(Archive(Bytes(out.getvalue()))) == {"a.csv": b"1", "a.csv (2)": b"2"}


def test_members_beyond_a_limit_are_left_out() -> None:
    data = packed({"a.csv": b"1", "b.csv": ROWS})
    opened = Archive(Bytes(data), Limits(unpacked=5))
    assert contents(opened) == {"a.csv": b"1"}
    assert reasons(opened)["b.csv"] == "it is larger than the limit 'unpacked' allows"
    with pytest.raises(SourceError, match="has 2 members, more than 1"):
        Archive(Bytes(data), Limits(members=1))


def test_a_bomb_is_refused_as_a_member_and_as_a_whole() -> None:
    bomb = {"bomb.csv": bytes(2 * DEFAULT.free)}
    with pytest.raises(SourceError, match="1,000 times its size, as a decompression bomb"):
        Archive(Bytes(packed(bomb)))
    noise = bytes(hashlib.sha256(b"%d" % n).digest()[0] for n in range(200_000))
    opened = Archive(Bytes(packed({**bomb, "good.csv": noise})))
    assert contents(opened) == {"good.csv": noise}
    assert "decompression bomb" in reasons(opened)["bomb.csv"]


def test_a_directory_that_lies_about_a_size_gives_an_error() -> None:
    data = bytearray(packed({"a.csv": ROWS}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 100)
    with pytest.raises(UnreadableError, match=r"t\.csv/a\.csv: this member of the archive is cut off or damaged"):
        contents(Archive(Bytes(bytes(data))))


def test_a_damaged_member_leaves_the_others() -> None:
    data = packed({"a.csv": b"first member", "b.csv": b"second"}, zipfile.ZIP_STORED)
    opened = Archive(Bytes(data.replace(b"first member", b"FIRST member", 1)))
    with opened.members[0].open() as stream, pytest.raises(UnreadableError, match="damaged"):
        stream.read()
    with opened.members[1].open() as stream:
        assert stream.read() == b"second"


def test_an_unknown_packing_gives_an_error() -> None:
    data = bytearray(packed({"a.csv": ROWS}))
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 10, 77)
    struct.pack_into("<H", data, 8, 77)
    with pytest.raises(UnreadableError, match="packed in an unknown way"):
        contents(Archive(Bytes(bytes(data))))


def test_what_is_no_archive_and_what_is_cut_off(tmp_path: Path) -> None:
    for data in (b"", b"PK\x03\x04", packed({"a.csv": ROWS})[:-30]):
        with pytest.raises(UnreadableError, match="ZIP archive is cut off or damaged"):
            Archive(Bytes(data))
    with pytest.raises(SourceError, match="no such file"):
        Archive(LocalFile(tmp_path / "no.zip"))


def test_too_many_members_are_refused() -> None:
    many = packed({f"{n}": b"" for n in range(100_001)}, zipfile.ZIP_STORED)
    with pytest.raises(SourceError, match="100,001 members"):
        Archive(Bytes(many))


@given(
    members=st.dictionaries(st.text("abcd./", min_size=1, max_size=6), st.binary(max_size=200), min_size=1, max_size=3),
    place=st.integers(min_value=0),
    method=st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]),
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_flipped_bit_gives_the_same_bytes_an_error_or_a_remark(members: Members, place: int, method: int) -> None:
    data = packed(members, method)
    whole = Archive(Bytes(data))
    before = list(contents(whole).values())
    hurt = bytearray(data)
    at = place % (8 * len(data))
    hurt[at // 8] ^= 1 << at % 8
    try:
        opened = Archive(Bytes(bytes(hurt)))
        after = list(contents(opened).values())
    except PiaError:
        return
    left = [*opened.members, *opened.not_examined]
    folders = sum(name.endswith("/") and not data for name, data in members.items())
    assert len(left) >= len(members) - folders
    assert not opened.members or all(data in before for data in after)


@given(members=st.dictionaries(st.text("ab", min_size=1), st.binary(max_size=200), min_size=1), place=st.integers(0))
def test_a_truncated_archive_gives_an_error(members: Members, place: int) -> None:
    data = packed(members)
    with pytest.raises(PiaError):
        contents(Archive(Bytes(data[: place % len(data)])))


def test_another_process_opens_it_anew(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"rows.csv": ROWS}))
    member = pickle.loads(pickle.dumps(Archive(LocalFile(tmp_path / "a.zip")).members[0]))  # noqa: S301
    with member.open() as stream:
        assert stream.read() == ROWS
    assert member.locator == f"{tmp_path}/a.zip/rows.csv"
