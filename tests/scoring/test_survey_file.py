from __future__ import annotations

import pytest

from pia.errors import DocumentError
from pia.scoring._survey_file import read_survey, text_of


def radio(name: str, condition: object = None, **more: object) -> dict[str, object]:
    own = {} if condition is None else {"visibleIf": condition}
    return {"type": "radiogroup", "name": name, "choices": ["item1-1", "item2-0"], **own, **more}


def survey_of(*elements: object) -> dict[str, object]:
    return {"pages": [{"name": "p-RS", "elements": list(elements)}]}


def problems(tree: object) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        read_survey(tree, "s.json")
    return [str(problem) for problem in caught.value.problems]


def test_the_kind_is_the_suffix_of_the_name_else_of_the_parent() -> None:
    inner = {"type": "panel", "name": "inner", "elements": [radio("c"), radio("d-MS")]}
    outer = {"type": "panel", "name": "outer-RS", "elements": [radio("a"), radio("b-NS"), inner]}
    survey = read_survey(survey_of(outer, radio("e"), {"type": "comment", "name": "f"}), "s.json")
    kinds = {name: (question.kind, question.scored) for name, question in survey.questions.items()}
    assert kinds == {
        "a": ("raw", True),
        "b-NS": ("none", False),
        "c": ("none", False),
        "d-MS": ("mitigation", True),
        "e": ("raw", True),
        "f": ("raw", False),
    }
    assert survey.most("raw") == 2
    assert survey.most("mitigation") == 1


def test_maxima_are_the_gravest_option_or_all_boxes() -> None:
    boxes = {"type": "checkbox", "name": "b", "choices": ["i1-2", {"value": "i2-3", "text": "two"}, 4]}
    other = radio("o", showOtherItem=True, hasNone=True)
    survey = read_survey(survey_of(boxes, other), "s.json")
    assert survey.questions["b"].most == 9
    lowering = radio("l", choices=[{"value": -2}, {"value": -1}])
    assert read_survey(survey_of(boxes, lowering), "s.json").most("raw") == 9
    assert [choice.value for choice in survey.questions["o"].choices] == ["item1-1", "item2-0", "other", "none"]


def test_conditions_of_pages_and_panels_all_count() -> None:
    panel = {"type": "panel", "name": "x", "visibleIf": "{a} = 'item1-1'", "elements": [radio("c", "{b} notempty")]}
    tree = {"pages": [{"name": "p", "elements": [radio("a"), radio("b")]}, {"name": "q", "elements": [panel]}]}
    assert len(read_survey(tree, "s.json").questions["c"].conditions) == 2
    assert read_survey({"elements": [radio("a")]}, "s.json").questions["a"].page == "pages[0]"
    fixed = read_survey(survey_of(radio("a", visible=False)), "s.json").questions["a"]
    assert len(fixed.conditions) == 1


def test_what_asks_nothing_needs_no_name_and_free_text_may_share_one() -> None:
    silent: list[dict[str, object]] = [{"type": "html"}, {"type": "html", "name": "a"}, {"type": "html", "name": "a"}]
    texts: list[dict[str, object]] = [{"type": "comment", "name": "why"}, {"type": "text", "name": "why"}]
    assert list(read_survey(survey_of(*silent, *texts, radio("a")), "s.json").questions) == ["why", "a"]
    assert "two questions have this name" in problems(survey_of(*texts, radio("why")))[0]
    broken = {"type": "html", "name": "intro", "visibleIf": "{a} ="}
    assert "intro: visibleIf is broken at column 6" in problems(survey_of(broken, radio("a")))[0]


def test_names_in_conditions_are_read_without_case() -> None:
    survey = read_survey(survey_of(radio("Abc"), radio("d", "{aBC} = 'item1-1'")), "s.json")
    assert survey.questions["d"].asks() == {"Abc"}


def test_all_that_is_broken_is_named_at_once() -> None:
    found = problems(
        survey_of(
            radio("one", "{one"),
            radio("two", 5),
            radio("three", "{fuor} = 1"),
            radio("four"),
            radio("four"),
            {"type": "radiogroup", "name": "five", "choices": "x"},
            {"type": "radiogroup", "name": "six", "choices": [{"text": "x"}, {"value": True}]},
            {"type": "radiogroup", "name": "seven", "choices": ["a-1", "a-1"]},
            {"type": "radiogroup", "name": "eight", "choices": [{"value": "a", "visibleIf": "{four} ="}, "b-1e999"]},
            {"type": "radiogroup"},
            {"type": "panel", "name": "nine", "elements": {}},
            "ten",
        )
    )
    for text in (
        "one: visibleIf is broken at column 1",
        "two: visibleIf is no text",
        "three: visibleIf asks the question 'fuor', which does not exist. Did you mean 'four'?",
        "four: two questions have this name",
        "five: its choices are no list",
        "six: a choice has no value",
        "seven: two choices have the same value",
        "eight: visibleIf of a choice is broken at column 9",
        "eight: a choice weighs no finite number",
        "pages[0].elements[9]: this is no question: it has no name",
        "nine: 'elements' is no list",
        "pages[0].elements[11]: this is no question",
    ):
        assert any(text in problem for problem in found), text


def test_a_circle_is_refused() -> None:
    found = problems(survey_of(radio("a", "{b} empty"), radio("b", "{c} empty"), radio("c", "{a} empty"), radio("d")))
    assert [text.split(":")[1].strip() for text in found] == ["a", "b", "c"]
    assert "by way of a, b, c" in found[0]
    assert problems(survey_of(radio("a", "{a} = 'item1-1'"), radio("b", "{a} empty")))[0].startswith("s.json: a: its")


@pytest.mark.parametrize("tree", [{}, [], "x", {"pages": {}}, {"pages": []}, {"pages": ["x"]}])
def test_what_is_no_survey_is_refused(tree: object) -> None:
    assert problems(tree)


def test_a_survey_cannot_be_nested_without_end() -> None:
    panel: dict[str, object] = {"type": "panel", "name": "x", "elements": [radio("a")]}
    for _ in range(60):
        panel = {"type": "panel", "name": "x", "elements": [panel]}
    assert "this is no page or panel" in problems(survey_of(panel))[0]


def test_a_title_falls_back_to_its_default() -> None:
    assert text_of({"default": "a", "fr": "b"}, "n").zh == "a"
    assert text_of({"en": "a", "zh": "甲"}, "n").zh == "甲"
    assert text_of(None, "n").en == text_of(" ", "n").en == "n"


def test_more_boxes_than_can_be_tried_out_are_refused() -> None:
    boxes = {"type": "checkbox", "name": "many", "choices": [f"item{place}-1" for place in range(17)]}
    assert "weighs its 17 boxes" in problems(survey_of(boxes, radio("a", "{many} = ['item1-1']")))[0]
    assert read_survey(survey_of(boxes, radio("a", "{many} contains 'item1-1' or {many} empty")), "s.json")
