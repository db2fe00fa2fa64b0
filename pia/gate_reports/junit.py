"""JUnit XML: one test case per requirement, as CI servers show it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as Tree

from pia.gate import GateReason
from pia.gate_reports import Outcome
from pia.model.risk import RuleResult, Verdict
from pia.model.text import Language

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JunitReport:
    """A rule that is not met is a failure, one that is open an error, one that does not apply is skipped."""

    name = "junit"

    def render(self, outcome: Outcome, language: Language) -> bytes:
        """The decision as JUnit XML."""
        results = outcome.assessment.results if outcome.assessment else ()
        known = {reason.where for reason in outcome.result.known}
        suite = Tree.Element("testsuite", name="pia gate")
        reasons = list(outcome.result.reasons)
        for result in results:
            own = [reason for reason in reasons if reason.where == result.rule]
            case = _case(suite, result.pack, f"{result.rule} {result.title.in_language(language)}")
            _say(case, own, language)
            if not own:
                _skip(case, result, known)
        rules = {result.rule for result in results}
        for reason in reasons:
            if reason.where not in rules:
                _say(_case(suite, "gate", reason.where or outcome.target), [reason], language)
        if not len(suite):
            _case(suite, "gate", outcome.target)
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            suite.set(name, str(len(list(suite.iter(tag)))))
        top = Tree.Element("testsuites")
        top.append(suite)
        Tree.indent(top)
        return bytes(Tree.tostring(top, encoding="utf-8", xml_declaration=True)) + b"\n"


def _case(suite: Tree.Element, group: str, name: str) -> Tree.Element:
    return Tree.SubElement(suite, "testcase", classname=_plain(f"pia.{group}"), name=_plain(name))


def _say(case: Tree.Element, reasons: Sequence[GateReason], language: Language) -> None:
    for reason in reasons:
        said = _plain(reason.text.in_language(language))
        Tree.SubElement(case, "failure" if reason.kind == "failed" else "error", message=said)


def _skip(case: Tree.Element, result: RuleResult, known: set[str]) -> None:
    """A rule that neither shuts the gate nor is met was not tested: it does not apply, or is tolerated."""
    if result.rule in known or result.verdict is not Verdict.PASS:
        words = "tolerated" if result.rule in known else result.verdict.value
        Tree.SubElement(case, "skipped", message=words)


def _plain(text: str) -> str:
    """Text as XML 1.0 can hold it."""
    return _NOT_XML.sub("\ufffd", text)


REPORT = JunitReport()
