from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from pia.errors import SourceError, UnreadableError
from pia.sources._addresses import parse_address
from pia.sources._postgresql_session import _begin, _refusal, connect
from tests.sources.servers_for_tests import PASSWORD, Server


def setting(server: Server, name: str, locator: str = "") -> str:
    address = parse_address(locator or server.address("postgres"), ("timeout",))
    with closing(connect(address)) as connection:
        row = connection.execute(f"SHOW {name}".encode()).fetchone()
        return str(row[0]) if row else ""


def test_the_session_is_read_only_on_one_snapshot(postgresql_server: Server) -> None:
    assert setting(postgresql_server, "transaction_read_only") == "on"
    assert setting(postgresql_server, "default_transaction_read_only") == "on"
    assert setting(postgresql_server, "transaction_isolation") == "repeatable read"


def test_a_timeout_that_is_asked_for(postgresql_server: Server) -> None:
    assert setting(postgresql_server, "statement_timeout") == "0"
    address = f"{postgresql_server.address('postgres')}?timeout=90"
    assert setting(postgresql_server, "statement_timeout", address) == "90s"
    with pytest.raises(SourceError, match="whole number"):
        setting(postgresql_server, "statement_timeout", address + "x")


def test_the_password_from_the_environment_or_its_file(
    postgresql_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = postgresql_server.address("postgres").replace(quote(PASSWORD, safe=""), "").replace(":@", "@")
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    with pytest.raises(UnreadableError, match="wants a password"):
        setting(postgresql_server, "port", bare)
    file = tmp_path / "pgpass"
    escaped = PASSWORD.replace(":", "\\:")
    file.write_text(f"127.0.0.1:{postgresql_server.port}:postgres:pia:{escaped}\n", encoding="utf-8")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    assert setting(postgresql_server, "port", bare) == str(postgresql_server.port)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert setting(postgresql_server, "port", bare) == str(postgresql_server.port)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("pia:", "pia:no%20"), "refuses the user or the password"),
        (("//pia:", "//nobody:"), "refuses the user or the password"),
        (("/postgres", "/nothing"), "no such database"),
        (("127.0.0.1", "no.such.host.invalid"), "no such host"),
    ],
)
def test_refusals_in_plain_words(postgresql_server: Server, change: tuple[str, str], what: str) -> None:
    locator = change[1].join(postgresql_server.address("postgres").rsplit(change[0], 1))
    with pytest.raises(UnreadableError, match=what) as caught:
        setting(postgresql_server, "port", locator)
    assert PASSWORD not in str(caught.value)
    assert quote(PASSWORD, safe="") not in str(caught.value)
    assert caught.value.__suppress_context__
    assert caught.value.exit_code == 3


def test_an_unknown_kind_of_encryption() -> None:
    with pytest.raises(UnreadableError, match="the connection fails") as caught:
        connect(parse_address("postgresql://u:secret@127.0.0.1:1/d?sslmode=never", ("sslmode",)))
    assert "secret" not in str(caught.value)


def test_nobody_answers() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = parse_address(f"postgresql://u:secret@127.0.0.1:{free.getsockname()[1]}/d", ())
        with pytest.raises(UnreadableError, match="no server answers there") as caught:
            connect(address)
    assert "secret" not in str(caught.value)


def test_encryption_that_cannot_be_had(postgresql_server: Server) -> None:
    address = parse_address(f"{postgresql_server.address('postgres')}?sslmode=require", ("sslmode",))
    with pytest.raises(UnreadableError, match="no encrypted connection"):
        connect(address)


def test_a_setting_that_is_refused_ends_the_session(postgresql_server: Server) -> None:
    connection = postgresql_server.postgresql()
    with pytest.raises(psycopg.Error):
        _begin(connection, ["SET no_such_setting = 1"])
    assert connection.closed


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ('FATAL:  no pg_hba.conf entry for host "::1", user "u", database "d", SSL off', "lets no such user in"),
        ("FATAL:  sorry, too many clients already", "no connection free"),
        (
            "FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute",
            "no connection free",
        ),
        ('FATAL:  role "u" does not exist', "no such user"),
        ('FATAL:  permission denied for database "d"', "may not enter it"),
        ("connection timeout expired", "does not answer in time"),
        ("something new", "the connection fails"),
    ],
)
def test_what_libpq_says_in_plain_words(words: str, what: str) -> None:
    assert what in _refusal(words)[0]
