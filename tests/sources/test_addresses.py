from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.contents.address import Address
from pia.contents.local import LocalFile
from pia.errors import SourceError
from pia.sources._addresses import database_file, parse_address

OPTIONS = ("schema", "table", "timeout")


def test_the_parts_of_an_address() -> None:
    address = parse_address("postgresql://ann:p%40ss@db.example:5433/hr%20data?schema=S&table=%E4%BA%BA", OPTIONS)
    assert (address.user, address.password, address.host, address.port) == ("ann", "p@ss", "db.example", 5433)
    assert (address.database, address.options) == ("hr data", {"schema": "S", "table": "人"})
    assert address.shown == "postgresql://ann:***@db.example:5433/hr%20data?schema=S&table=%E4%BA%BA"
    assert "p@ss" not in repr(address)


def test_what_is_not_named_is_empty() -> None:
    address = parse_address("postgresql:///db", OPTIONS)
    assert (address.user, address.password, address.host, address.port, address.options) == ("", "", "", 0, {})
    assert address.shown == "postgresql:///db"
    assert parse_address("mysql://[::1]:3307/db", ()).shown == "mysql://[::1]:3307/db"


@given(st.text(max_size=20), st.sampled_from(["u:{}@h:1/d", "u:{}@h/d?table=t", "u:{}@h", ":{}@h/d"]))
def test_a_password_is_read_when_escaped_and_never_shown(password: str, form: str) -> None:
    escaped = quote(f"Zq9{password}", safe="")
    address = parse_address(f"postgresql://{form.format(escaped)}", OPTIONS)
    assert address.password == f"Zq9{password}"
    assert "Zq9" not in address.shown + repr(address)


@given(st.text("Zab1:/?#@[]%&= ", min_size=1, max_size=12))
def test_a_password_that_is_not_escaped_is_never_shown(password: str) -> None:
    secret = f"Sec{password}Ret"
    try:
        shown = parse_address(f"postgresql://ann:{secret}@db.example/hr?table=t", OPTIONS).shown
    except SourceError as error:
        shown = str(error)
    assert "Sec" not in shown
    assert "Ret" not in shown


@pytest.mark.parametrize(
    ("locator", "what"),
    [
        ("postgresql://u@h:port/d", "cannot be read"),
        ("postgresql://u@h:0/d", "cannot be read"),
        ("postgresql://u@[h/d", "cannot be read"),
        ("postgresql://u@h/d?tabel=t", "Did you mean 'table'"),
        ("postgresql://u@h/d?zzz=t", "Known: schema, table, timeout"),
        ("postgresql://u@h/d?password=secret", "does not belong"),
    ],
)
def test_what_is_no_address_is_refused(locator: str, what: str) -> None:
    with pytest.raises(SourceError, match=what) as caught:
        parse_address(locator, OPTIONS)
    assert "secret" not in str(caught.value)


def test_seconds() -> None:
    assert parse_address("mysql://h/d", OPTIONS).seconds("timeout") == 0
    assert parse_address("mysql://h/d?timeout=90", OPTIONS).seconds("timeout") == 90
    for value in ("", "-1", "1.5", "1; DROP TABLE x", "٣", "9999999"):
        with pytest.raises(SourceError, match="whole number"):
            parse_address(f"mysql://h/d?timeout={quote(value)}", OPTIONS).seconds("timeout")


def test_the_file_of_a_database(tmp_path: Path) -> None:
    path = tmp_path / "人 #1?.db"
    path.write_bytes(b"x")
    file, options = database_file(LocalFile(path), "sqlite", ("table",))
    assert (file.path, file.locator, options) == (path, str(path), {})
    file, options = database_file(Address(f"sqlite:///{quote(str(path))}?table=t"), "sqlite", ("table",))
    assert (file.path, options) == (path, {"table": "t"})


def test_a_relative_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.db").write_bytes(b"x")
    assert database_file(Address("sqlite:///a.db"), "sqlite", ())[0].path == Path("a.db")


@pytest.mark.parametrize(
    ("locator", "what"),
    [
        ("sqlite://a.db", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite:////no/such/file.db", "no such file"),
        ("sqlite:////", "folder"),
        ("archive.zip/a.db", "from its file only"),
    ],
)
def test_what_names_no_file_is_refused(locator: str, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        database_file(Address(locator), "sqlite", ())
