from __future__ import annotations

import re
from pathlib import Path

import pytest

from pia import reviewing
from pia.approval import keys
from pia.model.review import ReviewRole, Standing
from pia.web.identity import Person
from tests.web.conftest import NOW
from tests.web.room_for_tests import Browser, settings_of, visiting


def standing(folder: Path) -> Standing:
    return reviewing.open_record(folder, NOW.date()).signed.standing


def sign(room: Browser, **more: str) -> tuple[int, str]:
    digest = re.search(r'action="/a/small/sign".*?name="base" value="(\w+)"', room.get("/a/small/signoff").text, re.S)
    base = digest[1] if digest else ""
    sent = {"base": base, "role": "officer", "key": "ann.key", "read": "yes", **more}
    answer = room.post("/a/small/sign", sent)
    return answer.status_code, answer.text


def test_what_is_signed_is_locked_until_it_is_voided(room: Browser, folder: Path) -> None:
    status, page = sign(room)
    assert status == 200
    assert "Signed." in page
    assert standing(folder) is Standing.HOLDS
    before = (folder / "deployment.yaml").read_bytes()
    base = reviewing.open_record(folder, NOW.date()).base
    for path, sent in (
        ("save", {"path": "description", "value": "x"}),
        ("answer", {"name": "agreed", "value": "yes"}),
        ("add", {"group": "measures", "title": "x"}),
        ("remove", {"path": "datasets.0"}),
        ("finding", {"finding": "t.mail#EMAIL_ADDRESS", "holds": "no", "reason": "r"}),
        ("rate", {"item": "question:agreed", "rating": "improvable"}),
    ):
        refused = room.post(f"/a/small/{path}", {**sent, "base": base})
        assert refused.status_code == 422, path
        assert "signed" in refused.text
    assert room.post("/a/small/comment", {"item": "question:agreed", "text": "noted"}).status_code == 200
    assert (folder / "deployment.yaml").read_bytes() == before
    assert standing(folder) is Standing.HOLDS
    assert room.post("/a/small/void", {"reason": " "}).status_code == 422
    assert "The signatures are void" in room.post("/a/small/void", {"reason": "a typo"}).text
    assert standing(folder) is Standing.UNSIGNED
    assert "approval.json.voided-1" in room.get("/a/small/signoff").text


def test_signatures_lapse_visibly_when_a_file_is_changed_by_hand(room: Browser, folder: Path) -> None:
    sign(room)
    path = folder / "assessment.json"
    path.write_text(path.read_text(encoding="utf-8").replace("A small one", "Another one"), encoding="utf-8")
    assert standing(folder) is Standing.LAPSED
    for page in ("proposal", "signoff"):
        assert "The signatures do not hold any more" in room.get(f"/a/small/{page}").text
    assert "signatures lapsed" in room.get("/").text


@pytest.mark.parametrize(
    ("more", "status", "told"),
    [
        ({"base": "0" * 64}, 422, "made anew since you opened this page"),
        ({"key": "none.key"}, 422, "there is no such key"),
        ({"role": "king"}, 400, "Nothing was changed"),
        ({"read": "no"}, 400, "Nothing was changed"),
        ({"key": "small/t.csv"}, 422, ""),
    ],
)
def test_a_signature_that_cannot_be_given_is_not(
    room: Browser, folder: Path, more: dict[str, str], status: int, told: str
) -> None:
    found = sign(room, **more)
    assert found[0] == status
    assert told in found[1]
    assert "a@example.org" not in found[1]
    assert standing(folder) is Standing.UNSIGNED


def test_an_encrypted_key_needs_its_passphrase_which_is_never_shown(room: Browser, folder: Path) -> None:
    pem, _ = keys.new_key("open sesame")
    keys.write_private(folder.parent / "locked.key", pem)
    status, page = sign(room, key="locked.key", passphrase="shut sesame")  # noqa: S106
    assert (status, "the passphrase is wrong" in page, "sesame" in page) == (422, True, False)
    assert sign(room, key=str(folder.parent / "locked.key"), passphrase="open sesame")[0] == 200  # noqa: S106


def test_on_another_machine_keys_stay_where_they_are(folder: Path) -> None:
    settings = settings_of(folder.parent, rules=(folder.parent / "rules",), own_machine=False)
    with visiting(settings) as browser:
        page = browser.get("/a/small/signoff").text
        assert "pia approve assessment.json" in page
        assert 'name="key"' not in page
        assert sign(browser)[0] == 400


def test_who_may_not_sign_is_not_offered_it(folder: Path) -> None:
    author = Person("Al", frozenset({ReviewRole.AUTHOR}))
    with visiting(settings_of(folder.parent, author, rules=(folder.parent / "rules",))) as browser:
        assert 'action="/a/small/sign"' not in browser.get("/a/small/signoff").text
        digest = reviewing.open_record(folder, NOW.date()).hashes["assessment.json"]
        assert sign(browser, base=digest)[0] == 422
    assert standing(folder) is Standing.UNSIGNED
