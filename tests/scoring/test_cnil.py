from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.scoring.cnil import EVENTS, MODEL, gauge, ring
from tests.scoring.basis_for_tests import check_flips, check_interval, check_monotone, full, problems, score

FACTS = [item.fact for item in MODEL.items]
SCALE = ("negligible", "limited", "significant", "maximum")


def rank(option: str) -> int:
    return SCALE.index(option) + 1


@given(full(MODEL))
def test_the_level_is_the_higher_axis_after_measures(options: dict[str, str]) -> None:
    left = [
        min(rank(options[f"cnil_{event}_{axis}_before"]), rank(options[f"cnil_{event}_{axis}_after"]))
        for event in EVENTS
        for axis in ("severity", "likelihood")
    ]
    assert MODEL.step(options) == max(left)
    assert gauge(options, "loss", "severity", "before") == rank(options["cnil_loss_severity_before"])


def test_rings_are_nested() -> None:
    assert [[ring(severity, likelihood) for likelihood in range(1, 5)] for severity in range(1, 5)] == [
        [1, 2, 3, 4],
        [2, 2, 3, 4],
        [3, 3, 3, 4],
        [4, 4, 4, 4],
    ]


@given(full(MODEL), st.sampled_from(FACTS))
def test_a_worse_answer_never_lowers_the_step(options: dict[str, str], fact: str) -> None:
    check_monotone(MODEL, options, fact)


def consistent(options: dict[str, str]) -> dict[str, str]:
    """After measures, nothing worse than before."""
    found = dict(options)
    for name, option in options.items():
        if name.endswith("_after"):
            found[name] = min(option, options[name.replace("_after", "_before")], key=rank)
    return found


@given(full(MODEL), st.sets(st.sampled_from(FACTS)))
def test_a_completion_stays_in_the_interval(options: dict[str, str], kept: set[str]) -> None:
    check_interval(MODEL, consistent(options), kept)


@settings(max_examples=50, deadline=None)
@given(full(MODEL))
def test_flips_flip(options: dict[str, str]) -> None:
    check_flips(MODEL, consistent(options))


def test_measures_cannot_make_it_worse() -> None:
    answers = {"cnil_loss_severity_before": "limited", "cnil_loss_severity_after": "maximum"}
    assert problems(MODEL, answers) == [
        "answers.json: cnil_loss_severity_after: it is higher than before measures. "
        "Raise cnil_loss_severity_before, or lower it."
    ]


@pytest.mark.parametrize(("found", "severity"), [(1, "negligible"), (4, "maximum")])
def test_the_gravest_data_found_sets_the_severity_of_access(found: int, severity: str) -> None:
    parts = score(MODEL, {"scan.impact": found}).parts
    assert [(part.question, part.used and part.used.en) for part in parts] == [
        ("cnil_access_severity_before", severity)
    ]
    for unknown in (0, {"min": 2, "max": 4}):
        assert score(MODEL, {"scan.impact": unknown}).parts == ()


def test_the_combined_label_is_marked_as_pias() -> None:
    found = score(MODEL, {})
    assert "is pia's label" in found.notes[0].en
    assert [figure.name for figure in found.figures][:2] == ["access_severity_before", "access_likelihood_before"]
    assert len(found.figures) == 12
    assert found.level is None
