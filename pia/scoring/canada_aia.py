"""Canada's Algorithmic Impact Assessment: raw impact points, lowered by mitigation, against the highest possible.

Source: Treasury Board of Canada Secretariat, Directive on Automated Decision-Making; the arithmetic and the weights are
those of canada-ca/aia-eia-js at b900dc7 (MIT). The questions that ship are in pia's own words, with the ids and weights
of survey v1.0.1; any survey of that format can be given instead.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from pia import documents
from pia.errors import DocumentError, Problem
from pia.model.deployment import ScoringAnswers
from pia.model.rule import FactDeclaration
from pia.model.score import Change, Concern, Figure, Flip, Part, Score, Step
from pia.model.text import Text
from pia.resources import resource
from pia.scoring import Basis, Known
from pia.scoring._aia_facts import measured_answers
from pia.scoring._extremes import reach
from pia.scoring._flips import Found, Other
from pia.scoring._survey import Question, Survey, counted, points, shown, totals
from pia.scoring._survey_file import read_survey
from pia.scoring._survey_flips import survey_flips

_STEPS = (
    Step(1, Text("level I: little to no impact", "一级：影响很小或没有影响"), Concern.LOW),
    Step(2, Text("level II: moderate impact", "二级：影响中等"), Concern.MEDIUM),
    Step(3, Text("level III: high impact", "三级：影响高"), Concern.HIGH),
    Step(4, Text("level IV: very high impact", "四级：影响很高"), Concern.HIGH),
)
_TITLE = Text("Algorithmic Impact Assessment (Canada)", "加拿大算法影响评估（AIA）")
_ENOUGH, _DISCOUNT = 0.8, 0.15
_COMMENT = "-Comment"


def half_up(number: float) -> int:
    """The nearest integer, a half upwards; Python's `round` takes the even one.

    >>> half_up(8.5), half_up(42.5), round(42.5)
    (9, 43, 42)
    """
    return math.floor(number + 0.5)


def total(raw: float, mitigation: float, most_mitigation: float) -> float:
    """The raw points, less 15 % if the mitigation reaches 80 % of one of the two forks, design or implementation.

    >>> total(50, 62, 154), total(50, 61, 154)
    (43, 50)
    """
    return half_up((1 - _DISCOUNT) * raw) if mitigation >= _ENOUGH * (most_mitigation / 2) else raw


def level(points_: float, most_raw: float) -> int:
    """The level, 1 to 4: up to a quarter, a half, three quarters of the highest raw points, or more.

    >>> [level(points, 167) for points in (41, 42, 83, 84, 125, 126)]
    [1, 2, 2, 3, 3, 4]
    """
    return 1 + sum(points_ > most_raw * quarter for quarter in (0.25, 0.5, 0.75))


@dataclass(frozen=True, slots=True)
class CanadaAia:
    """The model with one survey.

    Attributes:
        survey: The questions; `None` is the survey that ships.
        live: Whether hidden answers count, as they do while the form is being filled in.
    """

    survey: Survey | None = None
    live: bool = False
    name: str = "canada_aia"
    title: Text = _TITLE

    def questions(self) -> Survey:
        """The survey that is asked."""
        return self.survey or _shipped()

    def read(self, tree: object, where: str, facts: Mapping[str, FactDeclaration]) -> Basis:
        """The basis in a file of answers by question id; the file that the official tool saves is one.

        Raises:
            DocumentError: It has unknown questions or impossible answers; all problems at once.
        """
        inside = tree.get("data") if isinstance(tree, dict) and isinstance(tree.get("data"), dict) else tree
        if not isinstance(inside, dict):
            raise DocumentError(Problem(where, "this is no set of answers", "Write an object: question id to answer."))
        basis = Basis(facts, {}, ScoringAnswers(canada_aia=inside), lambda *_path: where)
        problems = self.problems(basis)
        if problems:
            raise DocumentError(problems)
        return basis

    def problems(self, basis: Basis) -> tuple[Problem, ...]:
        """Unknown questions, with the nearest known, and answers that are no option."""
        survey, found = self.questions(), []
        for name, value in basis.own.canada_aia.items():
            question = survey.questions.get(name)
            if question is None and not (name.endswith(_COMMENT) and name.removesuffix(_COMMENT) in survey.questions):
                near = get_close_matches(name, list(survey.questions), 1)
                hint = f"Did you mean '{near[0]}'?" if near else "See the question ids in docs/scoring.md."
                found.append(Problem(basis.at("scoring", self.name, name), f"there is no question '{name}'", hint))
            elif question and (wrong := _misfit(question, value)):
                found.append(Problem(basis.at("scoring", self.name, name), f"{name}: {wrong[0]}", wrong[1]))
        return tuple(found)

    def score(self, basis: Basis) -> Score:
        """Raw points, mitigation points, total and level, each with what the open questions still allow."""
        survey = self.questions()
        given = {name: value for name, value in basis.own.canada_aia.items() if value not in (None, "", [], ())}
        measured = self._measured(basis)
        answers = {**{name: known.value for name, known in measured.items()}, **given}
        most_raw, most_mitigation = survey.most("raw"), survey.most("mitigation")

        def level_of(raw: float, mitigation: float) -> int:
            return level(total(raw, mitigation, most_mitigation), most_raw)

        raw, mitigation = totals(survey, answers, live=self.live)
        allowed = reach(survey, answers, live=self.live)
        best = min(total(sum_, high, most_mitigation) for sum_, (_, high) in allowed.items())
        worst = max(total(sum_, low, most_mitigation) for sum_, (low, _) in allowed.items())
        found = survey_flips(survey, answers, level_of, live=self.live) if given else Found((), (), 0)
        lows, highs = [low for low, _ in allowed.values()], [high for _, high in allowed.values()]
        open_ = _open(survey, answers)
        return Score(
            model=self.name,
            title=self.title,
            source=Text(
                "Directive on Automated Decision-Making; arithmetic and weights of canada-ca/aia-eia-js (MIT)",
                "加拿大《自动化决策指令》；算法与权重取自 canada-ca/aia-eia-js（MIT 许可）",
            ),
            measures=Text(
                "Impact of an automated decision system on people, lowered by mitigation",
                "自动化决策系统对个人的影响，并计入缓解措施",
            ),
            about="people",
            level=_STEPS[level_of(raw, mitigation) - 1] if given else None,
            best=_STEPS[level(best, most_raw) - 1],
            worst=_STEPS[level(worst, most_raw) - 1],
            figures=(
                Figure("raw", Text("Raw impact", "原始影响分"), raw, min(allowed), max(allowed), most_raw),
                Figure("mitigation", Text("Mitigation", "缓解分"), mitigation, max(highs), min(lows), most_mitigation),
                Figure("total", Text("Total", "总分"), total(raw, mitigation, most_mitigation), best, worst, most_raw),
            ),
            parts=self._parts(survey, given, answers, basis),
            open=open_,
            stable=found.stable and level(best, most_raw) == level(worst, most_raw),
            flips=tuple(_flip(survey, (other,), step) for other, step in found.singles),
            pairs=tuple(_flip(survey, others, step) for others, step in found.pairs),
            pair_count=found.pair_count,
            notes=_notes(open_, live=self.live),
        )

    def _measured(self, basis: Basis) -> dict[str, Known]:
        """What is already answered; only of the survey that ships is it known what it asks."""
        return {} if self.survey else measured_answers(basis.known)

    def _parts(
        self, survey: Survey, given: Mapping[str, object], answers: Mapping[str, object], basis: Basis
    ) -> tuple[Part, ...]:
        """What was answered or measured, and adds points; disputes are always shown."""
        measured = self._measured(basis)
        found = []
        for name, question in survey.questions.items():
            counts = counted(question, answers, live=self.live)
            if counts is None or not question.choices:
                continue
            weight = points(counts) if question.kind != "none" else 0
            said = _said(question, given[name]) if name in given else None
            part = Part(
                name,
                question.label,
                _said(question, counts),
                said,
                _said(question, measured[name].value) if name in measured else None,
                measured[name].because if name in measured else (),
                "",
                weight if question.kind != "mitigation" else -weight,
                raises=question.kind == "raw" and weight > 0,
            )
            found += [part] if weight or part.disputed else []
        return tuple(found)


def _misfit(question: Question, value: object) -> tuple[str, str] | None:
    """What is wrong with an answer, and what to do; the answer itself is never repeated."""
    if value is None or not question.choices:
        plain = value is None or (isinstance(value, str | int | float) and not isinstance(value, bool))
        return None if plain else ("a text is asked for", "Write a text.")
    options = [choice.value for choice in question.choices]
    hint = f"Options: {', '.join(str(option) for option in options[:8])}{' ...' if len(options) > 8 else ''}."
    if question.many:
        if not isinstance(value, list | tuple):
            return "a list is asked for, for several boxes can be ticked", hint
        if any(isinstance(item, list | dict) or item not in options for item in value):
            return "the list holds what is no option", hint
        return ("a box is ticked twice", "Name each once.") if len(set(value)) < len(value) else None
    if isinstance(value, list | tuple | dict | bool):
        return "one option is asked for", hint
    return None if value in options or value == "" else ("this is no option", hint)


def _open(survey: Survey, answers: Mapping[str, object]) -> tuple[str, ...]:
    """Visible questions without an answer that can add points, or on which others hang that can."""
    telling = {name for name, question in survey.questions.items() if question.scored and question.most}
    while more := frozenset().union(*(survey.asks[name] for name in telling)) - telling:
        telling |= more
    return tuple(
        question.name
        for question in survey.questions.values()
        if question.choices and question.name in telling
        if question.name not in answers and shown(question, answers)
    )


def _said(question: Question, value: object) -> Text:
    """An answer as people read it."""
    labels = {choice.value: choice.label for choice in question.choices}
    given = value if isinstance(value, list | tuple) else [value]
    found = [labels[item] for item in given if item in labels]
    nothing = Text("nothing ticked", "未勾选")
    return Text("; ".join(item.en for item in found), "；".join(item.zh for item in found)) if found else nothing


def _flip(survey: Survey, others: tuple[Other, ...], step: int) -> Flip:
    return Flip(tuple(_change(survey.questions[name], value) for name, value in others), _STEPS[step - 1])


def _change(question: Question, value: object) -> Change:
    plain = tuple(str(item) for item in value) if isinstance(value, list | tuple) else value
    answer = plain if isinstance(plain, tuple | int | float) else str(plain)
    return Change(question.name, question.label, answer, _said(question, value))


def _notes(open_: tuple[str, ...], *, live: bool) -> tuple[Text, ...]:
    notes = [
        Text(
            "Levels and points are those of the original; the two marks 'best' and 'worst' are pia's.",
            "等级与分值同原工具；“最好”与“最坏”两项为 pia 所加。",
        )
    ]
    if open_:
        notes.append(
            Text(
                f"The original counts each of the {len(open_)} open questions as 0 points, impact and mitigation "
                "alike; its level says little before they are answered.",
                f"原工具将 {len(open_)} 个未答问题的影响分与缓解分均计为 0：在答完之前，其等级说明不了什么。",
            )
        )
    if live:
        notes.append(
            Text("Hidden answers count, as in a form that is not completed.", "按未提交表单计，隐藏的回答也计分。")
        )
    return tuple(notes)


@cache
def _shipped() -> Survey:
    return load_survey(resource("rules") / "canada-aia.yaml")


def load_survey(path: Path) -> Survey:
    """A survey from its JSON or YAML file.

    Raises:
        DocumentError: It is malformed, or no survey, or one with broken parts.
    """
    return read_survey(documents.load(path, dict[str, object]).value, str(path))


def with_survey(path: Path | None, *, live: bool) -> CanadaAia:
    """The model with the survey of a file, or with its own.

    Raises:
        DocumentError: The survey is broken.
    """
    return replace(MODEL, survey=load_survey(path) if path else None, live=live)


MODEL = CanadaAia()
