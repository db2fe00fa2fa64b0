"""Throw-away database servers on this machine, each in a temporary folder and on a free port."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import pymysql
import pytest

PASSWORD = "p@ss:w/ö?r#d%41"
_PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server; `user` may do everything in it."""

    scheme: str
    port: int
    user: str = "pia"

    def address(self, database: str, user: str = "", password: str = PASSWORD) -> str:
        return f"{self.scheme}://{user or self.user}:{quote(password, safe='')}@127.0.0.1:{self.port}/{quote(database)}"

    def postgresql(self, database: str = "postgres", **options: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=self.user,
            password=PASSWORD,
            dbname=database,
            autocommit=True,
            **options,  # type: ignore[arg-type]
        )

    def mysql(self) -> pymysql.connections.Connection[pymysql.cursors.Cursor]:
        return pymysql.connect(
            host="127.0.0.1",
            port=self.port,
            user=self.user,
            password=PASSWORD.encode(),
            autocommit=True,
            charset="utf8mb4",
        )


def program(name: str) -> str:
    """Where a server's program is; the test is skipped if it is nowhere, or fails if servers are required."""
    folders = [os.environ.get("PATH", ""), "/usr/sbin", *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]
    found = shutil.which(name, path=os.pathsep.join(folders))
    if found:
        return found
    if os.environ.get("PIA_REQUIRE_SERVERS") == "1":
        pytest.fail(f"the program {name} is not installed, but PIA_REQUIRE_SERVERS=1 asks for it")
    pytest.skip(f"the program {name} is not installed")


@contextmanager
def postgresql() -> Iterator[Server]:
    initdb, postgres = program("initdb"), program("postgres")
    with _folder() as folder:
        password = folder / "password"
        password.write_text(PASSWORD, encoding="utf-8")
        _own(password)
        options = ["--auth=scram-sha-256", f"--pwfile={password}", "--no-sync", "--encoding=UTF8", "--locale=C"]
        _run([initdb, "-D", str(folder / "data"), "-U", "pia", *options], folder)
        server = Server("postgresql", _free_port())
        settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "max_connections=20"]
        command = [postgres, "-D", str(folder / "data"), "-p", str(server.port)]
        for setting in settings:
            command += ["-c", setting]
        with _running(command, folder, lambda: server.postgresql().close()):
            yield server


@contextmanager
def mariadb() -> Iterator[Server]:
    install, daemon = program("mariadb-install-db"), program("mariadbd")
    with _folder() as folder:
        first = folder / "first.sql"
        text = f"CREATE USER 'pia'@'%' IDENTIFIED BY '{PASSWORD}'; GRANT ALL ON *.* TO 'pia'@'%' WITH GRANT OPTION;"
        first.write_text(text.replace("; ", ";\n"), encoding="utf-8")
        _own(first)
        data = f"--datadir={folder / 'data'}"
        _run([install, "--no-defaults", data, "--auth-root-authentication-method=normal", "--skip-test-db"], folder)
        server = Server("mysql", _free_port())
        command = [daemon, "--no-defaults", data, "--bind-address=127.0.0.1", f"--port={server.port}"]
        command += ["--skip-name-resolve", f"--init-file={first}", f"--socket={folder / 's'}", "--skip-log-bin"]
        command += ["--innodb-flush-log-at-trx-commit=0", "--max-allowed-packet=64M", "--character-set-server=utf8mb4"]
        with _running(command, folder, lambda: server.mysql().close()):
            yield server


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="pia-") as name:
        _own(Path(name))
        yield Path(name)


def _account() -> pwd.struct_passwd | None:
    """Whom a server runs as: neither of them runs as root."""
    if os.geteuid() != 0:
        return None
    users = {user.pw_name: user for user in pwd.getpwall()}
    return users.get("postgres") or users["nobody"]


def _own(path: Path) -> None:
    if account := _account():
        os.chown(path, account.pw_uid, account.pw_gid)


def _start(command: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    account = _account()
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TMPDIR": str(folder)},
        )


def _log(folder: Path) -> str:
    return (folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]


def _run(command: Sequence[str], folder: Path) -> None:
    if _start(command, folder).wait(_PATIENCE_SECONDS):
        pytest.fail(f"{command[0]} failed:\n{_log(folder)}")


@contextmanager
def _running(command: Sequence[str], folder: Path, connect: Callable[[], None]) -> Iterator[None]:
    process = _start(command, folder)
    try:
        until = time.monotonic() + _PATIENCE_SECONDS
        while not _answers(connect):
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"{command[0]} does not start:\n{_log(folder)}")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        try:
            process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(connect: Callable[[], None]) -> bool:
    try:
        connect()
    except (psycopg.OperationalError, pymysql.OperationalError):
        return False
    return True


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
