from __future__ import annotations

from pathlib import Path

import pytest

from pia import documents
from pia.model.deployment import Deployment
from pia.model.review import ReviewRole
from pia.model.text import Language
from pia.web.identity import Person
from tests.samples_for_tests import HOSTILE
from tests.web.room_for_tests import Browser, settings_of, visiting

GIVEN = {"folder": "parks", "name": HOSTILE, "description": "A survey", "controller": "Office", "path": "t.csv"}


def test_an_assessment_begins_in_a_folder_of_its_own(room: Browser, folder: Path) -> None:
    assert 'name="folder"' in room.get("/new").text
    answer = room.post("/new", {**GIVEN, "jurisdictions": "eu, cn", "purpose": "Ask", "lang": "en"})
    assert answer.url.path == "/a/parks/"
    assert "Read the data and assess" in answer.text
    made = documents.load(folder.parent / "parks" / "deployment.yaml", Deployment).value
    assert (made.name, made.jurisdictions, made.language) == (HOSTILE, ("eu", "cn"), Language.EN)
    before = (folder.parent / "parks" / "deployment.yaml").read_bytes()
    again = room.post("/new", {**GIVEN, "description": "Another"})
    assert again.status_code == 422
    assert "something of that name already" in again.text
    assert 'value="Another"' in again.text
    assert (folder.parent / "parks" / "deployment.yaml").read_bytes() == before


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "/x", "a/b", "a\\b", ".git", "-x", "a" * 99, "a\u202eb"])
def test_a_name_leads_nowhere_else(room: Browser, folder: Path, name: str) -> None:
    before = sorted(folder.parent.rglob("*"))
    assert room.post("/new", {**GIVEN, "folder": name}).status_code == 422
    assert sorted(folder.parent.rglob("*")) == before


def test_what_is_missing_is_told_at_once_and_nothing_is_lost(room: Browser) -> None:
    answer = room.post("/new", {"folder": "", "purpose": "Ask visitors"})
    assert answer.status_code == 422
    assert answer.text.count("this is missing") == 4
    assert "no name of a folder" in answer.text
    assert 'value="Ask visitors"' in answer.text


def test_who_may_not_edit_begins_nothing(folder: Path) -> None:
    panel = Person("Eve", frozenset({ReviewRole.RESIDENT_PANEL}))
    with visiting(settings_of(folder.parent, panel)) as browser:
        assert 'href="/new"' not in browser.get("/").text
        assert browser.post("/new", GIVEN).status_code == 422
    assert not (folder.parent / "parks").exists()
