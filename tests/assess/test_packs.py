from __future__ import annotations

from pathlib import Path

import pytest

from pia import documents
from pia.assess.packs import find_packs, flat_facts, load_categories, load_facts, load_packs, packs_for
from pia.errors import DocumentError, RuleError
from pia.model.deployment import Deployment
from pia.model.rule import Interval
from tests.assess.facts_for_tests import FACTS
from tests.assess.packs_for_tests import RULE, write_pack


def test_a_pack_is_loaded_with_its_digest(tmp_path: Path) -> None:
    path = write_pack(tmp_path)
    assert find_packs([tmp_path]) == (path,)
    ((pack,), _) = load_packs([path], FACTS)
    assert [checked.rule.id for checked in pack.rules] == ["t.1.one"]
    assert pack.rules[0].where == f"{path}:10"
    assert len(pack.sha256) == 64


def test_an_unknown_fact_is_named_with_line_and_column(tmp_path: Path) -> None:
    path = write_pack(tmp_path, ("applies_when: scan.a", "applies_when: scan.aa || scan.b"))
    with pytest.raises(RuleError) as caught:
        load_packs([path], FACTS)
    line = f"{path}:16: rule t.1.one: applies_when: column 1: unknown fact 'scan.aa'. Did you mean 'scan.a'?"
    assert [str(problem) for problem in caught.value.problems] == [line]


def test_all_errors_of_all_packs_at_once(tmp_path: Path) -> None:
    one = write_pack(tmp_path, ("applies_when: scan.a", "applies_when: scan.a &&"), rules=RULE + RULE[1:])
    two = write_pack(tmp_path, ('ans.c == "yes"', 'ans.c == "maybe" && scan.zz'), name="u")
    with pytest.raises(RuleError) as caught:
        load_packs([one, two], FACTS)
    told = str(caught.value)
    assert told.count("the rule id 't.1.one' stands 2 times") == 2
    assert told.count("the end stands where") == 2
    assert "'maybe' is not an option" in told
    assert "unknown fact 'scan.zz'" in told


def test_two_packs_of_one_id_are_refused(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    with pytest.raises(RuleError, match="two packs have the id 't'"):
        load_packs([write_pack(first), write_pack(second)], FACTS)


def test_unknown_keys_in_a_rule_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"unknown key 'rules.0.severty'. Did you mean 'severity'"):
        load_packs([write_pack(tmp_path, ("  severity: high", "  severty: high"))], FACTS)


def test_facts_are_declared_once_and_rightly(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    fact = "- {name: %s, type: %s, label: {en: a, zh: 甲}, meaning: {en: a, zh: 甲}}\n"
    path.write_text("facts:\n" + fact % ("x.a", "boolean") + fact % ("ans.c", "choice") * 2, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_facts(path)
    told = str(caught.value)
    assert "facts.yaml:2: the fact 'x.a' has no known prefix" in told
    assert "facts.yaml:3: the fact 'ans.c' is declared 2 times" in told
    assert "the fact 'ans.c' is a choice" in told


def test_categories_are_unique(tmp_path: Path) -> None:
    path = tmp_path / "categories.yaml"
    row = "- {entity_type: X, label: {en: x, zh: 甲}, fact: name, kind: other, impact: 1, legal: []}\n"
    path.write_text("categories:\n" + row * 2, encoding="utf-8")
    with pytest.raises(RuleError, match="'X' stands twice"):
        load_categories(path)


def test_facts_of_examples_are_flattened() -> None:
    nested = {"scan": {"n": {"min": 3}, "m": {"min": 1, "max": 2}, "has": {"x": True}}, "proj": {"d": ["ai"]}}
    assert flat_facts(nested) == {
        "scan.n": Interval(3),
        "scan.m": Interval(1, 2),
        "scan.has.x": True,
        "proj.d": ("ai",),
    }


def test_packs_are_chosen_by_name_or_by_jurisdiction(tmp_path: Path) -> None:
    packs, _ = load_packs([write_pack(tmp_path), write_pack(tmp_path, ("[eu]", "[]"), name="u")], FACTS)

    def chosen(text: str) -> list[str]:
        base = b"name: x\ndescription: y\ncontroller: {name: z}\ndatasets: []\n"
        loaded = documents.loads(base + text.encode(), "d.yaml", Deployment)
        return [pack.pack.id for pack in packs_for(loaded, packs)]

    assert chosen("") == ["u"]
    assert chosen("jurisdictions: [eu]") == ["t", "u"]
    assert chosen("rule_packs: [t]") == ["t"]
    with pytest.raises(DocumentError, match=r"d.yaml:5: there is no rule pack 'v'. Known: t, u"):
        chosen("rule_packs: [v]")


def test_a_pack_asks_questions_of_its_own(tmp_path: Path) -> None:
    own = """
facts:
- {name: ans.own, type: boolean, label: {en: Own, zh: 自}, meaning: {en: Own?, zh: 自？}}
rules:"""
    path = write_pack(tmp_path, ("\nrules:", own), ('ans.c == "yes"', "ans.own"))
    _, facts = load_packs([path], FACTS)
    assert facts["ans.own"].label.en == "Own"
    assert set(facts) == {*FACTS, "ans.own"}


def test_a_pack_measures_nothing_and_repeats_no_question(tmp_path: Path) -> None:
    own = """
facts:
- {name: scan.own, type: boolean, label: {en: Own, zh: 自}, meaning: {en: Own?, zh: 自？}}
- {name: ans.c, type: boolean, label: {en: Own, zh: 自}, meaning: {en: Own?, zh: 自？}}
rules:"""
    with pytest.raises(RuleError) as caught:
        load_packs([write_pack(tmp_path, ("\nrules:", own))], FACTS)
    told = str(caught.value)
    assert "the fact 'scan.own' has no known prefix" in told
    assert "the fact 'ans.c' is declared 2 times" in told
