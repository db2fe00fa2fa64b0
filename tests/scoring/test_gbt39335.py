from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.scoring.gbt39335 import MODEL, STEPS, corrected, impact, likelihood
from tests.scoring.basis_for_tests import check_flips, check_interval, check_monotone, full, problems, said, score

FACTS = [item.fact for item in MODEL.items]
NEUTRAL = {item.fact: item.order[0] for item in MODEL.items} | {"gbt_deidentified": "no", "gbt_measures_proven": "no"}
MATRIX = {"severe": "中 高 严重 严重", "high": "中 中 高 严重", "medium": "低 中 中 高", "low": "低 低 中 中"}
LIKELIHOODS = ("low", "medium", "high", "very_high")
DIMENSIONS = [fact for fact in FACTS if fact.startswith("gbt_impact_")]
SOURCES = [fact for fact in FACTS if fact.startswith("gbt_likelihood_")]


@pytest.mark.parametrize("impact_", MATRIX)
@pytest.mark.parametrize("place", range(4))
def test_the_whole_matrix(impact_: str, place: int) -> None:
    answers = {**NEUTRAL, "gbt_impact_property": impact_, "gbt_likelihood_people": LIKELIHOODS[place]}
    step = next(step for step in STEPS if step.value == MODEL.step(answers))
    assert step.label.zh == MATRIX[impact_].split()[place]


@pytest.mark.parametrize("fact", [*DIMENSIONS, *SOURCES])
def test_the_gravest_counts(fact: str) -> None:
    worst = next(item.order[-1] for item in MODEL.items if item.fact == fact)
    changed = {**NEUTRAL, fact: worst}
    assert (impact(changed), likelihood(changed)) == ((4, 1) if fact in DIMENSIONS else (1, 4))


@pytest.mark.parametrize(
    ("corrections", "before", "after"),
    [
        ({"gbt_sensitive_scale": "yes"}, "low medium high severe", (2, 3, 4, 4)),
        ({"gbt_vulnerable_group": "yes"}, "low medium high severe", (2, 3, 4, 4)),
        ({"gbt_sensitive_scale": "yes", "gbt_vulnerable_group": "yes"}, "low medium high severe", (3, 4, 4, 4)),
        ({"gbt_deidentified": "yes"}, "low medium high severe", (1, 1, 2, 3)),
        ({"gbt_deidentified": "yes", "gbt_vulnerable_group": "yes"}, "low medium high severe", (1, 2, 3, 4)),
    ],
)
def test_corrections_of_the_impact(corrections: dict[str, str], before: str, after: tuple[int, ...]) -> None:
    found = [impact({**NEUTRAL, **corrections, "gbt_impact_autonomy": level}) for level in before.split()]
    assert tuple(found) == after


def test_the_correction_of_the_likelihood() -> None:
    proven = {**NEUTRAL, "gbt_measures_proven": "yes"}
    assert [likelihood({**proven, "gbt_likelihood_process": level}) for level in LIKELIHOODS] == [1, 1, 2, 3]


@given(st.integers(1, 4), st.integers(0, 2), st.integers(0, 1))
def test_a_correction_stays_on_the_scale(step: int, up: int, down: int) -> None:
    assert corrected(step, up, down) == sorted((1, step + up - down, 4))[1]


@pytest.mark.parametrize(
    "fact", [fact for fact in FACTS if fact.count("_") == 2 and "impact" not in fact and "like" not in fact]
)
def test_each_correction_needs_a_written_reason(fact: str) -> None:
    for given_ in ("yes", {"value": "yes"}, {"value": "yes", "note": " "}):
        assert f"{fact}: this answer needs a written reason" in problems(MODEL, {fact: given_})[0]
    assert score(MODEL, {fact: {"value": "yes", "note": "audited"}}).parts[0].note == "audited"
    assert score(MODEL, {fact: "no"}).parts


@given(full(MODEL), st.sampled_from(FACTS))
def test_a_worse_answer_never_lowers_the_step(options: dict[str, str], fact: str) -> None:
    check_monotone(MODEL, options, fact)


@given(full(MODEL), st.sets(st.sampled_from(FACTS)))
def test_a_completion_stays_in_the_interval(options: dict[str, str], kept: set[str]) -> None:
    check_interval(MODEL, options, kept)


@settings(max_examples=50, deadline=None)
@given(full(MODEL))
def test_flips_flip(options: dict[str, str]) -> None:
    check_flips(MODEL, options)


@pytest.mark.parametrize(
    ("subjects", "sensitive", "scale", "corrected_"),
    [
        (10_000_001, True, "high", "yes"),
        (10_000_000, True, "medium", "yes"),
        (1_000_000, True, "low", "yes"),
        (499_999, True, "low", "no"),
        (500_000, False, "low", "no"),
        ({"min": 1, "max": 2_000_000}, True, None, None),
    ],
)
def test_measured_numbers_of_people(
    subjects: object, sensitive: bool, scale: str | None, corrected_: str | None
) -> None:
    parts = {
        part.question: part for part in score(MODEL, {"scan.subjects": subjects, "scan.sensitive": sensitive}).parts
    }
    used = {name: part.used.en for name, part in parts.items() if part.used}
    assert used.get("gbt_likelihood_scale") == scale
    assert used.get("gbt_sensitive_scale") == corrected_


def test_direct_identifiers_refute_deidentification_visibly() -> None:
    answers = {"scan.direct_identifier": True, "gbt_deidentified": {"value": "yes", "note": "tokens"}}
    part = score(MODEL, answers).parts[0]
    assert part.disputed
    assert (part.used and part.used.en, part.measured and part.measured.en) == ("yes", "no")


@pytest.mark.parametrize(("bound", "says"), [("medium", "Not acceptable"), ("high", "may reach"), (None, "not said")])
def test_the_organisation_says_what_it_does_not_accept(bound: str | None, says: str) -> None:
    answers = said(MODEL, {**NEUTRAL, "gbt_impact_autonomy": "severe"})
    del answers["gbt_likelihood_process"]
    own = {"gbt_unacceptable": bound} if bound else {}
    assert any(says in note.en for note in score(MODEL, {**answers, **own}).notes)


def test_below_the_bound_it_is_acceptable() -> None:
    notes = score(MODEL, {**said(MODEL, NEUTRAL), "gbt_unacceptable": "high"}).notes
    assert any(note.en == "Acceptable: it stays below 'high'." for note in notes)


def test_triggers_of_pipl_article_55() -> None:
    known = {"scan.sensitive": True, "proj.processors": 1, "proj.transfers": 2, "automated_decisions": "yes"}
    text = score(MODEL, known).notes[-1].en
    for part in (
        "sensitive personal information",
        "automated decisions",
        "entrusting or providing",
        "provision abroad",
        "three years",
    ):
        assert part in text
    assert "No trigger" in score(MODEL, {"proj.processors": 0}).notes[-1].en
