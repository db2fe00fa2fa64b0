"""Where tables of PostgreSQL are cut, and the snapshot that all who read them share.

A row is named by its place in the table (`ctid`), which holds for all who see the same snapshot, and never by its key,
which may be personal data.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pia.errors import Problem, UnreadableError
from pia.sources._cuts import Extent, even_edges
from pia.sources._tables import quoted

if TYPE_CHECKING:
    from psycopg import Connection

    Session = Connection[tuple[object, ...]]

_RANGES_VERSION = 140_000
"""From this version on the server reads a range of places without reading the whole table."""

_SAMPLED_BLOCKS = 16
"""Blocks that are looked at for each edge."""


def exported(connection: Session, shown: str) -> str:
    """The name of the snapshot of a session, which others can take until its transaction ends.

    Raises:
        UnreadableError: The server gives none.
    """
    import psycopg

    try:
        return str((connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",))[0])
    except psycopg.Error as error:
        what = f"its snapshot cannot be shared (error {error.sqlstate})"
        raise UnreadableError(Problem(shown, what, "Scan it with --engine local.")) from None


def extent(connection: Session, table: str, home: str, key: Sequence[str] | None, size: int) -> Extent:
    """How much of a table there is and where it is cut.

    Args:
        connection: The session whose snapshot is shared.
        table: Name of the table.
        home: It, as SQL.
        key: Columns of its primary key; `None` if its rows have no places.
        size: Bytes that a partition should have.
    """
    import psycopg

    if key is None:
        return Extent(table)
    try:
        with connection.transaction():
            found = connection.execute(
                "SELECT pg_relation_size(%s::regclass), current_setting('block_size')::int8",
                (home.removeprefix("ONLY "),),
            ).fetchone()
            stored, block = (int(str(number)) for number in found or (0, 1))
            if stored < 2 * size:
                return Extent(table, max(1, stored))
            edges = _by_key(connection, home, key, stored // size, stored // block) if key else ()
            edges = edges if key else _by_place(connection, home, stored, stored // block, size)
            return Extent(table, stored, edges)
    except psycopg.Error:
        return Extent(table)


def _by_key(connection: Session, home: str, key: Sequence[str], count: int, blocks: int) -> tuple[str, ...]:
    """Rows of a sample that cut a table into parts of about the same size, in the order of its key."""
    share = min(100.0, 100 * _SAMPLED_BLOCKS * count / blocks)
    query = f"SELECT ctid::text FROM {home} TABLESAMPLE SYSTEM ({share}) REPEATABLE (0) ORDER BY {_listed(key)}"  # noqa: S608
    rows = [str(place) for (place,) in connection.execute(query.encode())]
    return tuple(dict.fromkeys(rows[len(rows) * number // count] for number in range(1, count) if rows))


def _by_place(connection: Session, home: str, stored: int, blocks: int, size: int) -> tuple[str, ...]:
    """Numbers of blocks, if the rows of the whole table would come in their order."""
    plan = connection.execute(f"EXPLAIN SELECT * FROM {home}".encode()).fetchone()  # noqa: S608
    in_order = plan is not None and str(plan[0]).startswith("Seq Scan")
    if connection.info.server_version < _RANGES_VERSION or not in_order:
        return ()
    return even_edges(0, blocks - 1, stored, size)


def rows_within(home: str, key: Sequence[str], within: Sequence[str]) -> str:
    """The condition that holds of the rows between two places, each empty where there is no bound; empty for all."""
    named = [(sign, place) for sign, place in zip((">=", "<"), within, strict=False) if place]
    if not named:
        return ""
    if not key:
        return " WHERE " + " AND ".join(f"ctid {sign} '({place},0)'::tid" for sign, place in named)
    names = _listed(key)
    row = f"({names})" if len(key) > 1 else names
    bounds = (f"{row} {sign} (SELECT {names} FROM {home} WHERE ctid = '{place}'::tid)" for sign, place in named)  # noqa: S608
    return " WHERE " + " AND ".join(bounds)


def _listed(key: Sequence[str]) -> str:
    return ", ".join(map(quoted, key))
