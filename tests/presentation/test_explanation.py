from __future__ import annotations

from pia.model.dataset import Column
from pia.model.explanation import ColumnExplanation, Outcome, Profile, Voice
from pia.model.text import Language, Text
from pia.presentation.explanation import explanation_tables

VOICE = Voice(
    recognizer="china.mobile",
    entity_type="PHONE_NUMBER",
    outcome=Outcome.REPORTED,
    best=0.8,
    candidates=1200,
    matched=1000,
    likely=1000,
    chance=0.1,
    accident=0.0,
    supporting=("tel",),
    opposing=(),
    because=(Text("the column name says so", "列名如此表示"),),
)
WEAK = Voice("a.b", "AGE", Outcome.TOO_WEAK, 0.3, 5, 5, 0, 0.0, 1.0, (), (), (Text("no", "否"),))


def told(**changes: object) -> ColumnExplanation:
    settings: dict[str, object] = {
        "column": Column("d.csv", "", "tel"),
        "profile": Profile(10, 9, 8, 11, 12, (("###", 9),)),
        "header_words": ("tel",),
        "findings": (),
        "voices": (VOICE, WEAK),
        "silent": 3,
        "unasked": 4,
        "neighbours": {"who": ("PERSON", "AGE")},
        "thresholds": {"report": 0.5},
    }
    return ColumnExplanation(**(settings | changes))  # type: ignore[arg-type]


def test_every_part_is_shown() -> None:
    values, header, near, recognizers, limits = explanation_tables(told(), Language.EN)
    assert values.title == "d.csv.tel: What the values say"
    assert values.rows[-1] == ("shape ###", "9")
    assert header.rows == (("words", "tel"),)
    assert (near.rows, near.note) == ((("who", "PERSON, AGE"),), "")
    assert recognizers.rows[0] == (
        "china.mobile",
        "PHONE_NUMBER",
        "reported",
        "0.80",
        "1,000 of 1,200 pass; by accident: 0.1",
        "the column name says so; header: tel",
    )
    assert recognizers.rows[1][4] == "5 of this form"
    assert recognizers.note == "3 recognizers saw no candidate; 4 look only under a header that supports them"
    assert limits.rows == (("report", "0.5"),)


def test_a_column_without_neighbours_is_told_so_in_chinese() -> None:
    shown = explanation_tables(told(neighbours={}), Language.ZH)
    assert shown[2].note == "该表其他列中未发现个人信息"
    assert shown[3].rows[1][2] == "证据不足"


def test_every_outcome_has_its_words() -> None:
    for outcome in Outcome:
        voice = Voice("a.b", "AGE", outcome, 0.3, 5, 5, 0, 0.0, 1.0, (), (), ())
        assert explanation_tables(told(voices=(voice,)), Language.ZH)[3].rows[0][2]
