"""The JSON of a SurveyJS survey -> a survey that can be evaluated, or everything that is broken in it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from pia.errors import DocumentError, Problem
from pia.model.text import Text
from pia.scoring._expressions import Const, ExpressionError, Name, Node, parse, replaced
from pia.scoring._extremes import MOST_BOXES, too_many_boxes
from pia.scoring._survey import MANY, ONE, Choice, ChoiceValue, Kind, Question, Survey, points

_SUFFIXES: Mapping[str, Kind] = {"-RS": "raw", "-MS": "mitigation", "-NS": "none"}
_CONTAINERS = frozenset({"panel", "flowpanel"})
_SILENT = frozenset({"html", "image", "expression"})
_EXTRA = {"showOtherItem": "other", "hasOther": "other", "showNoneItem": "none", "hasNone": "none"}
_DEEPEST = 30
_NEVER = Const(value=False)


@dataclass(slots=True)
class _Reading:
    where: str
    problems: list[Problem] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)

    def wrong(self, at: str, what: str, fix: str) -> None:
        self.problems.append(Problem(f"{self.where}: {at}" if at else self.where, what, fix))


@dataclass(frozen=True, slots=True)
class _Around:
    page: str = ""
    parent: str = ""
    conditions: tuple[Node, ...] = ()
    depth: int = 0
    kept: bool = False


def read_survey(tree: object, where: str) -> Survey:
    """A survey from its JSON.

    Raises:
        DocumentError: It is no survey, or one with broken parts; all problems at once.
    """
    reading = _Reading(where)
    pages = tree.get("pages", [tree] if "elements" in tree else None) if isinstance(tree, dict) else None
    if not isinstance(pages, list) or not isinstance(tree, dict):
        raise DocumentError(Problem(where, "this is no SurveyJS survey: it has no list 'pages'", "Give a survey.json."))
    started = tree.get("firstPageIsStarted") is True and len(pages) > 1
    for place, page in enumerate(pages):
        kept = tree.get("clearInvisibleValues") == "none" or (started and place == 0)
        _container(reading, page, f"pages[{place}]", _Around(kept=kept))
    survey = Survey(_resolved(reading), str(tree.get("title") or "") if isinstance(tree.get("title"), str) else "")
    if not survey.questions and not reading.problems:
        reading.wrong("", "the survey asks no question", "Give a survey with questions.")
    if not reading.problems:
        _refuse_cycles(reading, survey)
        for question in survey.questions.values():
            if too_many_boxes(survey, question):
                what = f"a visibleIf weighs its {len(question.choices)} boxes as a whole; up to {MOST_BOXES} can be"
                reading.wrong(question.name, what, "Let the condition name single boxes: contains, anyof, empty.")
    if reading.problems:
        raise DocumentError(reading.problems)
    return survey


def _container(reading: _Reading, tree: object, at: str, around: _Around) -> None:
    if not isinstance(tree, dict) or around.depth > _DEEPEST:
        reading.wrong(at, "this is no page or panel", "Write an object with 'name' and 'elements'.")
        return
    name = tree.get("name") if isinstance(tree.get("name"), str) else ""
    inside = _Around(
        around.page or str(name or at),
        str(name),
        (*around.conditions, *_conditions(reading, tree, str(name) or at)),
        around.depth + 1,
        around.kept,
    )
    elements = tree.get("elements", tree.get("questions", []))
    if not isinstance(elements, list):
        reading.wrong(str(name) or at, "'elements' is no list", "Write a list of questions and panels.")
        return
    for place, element in enumerate(elements):
        spot = f"{at}.elements[{place}]"
        if isinstance(element, dict) and element.get("type") in _CONTAINERS:
            _container(reading, element, spot, inside)
        else:
            _question(reading, element, spot, inside)


def _conditions(reading: _Reading, tree: Mapping[str, object], at: str) -> tuple[Node, ...]:
    """The condition of one element; without `visibleIf` the fixed `visible` counts."""
    if "visibleIf" in tree and tree["visibleIf"] not in ("", None):
        found = _condition(reading, tree["visibleIf"], at, "visibleIf")
        return (found,) if found else ()
    return (_NEVER,) if tree.get("visible") is False else ()


def _condition(reading: _Reading, text: object, at: str, key: str) -> Node | None:
    if not isinstance(text, str):
        reading.wrong(at, f"{key} is no text", "Write an expression as a text.")
        return None
    try:
        return parse(text)
    except ExpressionError as error:
        reading.wrong(at, f"{key} is broken at column {error.column}: {error.what}", "Mend the expression.")
        return None


def _question(reading: _Reading, tree: object, at: str, around: _Around) -> None:
    if isinstance(tree, dict) and tree.get("type") in _SILENT:
        _conditions(reading, tree, str(tree.get("name") or at))
        return
    if not isinstance(tree, dict) or not isinstance(tree.get("name"), str) or not tree["name"]:
        reading.wrong(at, "this is no question: it has no name", "Give it a 'name' and a 'type'.")
        return
    name, type_ = tree["name"], str(tree.get("type") or "text")
    if name in reading.questions:
        if type_ in ONE | MANY or reading.questions[name].choices:
            reading.wrong(name, "two questions have this name", "Rename one; answers are kept by name.")
        return
    conditions = (*around.conditions, *_conditions(reading, tree, name))
    choices = _choices(reading, tree, name) if type_ in ONE | MANY else ()
    kind: Kind = next((_SUFFIXES[part[-3:]] for part in (name, around.parent) if part[-3:] in _SUFFIXES), "none")
    reading.questions[name] = Question(
        name=name,
        type=type_,
        kind=kind,
        label=text_of(tree.get("title"), name),
        page=around.page,
        choices=choices,
        conditions=conditions,
        where=at,
        kept=around.kept or tree.get("clearIfInvisible") == "none",
    )


def text_of(title: object, otherwise: str) -> Text:
    """A title in both languages; a language it lacks falls back to its default."""
    if isinstance(title, dict):
        english = title.get("en") or title.get("default") or otherwise
        return Text(str(english).strip(), str(title.get("zh") or title.get("zh-cn") or english).strip())
    plain = str(title).strip() if isinstance(title, str) and title.strip() else otherwise
    return Text(plain, plain)


def _choices(reading: _Reading, tree: Mapping[str, object], at: str) -> tuple[Choice, ...]:
    given = tree.get("choices", [])
    if not isinstance(given, list) or "choicesByUrl" in tree:
        reading.wrong(at, "its choices are no list", "Write 'choices' as a list in the file.")
        return ()
    common = (
        _condition(reading, tree["choicesVisibleIf"], at, "choicesVisibleIf") if "choicesVisibleIf" in tree else None
    )
    found = [choice for item in given for choice in _choice(reading, item, at, common)]
    found += [Choice(value, Text(value, value), 0) for key, value in _EXTRA.items() if tree.get(key) is True]
    values = [choice.value for choice in found]
    if len(set(values)) < len(values):
        reading.wrong(at, "two choices have the same value", "Give each its own.")
    return tuple(found)


def _choice(reading: _Reading, tree: object, at: str, common: Node | None) -> Iterator[Choice]:
    item = tree if isinstance(tree, dict) else {"value": tree}
    value = item.get("value")
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        reading.wrong(at, "a choice has no value", "Write a text or a number.")
        return
    own = _condition(reading, item["visibleIf"], at, "visibleIf of a choice") if item.get("visibleIf") else common
    weight = points(value)
    if not math.isfinite(weight):
        reading.wrong(at, "a choice weighs no finite number", "Write a smaller number after the hyphen.")
    yield Choice(value, text_of(item.get("text"), str(value)), weight, _bound(own, value) if own else None)


def _bound(node: Node, item: ChoiceValue) -> Node:
    """A condition of a choice with `{item}` replaced by the choice itself."""
    return replaced(node, lambda name: Const(item) if name.name == "item" else name)


def _resolved(reading: _Reading) -> dict[str, Question]:
    """The questions with the names in their conditions spelled as the questions are: SurveyJS ignores case."""
    spelled = {name.lower(): name for name in reading.questions}

    def spell(node: Node) -> Node:
        return replaced(node, lambda name: Name(spelled.get(name.name.lower(), name.name)))

    for question in reading.questions.values():
        for name in sorted(question.asks()):
            if name.lower() not in spelled:
                near = get_close_matches(name, sorted(reading.questions), 1)
                hint = f"Did you mean '{near[0]}'?" if near else "Name a question of the survey."
                reading.wrong(question.name, f"visibleIf asks the question '{name}', which does not exist", hint)
    return {
        name: replace(
            question,
            conditions=tuple(spell(node) for node in question.conditions),
            choices=tuple(
                replace(item, condition=spell(item.condition)) if item.condition else item for item in question.choices
            ),
        )
        for name, question in reading.questions.items()
    }


def _refuse_cycles(reading: _Reading, survey: Survey) -> None:
    """Report every question whose visibility in the end depends on itself."""
    reached = {name: _reached(name, survey.asks) for name in survey.asks}
    for name, seen in reached.items():
        if name in seen:
            circle = ", ".join(sorted(other for other in seen if name in reached[other]))
            reading.wrong(name, f"its visibility depends on itself, by way of {circle}", "Break the circle.")


def _reached(name: str, asks: Mapping[str, frozenset[str]]) -> frozenset[str]:
    seen: set[str] = set()
    waiting = set(asks[name])
    while waiting:
        now = waiting.pop()
        seen.add(now)
        waiting |= asks[now] - seen
    return frozenset(seen)
