from __future__ import annotations

from pathlib import Path

import pytest

from pia.approval import keys
from pia.web.fields import STEPS
from pia.web.guided import plain
from tests.web.room_for_tests import Browser


def test_a_step_says_what_is_asked_why_and_what_it_would_change(room: Browser) -> None:
    page = room.get("/a/small/necessity").text
    assert "Did they agree?" in page
    assert "T Art. 1" in page
    assert "Personal data found: yes" in page
    assert "1 rules then met or not applicable, 0 not met, 0 open" in page
    assert "0 rules then met or not applicable, 1 not met, 0 open" in page
    assert "I do not know" in page


def test_every_step_is_there_in_both_languages(room: Browser) -> None:
    for step in ("", *STEPS):
        for language in ("en", "zh"):
            assert room.get(f"/a/small/{step}?lang={language}").status_code == 200
    assert room.get("/a/small/none").status_code == 404


def test_before_an_assessment_there_is_the_way_to_one(room: Browser, folder: Path) -> None:
    (folder / "assessment.json").unlink()
    for step in ("", *STEPS):
        page = room.get(f"/a/small/{step}").text
        assert "Read the data and assess" in page


def test_what_has_been_done_is_said_once_and_nothing_else(room: Browser) -> None:
    assert "Comment added." in room.get("/a/small/?told=commented").text
    assert 'role="status"' not in room.get("/a/small/?told=<script>").text


def test_a_file_that_cannot_be_read_is_told(room: Browser, folder: Path) -> None:
    (folder / "assessment.json").write_text("{", encoding="utf-8")
    assert 'class="warn"' in room.get("/a/small/").text
    (folder / "deployment.yaml").write_text("name: [", encoding="utf-8")
    broken = room.get("/a/small/")
    assert broken.status_code == 422
    assert "not valid YAML" in broken.text


def test_the_history_says_who_did_what(room: Browser) -> None:
    room.post("/a/small/save", {"path": "controller.contact", "value": "desk 3", "base": room.base("proposal")})
    page = room.get("/a/small/").text
    assert "desk 3" in page
    assert "Ann (author)" in page
    assert "<code>controller.contact</code>" in page


def test_the_gate_is_asked_with_its_policy(room: Browser, folder: Path) -> None:
    assert "The gate stays shut" in room.get("/a/small/signoff").text
    key = keys.public_key(keys.read_private(folder.parent / "ann.key", str))
    policy = f"required: {{officer: 1}}\nsigners: [{{name: Ann, role: officer, public_key: '{key}'}}]\n"
    (folder / "gate.yaml").write_text(policy, encoding="utf-8")
    assert "1 of the role officer must sign" in room.get("/a/small/signoff").text


@pytest.mark.parametrize(("value", "shown"), [(None, "–"), ("a", "a"), (["居"], '["居"]'), (True, "true")])
def test_plain_values_are_shown_as_people_read_them(value: object, shown: str) -> None:
    assert plain(value) == shown
