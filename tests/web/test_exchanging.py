from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pia import documents
from pia.model.deployment import Deployment
from pia.model.review import ReviewRole
from pia.web.identity import Person
from pia.web.settings import MOST_IMPORT_BYTES
from tests.exchange import files_for_tests as files
from tests.samples_for_tests import HOSTILE
from tests.web.room_for_tests import Browser, settings_of, visiting


def send(room: Browser, name: str, data: bytes | str, folder: str = "parks", **more: str) -> tuple[int, str, str]:
    """Status, path and text of the answer to an upload."""
    sent = {"token": room.token(), "folder": folder, **more}
    answer = room.client.post("/import", data=sent, files={"upload": (name, data)})
    return answer.status_code, answer.url.path, answer.text


def test_an_assessment_of_another_tool_becomes_a_new_one_and_every_field_is_accounted_for(
    room: Browser, folder: Path
) -> None:
    form = room.get("/import").text
    assert 'type="file"' in form
    assert "Algorithmic Impact Assessment" in form
    status, path, page = send(room, "export.json", json.dumps(files.cnil()))
    assert (status, path) == (200, "/a/parks/imported")
    assert "Nothing was dropped in silence" in page
    made = documents.load(folder.parent / "parks" / "deployment.yaml", Deployment).value
    assert (made.name, made.controller.name != "") == ("Park counter", True)
    record = documents.load(folder.parent / "parks" / "deployment.import.json", dict[str, object]).value
    left, settle = record["left"], record["to_settle"]
    assert isinstance(left, list)
    assert isinstance(settle, list)
    assert f"Not carried over ({len(left)})" in page
    assert f"To settle ({len(settle)})" in page
    for item in (*left, *settle):
        assert item["field"].replace("<", "&lt;") in page
        assert item["reason"]["en"].replace("'", "&#39;") in page
    overview = room.get("/a/parks/").text
    assert "began the assessment" in overview
    assert "cnil, SHA-256" in overview
    assert 'href="/a/parks/imported"' in overview
    assert "未能转换" in room.get("/a/parks/imported?lang=zh").text
    assert room.get("/a/small/imported").status_code == 404


def test_a_file_without_a_name_of_its_own_is_called_like_its_folder(room: Browser) -> None:
    status, _, page = send(room, "x.json", json.dumps(files.aia()), format="canada_aia")
    assert status == 200
    assert "parks.json" in page


def test_yaml_is_read_as_yaml(room: Browser) -> None:
    assert send(room, "pre.YAML", documents.dump_yaml(files.prescan()))[:2] == (200, "/a/parks/imported")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param("{", "parks.json:1", id="no JSON"),
        pytest.param("[1]", "parks.json", id="no object"),
        pytest.param('{"a": 1}', "this is a file of no known format", id="unknown"),
        pytest.param(b"\xff\xfe\x00", "this is no UTF-8 text", id="bytes"),
        pytest.param("", "the document is empty", id="empty"),
        pytest.param("[" * 100_000, "nested too deeply", id="deep"),
        pytest.param('{"a": 1, "a": 2}', "stands twice", id="twice"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_written(
    room: Browser, folder: Path, data: bytes | str, said: str
) -> None:
    before = sorted(folder.parent.rglob("*"))
    status, _, page = send(room, "export.json", data)
    assert status == 422
    assert said in page
    assert "pia-upload" not in page
    assert 'value="parks"' in page
    assert sorted(folder.parent.rglob("*")) == before


def test_a_yaml_bomb_ends_as_a_message(room: Browser) -> None:
    levels = "".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]\n" for i in range(1, 9))
    status, _, page = send(room, "bomb.yaml", f"l0: &l0 [{'lol, ' * 9}]\n{levels}")
    assert status == 422
    assert "parks.yaml" in page


@pytest.mark.parametrize("name", ["", "..", "../x", "/x", "a/b", "a\\b", ".git", "small"])
def test_a_name_leads_nowhere_else_and_replaces_nothing(room: Browser, folder: Path, name: str) -> None:
    before = {path: path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()}
    assert send(room, "../../evil.json", json.dumps(files.cnil()), folder=name)[0] == 422
    assert before == {path: path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()}


def test_an_upload_is_bounded_and_needed(room: Browser) -> None:
    assert send(room, "big.json", b" " * (MOST_IMPORT_BYTES + 1))[0] == 413
    answer = room.post("/import", {"folder": "parks"})
    assert answer.status_code == 422
    assert "Choose a file." in answer.text


def test_a_script_in_a_file_stays_text(room: Browser) -> None:
    tree = files.cnil()
    tree["pia"]["name"] = HOSTILE
    tree[HOSTILE] = "x"
    status, _, page = send(room, "export.json", json.dumps(tree))
    assert status == 200
    assert "<script" not in page
    assert "<script" not in room.get("/a/parks/proposal").text


def test_who_may_not_edit_imports_nothing(folder: Path) -> None:
    panel = Person("Eve", frozenset({ReviewRole.RESIDENT_PANEL}))
    with visiting(settings_of(folder.parent, panel)) as browser:
        assert 'href="/import"' not in browser.get("/").text
        assert send(browser, "export.json", json.dumps(files.cnil()))[0] == 422
    assert not (folder.parent / "parks").exists()


@pytest.mark.parametrize("format_", ["cnil", "canada_aia", "dutch_dpia", "dutch_prescan"])
def test_an_assessment_is_given_to_another_tool_with_a_list_of_what_stays_behind(room: Browser, format_: str) -> None:
    page = room.get(f"/a/small/export?format={format_}")
    assert page.status_code == 200
    assert "Not carried over (" in page.text
    assert "the file is called a draft" in page.text
    left = re.search(r"Not carried over \((\d+)\)", page.text)
    assert left
    counts = re.findall(r'data-head="Fields that stay behind">(\d+)', page.text)
    assert sum(map(int, counts)) == int(left[1]) == page.text.count('data-head="Why"')
    answer = room.get(f"/a/small/fetch?format={format_}")
    assert f"small-draft-{format_}.json" in answer.headers["content-disposition"]
    assert "sandbox" in answer.headers["content-security-policy"]
    assert isinstance(json.loads(answer.text), dict)


def test_what_there_is_no_format_or_assessment_for_is_not_exported(room: Browser, folder: Path) -> None:
    for end in ("export", "fetch", "fetch?format=../x", "export?format=html"):
        assert room.get(f"/a/small/{end}").status_code == 404
    (folder / "assessment.json").unlink()
    assert room.get("/a/small/fetch?format=cnil").status_code == 404
