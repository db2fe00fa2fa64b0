"""What holds on every real cluster, as it does at home."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from stdnum import luhn

from pia import documents, pipeline, plugins
from pia.cli import main
from pia.dispatching import Counted, counted
from pia.judging import Rulebook
from pia.model.scanned import ScanReport
from pia.scan.datasets import open_apart
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
