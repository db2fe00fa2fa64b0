"""What holds on every real cluster, as it does at home."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from stdnum import luhn

from pia import documents, pipeline, plugins
from pia.cli import main
from pia.dispatching import Counted, Holding, counted, plans
from pia.judging import Rulebook
from pia.model.scanned import ScanReport
from pia.recognizers import Match
from pia.recognizers.email import RECOGNIZERS
from pia.scan.datasets import open_apart
from pia.scan.findings import columns_of, findings
from pia.scan.opening import LOCAL
from pia.scan.worker import Worker
from pia.scanning import HERE, EngineChoice, Scanned, scan_all
from tests.assessments_for_tests import TODAY, no_progress
from tests.conftest import ROOT
from tests.recognizers.models_for_tests import spacy_model
from tests.scan.test_worker import Poisoned

SAMPLES = sorted(path.parent for path in (ROOT / "samples").glob("*/deployment.yaml"))
KEY = b"key of the tests"
PIECE_BYTES = 1 << 16
SAID = "reason: r, owner: o, created: 2026-11-01, expires: 2027-10-31"
OWN = f"""
recognizers:
- {{name: staff, entity_type: STAFF_NUMBER, patterns: ['EMP-[0-9]{{6}}'], score: 0.9}}
- {{name: pass, entity_type: STAFF_NUMBER, patterns: ['[0-9]{{8}}'], checksum: stdnum.luhn, score: 0.9, chance: 0.1,
   context: [pass]}}
- {{name: wards, entity_type: HEALTH, deny: [Oncology West], score: 0.9}}
categories:
- entity_type: STAFF_NUMBER
  label: {{en: staff number, zh: 工号}}
  fact: person_code
  kind: identifier
  impact: 1
  legal: [{{law: GDPR, category: {{en: personal data, zh: 个人数据}}, at: "Art. 4(1)"}}]
allow:
- {{entity_type: EMAIL_ADDRESS, values: [a1@example.org, a2@example.org], {SAID}}}
overrides:
- {{column: code, entity_type: STAFF_NUMBER, holds: false, {SAID}}}
- {{column: free, entity_type: NATIONALITY, holds: true, {SAID}}}
"""


def scanned(choice: EngineChoice, book: Rulebook) -> list[Scanned]:
    """Every sample."""
    datasets = open_apart([(path.name, str(path)) for path in SAMPLES], LOCAL).datasets
    found, errors = scan_all(datasets, book.categories, KEY, no_progress, engine=choice)
    assert not errors
    return found


def samples_are_found_the_same(choice: EngineChoice, book: Rulebook) -> None:
    """Findings, digests and what was not examined."""
    found = scanned(choice, book)
    assert len(found) > len(SAMPLES)
    assert found == scanned(HERE, book)


def what_users_added_travels(choice: EngineChoice, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recognizers, allow lists, overrides and a language model, named by a path that holds only here."""
    rows = range(600)
    columns = {
        "mail": [f"a{row % 3}@example.org" for row in rows],
        "staff": [f"EMP-{row:06d}" for row in rows],
        "code": [f"EMP-{row:06d}" for row in rows],
        "pass": [f"{row:07d}{luhn.calc_check_digit(f'{row:07d}')}" for row in rows],
        "ward": ["Oncology West"] * len(rows),
        "free": [f"they say that Anna Bell called the office {row}" for row in rows],
    }
    pq.write_table(pa.table(columns), folder / "t.parquet", row_group_size=100)
    (folder / "own.yaml").write_text(OWN, encoding="utf-8")
    spacy_model(folder / "tiny")
    monkeypatch.chdir(folder)
    own = pipeline.own_recognizers([Path("own.yaml")], TODAY)
    small = EngineChoice(choice.name, choice.address, 1)
    named = [("t", str(folder / "t.parquet"))]
    reports = [pipeline.scan(named, no_progress, LOCAL, own, ["tiny"], engine=engine) for engine in (HERE, small)]
    assert [errors for _, errors in reports] == [(), ()]
    here, there = (report for report, _ in reports)
    assert documents.dump_json(there) == documents.dump_json(here)
    assert _recognizers(there) >= {"user.staff", "user.pass", "user.wards.words", "override", "nlp1.person"}
    assert "code" not in {finding.column.name for finding in there.findings if finding.entity_type == "STAFF_NUMBER"}
    assert there.recognition
    assert all(use.honoured and use.cells for use in there.recognition.uses)


def _recognizers(report: ScanReport) -> set[str]:
    return {finding.recognizer for finding in report.findings}


def poison_is_told_by_its_place(choice: EngineChoice, folder: Path) -> None:
    """A recognizer that fails at one row makes that partition not examined, and no other."""
    table = pa.table({"mail": [f"canary{row}@example.org" for row in range(1000)]})
    pq.write_table(table, folder / "t.parquet", row_group_size=100)
    datasets = open_apart([("t", str(folder / "t.parquet"))], LOCAL).datasets
    engine: Any = plugins.load("engines", choice.name)
    with engine.connect(choice.address) as session:
        (found,) = counted(datasets, session, Worker.of([Poisoned(only="canary250@")], KEY, ()), 1)
    assert isinstance(found, Counted)
    (left,) = found.not_examined
    assert (left.where, left.rows, sum(found.tally.rows.values())) == ("t", 100, 900)
    assert "row groups 3 to 3 was not examined" in left.reason.en
    assert "ValueError" in left.reason.en
    assert len(found.sha256) == 64
    assert "canary" not in repr(found)


def poison_in_lines_and_databases_is_told_by_its_place(choice: EngineChoice, folder: Path) -> None:
    """A range of lines and a part of a table; of the table's file the digest is there all the same."""
    mails = [f"canary{row}@example.org" for row in range(9000)]
    (folder / "a.jsonl").write_text("\n".join(json.dumps({"mail": mail}) for mail in mails), encoding="utf-8")
    with sqlite3.connect(folder / "b.sqlite") as base:
        base.execute("CREATE TABLE people (mail TEXT)")
        base.executemany("INSERT INTO people VALUES (?)", [(mail,) for mail in mails])
    base.close()
    datasets = open_apart([("t", str(folder / name)) for name in ("a.jsonl", "b.sqlite")], LOCAL).datasets
    engine: Any = plugins.load("engines", choice.name)
    with engine.connect(choice.address) as session:
        found = list(counted(datasets, session, Worker.of([Poisoned(only="canary250@")], KEY, ()), PIECE_BYTES))
    for item, where, what in zip(
        found, ("t", "t/people"), ("what begins in its bytes 1 to", "its part 1"), strict=True
    ):
        assert isinstance(item, Counted)
        (left,) = item.not_examined
        assert (left.where, left.reason.en.startswith(what)) == (where, True)
        assert "ValueError" in left.reason.en
        assert 0 < sum(item.tally.rows.values()) < len(mails)
        assert len(item.sha256) == 64
    assert "canary" not in repr(found)


def commands_say_the_same(options: Sequence[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scan, assess, risk with and without named columns, and link; on the command line."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")
    names = ("floating-population/floating-population.csv", "community-grid/visits.csv")
    files = [str(ROOT / "samples" / name) for name in names]
    for given in (
        ["scan", *files, "-f", "json"],
        ["risk", files[0], "-f", "json"],
        ["risk", files[0], "--qi", "性别,民族", "-f", "json"],
        ["link", *files, "-f", "json"],
        ["assess", str(SAMPLES[0] / "deployment.yaml"), "--out", str(folder), "-f", "json"],
    ):
        said = []
        for engine in ([], options):
            result = CliRunner().invoke(main, [*given, *engine])
            assert result.exit_code == 0, result.output
            said.append((folder / "assessment.json").read_text() if given[0] == "assess" else result.stdout)
        assert said[0] == said[1]
        assert json.loads(said[0])


def lines_and_databases_are_found_the_same(choice: EngineChoice, folder: Path, servers: Sequence[str]) -> None:
    """JSON Lines, database files and servers in pieces; every one is cut, and the digests are those of a whole."""
    mails = [(row, f"a{row}@example.org", f"138001380{row % 90 + 10}") for row in range(5000)]
    records = [{"n": n, "at": {"mail": mail, "tags": [mail] * (n % 3)}} for n, mail, _ in mails]
    records += [{"n": n, "late": {"phone": phone}} for n, _, phone in mails]
    (folder / "t.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    with sqlite3.connect(folder / "t.sqlite") as base:
        base.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT, phone TEXT)")
        base.executemany("INSERT INTO people VALUES (?, ?, ?)", mails)
    base.close()
    with duckdb.connect(str(folder / "t.duckdb")) as base_:
        base_.execute("CREATE TABLE people AS SELECT 'a' || i || '@example.org' AS mail FROM range(9000) r(i)")
    datasets = open_apart([(name, name) for name in (str(folder), *servers)], LOCAL).datasets
    worker = Worker.of(RECOGNIZERS, KEY, {"EMAIL_ADDRESS"})
    engine: Any = plugins.load("engines", choice.name)
    with engine.connect(choice.address) as session, Holding() as holding:
        cut = [len(plan.get(0, ())) for plan in plans(datasets, session, PIECE_BYTES, holding)]
        found = list(counted(datasets, session, worker, PIECE_BYTES))
    assert all(parts > 1 for parts in cut), cut
    for dataset, item in zip(datasets, found, strict=True):
        assert isinstance(item, Counted)
        reading = dataset.read(lambda _done, _all: None)
        tally = worker.tallied(reading.batches, big=True)
        assert (item.sha256, item.not_examined) == (reading.sha256(), reading.not_examined())
        assert item.tally.rows == tally.rows
        assert columns_of(item.tally, "d") == columns_of(tally, "d")
        assert findings(item.tally, "d", RECOGNIZERS) == findings(tally, "d", RECOGNIZERS) != ()


def a_worker_that_is_killed_changes_no_scan(choice: EngineChoice, folder: Path) -> None:
    """One that dies in the midst of a scan, once."""
    (folder / "t.jsonl").write_text("\n".join(f'{{"mail": "a{row}@example.org"}}' for row in range(9000)))
    datasets = open_apart([("t", str(folder / "t.jsonl"))], LOCAL).datasets
    engine: Any = plugins.load("engines", choice.name)
    tallies = []
    with engine.connect(choice.address) as session:
        for note in ("", str(folder / "died")):
            worker = Worker.of([*RECOGNIZERS, Deadly(only="a5000@", note=note)], KEY, {"EMAIL_ADDRESS"})
            (found,) = counted(datasets, session, worker, PIECE_BYTES)
            assert isinstance(found, Counted)
            tallies.append((found.sha256, found.not_examined, columns_of(found.tally, "t")))
    assert tallies[0] == tallies[1]
    assert tallies[0][1] == ()
    assert (folder / "died").stat().st_size == 1


@dataclass(frozen=True)
class Deadly(Poisoned):
    """A recognizer at which a process ends, once.

    Attributes:
        note: A file that says that one did; empty: none does.
    """

    note: str = ""

    def matches(self, values: Sequence[str]) -> Iterator[Match]:
        """End the process at values that hold `only`."""
        if self.note and self.only in "".join(values) and not Path(self.note).exists():
            Path(self.note).write_text("x", encoding="ascii")
            os.kill(os.getpid(), signal.SIGKILL)
        return iter(())
