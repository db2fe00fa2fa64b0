from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.model.interval import Interval
from pia.scoring.wp248 import MODEL, criteria, prescan_points, triggers
from tests.scoring.basis_for_tests import check_flips, check_interval, check_monotone, full, score

FACTS = [item.fact for item in MODEL.items]
BEST = {item.fact: item.order[0] for item in MODEL.items}
CRITERIA = [
    *("evaluation_or_scoring", "automated_decisions", "systematic_monitoring", "sensitive_data", "large_scale"),
    *("datasets_matched", "subjects_children", "innovative_technology", "blocks_right"),
]


@pytest.mark.parametrize("fact", CRITERIA)
def test_one_criterion_recommends_and_two_require(fact: str) -> None:
    assert MODEL.step(BEST) == 1
    assert MODEL.step({**BEST, fact: "yes"}) == 2
    other = CRITERIA[CRITERIA.index(fact) - 1]
    assert MODEL.step({**BEST, fact: "yes", other: "yes"}) == 3


def test_children_and_other_vulnerable_people_are_one_criterion() -> None:
    both = {**BEST, "subjects_children": "yes", "subjects_vulnerable": "yes"}
    assert criteria(both) == ("vulnerable",)
    assert MODEL.step(both) == 2


@pytest.mark.parametrize(
    ("changes", "points"),
    [
        ({"evaluation_or_scoring": "yes", "automated_decisions": "yes"}, ("a",)),
        ({"special_kinds": "up_to_six", "large_scale": "yes"}, ("b",)),
        ({"public_area": "yes", "systematic_monitoring": "yes", "large_scale": "yes"}, ("c",)),
        ({"public_area": "yes", "systematic_monitoring": "yes"}, ()),
    ],
)
def test_article_35_3_triggers_alone(changes: dict[str, str], points: tuple[str, ...]) -> None:
    assert triggers({**BEST, **changes}) == points
    assert not points or MODEL.step({**BEST, **changes}) == 3


@pytest.mark.parametrize("fact", ["new_regulation", "authority_list_item"])
def test_a_new_law_or_an_item_of_the_list_is_enough(fact: str) -> None:
    assert MODEL.step({**BEST, fact: "yes"}) == 3


@pytest.mark.parametrize(
    ("changes", "points"),
    [
        ({"ordinary_kinds": "six_or_more"}, 1),
        ({"special_kinds": "up_to_six"}, 1),
        ({"special_kinds": "more_than_six"}, 2),
        ({"subjects_employees": "yes", "subjects_citizens": "yes"}, 0),
        ({"subjects_children": "yes"}, 1),
        ({"subjects_children": "yes", "subjects_citizens": "yes"}, 2),
        ({"people_10000": "yes", "collected_monthly": "yes", "kept_one_year": "yes"}, 3),
        ({"transfer_abroad": "safeguarded"}, 1),
        ({"transfer_abroad": "unsafeguarded"}, 2),
    ],
)
def test_points_of_the_prescan(changes: dict[str, str], points: int) -> None:
    assert prescan_points({**BEST, **changes}) == points


def test_more_than_four_points_require() -> None:
    four = {"people_10000": "yes", "collected_monthly": "yes", "kept_one_year": "yes", "ordinary_kinds": "six_or_more"}
    assert MODEL.step({**BEST, **four}) == 1
    assert MODEL.step({**BEST, **four, "transfer_abroad": "safeguarded"}) == 3


@given(full(MODEL), st.sampled_from(FACTS))
def test_a_worse_answer_never_lowers_the_step(options: dict[str, str], fact: str) -> None:
    check_monotone(MODEL, options, fact)


@given(full(MODEL), st.sets(st.sampled_from(FACTS)))
def test_a_completion_stays_in_the_interval(options: dict[str, str], kept: set[str]) -> None:
    check_interval(MODEL, options, kept)


@given(full(MODEL))
def test_flips_flip(options: dict[str, str]) -> None:
    check_flips(MODEL, options)


def test_measured_facts_answer_what_they_can() -> None:
    known = {
        **{"scan.subjects": 20_000, "scan.special_kinds": 7, "scan.ordinary_kinds": 6, "scan.shared_identifiers": 1},
        **{"scan.special_category": True, "scan.sensitive": False, "scan.has.child": True, "scan.has.location": True},
        **{"proj.technology": ["ai", "iot"], "proj.storage_period_days": 400, "proj.transfers": 1},
        "proj.transfers_without_safeguard": 1,
    }
    used = {part.question: part.used.en for part in score(MODEL, known).parts if part.used}
    assert used == {
        **dict.fromkeys(("systematic_monitoring", "sensitive_data", "large_scale", "datasets_matched"), "yes"),
        **dict.fromkeys(("innovative_technology", "subjects_children", "people_10000", "kept_one_year"), "yes"),
        **{"ordinary_kinds": "six or more", "special_kinds": "more than six"},
        "transfer_abroad": "yes, without a safeguard",
    }


def test_an_uncertain_number_answers_nothing() -> None:
    known = {"scan.subjects": {"min": 9_000, "max": 11_000}, "scan.special_kinds": {"min": 0}, "proj.transfers": 0}
    assert score(MODEL, known).parts == ()
    few = {"scan.special_kinds": 0, "scan.subjects": {"min": 1, "max": 50}, "proj.storage_period_days": 10}
    used = {part.question: part.used.en for part in score(MODEL, few).parts if part.used}
    assert used == {"special_kinds": "none", "people_10000": "no"}
    every = {**few, "proj.activities_without_storage_period": 0}
    assert "kept_one_year" in {part.question for part in score(MODEL, every).parts}
    assert Interval(0).max is None
