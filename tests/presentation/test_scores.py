from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pia.model.assessment import Assessment
from pia.model.score import Change, Concern, Figure, Flip, Part, Score, Step
from pia.model.text import Language, Text
from pia.presentation.scores import Comparison, figure_text, flip_texts, level_text, score_lines, stability
from pia.presentation.words import Words
from pia.scoring import gbt39335
from tests.scoring.basis_for_tests import score

EN, ZH = Words(Language.EN), Words(Language.ZH)
LOW, HIGH = Step(1, Text("low", "低"), Concern.LOW), Step(2, Text("high", "高"), Concern.HIGH)


def same(text: str) -> Text:
    return Text(text, text)


def a_score(name: str, best: Step | None, worst: Step | None, **more: object) -> Score:
    level = best if best == worst else None
    plain = Score(name, same(name), same("s"), same(f"measures {name}"), "people", level, best, worst)
    return replace(plain, **more)  # type: ignore[arg-type]


def part(question: str, points: float = 1, **more: object) -> Part:
    return replace(Part(question, same(f"label {question}"), same("yes"), points=points, raises=points > 0), **more)  # type: ignore[arg-type]


def test_models_that_are_apart_disagree_and_say_why() -> None:
    graver = a_score("g", HIGH, HIGH, parts=(part("x"), part("shared")))
    milder = a_score("m", LOW, LOW, about="duty", parts=(part("shared"), part("y", -2)), open=("z",))
    for scores in ((graver, milder), (milder, graver)):
        (pair,) = Comparison(scores, EN).pairs()
        assert pair.kind == "disagree"
        assert pair.models == ("g", "m")
        assert pair.says == ("high", "low")
        assert pair.why == (
            "g: measures g; m: measures m",
            "Weighed only by g: label x",
            "Lowered by mitigation in m: label y",
            "m: 1 open questions",
        )
        assert not Comparison(scores, EN).agreed()


def test_models_may_disagree_while_questions_are_open() -> None:
    open_ = a_score("o", LOW, HIGH, open=("q",))
    found = Comparison((open_, a_score("h", HIGH, HIGH), a_score("l", LOW, LOW)), EN).pairs()
    assert [(pair.kind, *sorted(pair.models)) for pair in found] == [
        ("disagree", "h", "l"),
        ("may_disagree", "h", "o"),
        ("may_disagree", "l", "o"),
    ]


def test_models_that_say_the_same_agree_and_one_without_a_scale_stays_out() -> None:
    both = Comparison((a_score("a", HIGH, HIGH), a_score("b", HIGH, HIGH), a_score("n", None, None)), EN)
    assert both.pairs() == ()
    assert both.agreed()


def test_levels_in_words() -> None:
    assert level_text(a_score("a", LOW, LOW), EN) == "low"
    assert level_text(a_score("a", LOW, HIGH), ZH) == "低 至 高"
    assert level_text(a_score("a", LOW, HIGH, level=LOW), EN) == "low (open: low to high)"
    assert level_text(a_score("a", None, None), EN) == "no scale"


def test_stability_in_words() -> None:
    flip = Flip((Change("q", same("Q"), "yes", same("yes")),), HIGH)
    pair = Flip((*flip.changes, Change("r", same("R"), "no", same("no"))), LOW)
    unstable = a_score("a", LOW, HIGH, stable=False, flips=(flip,), pairs=(pair,), pair_count=7, open=("q", "r"))
    assert stability(unstable, EN) == (
        "no; open: 2 open questions; single answers that change it: 1; pairs of questions that change it together: 7"
    )
    assert flip_texts(unstable, EN) == ("high if Q: yes", "low if Q: yes and R: no")
    assert stability(a_score("a", LOW, LOW, stable=True), EN).startswith("yes")
    assert stability(a_score("a", None, None), EN) == "no scale"


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure("f", same("F"), 3, 3, 3, 9), "3 / 9"),
        (Figure("f", same("F"), 3, 1, 5), "3 (1 to 5)"),
        (Figure("f", same("F"), None, 1, 5, 9), "1 to 5 / 9"),
        (Figure("f", same("F"), None, None, None), "not stated"),
    ],
)
def test_figures_in_words(figure: Figure, text: str) -> None:
    assert figure_text(figure, EN) == text


def test_disputes_come_first_and_long_lists_are_cut() -> None:
    disputed = part("d", 0, answered=same("no"), measured=same("yes"))
    found = a_score("a", LOW, LOW, parts=(*(part(f"p{place}", place + 1) for place in range(20)), disputed))
    shown = Comparison((found,), EN).parts(found)
    assert [item.question for item in shown[:2]] == ["d", "p19"]
    assert len(shown) == 12
    assert Comparison((found,), EN).more_parts(found) == 9


def test_a_score_on_a_terminal() -> None:
    found = score(gbt39335.MODEL, {"gbt_impact_autonomy": "high"})
    lines = list(score_lines(found, EN))
    assert lines[0] == "GB/T 39335 security impact assessment: low to severe"
    assert "  Impact: 2 to 4 / 4" in lines
    assert any(line.startswith("  Open questions: gbt_impact_discrimination") for line in lines)


@pytest.mark.parametrize("language", list(Language))
def test_the_report_shows_every_model(assessed: Callable[[str], Assessment], language: Language) -> None:
    from pia.reports.html import REPORT

    assessment = assessed("floating-population")
    assert [found.model for found in assessment.scores] == ["canada_aia", "cnil", "gbt39335", "nist_pram", "wp248"]
    html = REPORT.render(assessment, language).decode().replace("&#39;", "'")
    words = Words(language)
    for found in assessment.scores:
        assert words.say(found.title) in html
        assert words.say(found.measures) in html
        assert all(words.say(note) in html for note in found.notes)
        assert all(text in html for text in flip_texts(found, words))
    assert words("grid_title") in html
    assert words("score_disputed") not in html
    assert words("no_scores") in REPORT.render(replace(assessment, scores=()), language).decode()
