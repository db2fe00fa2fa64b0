from __future__ import annotations

from pathlib import Path

import pytest

from pia.assess.packs import load_packs
from pia.assess.trials import trials
from pia.errors import RuleError
from tests.assess.facts_for_tests import FACTS
from tests.assess.packs_for_tests import write_pack

MOST = "\nparameters: [{name: most, type: number, label: {en: Most, zh: 上限}, default: 3}]\nrules:"


def test_each_rule_says_how_its_examples_came_out(tmp_path: Path) -> None:
    good = write_pack(tmp_path)
    bad = write_pack(tmp_path, ("t.1.one", "u.1.one"), ("expect: pass", "expect: fail"), name="u")
    packs, _ = load_packs([good, bad], FACTS)
    assert [trial.line for trial in trials(packs, FACTS)] == ["ok    t.1.one  3/3", "FAIL  u.1.one  2/3"]
    (trial,) = trials(packs, FACTS, "u")
    assert str(trial.problems[0]).startswith(f"{bad}:10: rule u.1.one: example 'met' expects fail, but the verdict is")
    assert trials(packs, FACTS, "t.1.one")[0].problems == ()
    with pytest.raises(RuleError, match="no rule or pack 'zz'"):
        trials(packs, FACTS, "zz")


def test_examples_take_the_default_of_a_threshold_or_set_it(tmp_path: Path) -> None:
    path = write_pack(
        tmp_path,
        ("\nrules:", MOST),
        ("scan.a\n", "scan.n >= param.most\n"),
        ('{scan: {a: true}, ans: {c: "yes"}}', '{scan: {n: 3}, ans: {c: "yes"}}'),
        ('{scan: {a: true}, ans: {c: "no"}}', '{scan: {n: 3}, param: {most: 2}, ans: {c: "no"}}'),
        ("{scan: {a: true}}, expect: unresolved, missing: [ans.c]", "{scan: {n: 2}}, expect: not_applicable"),
    )
    packs, _ = load_packs([path], FACTS)
    assert [trial.line for trial in trials(packs, FACTS)] == ["ok    t.1.one  3/3"]
    wrong = path.read_text(encoding="utf-8").replace("param: {most: 2}", "param: {most: true}")
    path.write_text(wrong, encoding="utf-8")
    (trial,) = trials(load_packs([path], FACTS)[0], FACTS)
    assert "'param.most' cannot be that: it is a number" in str(trial.problems[0])
