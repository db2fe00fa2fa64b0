from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pia.assess.verdicts import outcome
from pia.judging import Rulebook
from pia.model.assessment import Assessment
from pia.model.deployment import Answer
from pia.model.risk import Verdict
from pia.web.asking import _steps, asked, open_by_step, step_of
from pia.web.fields import STEPS


def test_every_name_of_a_step_is_a_question_and_stands_once(book: Rulebook) -> None:
    names = [name.removeprefix("ans.") for name in book.facts if name.startswith("ans.")]
    listed = [own for step in _steps().values() for own in step]
    assert len(listed) == len(set(listed))
    unused = [own for own in listed if not any(n == own or (own[-1] == "*" and n.startswith(own[:-1])) for n in names)]
    assert unused == []
    assert set(_steps()) | {"necessity"} <= set(STEPS)


def test_all_open_questions_stand_on_some_step(assessed: Callable[[str], Assessment], book: Rulebook) -> None:
    assessment = assessed("floating-population")
    counted = open_by_step(assessment)
    assert sum(counted.values()) == sum(item.fact.startswith("ans.") for item in assessment.questions)
    for step in STEPS:
        found = asked(assessment, assessment.deployment.answers, book, step)
        assert sum(item.waiting for item in found) == counted.get(step, 0)
        assert all(step_of(item.name) == step for item in found)
        order = [(not item.open, -item.weight) for item in found]
        assert order == sorted(order)


def test_a_question_says_rules_measurements_and_what_answers_change(
    assessed: Callable[[str], Assessment], book: Rulebook
) -> None:
    assessment = assessed("floating-population")
    found = {item.name: item for item in asked(assessment, assessment.deployment.answers, book, "data")}
    one = found["article9_condition"]
    assert one.open
    assert one.rules[0].refs[0].law == "GDPR"
    assert "scan.special_category" in [fact.name for fact in one.measured]
    assert [(effect.value, effect.met > 0, effect.failed > 0) for effect in one.effects] == [
        ("yes", True, False),
        ("no", False, True),
    ]
    measured = [item for item in found.values() if item.parts]
    assert measured
    assert all(part.measured for item in measured for part in item.parts)


def test_effects_are_what_the_rules_say(assessed: Callable[[str], Assessment], book: Rulebook) -> None:
    assessment = assessed("floating-population")
    values = {fact.name: fact.value for fact in assessment.facts if fact.value is not None}
    rules = {one.rule.id: (one, pack.values) for pack in book.packs for one in pack.rules}
    for item in asked(assessment, assessment.deployment.answers, book, "rights")[:5]:
        for effect in item.effects:
            then = [
                outcome(checked, {**values, **settings, f"ans.{item.name}": effect.value})[0]
                for checked, settings in (rules[rule.rule] for rule in item.rules)
            ]
            changed = [new for new, rule in zip(then, item.rules, strict=True) if new is not rule.verdict]
            assert effect.failed == changed.count(Verdict.FAIL)
            assert effect.opened == changed.count(Verdict.UNRESOLVED)
            assert effect.met == len(changed) - effect.failed - effect.opened


def test_an_answer_saved_since_counts_and_not_knowing_stays_open(
    assessed: Callable[[str], Assessment], book: Rulebook
) -> None:
    assessment = assessed("floating-population")
    given: dict[str, str | int | float | tuple[str, ...] | Answer] = {
        "article9_condition": Answer("yes", by="Ann"),
        "proxies_reviewed": "dont_know",
    }
    found = {item.name: item for item in asked(assessment, given, book, "data")}
    assert not found["article9_condition"].open
    assert found["article9_condition"].effects[0].met == 0
    assert found["proxies_reviewed"].open
    assert found["proxies_reviewed"].answer == Answer("dont_know")


def test_with_other_rules_at_hand_nothing_is_claimed(assessed: Callable[[str], Assessment], book: Rulebook) -> None:
    assessment = assessed("floating-population")
    other = replace(assessment, packs=tuple(replace(pack, sha256="0") for pack in assessment.packs))
    assert all(item.effects == () for item in asked(other, {}, book, "rights"))
