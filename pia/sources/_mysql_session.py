"""A session with a MySQL or MariaDB server: read-only, on one snapshot, with cells as the server writes them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pia.errors import Problem, SourceError, UnreadableError
from pia.sources._addresses import DatabaseAddress

if TYPE_CHECKING:
    from pymysql.connections import Connection

LOCK_SECONDS = 10
_CONNECT_SECONDS = 10
_SESSION = (
    "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    # Between two batches the server waits for the scan.
    "SET SESSION net_write_timeout = 3600, wait_timeout = 28800",
    f"SET SESSION lock_wait_timeout = {LOCK_SECONDS}",
    "SET SESSION time_zone = '+00:00'",
    "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
)
_REFUSALS: Mapping[int, tuple[str, str]] = {
    1040: ("the server has no connection free", "Try again later."),
    1044: ("this user may not enter that database", "Check the permissions."),
    1045: ("the server refuses the user or the password", "Give it in MYSQL_PWD, ~/.my.cnf or the address."),
    1049: ("there is no such database", "Check its name."),
    1130: ("the server lets no such user in from this machine", "Ask whoever runs the server."),
    2003: ("no server answers there", "Check host and port, and that the server is up."),
    2013: ("the server hangs up", "Check that a MySQL or MariaDB server listens there."),
}


def connect(address: DatabaseAddress) -> Connection:
    """A session in which a read-only transaction has begun; a password is looked for in MYSQL_PWD and ~/.my.cnf, too.

    Raises:
        SourceError: PyMySQL or what it logs in with is not installed, or the timeout is no number.
        UnreadableError: The server cannot be reached or does not let this user in.
    """
    import configparser

    try:
        import pymysql
    except ImportError:
        what, fix = "MySQL needs a driver that is not installed", "Run: pip install 'pia-toolkit[mysql]'"
        raise SourceError(Problem(address.shown, what, fix)) from None
    timeout = address.seconds("timeout")
    try:
        connection = pymysql.connect(**_given(address))
        ours = "max_statement_time" if "MariaDB" in connection.get_server_info() else "max_execution_time"
        seconds = timeout if ours == "max_statement_time" else 1000 * timeout
        _begin(connection, [f"SET SESSION {ours} = {seconds}"] if timeout else [])
    except (configparser.Error, UnicodeDecodeError):
        raise SourceError(Problem(address.shown, "the file ~/.my.cnf cannot be read", "Mend or move it.")) from None
    except (pymysql.Error, OSError) as error:
        fallback = ("the connection fails", "Try the same address with the server's own client.")
        raise UnreadableError(Problem(address.shown, *_REFUSALS.get(error_number(error), fallback))) from None
    except RuntimeError:
        what, fix = "this user logs in by a method that needs more packages", "Run: pip install cryptography pynacl"
        raise SourceError(Problem(address.shown, what, fix)) from None
    return connection


def _begin(connection: Connection, more: Sequence[str]) -> None:
    try:
        with connection.cursor() as cursor:
            for setting in (*more, *_SESSION):
                cursor.execute(setting)
    except Exception:
        connection.close()
        raise


def _given(address: DatabaseAddress) -> dict[str, object]:
    """What the driver is given; text is left to us, so that it comes exactly as the server writes it."""
    from pymysql.converters import encoders

    defaults = Path.home() / ".my.cnf"
    given: dict[str, object] = {
        "host": address.host,
        "port": address.port,
        "unix_socket": address.options.get("socket"),
        "user": address.user,
        # As bytes: the driver would write a text in Latin-1.
        "password": (address.password or os.environ.get("MYSQL_PWD", "")).encode(),
        "read_default_file": str(defaults) if defaults.is_file() else None,
        **{name: value for name, value in address.options.items() if name.startswith("ssl_")},
    }
    return {
        "database": address.database,
        "charset": "utf8mb4",
        "use_unicode": False,
        "conv": dict(encoders),
        "connect_timeout": _CONNECT_SECONDS,
        "program_name": "pia",
        **{name: value for name, value in given.items() if value},
    }


def error_number(error: Exception) -> int:
    """The number of an error; its words may quote a cell and are not repeated."""
    return error.args[0] if error.args and isinstance(error.args[0], int) else -1
