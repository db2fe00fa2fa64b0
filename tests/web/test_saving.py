from __future__ import annotations

from pathlib import Path

import pytest

from pia import documents
from pia.model.deployment import Answer, Deployment
from pia.model.review import ReviewRole
from pia.web.identity import Person
from tests.samples_for_tests import HOSTILE
from tests.web.room_for_tests import Browser, settings_of, visiting


def declared(folder: Path) -> Deployment:
    return documents.load(folder / "deployment.yaml", Deployment).value


def save(room: Browser, path: str, value: object, step: str = "proposal", **more: object) -> tuple[int, str]:
    sent = {"path": path, "value": value, "step": step, "base": room.base("proposal"), **more}
    answer = room.post("/a/small/save", sent)
    return answer.status_code, answer.text


def test_one_field_is_saved_and_the_rest_stays(room: Browser, folder: Path) -> None:
    before = (folder / "deployment.yaml").read_text(encoding="utf-8")
    status, page = save(room, "controller.contact", "office@example.org")
    assert status == 200
    assert '<p class="told" role="status">Saved.</p>' in page
    assert "Something was changed since the assessment" in page
    assert declared(folder).controller.contact == "office@example.org"
    kept = before.replace("{name: Office}", '{name: Office, contact: "office@example.org"}')
    assert (folder / "deployment.yaml").read_text(encoding="utf-8") == kept


def test_answers_are_saved_with_who_and_when_and_not_knowing_is_one(room: Browser, folder: Path) -> None:
    for value, note in (("yes", "minutes"), ("dont_know", "")):
        sent = {"name": "agreed", "value": value, "note": note, "step": "necessity", "base": room.base("proposal")}
        answer = room.post("/a/small/answer", sent)
        assert answer.url.fragment == "q-agreed"
        found = declared(folder).answers["agreed"]
        assert isinstance(found, Answer)
        assert (found.value, found.by, str(found.on), found.note) == (value, "Ann", "2026-11-24", note)
    assert "Nothing was chosen" in room.post("/a/small/answer", {"name": "agreed", "step": "necessity"}).text
    unknown = room.post("/a/small/answer", {"name": "nope", "value": "yes", "step": "necessity"})
    assert "told" not in str(unknown.url)
    assert "nope" not in (folder / "deployment.yaml").read_text(encoding="utf-8")


def test_an_answer_that_is_no_option_is_told_and_what_was_typed_kept(room: Browser, folder: Path) -> None:
    sent = {"name": "agreed", "value": "perhaps", "note": "a long note", "base": room.base("proposal")}
    answer = room.post("/a/small/answer", sent)
    assert answer.status_code == 422
    assert "a long note" in answer.text
    assert "agreed" not in declared(folder).answers


def test_two_who_edit_at_once_lose_nothing(room: Browser, folder: Path) -> None:
    base = room.base("proposal")
    first = {"path": "description", "value": "Mine", "step": "proposal", "base": base}
    assert room.post("/a/small/save", first).status_code == 200
    merged = room.post("/a/small/save", {"path": "controller.contact", "value": "c", "step": "proposal", "base": base})
    assert "Others had changed other fields meanwhile" in merged.text
    clash = room.post("/a/small/save", {**first, "value": "Yours"})
    assert clash.status_code == 409
    assert "Mine" in clash.text
    assert "Yours" in clash.text
    assert declared(folder).description == "Mine"
    again = room.post("/a/small/save", {**first, "value": "Yours", "base": room.base("proposal")})
    assert again.status_code == 200
    assert declared(folder).description == "Yours"


def test_what_is_wrong_is_told_with_what_was_typed(room: Browser, folder: Path) -> None:
    for path, value, told in (
        ("name", " ", "must not be empty"),
        ("next_review", "in spring", "should be a valid date"),
    ):
        status, page = save(room, path, value)
        assert status == 422
        assert told in page
        assert f'value="{value}"' in page
    assert (declared(folder).name, str(declared(folder).next_review)) == ("Small", "2027-06-01")


@pytest.mark.parametrize(
    "path", ["", "rule_packs", "waivers", "recognizers", "parameters.a", "answers.agreed", "9" * 4999]
)
def test_other_places_cannot_be_edited_by_request(room: Browser, folder: Path, path: str) -> None:
    before = (folder / "deployment.yaml").read_bytes()
    assert save(room, path, "x")[0] == 400
    assert room.post("/a/small/remove", {"path": path, "base": room.base("proposal")}).status_code == 400
    assert (folder / "deployment.yaml").read_bytes() == before


def test_entries_are_added_and_removed(room: Browser, folder: Path) -> None:
    sent = {"group": "measures", "title": "Lock", "step": "risks", "base": room.base("proposal")}
    assert "Added." in room.post("/a/small/add", sent).text
    assert [item.title for item in declared(folder).measures] == ["Lock"]
    assert save(room, "measures.0.addresses", ["small.1.consent"], "risks")[0] == 200
    assert declared(folder).measures[0].addresses == ("small.1.consent",)
    assert "Nothing was chosen" in room.post("/a/small/add", {"group": "measures", "title": "", "step": "risks"}).text
    gone = room.post("/a/small/remove", {"path": "measures.0", "step": "risks", "base": room.base("proposal")})
    assert "Removed." in gone.text
    assert declared(folder).measures == ()


def test_a_script_in_any_field_stays_text_on_every_page(room: Browser, folder: Path) -> None:
    save(room, "name", HOSTILE)
    save(room, "description", HOSTILE)
    save(room, "controller.name", HOSTILE)
    for group, key in (
        ("measures", "title"),
        ("consultations", "who"),
        ("activities", "purpose"),
        ("recipients", "name"),
    ):
        room.post("/a/small/add", {"group": group, key: HOSTILE, "step": "risks", "base": room.base("proposal")})
    room.post("/a/small/comment", {"item": "section:name", "text": HOSTILE, "step": "review"})
    room.post("/a/small/rate", {"item": "section:name", "rating": "improvable", "note": HOSTILE, "step": "review"})
    assert declared(folder).name.startswith("<script>")
    steps = ("", "proposal", "data", "necessity", "rights", "risks", "consultation", "review", "signoff")
    for path in ("/", *(f"/a/small/{step}" for step in steps)):
        page = room.get(path).text
        assert "<script" not in page
        assert "[U+202E]" in page or "&lt;script&gt;" in page


def test_roles_see_and_may_what_their_mandate_says(folder: Path) -> None:
    panel = Person("Eve", frozenset({ReviewRole.RESIDENT_PANEL}))
    with visiting(settings_of(folder.parent, panel, rules=(folder.parent / "rules",))) as browser:
        proposal, consultation = browser.get("/a/small/proposal").text, browser.get("/a/small/consultation").text
        assert 'action="/a/small/comment"' in proposal
        assert 'id="f-name"' in proposal
        assert ">Save</button>" not in proposal
        assert 'action="/a/small/rate"' not in proposal
        assert 'action="/a/small/add"' in consultation
        refused = browser.post("/a/small/save", {"path": "description", "value": "x", "base": ""})
        assert refused.status_code == 422
        assert "Your role may not do that" in refused.text
        added = browser.post(
            "/a/small/add", {"group": "consultations", "who": "Us", "base": "", "step": "consultation"}
        )
        assert added.status_code in {200, 409}
    assert declared(folder).description == "A small one"
