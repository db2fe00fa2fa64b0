from __future__ import annotations

import hashlib
import io
import re
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import fsspec
import pytest

from pia.contents.remote import RemoteFile
from pia.errors import SourceError, UnreadableError

DATA = b"mail\n" + b"".join(b"%d@example.org\n" % row for row in range(400_000))
DIGEST = hashlib.sha256(DATA).hexdigest()


class Handler(BaseHTTPRequestHandler):
    """`/range` gives any part, `/whole` only everything, `/torn` breaks off, other paths are status codes."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._head()

    def do_GET(self) -> None:
        start, end = self._head()
        if self.path.startswith("/torn"):
            self.wfile.write(DATA[: len(DATA) // 2])
            self.wfile.flush()
            self.close_connection = True
        elif not self.path[1:].isdigit():
            self.wfile.write(DATA[start:end])

    def _head(self) -> tuple[int, int]:
        if self.path[1:].isdigit():
            self.send_response(int(self.path[1:]))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return 0, 0
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        ranges = self.path.startswith("/range")
        start, end = (int(asked[1]), min(int(asked[2]) + 1, len(DATA))) if asked and ranges else (0, len(DATA))
        self.send_response(206 if asked and ranges else 200)
        if ranges:
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(DATA)}")
        self.send_header("Content-Length", str(end - start))
        self.end_headers()
        return start, end


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.mark.parametrize("path", ["range", "whole"])
def test_a_file_on_a_web_server(server: str, path: str) -> None:
    content = RemoteFile(f"{server}/{path}/a%20b.csv?token=hunter2")
    assert (content.name, content.path, content.size) == ("a b.csv", None, 0)
    assert content.locator == f"{server}/{path}/a%20b.csv?token=***"
    with content.open() as stream:
        assert stream.read(10) == DATA[:10]
        stream.seek(0)
        assert b"".join(iter(lambda: stream.read(1 << 20), b"")) == DATA
    assert content.size == len(DATA)
    assert content.sha256() == DIGEST
    with content.open() as stream:
        stream.seek(-12, io.SEEK_END)
        assert (stream.read(), stream.tell()) == (DATA[-12:], len(DATA))
        assert (stream.seek(7), stream.read(3)) == (7, DATA[7:10])


@pytest.mark.parametrize("path", ["range", "whole"])
def test_the_digest_without_reading_first(server: str, path: str) -> None:
    assert RemoteFile(f"{server}/{path}").sha256() == DIGEST


def test_a_connection_that_is_dropped(server: str) -> None:
    with RemoteFile(f"{server}/torn.csv").open() as stream:
        assert stream.read(10) == DATA[:10]
        with pytest.raises(UnreadableError, match=r"torn\.csv: reading broke off before the end") as caught:
            stream.read()
    assert "example" not in str(caught.value)


def test_what_the_server_refuses(server: str) -> None:
    with pytest.raises(SourceError, match="no such file"):
        RemoteFile(f"{server}/404").open()
    with pytest.raises(UnreadableError, match="access is refused"):
        RemoteFile(f"{server}/403").open()
    with pytest.raises(UnreadableError, match="refuses it .status 500") as caught:
        RemoteFile(f"{server}/500").open()
    assert caught.value.exit_code == 3


def test_no_server_at_all() -> None:
    with pytest.raises(UnreadableError, match="cannot be reached"):
        RemoteFile("http://127.0.0.1:1/a.csv?secret=hunter2").open()


def test_another_file_system() -> None:
    with fsspec.filesystem("memory").open("/pia/a.csv", "wb") as file:
        file.write(DATA)
    content = RemoteFile("memory://pia/a.csv")
    with content.open() as stream:
        assert stream.read() == DATA
    assert (content.name, content.sha256(), content.size) == ("a.csv", DIGEST, len(DATA))
    with pytest.raises(SourceError, match="no such file"):
        RemoteFile("memory://pia/no.csv").open()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(
        SourceError, match=r"s3:// is not installed. Install it with: pip install 'pia-toolkit\[remote\]'"
    ):
        RemoteFile("s3://b/a.csv").open()


def test_a_file_that_is_shorter_than_the_server_said() -> None:
    class Short(fsspec.AbstractFileSystem):  # type: ignore[misc]
        protocol = "webhdfs"

        def info(self, *_arguments: object, **_options: object) -> dict[str, int]:
            return {"size": 10}

        def open(self, *_arguments: object, **_options: object) -> io.BytesIO:
            return io.BytesIO(b"123456789")

    fsspec.register_implementation("webhdfs", Short, clobber=True)
    with RemoteFile("webhdfs://a.csv").open() as stream, pytest.raises(UnreadableError, match="broke off"):
        stream.read()


def test_access_that_is_refused() -> None:
    class Shut(fsspec.AbstractFileSystem):  # type: ignore[misc]
        protocol = "abfss"

        def info(self, *_arguments: object, **_options: object) -> None:
            raise PermissionError("hunter2")

    fsspec.register_implementation("abfss", Shut, clobber=True)
    with pytest.raises(UnreadableError, match="access is refused") as caught:
        RemoteFile("abfss://box/a.csv").open()
    assert "hunter2" not in str(caught.value)
