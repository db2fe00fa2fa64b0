"""A session with a PostgreSQL server: read-only, on one snapshot, with text in one form whatever the server prefers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO, cast

import pyarrow as pa
import pyarrow.csv as arrow_csv

from pia.errors import Problem, SourceError, UnreadableError
from pia.model.text import Text
from pia.sources._addresses import DatabaseAddress
from pia.sources._tables import Cells, TableError

if TYPE_CHECKING:
    from psycopg import Connection

LOCK_SECONDS = 10
_CONNECT_SECONDS = 10
_SESSION = (
    "SET default_transaction_read_only = on",
    "SET idle_in_transaction_session_timeout = 0",
    f"SET lock_timeout = '{LOCK_SECONDS}s'",
    "SET timezone = 'UTC'",
    "SET datestyle = 'ISO'",
    "SET intervalstyle = 'postgres'",
    "SET bytea_output = 'hex'",
    "SET extra_float_digits = 1",
    # So that the rows of a table without primary key come in the order they lie in.
    "SET synchronize_seqscans = off",
    "SET max_parallel_workers_per_gather = 0",
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
)
_REFUSALS: Mapping[str, tuple[str, str]] = {
    "password authentication failed": ("the server refuses the user or the password", "Check both."),
    "no password supplied": ("the server wants a password", "Give it in PGPASSWORD, ~/.pgpass or the address."),
    "Connection refused": ("no server answers there", "Check host and port, and that the server is up."),
    "timeout": ("the server does not answer in time", "Check host, port and firewall."),
    "resolve": ("there is no such host", "Check the spelling of the host."),
    "resolution": ("there is no such host", "Check the spelling of the host."),
    "pg_hba.conf": ("the server lets no such user in from this machine", "Ask whoever runs the server."),
    "too many": ("the server has no connection free", "Try again later."),
    "slots are reserved": ("the server has no connection free", "Try again later."),
    "database": ("there is no such database, or this user may not enter it", "Check its name and the permissions."),
    "role": ("there is no such user", "Check its name."),
    "SSL": ("no encrypted connection can be made", "Check sslmode and the certificates."),
}


def connect(address: DatabaseAddress, snapshot: str = "") -> Connection[tuple[object, ...]]:
    """A session in which a read-only transaction has begun; libpq finds a password in PGPASSWORD or ~/.pgpass, too.

    Args:
        address: Where the server is.
        snapshot: Name of the snapshot that another session exported, to see what it sees.

    Raises:
        SourceError: psycopg is not installed, or the timeout is no number.
        UnreadableError: The server cannot be reached or does not let this user in.
    """
    try:
        import psycopg
    except ImportError:
        what, fix = "PostgreSQL needs a driver that is not installed", "Run: pip install 'pia-toolkit[postgresql]'"
        raise SourceError(Problem(address.shown, what, fix)) from None
    given = {
        "host": address.options.get("host", address.host),
        "port": str(address.port or ""),
        "user": address.user,
        "password": address.password,
        "dbname": address.database,
        **{name: value for name, value in address.options.items() if name.startswith("ssl")},
    }
    timeout = address.seconds("timeout")
    try:
        connection = psycopg.connect(
            autocommit=True,
            connect_timeout=_CONNECT_SECONDS,
            application_name="pia",
            client_encoding="UTF8",
            **{name: value for name, value in given.items() if value},  # type: ignore[arg-type]
        )
        taken = [f"SET TRANSACTION SNAPSHOT '{snapshot}'"] if snapshot else []
        _begin(connection, [*([f"SET statement_timeout = '{timeout}s'"] if timeout else []), *_SESSION, *taken])
    except psycopg.Error as error:
        raise UnreadableError(Problem(address.shown, *_refusal(str(error)))) from None
    return connection


def _begin(connection: Connection[tuple[object, ...]], settings: Sequence[str]) -> None:
    try:
        for setting in settings:
            connection.execute(setting.encode())
    except Exception:
        connection.close()
        raise


def _refusal(words: str) -> tuple[str, str]:
    """Why there is no connection, in plain words, and what to do; libpq gives no code for it."""
    fitting = (refusal for sign, refusal in _REFUSALS.items() if sign in words)
    return next(fitting, ("the connection fails", "Try the same address with psql."))


def parsed(width: int, lines: Sequence[bytes]) -> list[Cells]:
    """Whole rows of CSV as columns of bytes; an empty cell in quotes is an empty text, one without is null.

    Raises:
        TableError: They are no such rows.
    """
    data = b"".join(lines)
    columns = [str(place) for place in range(width)]
    try:
        table = arrow_csv.read_csv(
            cast("BinaryIO", pa.BufferReader(data)),
            read_options=arrow_csv.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=columns),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(columns, pa.binary()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )
    except pa.ArrowException:
        raise TableError(Text("the server sends rows in a form of its own", "服务器返回的行格式无法识别")) from None
    return [column.combine_chunks() for column in table.columns]
