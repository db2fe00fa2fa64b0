from __future__ import annotations

import pytest

from pia.errors import DocumentError
from pia.exchange._dutch import BASES, BASIS_OPTIONS, fits, ledger_of, places, state
from pia.model.deployment import LegalBasis

URN = {"urn": "urn:nl:dpia:3.0"}


def test_answers_of_all_three_shapes_get_the_same_places() -> None:
    grouped = {
        "2.1": [{"_index": 0, "2.1.1": {"value": "a"}}, {"_index": 2, "2.1.1": {"value": "b"}}],
        "1.1": {"value": "x"},
    }
    flat = {"2.1.1[0]": {"value": "a"}, "2.1.1[2]": {"value": "b"}, "1.1": {"value": "x"}}
    for answers in (grouped, flat):
        ledger = ledger_of({"metadata": URN, "answers": answers}, "f.json", "dpia")
        assert {name: ledger.peek(name) for name in ledger.names() if not name.startswith("meta")} == {
            "2.1.1[0]": "a",
            "2.1.1[2]": "b",
            "1.1": "x",
        }
        assert places(ledger, "2.1.1") == [0, 2]


def test_old_files_with_random_tails_are_counted_out() -> None:
    instances = {f"2.1.1_{tail}": {"taskId": "2.1.1", "groupId": tail} for tail in ("kZ", "aQ")}
    tree = {
        "metadata": {"savedAt": "2025-01-01"},
        "taskState": {"dpia": {"taskInstances": {**instances, "1.1_x": {"taskId": "1.1"}}}},
        "answers": {
            "dpia": {"2.1.1_aQ": {"value": "second"}, "2.1.1_kZ": {"value": "first"}, "1.1_x": {"value": "t"}},
            "prescan": {"0.2": {"value": "kept apart"}},
        },
    }
    ledger = ledger_of(tree, "f.json", "dpia")
    assert (ledger.peek("2.1.1[0]"), ledger.peek("2.1.1[1]"), ledger.peek("1.1")) == ("first", "second", "t")
    assert "answers.prescan.0.2.value" in ledger


def test_what_is_no_answer_keeps_a_place_of_its_own() -> None:
    answers = {"1.1": "bare", "x": {"value": 1}, "2.1": [{"2.1.1": {"value": "a"}}, 5]}
    ledger = ledger_of({"metadata": URN, "answers": answers}, "f.json", "dpia")
    assert {"answers.1.1", "answers.x.value", "answers.2.1[?].2.1.1.value"} <= set(ledger.names())


def test_a_form_knows_its_own_files() -> None:
    assert fits({"metadata": URN, "answers": {}}, "dpia")
    assert not fits({"metadata": URN, "answers": {}}, "prescan")
    assert not fits({"metadata": 1, "answers": {}}, "dpia")
    with pytest.raises(DocumentError, match=r"f\.json: this is no saved pre-scan DPIA"):
        ledger_of({"metadata": URN, "answers": {}}, "f.json", "prescan")


def test_written_answers_stand_in_groups() -> None:
    made = state("urn:nl:dpia:3.0", "2026-01-02", [("1.1", "x"), ("2.1.1[0]", "a"), ("2.1.2[0]", ["b"]), ("3", "")])
    time = "2026-01-02T00:00:00.000Z"
    assert made["answers"] == {
        "1.1": {"value": "x", "lastEditedAt": time},
        "2.1": [
            {
                "_index": 0,
                "2.1.1": {"value": "a", "lastEditedAt": time},
                "2.1.2": {"value": ["b"], "lastEditedAt": time},
            }
        ],
    }


def test_the_option_that_lacks_a_letter_is_the_one_written() -> None:
    assert BASIS_OPTIONS[LegalBasis.CONTRACT].endswith("overeenkoms")
    assert BASES[f"{BASIS_OPTIONS[LegalBasis.CONTRACT]}t"] is LegalBasis.CONTRACT
