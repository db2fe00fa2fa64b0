from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pia.assess.lint import check_pack, warnings
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
        ('ans.c == "yes"', 'ans.c == "yes" || scan.a', "where it applies it is always met. Mend the condition."),
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


def test_texts_of_the_pack_and_its_words_lack_no_language(tmp_path: Path) -> None:
    words = """
facts:
- name: ans.own
  type: choice
  label: {en: Own, zh: Own}
  meaning: {en: '', zh: 自？}
  options: [{value: x, label: {en: X, zh: X}}]
parameters: [{name: most, type: number, label: {en: Most, zh: Most}, default: 3}]
rules:"""
    lines = told(
        tmp_path, ("title: {en: Pack, zh: 包}", "title: {en: Pack, zh: Pack}"), ("\nrules:", words)
    ).splitlines()
    keys = ("title", "facts: ans.own: label", "facts: ans.own: meaning", "facts: ans.own: x", "parameters: most: label")
    path = tmp_path / "regime" / "t.yaml"
    assert lines == [
        *(f"{path}: '{key}' lacks a language. Write en and zh." for key in keys),
        f"{path}: the parameter 'most' is used by no rule. Use it, or remove it.",
    ]


def warned(folder: Path, *changes: tuple[str, str]) -> list[str]:
    ((pack,), _) = load_packs([write_pack(folder, *changes)], FACTS)
    return [str(problem) for problem in warnings(pack, FACTS, date(2026, 11, 24))]


def test_a_pack_that_nobody_need_look_at(tmp_path: Path) -> None:
    dates = ("\nrules:", "\nreview_by: 2026-11-24\nin_force: {from: 2026-11-24}\nrules:")
    assert warned(tmp_path, dates) == []


def test_what_should_be_looked_at_is_told(tmp_path: Path) -> None:
    dates = ("\nrules:", "\nreview_by: 2026-11-23\nin_force: {from: 2026-11-25}\nrules:")
    gap = (("severity: high", "severity: critical"), ("impact: 3", "impact: 1"), ("likelihood: 2", "likelihood: 1"))
    path = tmp_path / "regime" / "t.yaml"
    assert warned(tmp_path, dates, *gap) == [
        f"{path}: the pack 't' was to be reviewed by 2026-11-23. Review it.",
        f"{path}: the pack 't' is not in force on 2026-11-24. It only advises.",
        f"{path}:12: rule t.1.one: its severity is critical, but its risk to people low. Look at it again.",
    ]
    assert warned(tmp_path, ("impact: 3", "impact: 5")) == []


def test_conditions_too_intricate_to_be_proven_are_named(tmp_path: Path) -> None:
    bounds = " && ".join(f"scan.n != {place}" for place in range(0, 120, 2))
    (line,) = warned(
        tmp_path, ("applies_when: scan.a", f"applies_when: scan.n < scan.m && scan.m < scan.n && {bounds}")
    )
    assert "rule t.1.one: too intricate to be proven reachable" in line
