from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest
from starlette.datastructures import FormData, UploadFile

from pia.errors import DocumentError
from pia.web.places import Place
from pia.web.room import Room, text_of, texts_of
from tests.web.room_for_tests import TODAY, Browser, settings_of


def test_the_clock_goes_by_the_day_of_the_server(folder: Path) -> None:
    now = Room(settings_of(folder.parent)).now()
    assert (now.date(), now.tzinfo) == (TODAY, UTC)


def test_a_policy_that_is_wrong_is_told(folder: Path) -> None:
    room, place = Room(settings_of(folder.parent)), Place("small", folder)
    assert room.policy(place) is None
    (folder / "gate.yaml").write_text("fail_on: never\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="fail_on"):
        room.open(place)


def test_a_file_where_text_belongs_is_no_text() -> None:
    form = FormData([("a", "x"), ("a", "y"), ("b", UploadFile(file=None))])  # type: ignore[arg-type]
    assert (text_of(form, "a"), text_of(form, "b"), text_of(form, "c")) == ("y", "", "")
    assert texts_of(form, "a") == ["x", "y"]


def test_a_form_with_too_much_in_it_is_refused(room: Browser) -> None:
    many = {"token": room.token(), **{f"n{number}": "x" for number in range(600)}}
    answer = room.client.post("/a/small/save", data=many, files={"f": b"x"})
    assert answer.status_code == 400
    assert "Nothing was changed" in answer.text
