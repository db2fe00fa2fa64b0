from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

import pytest

from pia.contents.local import LocalFile
from pia.errors import SourceError, UnreadableError

DATA = bytes(range(256)) * 10


def wrote(tmp_path: Path) -> Path:
    path = tmp_path / "a.bin"
    path.write_bytes(DATA)
    return path


def test_the_stream_digests_what_passes_through_it(tmp_path: Path) -> None:
    path = wrote(tmp_path)
    content = LocalFile(path)
    with content.open() as stream:
        stream.seek(0)
        assert stream.read() == DATA
    path.write_bytes(b"changed since")
    assert content.sha256() == hashlib.sha256(DATA).hexdigest()


def test_a_stream_that_jumps_digests_nothing(tmp_path: Path) -> None:
    content = LocalFile(wrote(tmp_path), "shown")
    with content.open() as stream:
        stream.seek(-10, 2)
        assert (stream.read(), stream.tell(), stream.seekable()) == (DATA[-10:], len(DATA), True)
    assert content.sha256() == hashlib.sha256(DATA).hexdigest()
    assert (content.locator, content.name, content.size) == ("shown", "a.bin", len(DATA))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path, what in ((tmp_path / "no", "no such file"), (tmp_path, "folder"), (Path("/dev/null"), "device")):
        with pytest.raises(SourceError, match=what):
            LocalFile(path).open()
    assert LocalFile(tmp_path / "no").size == 0


@pytest.mark.skipif(not Path("/proc/self/mem").is_file(), reason="no file here that opens and cannot be read")
def test_what_opens_and_cannot_be_read() -> None:
    content = LocalFile(Path("/proc/self/mem"))
    with content.open() as stream, pytest.raises(UnreadableError, match="broke off"):
        stream.read(10)
    with pytest.raises(UnreadableError, match="broke off"):
        content.sha256()


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(UnreadableError, match="file name too long"):
        LocalFile(Path("x" * 5000)).open()


def test_another_process_finds_it_wherever_that_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrote(tmp_path)
    monkeypatch.chdir(tmp_path)
    sent = pickle.dumps(LocalFile(Path("a.bin"), "./a.bin"))
    monkeypatch.chdir("/")
    found: LocalFile = pickle.loads(sent)  # noqa: S301
    assert (found.path, found.locator) == (tmp_path / "a.bin", "./a.bin")
    with found.open() as stream:
        assert stream.read() == DATA
