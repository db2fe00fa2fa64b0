"""Attacks that cross several modules; those on one of them stand in its own test (guard, places, uploads, session)."""

from __future__ import annotations

import io
import itertools
import logging
import os
import re
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pikepdf
import pytest

from pia import documents, reviewing
from pia.model.deployment import Deployment
from pia.web.application import SENT
from pia.web.fields import ENTRIES, PLAIN, STEPS, Field, Kind
from tests.conftest import ROOT
from tests.samples_for_tests import HOSTILE
from tests.web.conftest import NOW
from tests.web.room_for_tests import Browser
from tests.web.test_signoff import sign

TYPED = (Kind.TEXT, Kind.AREA, Kind.LINES)
SECRET = "Jane Roe 555-0100"


def test_no_form_changes_a_signed_record_and_the_log_says_so_without_a_value(
    room: Browser, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sign(room)
    signed = ("deployment.yaml", "assessment.json", "approval.json")
    before = {name: (folder / name).read_bytes() for name in signed}
    base = reviewing.open_record(folder, NOW.date()).base
    sent = {
        "save": {"path": "description", "value": SECRET},
        "answer": {"name": "agreed", "value": "yes", "note": SECRET},
        "add": {"group": "measures", "title": SECRET},
        "remove": {"path": "datasets.0"},
        "finding": {"finding": "t.mail#EMAIL_ADDRESS", "holds": "no", "reason": SECRET},
        "rate": {"item": "question:agreed", "rating": "improvable", "note": SECRET},
    }
    assert set(SENT) - set(sent) == {"assess", "comment", "sign", "void"}
    with caplog.at_level(logging.INFO, "pia.web"):
        for path, fields in sent.items():
            assert room.post(f"/a/small/{path}", {**fields, "base": base}).status_code == 422, path
        room.post("/a/small/assess", {})
        assert "signed and locked" in room.settled("/a/small/running").text
    assert before == {name: (folder / name).read_bytes() for name in signed}
    assert caplog.text.count("refused: ReviewError") == len(sent)
    assert "Jane" not in caplog.text


def test_a_script_in_any_field_of_the_file_stays_text_on_every_page(room: Browser, folder: Path) -> None:
    fields = [field for field in itertools.chain(*PLAIN.values(), *ENTRIES.values()) if field.kind in TYPED]
    tree = documents.load(folder / "deployment.yaml", dict[str, object]).value
    for field in fields:
        _put(tree, field)
    path = folder / "deployment.yaml"
    path.write_bytes(documents.dump_yaml(tree))
    documents.load(path, Deployment)
    (folder / "t.csv").write_text(f'"{HOSTILE}",mail\n1,a@example.org\n2,b@example.org\n', encoding="utf-8")
    room.post("/a/small/assess", {})
    assert "told=assessed" in str(room.settled("/a/small/running").url)
    for page in ("/", *(f"/a/small/{step}" for step in ("", *STEPS)), "/a/small/export?format=cnil"):
        text = room.get(page).text
        assert "<script" not in text, page
        assert HOSTILE not in text
    shown = "".join(room.get(f"/a/small/{step}").text for step in STEPS)
    assert shown.count("&lt;script&gt;") > len(fields)


def _put(tree: dict[str, object], field: Field) -> None:
    """Hostile text into one field of a first entry; what names a dataset, its file or a country stays what it was."""
    if field.path in {("datasets", "*", "path"), ("datasets", "*", "name"), ("transfers", "*", "country")}:
        return
    value: object = [HOSTILE] if field.kind is Kind.LINES else HOSTILE
    head, *rest = field.path
    if not rest:
        tree[head] = value
    elif rest[0] == "*":
        first = {"kind": "technical"} if head == "measures" else {"country": "FR"} if head == "transfers" else {}
        entries = tree.setdefault(head, [first])
        assert isinstance(entries, list)
        entries[0][rest[1]] = value
    else:
        inner = tree[head]
        assert isinstance(inner, dict)
        inner[rest[0]] = value


def test_a_draft_says_so_in_the_text_of_every_format(room: Browser) -> None:
    with zipfile.ZipFile(io.BytesIO(room.get("/a/small/report?format=docx&language=en").content)) as packed:
        assert b"DRAFT: Small" in packed.read("word/document.xml")
    with pikepdf.open(io.BytesIO(room.get("/a/small/report?format=pdf&language=en").content)) as pdf:
        assert "DRAFT: Small" in str(pdf.docinfo["/Title"])
    for format_ in ("html", "markdown"):
        assert "DRAFT: Small" in room.get(f"/a/small/report?format={format_}&language=en").text


@pytest.mark.slow
def test_a_server_killed_while_fields_are_saved_loses_at_most_the_one_that_was_being_sent(folder: Path) -> None:
    """It is killed in the midst of saves that come one after the other; each that was answered is there."""
    command = [sys.executable, "-m", "pia", "serve", str(folder.parent), "--as", "Ann", "--rules", "rules"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    answered: list[int] = []
    with (
        subprocess.Popen(
            command, cwd=folder.parent, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process,
        httpx.Client(timeout=60, follow_redirects=True) as client,
    ):
        assert process.stdout
        address = process.stdout.readline().strip()
        client.get(address)
        host = f"http://{urlsplit(address).netloc}"
        page = client.get(f"{host}/a/small/proposal").text
        threading.Thread(target=lambda: _killed(process, answered), daemon=True).start()
        try:
            for number in itertools.count():
                token, base = (re.search(rf'name="{name}" value="(\w+)"', page) for name in ("token", "base"))
                assert token
                assert base
                sent = {"token": token[1], "base": base[1], "path": "description", "value": f"Text {number}"}
                answer = client.post(f"{host}/a/small/save", data=sent)
                assert answer.status_code == 200
                page = client.get(f"{host}/a/small/proposal").text
                answered.append(number)
        except httpx.TransportError:
            process.wait()
    record = reviewing.open_record(folder, NOW.date())
    assert record.deployment.value.description in {f"Text {answered[-1] + more}" for more in (0, 1)}
    assert record.journal.broken == ()
    assert record.problems == ()
    saved = [entry.after for entry in record.journal.entries if entry.where == "description"]
    assert saved[: len(answered)] == [f"Text {number}" for number in answered]


def _killed(process: subprocess.Popen[str], answered: list[int]) -> None:
    """Killed as soon as a few saves were answered, wherever the next one is."""
    while len(answered) < 4 and process.poll() is None:
        threading.Event().wait(0.003)
    process.kill()
