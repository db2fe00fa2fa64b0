from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pia import documents, pipeline
from pia.errors import DocumentError
from pia.judging import Rulebook
from pia.model.scanned import ScanReport
from pia.model.text import Language
from pia.recognition import Own, load_own
from pia.reports.html import REPORT as HTML
from tests.assessments_for_tests import TODAY, no_progress

Table = Callable[..., Path]
GOOD = """
recognizers:
- name: staff
  entity_type: STAFF_NUMBER
  patterns: ['(?<![0-9A-Za-z])EMP-\\d{6}(?![0-9])']
  score: 0.9
  hits: [EMP-123456, "see EMP-000001"]
  misses: [EMP-12345]
- name: wards
  entity_type: HEALTH
  deny: [Oncology West, 肿瘤科]
  score: 0.9
categories:
- entity_type: STAFF_NUMBER
  label: {en: staff number, zh: 工号}
  fact: person_code
  kind: identifier
  impact: 1
  legal: [{law: GDPR, category: {en: personal data, zh: 个人数据}, at: "Art. 4(1)"}]
allow:
- entity_type: EMAIL_ADDRESS
  values: [info@town.example]
  reason: a public mailbox
  owner: Registry
  created: 2026-11-01
  expires: 2027-10-31
overrides:
- {column: "t.csv::code", entity_type: STAFF_NUMBER, holds: false,
   reason: part numbers, owner: Depot, created: 2026-11-01, expires: 2026-12-31}
- {column: ward, entity_type: HEALTH, holds: false,
   reason: looked at, owner: Depot, created: 2026-01-01, expires: 2026-11-23}
"""
ROWS = "mail,who,code,ward\ninfo@town.example,EMP-111111,EMP-222222,Oncology West\n"
ROWS += "a@b.example,EMP-333333,EMP-444444,肿瘤科三楼\n"
BAD = """
recognizers:
- name: slow
  entity_type: PERSN
  patterns: [ok, '(?:a+)+$']
  checksum: luhn
- {name: slow, entity_type: URL, deny: [hunter2], score: 0.9}
- {name: ex, entity_type: PERSON, patterns: [x1], score: 0.9, hits: [hunter2]}
categories:
- {entity_type: person, label: &a {en: a, zh: 一}, fact: persn, kind: other, impact: 9, legal: []}
- {entity_type: PERSON, label: *a, fact: name, kind: identifier, impact: 1, legal: [{law: L, category: *a, at: b}]}
allow:
- {entity_type: PERSN, values: [hunter2, hunter2], reason: "", owner: o, created: 2026-01-01, expires: 2028-01-01}
- {entity_type: "*", values: [], reason: r, owner: o, created: 2026-01-01, expires: 2026-01-01}
- {entity_type: PERSON, values: [hunter2], reason: r, owner: o, created: 2026-01-01, expires: 2026-01-01}
- {entity_type: PERSON, values: [" hunter2"], reason: r, owner: o, created: 2026-01-01, expires: 2026-01-01}
overrides:
- {column: "", entity_type: "*", holds: true, reason: r, owner: " ", created: 2026-02-01, expires: 2026-01-01}
"""


def own_of(book: Rulebook, *paths: Path, today: date = TODAY) -> Own:
    return load_own(paths, book.categories, book.facts, today)


def scanned(table: Table, own: Own) -> ScanReport:
    path = table(ROWS, "t.csv")
    report, errors = pipeline.scan([(str(path), str(path))], no_progress, own=own)
    assert not errors
    return report


def types(report: ScanReport) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for finding in report.findings:
        found.setdefault(finding.column.name, []).append((finding.entity_type, finding.cells))
    return found


def test_what_users_wrote_takes_part_in_a_scan(book: Rulebook, table: Table) -> None:
    own = own_of(book, table(GOOD, "own.yaml"))
    report = scanned(table, own)
    assert types(report) == {
        "mail": [("EMAIL_ADDRESS", 1)],
        "who": [("STAFF_NUMBER", 2)],
        "ward": [("HEALTH", 2)],
    }
    assert "STAFF_NUMBER" in {category.entity_type for category in report.categories}
    assert {finding.recognizer for finding in report.findings} == {"email.address", "user.staff", "user.wards.words"}
    uses = report.recognition.uses
    assert [(use.kind, use.honoured, use.values, use.columns, use.cells) for use in uses] == [
        ("allow_list", True, 1, 1, 1),
        ("is_not", True, 0, 1, 2),
        ("is_not", False, 0, 0, 0),
    ]
    assert uses[2].objections[0].en == "it ended on 2026-11-23"
    assert uses[0].where.endswith("own.yaml:21")
    written = documents.dump_json(report).decode()
    assert not [word for word in ("info@town", "Oncology", "肿瘤") if word in written]


def test_a_saying_holds_from_its_first_day_to_its_last(book: Rulebook, table: Table) -> None:
    path = table(GOOD, "own.yaml")
    held = {
        day: [not item.objections for item in own_of(book, path, today=date.fromisoformat(day)).said]
        for day in ("2026-10-31", "2026-11-01", "2026-12-31", "2027-01-01", "2027-11-01")
    }
    assert list(held.values()) == [
        [False, False, True],
        [True, True, True],
        [True, True, False],
        [True, False, False],
        [False, False, False],
    ]
    assert own_of(book, path, today=date(2025, 1, 1)).said[0].objections[0].en == "it begins on 2026-11-01"


def test_people_behind_allowed_values_are_not_counted(book: Rulebook, table: Table, tmp_path: Path) -> None:
    own = own_of(book, table(GOOD, "own.yaml"))
    table("mail\n" + "".join(f"{name}@town.example\n" for name in ("info", "a", "b", "c")), "t.csv")
    table(
        "name: n\ndescription: d\ncontroller: {name: c}\njurisdictions: [eu]\n"
        "datasets: [{name: t, path: t.csv}]\nrecognizers: [own.yaml]\n",
        "deployment.yaml",
    )
    assessment = pipeline.assess(tmp_path / "deployment.yaml", TODAY, no_progress)
    facts = {fact.name: fact.value for fact in assessment.facts}
    assert facts["scan.subjects"].min == 3  # type: ignore[union-attr]
    assert assessment.recognition.sources[0].recognizers == 2
    assert len(own.said) == len(assessment.recognition.uses) == 3
    page = HTML.render(assessment, Language.EN).decode()
    assert "a public mailbox" in page
    assert "allow list of 1 values for EMAIL_ADDRESS" in page
    assert "not honoured: it ended on 2026-11-23" in page
    assert "info@town" not in page + documents.dump_json(assessment).decode()


def test_all_faults_are_told_at_once_with_their_lines(book: Rulebook, table: Table, tmp_path: Path) -> None:
    path = table(BAD, "bad.yaml")
    with pytest.raises(DocumentError) as caught:
        own_of(book, path, tmp_path / "none.yaml")
    told = {(problem.where.removeprefix(f"{tmp_path}/"), problem.what) for problem in caught.value.problems}
    assert told == {
        ("none.yaml", "there is no such file"),
        (
            "bad.yaml:5",
            "recognizer slow: the pattern is catastrophic: its work can double with every character of a cell",
        ),
        ("bad.yaml:3", "recognizer slow: with a score of 0.5 and 0 context words it can report nothing"),
        ("bad.yaml:6", "recognizer slow: there is no test 'luhn'"),
        ("bad.yaml:4", "recognizer slow: the entity type 'PERSN' has no legal category"),
        ("bad.yaml:7", "recognizer slow: 'URL' is no personal data by itself and is never reported"),
        ("bad.yaml:8", "recognizer ex: number 1 of its hits is not found"),
        ("bad.yaml:10", "category person: an entity type is made of capitals, digits and '_'"),
        ("bad.yaml:10", "category person: a type of kind 'other' is never reported"),
        ("bad.yaml:10", "category person: no rule knows this fact"),
        ("bad.yaml:10", "category person: the impact is from 1 to 4"),
        ("bad.yaml:10", "category person: it says nothing about law"),
        ("bad.yaml:11", "category PERSON: this type is shipped"),
        ("bad.yaml:13", "the reason is empty"),
        ("bad.yaml:13", "it must end within 366 days of its first day"),
        ("bad.yaml:13", "there is no entity type 'PERSN'"),
        ("bad.yaml:13", "a value stands twice"),
        ("bad.yaml:14", "an allow list is for one type"),
        ("bad.yaml:14", "a value is empty, or there is none"),
        ("bad.yaml:18", "the owner is empty"),
        ("bad.yaml:18", "it must end within 366 days of its first day"),
        ("bad.yaml:18", "no column is named"),
        ("bad.yaml:18", "a column cannot hold every type"),
        ("bad.yaml:3", "two recognizers are called 'slow'"),
        ("bad.yaml:7", "two recognizers are called 'slow'"),
        ("bad.yaml:15", "a value stands in two allow lists for one type"),
        ("bad.yaml:16", "a value stands in two allow lists for one type"),
    }
    assert "hunter2" not in str(caught.value)


def test_a_type_that_two_files_describe_is_refused(book: Rulebook, table: Table) -> None:
    one, two = table(GOOD, "one.yaml"), table(GOOD.replace("name: ", "name: b"), "two.yaml")
    with pytest.raises(DocumentError, match="the entity type 'STAFF_NUMBER' stands twice"):
        own_of(book, one, two)


def test_no_file_adds_nothing(book: Rulebook) -> None:
    assert own_of(book) == Own()
    assert Own().report([(), ()]).uses == ()


def test_the_file_on_the_page_works(root: Path, book: Rulebook, table: Table) -> None:
    page = (root / "docs" / "recognizers.md").read_text(encoding="utf-8")
    blocks: list[str] = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    own = own_of(book, table(blocks[0], "page.yaml"))
    assert (len(own.recognizers), len(own.sayings)) == (3, 2)
