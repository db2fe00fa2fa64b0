from __future__ import annotations

from pathlib import Path

import pytest

from pia.assess.packs import load_packs
from pia.errors import RuleError
from tests.assess.facts_for_tests import FACTS
from tests.assess.packs_for_tests import RULE, write_pack

SECOND = RULE.replace("t.1.one", "t.2.two").replace("  severity:", "  waivable: false\n  severity:")


def extending(folder: Path, name: str, extends: str, *changes: tuple[str, str]) -> Path:
    head = ("\nrules:", f"\nextends:\n{extends}\nrules:")
    return write_pack(folder, ("t.1.one", f"{name}.1.one"), head, *changes, name=name)


def refused(*paths: Path) -> list[str]:
    with pytest.raises(RuleError) as caught:
        load_packs(paths, FACTS)
    return [str(problem) for problem in caught.value.problems]


def test_rules_are_taken_over_dropped_and_replaced(tmp_path: Path) -> None:
    third = RULE.replace("t.1.one", "t.3.three")
    above = write_pack(tmp_path, rules=RULE + SECOND[1:] + third[1:])
    below = extending(
        tmp_path, "u", "- {pack: t, drop: [t.1.one]}", ("  severity: high", "  replaces: [t.3.three]\n  severity: high")
    )
    (_, pack), _ = load_packs([above, below], FACTS)
    assert [checked.rule.id for checked in pack.rules] == ["t.2.two", "u.1.one"]
    assert pack.rules[0].where == f"{above}:30"
    assert [pin.id for pin in pack.pins] == ["t"]


def test_packs_extend_packs_that_extend_packs(tmp_path: Path) -> None:
    paths = [extending(tmp_path, "v", "- {pack: u}"), extending(tmp_path, "u", "- {pack: t}"), write_pack(tmp_path)]
    packs, _ = load_packs(paths, FACTS)
    assert [checked.rule.id for checked in packs[-1].rules] == ["t.1.one", "u.1.one", "v.1.one"]
    assert [pin.id for pin in packs[-1].pins] == ["t", "u"]


def test_a_cycle_is_told_once_per_pack_in_it(tmp_path: Path) -> None:
    one, two = extending(tmp_path, "u", "- {pack: v}"), extending(tmp_path, "v", "- {pack: u}")
    alone, beside = extending(tmp_path, "w", "- {pack: w}"), extending(tmp_path, "x", "- {pack: w}")
    assert refused(one, two, alone, beside) == [
        f"{path}:9: the pack '{name}' extends itself, through others or directly"
        for path, name in ((one, "u"), (two, "v"), (alone, "w"))
    ]


def test_unknown_packs_rules_and_parameters_are_named_with_their_lines(tmp_path: Path) -> None:
    above = write_pack(tmp_path, rules=RULE + SECOND[1:])
    below = extending(tmp_path, "u", "- pack: t\n  drop:\n  - t.1.on\n  - zzz\n  - t.2.two\n  parameters:\n    most: 1")
    lost = extending(tmp_path, "v", "- {pack: tt}")
    assert refused(above, below, lost) == [
        f"{lost}:10: there is no pack 'tt' to extend. Did you mean 't'?",
        f"{below}:12: the pack 't' has no rule 't.1.on' to drop. Did you mean 't.1.one'?",
        f"{below}:13: the pack 't' has no rule 'zzz' to drop. See: pia rules show t",
        f"{below}:14: the rule 't.2.two' is a prohibition and cannot be dropped. Keep it.",
        f"{below}:16: there is no parameter 'most'. Known: none.",
    ]


def test_ids_taken_over_are_not_used_again_and_prohibitions_stay_prohibitions(tmp_path: Path) -> None:
    above = write_pack(tmp_path, rules=SECOND)
    same = extending(tmp_path, "u", "- {pack: t}", ("u.1.one", "t.2.two"))
    weaker = extending(tmp_path, "v", "- {pack: t}", ("  severity: high", "  replaces: [t.2.two]\n  severity: high"))
    assert refused(above, same) == [
        f"{same}:12: the rule id 't.2.two' is that of a rule taken over from 't'. "
        "Give it an id of its own, and name the other under replaces."
    ]
    assert refused(above, weaker) == [
        f"{weaker}:12: the rule 'v.1.one' replaces the prohibition 't.2.two' and could be waived. "
        "Write waivable: false."
    ]


def test_a_rule_comes_from_one_pack_only(tmp_path: Path) -> None:
    paths = [write_pack(tmp_path), extending(tmp_path, "u", "- {pack: t}")]
    both = extending(tmp_path, "v", "- {pack: t}\n- {pack: u}")
    assert refused(*paths, both) == [f"{both}:11: the rule 't.1.one' comes from two packs. Extend one."]
