from __future__ import annotations

import json
from pathlib import Path

from pia import documents
from pia.model.assessment import Assessment
from pia.model.text import Language
from pia.web.handing import marked
from tests.web.room_for_tests import Browser
from tests.web.test_signoff import sign


def test_every_format_is_handed_out_and_says_that_it_is_a_draft(room: Browser) -> None:
    for format_, start in (
        ("html", b"<!DOCTYPE"),
        ("pdf", b"%PDF"),
        ("docx", b"PK"),
        ("markdown", b"Privacy"),
        ("json", b"{"),
    ):
        answer = room.get(f"/a/small/report?format={format_}&language=en")
        assert answer.status_code == 200
        assert answer.content.startswith(start)
        assert "attachment; filename*=UTF-8''small-draft-report." in answer.headers["content-disposition"]
        assert "sandbox" in answer.headers["content-security-policy"]
    assert "<h1>DRAFT: Small</h1>" in room.get("/a/small/report?format=html&language=en").text
    assert "<h1>【草稿】Small</h1>" in room.get("/a/small/report?format=html&language=zh").text
    residents = room.get("/a/small/report?format=html&edition=residents&language=en")
    assert "small-draft-residents.html" in residents.headers["content-disposition"]


def test_a_signed_report_is_none_until_something_moves_on(room: Browser, folder: Path) -> None:
    sign(room)
    answer = room.get("/a/small/report?format=markdown")
    assert "DRAFT" not in answer.text
    assert "small-report." in answer.headers["content-disposition"]
    path = folder / "deployment.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n# moved on\n", encoding="utf-8")
    assert "DRAFT" in room.get("/a/small/report?format=markdown").text


def test_machines_get_the_assessment_as_it_is(room: Browser, folder: Path) -> None:
    given = json.loads(room.get("/a/small/report?format=json").text)
    assert given["deployment"]["name"] == "Small"


def test_what_is_not_there_is_not_handed_out(room: Browser, folder: Path) -> None:
    for query in ("", "format=exe", "format=html&edition=x", "format=../../etc/passwd"):
        assert room.get(f"/a/small/report?{query}").status_code == 404
    assert room.get("/a/small/report?format=json&edition=residents").status_code == 422
    (folder / "assessment.json").unlink()
    assert room.get("/a/small/report?format=json").status_code == 404


def test_the_mark_stands_in_the_name(room: Browser, folder: Path) -> None:
    assessment = documents.load(folder / "assessment.json", Assessment).value
    assert marked(assessment, Language.EN).deployment.name == "DRAFT: Small"
