from __future__ import annotations

from pathlib import Path

from starlette.requests import Request

from pia import reviewing
from pia.model.review import Item, ItemKind, ReviewRole
from pia.model.text import Language
from pia.presentation.words import Words
from pia.web.fields import Kind, field_at
from pia.web.identity import Person
from pia.web.pages import Visit
from pia.web.places import Place
from pia.web.sheet import Sheet, item_of
from tests.web.conftest import NOW
from tests.web.room_for_tests import ANN, settings_of


def sheet(folder: Path, step: str = "", person: Person = ANN) -> Sheet:
    request = Request({"type": "http", "path": "/", "headers": [], "query_string": b""})
    seen = Visit(request, person, Words(Language.EN), "t", settings_of(folder.parent))
    return Sheet(Place("small", folder), reviewing.open_record(folder, NOW.date()), seen, step)


def test_an_item_is_read_from_its_name() -> None:
    assert item_of("question:agreed") == Item(ItemKind.QUESTION, "agreed")
    assert item_of("finding:t.a:b#X") == Item(ItemKind.FINDING, "t.a:b#X")
    assert item_of("question:") is None
    assert item_of("thing:x") is None
    assert item_of("") is None


def test_fields_show_what_stands_in_the_file(folder: Path) -> None:
    fields = {field.path: field for field in sheet(folder, "proposal").fields()}
    assert fields["name"].value == "Small"
    assert fields["controller.contact"].value == ""
    assert "GDPR Art. 13(1)(a)" in fields["controller.contact"].help
    assert [value for value, _, on in fields["technologies"].options if on] == []
    dated = sheet(folder, "review").fields()
    assert [(field.kind, field.value) for field in dated] == [("date", "2027-06-01")]


def test_entries_are_titled_by_what_they_are(folder: Path) -> None:
    path = folder / "deployment.yaml"
    more = "activities: [{purpose: Mail, columns: [t.mail, t.gone], storage_period_days: 3}, {}]\n"
    more += "measures: [{title: Lock, kind: technical}]\ntransfers: [{recipient: Them, country: US}]\n"
    text = path.read_text(encoding="utf-8").replace("{name: t,", "{name: t, description: '',")
    path.write_text(text + more.replace(", {}]", "]"), encoding="utf-8")
    own = sheet(folder, "necessity")
    (entry,) = own.entries("activities")
    assert (entry.id, entry.path, entry.title, entry.item) == ("activities-0", "activities.0", "Mail", "")
    columns = {field.path: field for field in entry.fields}["activities.0.columns"]
    assert [(value, on) for value, _, on in columns.options] == [
        ("t.mail", True),
        ("t.number", False),
        ("t.gone", True),
    ]
    assert columns.options[0][1] == "t.mail (e-mail address)"
    assert own.entries("measures")[0].item == "measure:Lock"
    assert own.entries("transfers")[0].title == "Them"
    assert own.entries("consultations") == ()


def test_what_was_typed_outweighs_the_file(folder: Path) -> None:
    own, field = sheet(folder, "proposal"), field_at(("technologies",))
    assert field is not None
    assert field.kind is Kind.CHOICES
    shown = own.field(field, ("technologies",), ["ai", "other"])
    assert [value for value, _, on in shown.options if on] == ["ai", "other"]
    name = field_at(("name",))
    assert name is not None
    assert own.field(name, ("name",), []).value == ""


def test_nobody_without_a_role_may_change_anything(folder: Path) -> None:
    reader, panel = Person("Eve", frozenset()), Person("Eve", frozenset({ReviewRole.RESIDENT_PANEL}))
    assert not any(sheet(folder, person=reader).may(right) for right in ("edit", "comment", "rate", "sign", "void"))
    assert sheet(folder, person=panel).may_edit("consultations")
    assert not sheet(folder, person=panel).may_edit("answers")
    assert not sheet(folder, person=panel).may_rate
    assert sheet(folder).may_comment


def test_before_an_assessment_there_is_nothing_to_choose(folder: Path) -> None:
    (folder / "assessment.json").unlink()
    own = sheet(folder, "risks")
    assert own.content() is None
    assert {count for _, _, count in own.steps()} == {0}
    for path in (("activities", 0, "columns"), ("measures", 0, "addresses")):
        field = field_at(path)
        assert field is not None
        assert own.field(field, path).options == ()
