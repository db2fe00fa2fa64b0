from __future__ import annotations

from pathlib import Path

from pia.assess.packs import load_packs
from tests.assess.facts_for_tests import FACTS
from tests.assess.packs_for_tests import write_pack


def test_rules_know_the_pack_they_stand_in(tmp_path: Path) -> None:
    above = write_pack(tmp_path)
    own = write_pack(tmp_path, ("\nrules:", "\nextends: [{pack: t}]\nrules:"), ("t.1.one", "u.1.one"), name="u")
    (_, pack), _ = load_packs([own, above], FACTS)
    assert [checked.rule.id for checked in pack.own] == ["u.1.one"]
    assert [(checked.rule.id, checked.pack) for checked in pack.rules] == [("t.1.one", "t"), ("u.1.one", "u")]
    assert pack.rules[0].facts == {"scan.a", "ans.c"}
    assert (pack.values, pack.declarations) == ({}, {})
