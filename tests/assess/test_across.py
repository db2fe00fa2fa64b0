from __future__ import annotations

from pathlib import Path

from pia.assess.across import check_across
from pia.assess.packs import load_packs
from tests.assess.facts_for_tests import FACTS
from tests.assess.packs_for_tests import write_pack

PLACES = {"ans.c": "facts.yaml:7"}
NOTHING: dict[str, frozenset[str]] = {}


def told(*paths: Path, scored: dict[str, frozenset[str]] = NOTHING) -> list[str]:
    packs, facts = load_packs(paths, FACTS)
    return [str(problem) for problem in check_across(packs, facts, PLACES, scored)]


def test_packs_that_fit_together(tmp_path: Path) -> None:
    over = ("\nrules:", "\nextends: [{pack: t}]\nrules:")
    paths = [write_pack(tmp_path), write_pack(tmp_path, ("t.1.one", "u.1.one"), over, name="u")]
    assert told(*paths, scored={"ans.c": frozenset({"yes", "partly", "no"})}) == []


def test_an_id_in_two_packs_is_told(tmp_path: Path) -> None:
    one, two = write_pack(tmp_path), write_pack(tmp_path, name="u")
    assert told(one, two) == [
        f"{two}:10: the rule id 't.1.one' stands in the pack 't', too. "
        "Ids never repeat; to change a shipped rule, extend its pack."
    ]


def test_dead_questions_are_told_where_they_are_declared(tmp_path: Path) -> None:
    own = """
facts:
- {name: ans.own, type: boolean, label: {en: Own, zh: 自}, meaning: {en: Own?, zh: 自？}}
rules:"""
    path = write_pack(tmp_path, ("\nrules:", own), ('ans.c == "yes"', "scan.b"))
    assert told(path) == [
        "facts.yaml:7: no rule and no scoring model waits for the question 'ans.c'. Use it, or remove it.",
        f"{path}:10: no rule and no scoring model waits for the question 'ans.own'. Use it, or remove it.",
    ]
    assert told(path, scored={"ans.c": frozenset(), "ans.own": frozenset()}) == []


def test_weights_that_can_never_count_are_told(tmp_path: Path) -> None:
    scored = {"ans.c": frozenset({"yes", "no", "maybe"}), "ans.z": frozenset({"yes"})}
    assert told(write_pack(tmp_path), scored=scored) == [
        "facts.yaml:7: a scoring model weighs 'maybe', which is no option of 'ans.c'. Such a weight can never count.",
        "facts.yaml:7: a scoring model asks for 'ans.c' and has no weight for its option 'partly'. "
        "Weigh it, or remove the option.",
        "a scoring model asks for 'ans.z', which is not declared. Declare it.",
    ]
