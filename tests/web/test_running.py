from __future__ import annotations

import shutil
from pathlib import Path

from pia.model.review import ReviewRole
from pia.web.identity import Person
from tests.projects_for_tests import DATA
from tests.web.room_for_tests import Browser, settings_of, visiting


def test_an_assessment_runs_behind_a_page_that_renews_itself(room: Browser, folder: Path) -> None:
    before = (folder / "assessment.json").read_bytes()
    (folder / "t.csv").write_text(f"{DATA}d@example.org,4\n", encoding="utf-8")
    begun = room.client.post("/a/small/assess", data={"token": room.token(), "step": "data"}, follow_redirects=False)
    assert begun.headers["location"] == "/a/small/running?step=data"
    page = room.settled("/a/small/running?step=data")
    assert (page.url.path, page.url.params["told"]) == ("/a/small/data", "assessed_data_read")
    assert "Assessed: verdicts, risks and levels are those of today. The data was read and searched again." in page.text
    assert (folder / "assessment.json").read_bytes() != before


def test_after_an_answer_the_data_is_not_read_and_after_a_rejection_not_searched(room: Browser, folder: Path) -> None:
    shutil.rmtree(folder / ".pia")
    room.post("/a/small/assess", {})
    assert "The data was read and searched again." in room.settled("/a/small/running").text
    room.post("/a/small/answer", {"name": "agreed", "value": "yes", "base": room.base("proposal")})
    room.post("/a/small/assess", {})
    answered = room.settled("/a/small/running")
    assert "The data has not changed, by its digests: it was judged again without reading it." in answered.text
    room.post("/a/small/finding", {"finding": "t.mail#EMAIL_ADDRESS", "holds": "no", "reason": "invented"})
    rejected = room.settled("/a/small/running?step=data")
    assert "The data has not changed: what was counted in it before was taken, and weighed again." in rejected.text
    history = room.get("/a/small/").text
    assert all(text in history for text in ("data unchanged and not read", "its counts were kept"))


def test_what_keeps_it_from_running_is_told(room: Browser, folder: Path) -> None:
    (folder / "t.csv").unlink()
    room.post("/a/small/assess", {"step": "../../evil"})
    page = room.settled("/a/small/running?step=evil")
    assert "there is no such file" in page.text
    assert 'href="/a/small/"' in page.text
    assert "evil" not in page.text


def test_nothing_runs_before_it_is_started(room: Browser) -> None:
    assert room.get("/a/small/running").url.path == "/a/small/"


def test_a_reader_starts_nothing(folder: Path) -> None:
    with visiting(settings_of(folder.parent, Person("Eve", frozenset({ReviewRole.RESIDENT_PANEL})))) as browser:
        assert browser.post("/a/small/assess", {}).status_code == 422


def test_a_file_is_scanned_from_the_page_without_showing_a_value(room: Browser, folder: Path, tmp_path: Path) -> None:
    for sent, files in (({"path": "small/t.csv"}, None), ({}, {"upload": ("t.csv", DATA.encode())})):
        data = {"token": room.token(), **sent}
        begun = room.client.post("/scan", data=data, files=files)
        page = room.settled(begun.url.path).text
        assert "e-mail address" in page
        assert "*@*******.***" in page
        assert "a@example.org" not in page
    assert room.get("/scan/none").status_code == 404


def test_what_cannot_be_scanned_is_told(room: Browser) -> None:
    begun = room.post("/scan", {"path": "small/none.csv"})
    assert "there is no such file" in room.settled(begun.url.path).text
    assert "pia --remote serve" in room.post("/scan", {"path": "https://example.org/x.csv"}).text
