"""What PostgreSQL's types look like as text."""

from __future__ import annotations

import pytest

from pia.sources._postgresql_session import parsed
from pia.sources._tables import TableError
from pia.sources.postgresql import SOURCE
from tests.sources.reading_for_tests import whole
from tests.sources.servers_for_tests import Server


@pytest.mark.parametrize(
    ("kind", "literal", "text"),
    [
        ("text", "'01234'", "01234"),
        ("text", "''", ""),
        ("text", "'NULL'", "NULL"),
        ("text", r"E'\\.'", r"\."),
        ("text", "E'a,\"b\"\\r\\n\\tc'", 'a,"b"\r\n\tc'),
        ("char(5)", "'ab'", "ab   "),
        ("int8", "110105194912310021", "110105194912310021"),
        ("numeric", "12345678901234567890.123456789012345678900", "12345678901234567890.123456789012345678900"),
        ("numeric", "'NaN'", "NaN"),
        ("float8", "0.1", "0.1"),
        ("float4", "0.1", "0.1"),
        ("boolean", "true", "t"),
        ("date", "'1949-12-31'", "1949-12-31"),
        ("timestamptz", "'2020-01-01 00:00:00.5+02'", "2019-12-31 22:00:00.5+00"),
        ("interval", "'1 mon 3 days'", "1 mon 3 days"),
        ("json", """'{"a":  1}'""", '{"a":  1}'),
        ("jsonb", """'{"a":  1}'""", '{"a": 1}'),
        ("text[]", "ARRAY['x', NULL, 'a,b']", '{x,NULL,"a,b"}'),
        ("bytea", "'abc王'::bytea", "abc王"),
        ("uuid", "'10576c4a-fe9d-4f5b-92c8-f8da5c5f8a9d'", "10576c4a-fe9d-4f5b-92c8-f8da5c5f8a9d"),
        ("inet", "'192.0.2.7/24'", "192.0.2.7/24"),
        ("int4range", "'[1,5)'", "[1,5)"),
        ("xml", "'<a>1</a>'", "<a>1</a>"),
        ("bit(3)", "B'101'", "101"),
    ],
)
def test_every_type_as_exact_text(postgresql_server: Server, kind: str, literal: str, text: str) -> None:
    address = postgresql_server.address("postgres")
    with postgresql_server.postgresql() as server:
        server.execute("DROP TABLE IF EXISTS kinds")
        server.execute(f"CREATE TABLE kinds (v {kind}, n {kind})".encode())
        server.execute(f"INSERT INTO kinds VALUES ({literal}, NULL)".encode())
        found = whole(SOURCE, f"{address}?table=kinds")
        server.execute("DROP TABLE kinds")
    assert found.rows == {"kinds": [{"v": text, "n": None}]}
    assert found.left == ()


def test_rows_of_another_form_are_refused_without_a_cell() -> None:
    with pytest.raises(TableError, match="in a form of its own") as caught:
        parsed(2, [b"secret\n"])
    assert caught.value.__suppress_context__
