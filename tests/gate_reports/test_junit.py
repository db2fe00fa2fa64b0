from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as Tree

from pia.gate_reports import Outcome
from pia.gate_reports.junit import REPORT
from pia.model.text import Language
from tests.gate_reports.outcomes_for_tests import BROKEN, PASSED, STOPPED, hostile


def suite(outcome: Outcome, language: Language = Language.EN) -> Tree.Element:
    (found,) = Tree.fromstring(REPORT.render(outcome, language))  # noqa: S314
    return found


def outcomes(outcome: Outcome) -> dict[str, list[str]]:
    return {case.attrib["name"].split()[0]: [item.tag for item in case] for case in suite(outcome)}


def test_there_is_one_case_per_requirement() -> None:
    assert outcomes(PASSED) == {"r.critical": [], "r.high": [], "r.medium": ["skipped"], "r.low": ["skipped"]}
    found = outcomes(STOPPED)
    assert (found["r.critical"], found["r.high"], found["column:"], found["t"]) == (
        *(["error"], ["failure"], ["failure"], ["error"]),
    )


def test_counts_are_those_of_the_cases() -> None:
    for outcome in (PASSED, STOPPED, BROKEN):
        found = suite(outcome)
        assert int(found.attrib["tests"]) == len(found)
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(found.attrib[name]) == len(list(found.iter(tag)))
    assert suite(BROKEN).attrib["errors"] == "1"


def test_what_is_tolerated_is_skipped() -> None:
    known = tuple(item for item in STOPPED.result.reasons if item.where == "r.high")
    rest = tuple(item for item in STOPPED.result.reasons if item.where != "r.high")
    tolerated = replace(STOPPED, result=replace(STOPPED.result, reasons=rest, known=known))
    assert outcomes(tolerated)["r.high"] == ["skipped"]


def test_any_text_is_well_formed() -> None:
    assert "\x00" not in str(Tree.tostring(suite(hostile())))
    assert suite(STOPPED, Language.ZH)[0].attrib["name"] == "r.critical 题"
    nothing = replace(BROKEN, result=replace(BROKEN.result, reasons=()))
    assert len(suite(nothing)) == 1
