from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from pia import reviewing
from pia.errors import DocumentError
from pia.model.deployment import Consultation, Deployment
from pia.model.review import Edit, Operation
from pia.model.text import Language
from pia.presentation.words import Words
from pia.web.fields import ASKED, ENTRIES, LISTS, PLAIN, STEPS, Kind, edit_of, entry_of, field_at


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("name", ["  Grid "], "Grid"),
        ("description", ["a\r\nb"], "a\nb"),
        ("controller.public_body", ["yes"], True),
        ("controller.public_body", ["no"], False),
        ("jurisdictions", ["eu", "cn"], ["eu", "cn"]),
        ("jurisdictions", [], []),
        ("activities.0.data_subjects", ["residents\n\n visitors "], ["residents", "visitors"]),
        ("activities.11.storage_period_days", ["365"], 365),
        ("measures.0.likelihood_steps", ["2"], 2),
        ("next_review", ["2027-01-01"], "2027-01-01"),
    ],
)
def test_what_is_typed_becomes_plain_data(path: str, typed: list[str], value: object) -> None:
    place = reviewing.field_path(path)
    assert edit_of(place, typed) == Edit(place, value)


def test_an_empty_field_is_left_out_of_the_file() -> None:
    assert edit_of(("controller", "contact"), [" "]) == Edit(("controller", "contact"), operation=Operation.REMOVE)
    assert edit_of(("next_review",), []) == Edit(("next_review",), operation=Operation.REMOVE)


@pytest.mark.parametrize(("path", "typed"), [("name", ""), ("measures.0.title", " "), ("transfers.3.country", "")])
def test_what_must_stand_there_is_not_emptied(path: str, typed: str) -> None:
    with pytest.raises(DocumentError, match="must not be empty"):
        edit_of(reviewing.field_path(path), [typed])


@pytest.mark.parametrize("typed", ["x", "-1", "1.5", "٣", "9" * 5000])
def test_a_number_has_digits(typed: str) -> None:
    with pytest.raises(DocumentError, match="no whole number"):
        edit_of(("activities", 0, "storage_period_days"), [typed])


@pytest.mark.parametrize(
    "path", ["", "rule_packs", "waivers", "answers.x", "datasets.0", "measures.x.title", "a" * 9999]
)
def test_pages_offer_no_other_place(path: str) -> None:
    assert field_at(reviewing.field_path(path)) is None
    assert edit_of(reviewing.field_path(path), ["x"]) is None


def test_an_entry_needs_what_is_required() -> None:
    assert entry_of("recipients", {"name": " Office "}) == Edit(("recipients",), {"name": "Office"}, Operation.ADD)
    assert entry_of("recipients", {"name": " "}) is None
    assert entry_of("transfers", {"recipient": "x"}) is None
    assert entry_of("waivers", {"name": "x"}) is None
    made = entry_of("measures", {"title": "Lock", "kind": "technical", "owner": "me"})
    assert made is not None
    assert made.value == {"title": "Lock", "kind": "technical"}
    plain = entry_of("measures", {"title": "Lock"})
    assert plain is not None
    assert plain.value == {"title": "Lock", "kind": "organisational"}


def test_every_field_is_one_of_the_deployment_and_has_its_words() -> None:
    assert {group for groups in LISTS.values() for group in groups} == set(ENTRIES)
    assert {*PLAIN, *LISTS} <= set(STEPS)
    for language in Language:
        words = Words(language)
        for field in (
            *(item for group in PLAIN.values() for item in group),
            *(item for group in ENTRIES.values() for item in group),
        ):
            assert field.path[0] in Deployment.__dataclass_fields__
            assert words("web_f_" + "_".join(part for part in field.path if part != "*"))
            assert all(words(f"{field.words}{option}") for option in field.options)
            assert bool(field.options) is (field.kind in {Kind.CHOICE, Kind.CHOICES})


def test_everybody_can_be_asked_whom_the_file_knows() -> None:
    assert get_args(get_type_hints(Consultation)["role"]) == ASKED
