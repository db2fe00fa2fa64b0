from __future__ import annotations

from pathlib import Path

import pytest

from pia.assess.lint import check_pack
from pia.assess.packs import load_packs
from tests.assess.facts_for_tests import FACTS
from tests.assess.packs_for_tests import write_pack


def told(folder: Path, *changes: tuple[str, str]) -> str:
    ((pack,), _) = load_packs([write_pack(folder, *changes)], FACTS)
    return "\n".join(str(problem) for problem in check_pack(pack, FACTS))


def test_a_good_pack_has_no_problem(tmp_path: Path) -> None:
    assert told(tmp_path) == ""


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("refs: [{law: T, at: Art. 1}]", "refs: []", "it cites nothing"),
        ("at: Art. 1", "at: ''", "it cites nothing"),
        ("title: {en: One, zh: 一}", "title: {en: One, zh: One}", "'title' lacks a language"),
        ("en: Fix", "en: ''", "'fix' lacks a language"),
        ("  fix:", "  good: {en: Fine, zh: ''}\n  fix:", "'good' lacks a language"),
        ("impact: 3", "impact: 5", "impact and likelihood are 1 to 4"),
        ("dims: [autonomy]", "dims: []", "its risk touches nothing"),
        ("bound: mixed", "bound: scan", "bound is 'scan', its facts say 'mixed'"),
        ('ans: {c: "no"}}, expect: fail', 'ans: {c: "no"}}, expect: pass', "expects pass, but the verdict is fail"),
        ("missing: [ans.c]", "missing: [scan.b]", "example 'unknown' asks for ans.c"),
        ('ans: {c: "no"}}', 'ans: {d: "no"}}', "unknown fact 'ans.d'"),
        ('ans: {c: "no"}}', "ans: {c: false}}", "'ans.c' cannot be that: it is a choice"),
        ("scan: {a: true}}, expect: unresolved", "scan: {a: 1}}, expect: unresolved", "it is a boolean"),
        ('ans: {c: "no"}}, expect: fail', 'ans: {c: "yes"}}, expect: pass', "no example expects fail"),
        (
            "  - {name: unknown, facts: {scan: {a: true}}, expect: unresolved, missing: [ans.c]}\n",
            "",
            "3 are the least",
        ),
        (
            "  - {name: unknown, facts: {scan: {a: true}}, expect: unresolved, missing: [ans.c]}\n",
            "",
            "no example expects unresolved",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, old: str, new: str, what: str) -> None:
    lines = told(tmp_path, (old, new))
    assert what in lines
    assert "t.yaml:10: rule t.1.one: " in lines
