from __future__ import annotations

from pathlib import Path

from pia import reviewing
from pia.model.review import Act, Item, ItemKind, Rating
from tests.web.conftest import NOW
from tests.web.room_for_tests import Browser

QUESTION = "question:agreed"


def test_comments_and_ratings_are_noted_and_shown(room: Browser, folder: Path) -> None:
    page = room.get("/a/small/necessity").text
    anchor = page.partition('name="anchor" value="')[2][:12]
    said = room.post("/a/small/comment", {"item": QUESTION, "text": " How so? ", "step": "necessity", "anchor": anchor})
    assert said.url.fragment == anchor
    assert "How so?" in said.text
    rated = {"item": QUESTION, "rating": "to_be_corrected", "note": "no evidence", "step": "necessity"}
    assert "to be corrected" in room.post("/a/small/rate", rated).text
    record = reviewing.open_record(folder, NOW.date())
    item = Item(ItemKind.QUESTION, "agreed")
    assert [comment.text for comment in record.comments[item]] == ["How so?"]
    assert record.ratings[item].rating is Rating.TO_BE_CORRECTED
    review = room.get("/a/small/review").text
    assert "to be corrected (1)" in review
    assert "no evidence" in review
    answer = {"name": "agreed", "value": "yes", "step": "necessity", "base": room.base("proposal")}
    assert "to be rated again" in room.post("/a/small/answer", answer).text


def test_remarks_on_nothing_are_refused(room: Browser) -> None:
    for sent in ({"item": "nothing"}, {"item": "question:nope"}, {"item": "other:x"}, {"item": "question:"}):
        assert room.post("/a/small/comment", {**sent, "text": "x"}).status_code == 422
    assert room.post("/a/small/comment", {"item": QUESTION, "text": " "}).status_code == 422
    assert "Nothing was chosen" in room.post("/a/small/rate", {"item": QUESTION, "rating": "great"}).text
    assert "//evil" not in str(room.post("/a/small/rate", {"item": QUESTION, "anchor": "//evil", "rating": "x"}).url)


def test_a_rejected_finding_is_gone_at_once_and_stands_with_its_reason(room: Browser, folder: Path) -> None:
    assert "t.mail#EMAIL_ADDRESS" in room.get("/a/small/data").text
    sent = {"finding": "t.mail#EMAIL_ADDRESS", "holds": "no", "reason": "made-up addresses"}
    running = room.post("/a/small/finding", sent)
    assert "/a/small/" in running.url.path
    page = room.settled("/a/small/running?step=data").text
    assert "t.mail#EMAIL_ADDRESS" not in page
    assert "made-up addresses" in page
    record = reviewing.open_record(folder, NOW.date())
    assert record.assessment
    assert record.assessment.findings == ()
    acts = [entry.act for entry in record.journal.entries]
    assert Act.REJECTED in acts
    assert acts[-1] is Act.ASSESSED


def test_a_finding_is_judged_with_a_reason_or_not_at_all(room: Browser, folder: Path) -> None:
    for sent in (
        {"finding": "t.mail#EMAIL_ADDRESS", "holds": "no", "reason": " "},
        {"finding": "t.mail#X", "reason": "r"},
    ):
        assert room.post("/a/small/finding", sent).status_code == 422
    assert not (folder / "findings.yaml").exists()
