from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pia.assess.packs import find_packs, flat_facts, load_facts, load_packs
from pia.errors import DocumentError, RuleError
from pia.model.interval import Interval
from pia.model.tailoring import Period
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


def test_facts_of_examples_are_flattened() -> None:
    nested = {"scan": {"n": {"min": 3}, "m": {"min": 1, "max": 2}, "has": {"x": True}}, "proj": {"d": ["ai"]}}
    assert flat_facts(nested) == {
        "scan.n": Interval(3),
        "scan.m": Interval(1, 2),
        "scan.has.x": True,
        "proj.d": ("ai",),
    }


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


def refused(*paths: Path) -> str:
    with pytest.raises(RuleError) as caught:
        load_packs(paths, FACTS)
    return str(caught.value)


def test_errors_of_the_form_are_told_for_all_files(tmp_path: Path) -> None:
    one = write_pack(tmp_path, ("  severity: high", "  severity: grave"))
    two = write_pack(tmp_path, ("law_as_of: 2026-11-01", "law_as_of: soon"), name="u")
    with pytest.raises(DocumentError) as caught:
        load_packs([one, two], FACTS)
    assert [str(problem).split(": ")[0] for problem in caught.value.problems] == [f"{one}:14", f"{two}:5"]


def test_more_than_can_be_rules_is_refused_unread(tmp_path: Path) -> None:
    paths = [tmp_path / f"{place}.yaml" for place in range(3)]
    for path in paths:
        path.write_bytes(b"#" * 7_000_000)
    assert refused(*paths) == (
        "the rule packs hold 21 MB together, 20 MB are the most. Name fewer folders with --rules."
    )


def test_a_period_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    path = write_pack(
        tmp_path,
        ("\nrules:", "\nin_force: {until: 2026-12-31}\nrules:"),
        ("  version: 1\n", "  version: 1\n  in_force: {from: 2027-01-01}\n"),
    )
    assert "rule t.1.one: in_force ends before it begins" in refused(path)


def test_a_rule_binds_within_its_own_and_its_packs_period(tmp_path: Path) -> None:
    path = write_pack(
        tmp_path,
        ("\nrules:", "\nin_force: {from: 2026-01-01, until: 2028-12-31}\nrules:"),
        ("  version: 1\n", "  version: 1\n  in_force: {from: 2027-01-01}\n"),
    )
    ((pack,), _) = load_packs([path], FACTS)
    assert pack.rules[0].in_force == Period(date(2027, 1, 1), date(2028, 12, 31))


def test_retired_ids_do_not_come_back(tmp_path: Path) -> None:
    second = RULE.replace("t.1.one", "t.1.new").replace("  severity:", "  replaces: [t.1.one]\n  severity:")
    assert "'t.1.one' is retired: 't.1.new' replaces it" in refused(write_pack(tmp_path, rules=RULE + second[1:]))
    ended = RULE.replace("  severity:", "  in_force: {until: 2026-12-31}\n  severity:")
    assert len(load_packs([write_pack(tmp_path, rules=ended + second[1:])], FACTS)[0][0].rules) == 2


def test_parameters_are_words_of_conditions(tmp_path: Path) -> None:
    declared = """
parameters:
- {name: most, type: number, label: {en: Most, zh: 上限}, default: 3, max: 9}
rules:"""
    path = write_pack(tmp_path, ("\nrules:", declared), ("scan.a\n", "scan.n >= param.most\n"))
    ((pack,), facts) = load_packs([path], FACTS)
    assert pack.values == {"param.most": 3}
    assert pack.rules[0].facts == {"scan.n", "ans.c"}
    assert pack.rules[0].defaults == {"param.most": 3}
    assert "param.most" not in facts
    wrong = write_pack(tmp_path, ("\nrules:", declared), ("scan.a\n", "scan.n >= param.mst\n"))
    assert "unknown fact 'param.mst'. Did you mean 'param.most'?" in refused(wrong)
