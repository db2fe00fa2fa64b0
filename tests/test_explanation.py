from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pia import documents
from pia.errors import SourceError
from pia.explanation import explain_column
from pia.judging import Rulebook
from pia.model.explanation import ColumnExplanation, Outcome
from pia.recognition import load_own
from pia.scan.opening import LOCAL
from tests.assessments_for_tests import TODAY, no_progress
from tests.test_recognition import GOOD, ROWS

Table = Callable[..., Path]
PEOPLE = "姓名,手机号码,note\n张伟,13800138000,x1\n王芳,13900139000,x2\n"


def explained(address: str) -> ColumnExplanation:
    return explain_column(address, LOCAL, no_progress)


def test_a_column_is_explained_with_its_neighbours(table: Table) -> None:
    told = explained(f"{table(PEOPLE)}::手机号码")
    assert [item.entity_type for item in told.findings] == ["PHONE_NUMBER"]
    assert told.voices[0].outcome is Outcome.REPORTED
    assert told.neighbours == {"姓名": ("PERSON",)}
    assert told.header_words == ("手机号码",)
    assert (told.profile.filled, told.profile.shapes) == (2, (("#" * 11, 2),))
    assert told.thresholds["report"] == 0.5
    assert told.silent > 0
    assert told.unasked > 0
    written = documents.dump_json(told).decode()
    assert not [value for value in ("13800138000", "张伟", "王芳") if value in written]


def test_what_users_added_takes_part(table: Table, book: Rulebook) -> None:
    own = load_own([table(GOOD, "own.yaml")], book.categories, book.facts, TODAY)
    told = explain_column(f"{table(ROWS, 't.csv')}::code", LOCAL, no_progress, own)
    assert told.findings == ()
    outcomes = {voice.recognizer: voice.outcome for voice in told.voices}
    assert outcomes["user.staff"] is Outcome.SET_ASIDE


def test_what_cannot_be_explained_is_said_clearly(table: Table) -> None:
    path = table(PEOPLE)
    for address, what in (
        ("tel", "this names no column"),
        ("::tel", "this names no column"),
        (f"{path}::", "there is no such column"),
        (f"{path}::nose", "Did you mean 'note'"),
        (f"{path}::x", "Columns: 姓名, 手机号码, note"),
        ("none.csv::x", "there is no such file"),
    ):
        with pytest.raises(SourceError, match=what):
            explained(address)


def test_a_column_of_several_tables_needs_its_table(tmp_path: Path) -> None:
    path = tmp_path / "two.sqlite"
    connection = sqlite3.connect(path)
    for name in ("a", "b"):
        connection.execute(f"CREATE TABLE {name} (tel TEXT)")
        connection.execute(f"INSERT INTO {name} VALUES ('13800138000')")
    connection.commit()
    connection.close()
    with pytest.raises(SourceError, match="Write TABLE.COLUMN; tables: a, b"):
        explained(f"{path}::tel")
    assert explained(f"{path}::b.tel").column.table == "b"
