from __future__ import annotations

import socket
import struct
import sys
import threading
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from pia.errors import SourceError, UnreadableError
from pia.sources._addresses import parse_address
from pia.sources._mysql_session import connect
from tests.sources.servers_for_tests import PASSWORD, Server


def asked(server: Server, query: str, locator: str = "") -> str:
    address = parse_address(locator or server.address("mysql"), ("timeout", "ssl_ca"))
    with closing(connect(address)) as connection, connection.cursor() as cursor:
        cursor.execute(query)
        return str(cursor.fetchone()[0].decode())


def test_the_session_is_read_only(mariadb_server: Server) -> None:
    assert asked(mariadb_server, "SELECT @@session.tx_read_only") == "1"
    assert asked(mariadb_server, "SELECT @@session.tx_isolation") == "REPEATABLE-READ"
    assert asked(mariadb_server, "SELECT @@in_transaction") == "1"


def test_a_timeout_that_is_asked_for(mariadb_server: Server) -> None:
    address = f"{mariadb_server.address('mysql')}?timeout=90"
    assert asked(mariadb_server, "SELECT @@session.max_statement_time", address) == "90.000000"
    with pytest.raises(SourceError, match="whole number"):
        asked(mariadb_server, "SELECT 1", address + "x")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("MYSQL_PWD", raising=False)
    return tmp_path


def test_the_password_from_the_environment_or_the_users_file(
    mariadb_server: Server, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = f"mysql://pia@127.0.0.1:{mariadb_server.port}/mysql"
    with pytest.raises(UnreadableError, match="refuses the user or the password"):
        asked(mariadb_server, "SELECT 7", bare)
    monkeypatch.setenv("MYSQL_PWD", PASSWORD)
    assert asked(mariadb_server, "SELECT 7", bare) == "7"
    monkeypatch.delenv("MYSQL_PWD")
    with mariadb_server.mysql() as server, server.cursor() as cursor:
        cursor.execute("CREATE USER plain IDENTIFIED BY 'simple'")
    (home / ".my.cnf").write_text("[client]\npassword = simple\n", encoding="utf-8")
    assert asked(mariadb_server, "SELECT 7", f"mysql://plain@127.0.0.1:{mariadb_server.port}/") == "7"


def test_a_broken_file_of_the_user_is_not_repeated(mariadb_server: Server, home: Path) -> None:
    (home / ".my.cnf").write_text("password secret\n= secret\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"~/\.my\.cnf cannot be read") as caught:
        asked(mariadb_server, "SELECT 7")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("pia:", "pia:no%20"), "refuses the user or the password"),
        (("//pia:", "//nobody:"), "refuses the user or the password"),
        (("/mysql", "/nothing"), "no such database"),
        (("127.0.0.1", "no.such.host.invalid"), "no server answers there"),
    ],
)
def test_refusals_in_plain_words(mariadb_server: Server, change: tuple[str, str], what: str) -> None:
    locator = change[1].join(mariadb_server.address("mysql").rsplit(change[0], 1))
    with pytest.raises(UnreadableError, match=what) as caught:
        asked(mariadb_server, "SELECT 7", locator)
    assert PASSWORD not in str(caught.value)
    assert quote(PASSWORD, safe="") not in str(caught.value)
    assert caught.value.__suppress_context__
    assert caught.value.exit_code == 3


def test_a_certificate_that_is_missing(mariadb_server: Server) -> None:
    with pytest.raises(UnreadableError, match="the connection fails"):
        asked(mariadb_server, "SELECT 7", f"{mariadb_server.address('mysql')}?ssl_ca=/no/such/file")


def test_nobody_answers_or_something_else_does() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = parse_address(f"mysql://u:secret@127.0.0.1:{free.getsockname()[1]}/d", ())
        with pytest.raises(UnreadableError, match="no server answers there") as caught:
            connect(address)
    assert "secret" not in str(caught.value)


def test_a_setting_that_is_refused_ends_the_session(mariadb_server: Server) -> None:
    with mariadb_server.mysql() as server, server.cursor() as cursor:
        cursor.execute("CREATE USER counted IDENTIFIED BY 'x' WITH MAX_QUERIES_PER_HOUR 2")
    with pytest.raises(UnreadableError, match="the connection fails"):
        asked(mariadb_server, "SELECT 7", f"mysql://counted:x@127.0.0.1:{mariadb_server.port}/")


def test_a_method_to_log_in_that_needs_another_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nacl", None)
    salt = b"x" * 8
    greeting = (
        b"\x0a8.0.0\x00" + bytes(4) + salt + b"\x00\xff\xf7\x2d\x02\x00\x08\x00\x15" + bytes(10) + salt + b"xxxx\x00"
    )
    answers = [greeting + b"mysql_native_password\x00", b"\xfeclient_ed25519\x00" + b"y" * 32]

    def serve(server: socket.socket) -> None:
        with server.accept()[0] as client:
            for number, answer in enumerate(answers):
                client.sendall(struct.pack("<I", len(answer) | 2 * number << 24) + answer)
                client.recv(1 << 16)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,))
        thread.start()
        address = parse_address(f"mysql://u:secret@127.0.0.1:{server.getsockname()[1]}/d", ())
        with pytest.raises(SourceError, match="pip install cryptography pynacl"):
            connect(address)
        thread.join(10)
