"""A scoring model whose every question is a fact with few options: read, bounded and flipped in one way.

Options stand from the best to the worst, and a worse answer never lowers the step (each model's test proves it), so
that the interval is exact: all open questions at their best, and all at their worst.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from pia.errors import DocumentError, Problem
from pia.model.interval import Interval
from pia.model.rule import FactDeclaration, FactType, FactValue
from pia.model.score import Change, Figure, Flip, Number, Part, Score, Step
from pia.model.text import Text
from pia.scoring import Basis, Known
from pia.scoring._flips import Other, search

Values = Mapping[str, str]
Facts = Mapping[str, Known]
_DONT_KNOW = "dont_know"


def _nothing(_known: Facts) -> Known | None:
    return None


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    Attributes:
        fact: Name of the fact without `ans.`.
        order: Its options, from the best to the worst.
        measured: The option that data and declaration settle by themselves.
        reasoned: Options for which a person must write a reason.
        points: What each option adds, in the order of `order`; empty if it adds no number.
    """

    fact: str
    order: tuple[str, ...]
    measured: Callable[[Facts], Known | None] = _nothing
    reasoned: frozenset[str] = frozenset()
    points: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """The answers that count.

    Attributes:
        answered: Options a person chose, by fact.
        measured: Options that are settled by themselves, by fact.
        best: All answers, open questions at their best.
        worst: All answers, open questions at their worst.
        open: Facts without an answer.
    """

    answered: Mapping[str, Known]
    measured: Mapping[str, Known]
    best: Values
    worst: Values
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A model: its questions, and pure functions of their answers.

    Attributes:
        name: Its id.
        title: Its name.
        source: Where it comes from.
        measures: What it measures, and of whom.
        about: Whether it looks at people, the organisation or the duty to assess.
        items: Its questions.
        steps: Its scale, from the lowest step.
        step: The value of the step for a full set of answers.
        figures: The numbers behind it.
        notes: What a reader must know.
        wrong: Answers that contradict each other: fact, what, fix.
        also: Answers that only the notes read.
    """

    name: str
    title: Text
    source: Text
    measures: Text
    about: Literal["people", "organisation", "duty"]
    items: tuple[Item, ...]
    steps: tuple[Step, ...]
    step: Callable[[Values], int]
    figures: Callable[[Taken], tuple[Figure, ...]]
    notes: Callable[[Basis, Taken], tuple[Text, ...]]
    wrong: Callable[[Taken], tuple[tuple[str, str, str], ...]] = lambda _taken: ()
    also: tuple[str, ...] = ()

    def read(self, tree: object, where: str, facts: Mapping[str, FactDeclaration]) -> Basis:
        """The basis in a file of answers by fact, `ans.` left out; `scan.*` and `proj.*` may be given as well.

        Raises:
            DocumentError: It has unknown questions or impossible answers; all problems at once.
        """
        if not isinstance(tree, dict):
            raise DocumentError(Problem(where, "this is no set of answers", "Write an object: question to answer."))
        asked = [*(item.fact for item in self.items), *self.also]
        names = {name: f"ans.{name}" for name in asked} | {name: name for name in facts if not name.startswith("ans.")}
        known: dict[str, Known] = {}
        problems: list[Problem] = []
        for key, given in tree.items():
            if key not in names:
                near = get_close_matches(key, sorted(names), 1)
                hint = f"Did you mean '{near[0]}'?" if near else f"It asks: {', '.join(asked)}."
                problems.append(Problem(where, f"{self.name} does not ask '{key}'", hint))
            elif isinstance(found := _known(given, facts[names[key]], key), Known):
                known[names[key]] = found
            elif found:
                problems.append(Problem(where, f"{key}: {found[0]}", found[1]))
        basis = Basis(facts, known, at=lambda *_path: where)
        problems += self.problems(basis)
        if problems:
            raise DocumentError(problems)
        return basis

    def problems(self, basis: Basis) -> tuple[Problem, ...]:
        """Reasons that are missing, and answers that contradict each other."""
        taken = self.taken(basis)
        found = [(fact, "this answer needs a written reason", "Write {value: ..., note: the reason}.")
                 for item in self.items
                 for fact, known in [(item.fact, taken.answered.get(item.fact))]
                 if known and known.value in item.reasoned and not known.note.strip()]  # fmt: skip
        found += self.wrong(taken)
        return tuple(Problem(basis.at("answers", fact), f"{fact}: {what}", fix) for fact, what, fix in found)

    def taken(self, basis: Basis) -> Taken:
        """The answers that count: a person's before a measured one."""
        answered = {i.fact: basis.known[f"ans.{i.fact}"] for i in self.items if f"ans.{i.fact}" in basis.known}
        settled = {item.fact: found for item in self.items if (found := item.measured(basis.known))}
        used = {name: str(known.value) for name, known in {**settled, **answered}.items()}
        best = {item.fact: used.get(item.fact, item.order[0]) for item in self.items}
        worst = {item.fact: used.get(item.fact, item.order[-1]) for item in self.items}
        return Taken(answered, settled, best, worst, tuple(i.fact for i in self.items if i.fact not in used))

    def score(self, basis: Basis) -> Score:
        """The score; its flips are those of the worst case."""
        taken = self.taken(basis)
        best, worst = self.step(taken.best), self.step(taken.worst)
        steps = {step.value: step for step in self.steps}
        others = {i.fact: [option for option in i.order if option != taken.worst[i.fact]] for i in self.items}
        found = search(
            others,
            worst,
            lambda other: self._after(taken.worst, other),
            lambda left, right: self._after(taken.worst, left, right),
        )
        return Score(
            model=self.name,
            title=self.title,
            source=self.source,
            measures=self.measures,
            about=self.about,
            level=steps[best] if best == worst else None,
            best=steps[best],
            worst=steps[worst],
            figures=self.figures(taken),
            parts=tuple(self._part(item, taken, basis) for item in self.items if item.fact not in taken.open),
            open=taken.open,
            stable=best == worst and found.stable,
            flips=tuple(_flip(basis, (other,), steps[step]) for other, step in found.singles),
            pairs=tuple(_flip(basis, others_, steps[step]) for others_, step in found.pairs),
            pair_count=found.pair_count,
            notes=self.notes(basis, taken),
        )

    def _after(self, values: Values, *others: Other) -> int:
        return self.step({**values, **{name: str(option) for name, option in others}})

    def _part(self, item: Item, taken: Taken, basis: Basis) -> Part:
        answered, measured = taken.answered.get(item.fact), taken.measured.get(item.fact)
        option = taken.best[item.fact]
        return Part(
            question=item.fact,
            label=_label(basis, item.fact),
            used=_option(basis, item.fact, option),
            answered=_option(basis, item.fact, str(answered.value)) if answered else None,
            measured=_option(basis, item.fact, str(measured.value)) if measured else None,
            because=measured.because if measured else (),
            note=answered.note if answered else "",
            points=item.points[item.order.index(option)] if item.points else None,
            raises=option != item.order[0],
        )


def _known(given: object, fact: FactDeclaration, key: str) -> Known | tuple[str, str] | None:
    """An answer in a file, or what is wrong with it and what to do; `None` if it is left open."""
    value, note = given, ""
    if isinstance(given, dict) and "value" in given:
        if unknown := set(given) - {"value", "note", "by", "on"}:
            return f"unknown key '{min(unknown)}'", "An answer has value, note, by, on."
        value, note = given["value"], given.get("note", "")
        if not isinstance(note, str):
            return "the note is no text", "Write a text."
    if value is None or value == _DONT_KNOW:
        return None
    typed = _typed(value, fact)
    if typed is not None:
        return Known(typed, (key,), note)
    options = ", ".join(option.value for option in fact.options)
    wanted = {FactType.BOOLEAN: "Write true or false.", FactType.NUMBER: "Write a number, or {min: ..., max: ...}."}
    return "this is not one of its options" if options else "this has another type", wanted.get(
        fact.type, f"Options: {options}, {_DONT_KNOW}."
    )


def _typed(value: object, fact: FactDeclaration) -> FactValue | None:
    options = {option.value for option in fact.options}
    if fact.type is FactType.BOOLEAN:
        return value if isinstance(value, bool) else None
    if fact.type is FactType.NUMBER:
        return _number(value)
    if fact.type is FactType.CHOICE:
        return value if isinstance(value, str) and value in options else None
    fits = isinstance(value, list | tuple) and all(isinstance(item, str) and item in options for item in value)
    return tuple(str(item) for item in value) if fits and isinstance(value, list | tuple) else None


def _number(value: object) -> FactValue | None:
    if isinstance(value, dict) and set(value) <= {"min", "max"} and isinstance(low := value.get("min"), int | float):
        high = value.get("max")
        fits = high is None or (isinstance(high, int | float) and high >= low)
        return Interval(low, high) if fits else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _label(basis: Basis, fact: str) -> Text:
    return basis.facts[f"ans.{fact}"].label


def _option(basis: Basis, fact: str, option: str) -> Text:
    return next(item.label for item in basis.facts[f"ans.{fact}"].options if item.value == option)


def _flip(basis: Basis, others: tuple[Other, ...], step: Step) -> Flip:
    changes = (
        Change(name, _label(basis, name), str(value), _option(basis, name, str(value))) for name, value in others
    )
    return Flip(tuple(changes), step)
