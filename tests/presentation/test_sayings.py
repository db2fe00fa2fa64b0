from __future__ import annotations

from dataclasses import replace
from datetime import date

from pia.model.recognition import RecognitionUse
from pia.model.text import Language, Text
from pia.presentation.sayings import effect, said, what

USE = RecognitionUse(
    kind="allow_list",
    where="own.yaml:3",
    column="",
    entity_type="EMAIL_ADDRESS",
    reason="a public mailbox",
    owner="Registry",
    expires=date(2027, 1, 31),
    values=2,
    columns=1,
    cells=1200,
    honoured=True,
)


def test_a_saying_is_told_with_what_it_changed() -> None:
    assert said(USE, Language.EN) == (
        "own.yaml:3: allow list of 2 values for EMAIL_ADDRESS: 1 columns, 1,200 cells: "
        "a public mailbox (Registry, until 2027-01-31)"
    )
    assert "允许清单（2 个值）" in what(USE, Language.ZH)


def test_an_override_names_its_column() -> None:
    assert what(replace(USE, kind="is_not", column="t.csv::tel"), Language.EN) == (
        "override: not EMAIL_ADDRESS in t.csv::tel"
    )
    assert what(replace(USE, kind="is", column="tel"), Language.ZH) == "人工判定：是 EMAIL_ADDRESS，字段 tel"


def test_one_that_did_not_hold_says_why() -> None:
    ended = replace(USE, honoured=False, objections=(Text("it ended on 2026-01-01", "已于 2026-01-01 失效"),))
    assert effect(ended, Language.EN) == "not honoured: it ended on 2026-01-01"
    assert effect(ended, Language.ZH) == "未采纳：已于 2026-01-01 失效"
