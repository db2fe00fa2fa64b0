"""The lowest and the highest total that the open questions of a survey still allow, exactly.

Only what is coupled is tried out: a question on whose answer the visibility of others hangs. Everything else adds up,
so that it is enough to keep, for each reachable sum of raw points, the least and the most mitigation that goes with it:
for a fixed sum the total never grows with the mitigation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from pia.scoring._expressions import Binary, Const, Items, Name, Node, Unary, holds, names, walk
from pia.scoring._survey import Choice, Question, Survey, offered, points, shown

Reach = dict[float, tuple[float, float]]
"""Reachable sums of raw points -> the least and the most mitigation points that go with each."""
_NOTHING: Reach = {0: (0, 0)}
_SEARCHES = frozenset({"contains", "notcontains", "anyof", "allof"})
_OTHER_TEXT = "\x00another text"
MOST_BOXES = 16
"""Boxes of one question that a condition may weigh as a whole: each set of them is tried out."""


def reach(survey: Survey, answers: Mapping[str, object], *, live: bool) -> Reach:
    """What every way of answering the open questions adds up to.

    A hidden open question may have been answered before it was hidden: it adds nothing then, but still hides or shows
    others. While the form is being filled in it adds its points.
    """
    matter = [
        item
        for item in survey.questions.values()
        if item.scored or (item.name in survey.asked and item.name not in answers)
    ]
    if live:
        return _all(_live(item, answers) for item in matter if item.scored)
    decided = {name: value for name, value in answers.items() if name in survey.questions}
    return _Search(survey).solve(frozenset(item.name for item in matter), decided)


def _live(question: Question, answers: Mapping[str, object]) -> Reach:
    if question.name in answers:
        return _reach(question, [points(answers[question.name])])
    certain = not question.asks() and shown(question, answers)
    return _reach(question, _sums(question, question.choices) | (set() if certain else {0}))


def _reach(question: Question, sums: Iterable[float]) -> Reach:
    every = sorted(sums)
    if question.kind == "raw":
        return dict.fromkeys(every, (0, 0))
    return {0: (every[0], every[-1])} if question.kind == "mitigation" and every else dict(_NOTHING)


def _sums(question: Question, choices: Sequence[Choice]) -> set[float]:
    """Every sum of points that a visible question can give; without an option on offer it stays empty."""
    if not question.many:
        return {choice.points for choice in choices} or {0}
    found: set[float] = {0}
    for choice in choices:
        found |= {total + choice.points for total in found}
    return found


def _all(parts: Iterable[Reach]) -> Reach:
    """Independent parts together."""
    found = dict(_NOTHING)
    for part in parts:
        if part == _NOTHING:
            continue
        joined: Reach = {}
        for (raw, (low, high)), (more, (least, most)) in product(found.items(), part.items()):
            _widen(joined, raw + more, low + least, high + most)
        found = joined
    return found


def _widen(found: Reach, raw: float, low: float, high: float) -> None:
    old = found.get(raw, (low, high))
    found[raw] = (min(old[0], low), max(old[1], high))


class _Search:
    """Tries out the questions others hang on, one after the other, and only as far as they are coupled."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.nodes = {name: question.nodes() for name, question in survey.questions.items()}

    def solve(self, pending: frozenset[str], decided: Mapping[str, object]) -> Reach:
        """What the pending questions add up to, beside decided answers."""
        open_ = {name: self._open(self.survey.questions[name], decided) for name in pending}
        wanted = frozenset().union(*open_.values())
        free = [name for name, asks in open_.items() if not asks and name not in wanted]
        parts = [self._single(self.survey.questions[name], decided) for name in free]
        for group in _groups({name: asks for name, asks in open_.items() if asks or name in wanted}):
            parts.append(self._branch(group, decided))
        return _all(parts)

    def _open(self, question: Question, decided: Mapping[str, object]) -> frozenset[str]:
        """The undecided questions on which it still hangs whether, and with which options, this one is shown."""
        truths = [(node, settled(node, decided)) for node in question.conditions]
        if any(truth is False for _, truth in truths):
            return frozenset()
        truths += [
            (choice.condition, settled(choice.condition, decided)) for choice in question.choices if choice.condition
        ]
        waiting = (names(node) for node, truth in truths if truth is None)
        return frozenset().union(*waiting) - decided.keys()

    def _single(self, question: Question, decided: Mapping[str, object]) -> Reach:
        visible = shown(question, decided)
        if not question.scored or not (visible or question.kept):
            return dict(_NOTHING)
        if question.kept and question.name in decided:
            return _reach(question, [points(decided[question.name])])
        if not visible:
            return _reach(question, _sums(question, question.choices) | {0})
        choices = offered(question, decided)
        if question.name not in decided:
            return _reach(question, _sums(question, choices))
        given = decided[question.name]
        taken = given if isinstance(given, list | tuple) else [given]
        return _reach(question, [sum(item.points for item in choices if item.value in taken)])

    def _branch(self, group: Mapping[str, frozenset[str]], decided: Mapping[str, object]) -> Reach:
        """Every answer to the question on which most others of the group hang, and the rest for each."""
        ready = [name for name, asks in group.items() if name not in decided and not asks]
        name = max(ready, key=lambda one: (sum(one in asks for asks in group.values()), one))
        inside = [node for other, asks in group.items() if name in asks for node in self.nodes[other]]
        found: Reach = {}
        rest = frozenset(group) - {name}
        for value, own in self._classes(self.survey.questions[name], inside, decided):
            for raw, (low, high) in _all([own, self.solve(rest, {**decided, name: value})]).items():
                _widen(found, raw, low, high)
        return found

    def _classes(
        self, question: Question, nodes: Sequence[Node], decided: Mapping[str, object]
    ) -> Iterator[tuple[object, Reach]]:
        """One answer for each way in which answers act on the conditions, with what such answers add."""
        deciding = [part for node in nodes for part in _deciding(node, question.name, decided.keys())]
        found: dict[tuple[bool, ...], tuple[object, Reach]] = {}
        for value, sums in _answers(question, deciding, decided):
            acts = tuple(holds(part, {**decided, question.name: value}) for part in deciding)
            old = found.get(acts, (value, {}))
            for raw, (low, high) in _reach(question, sums).items() if sums else ():
                _widen(old[1], raw, low, high)
            found[acts] = old
        yield from ((value, own or dict(_NOTHING)) for value, own in found.values())


def _groups(open_: Mapping[str, frozenset[str]]) -> Iterator[dict[str, frozenset[str]]]:
    """Questions, with those they hang on, in groups that do not touch each other."""
    groups: list[tuple[frozenset[str], list[str]]] = []
    for name in sorted(open_):
        touched, members = open_[name] | {name}, [name]
        for near, inside in [group for group in groups if group[0] & touched]:
            groups.remove((near, inside))
            touched, members = touched | near, members + inside
        groups.append((touched, members))
    yield from ({name: open_[name] for name in members} for _, members in groups)


def settled(node: Node, decided: Mapping[str, object]) -> bool | None:
    """Whether a condition holds whatever the undecided answers are; `None` if that depends on them."""
    if names(node) <= decided.keys():
        return holds(node, decided)
    if isinstance(node, Unary) and node.operator == "negate":
        inner = settled(node.operand, decided)
        return None if inner is None else not inner
    if isinstance(node, Binary) and node.operator in {"and", "or"}:
        sides = (settled(node.left, decided), settled(node.right, decided))
        decisive = node.operator == "or"
        return decisive if decisive in sides else None if None in sides else not decisive
    return None


def _deciding(node: Node, name: str, known: Iterable[str]) -> Iterator[Node]:
    """The largest parts of a condition that one more answer decides."""
    asked = names(node)
    if name not in asked:
        return
    if asked <= {name, *known}:
        yield node
    elif isinstance(node, Unary):
        yield from _deciding(node.operand, name, known)
    elif isinstance(node, Binary):
        yield from _deciding(node.left, name, known)
        yield from _deciding(node.right, name, known)
    elif isinstance(node, Items):
        yield node


def _answers(
    question: Question, deciding: Sequence[Node], decided: Mapping[str, object]
) -> Iterator[tuple[object, set[float]]]:
    """Answers that stand for all others, each with the sums of points of those it stands for."""
    visible = shown(question, decided)
    counts = visible or question.kept
    if not visible or not question.choices:
        yield None, {0}
    if not question.choices:
        yield from ((text, {0.0}) for text in _texts(question.name, deciding))
    elif not question.many:
        choices = offered(question, decided) if visible else question.choices
        yield from ((item.value, {item.points if counts else 0.0}) for item in choices)
        if not choices:
            yield None, {0}
    else:
        choices = offered(question, decided) if visible else question.choices
        yield from ((value, sums if counts else {0.0}) for value, sums in _boxes(question, choices, deciding))


def _texts(name: str, deciding: Sequence[Node]) -> list[object]:
    literals = [part.value for node in deciding for part in walk(node) if isinstance(part, Const)]
    numbers = [value for value in literals if isinstance(value, int | float) and not isinstance(value, bool)]
    around = [value + step for value in numbers for step in (-1, 1)]
    return [_OTHER_TEXT, *(value for value in literals if value is not None), *around]


def _boxes(
    question: Question, choices: Sequence[Choice], deciding: Sequence[Node]
) -> Iterator[tuple[list[object], set[float]]]:
    """Choices of boxes: the boxes that conditions name one by one, of the others none or any."""
    named = _named(question, deciding)
    singled = [item for item in choices if named is None or item.value in named]
    others = [item for item in choices if item not in singled]
    for taken in product((False, True), repeat=len(singled)):
        chosen = [item for item, is_taken in zip(singled, taken, strict=True) if is_taken]
        base = sum(item.points for item in chosen)
        values: list[object] = [item.value for item in chosen]
        yield values, {base}
        if others:
            some = {base + first.points + more for first in others for more in _sums(question, _without(others, first))}
            yield [*values, others[0].value], some


def too_many_boxes(survey: Survey, question: Question) -> bool:
    """Whether conditions weigh a checkbox with more boxes as a whole than can be tried out."""
    nodes = [
        node for name, asks in survey.asks.items() if question.name in asks for node in survey.questions[name].nodes()
    ]
    return question.many and len(question.choices) > MOST_BOXES and _named(question, nodes) is None


def _without(choices: Sequence[Choice], one: Choice) -> list[Choice]:
    return [item for item in choices if item is not one]


def _named(question: Question, deciding: Sequence[Node]) -> set[object] | None:
    """The boxes that conditions search for; `None` if a condition weighs the whole answer."""
    found: set[object] = set()
    for node in (part for whole in deciding for part in walk(whole)):
        if isinstance(node, Binary) and Name(question.name) in (node.left, node.right):
            literals = _literals(node.right)
            if node.operator not in _SEARCHES | {"and", "or"} or node.left != Name(question.name) or literals is None:
                return None
            found |= {item.value for item in question.choices for text in literals if str(item.value).lower() == text}
    return found


def _literals(node: Node) -> list[str] | None:
    parts = node.items if isinstance(node, Items) else (node,)
    return (
        [str(part.value).strip().lower() for part in parts if isinstance(part, Const)]
        if all(isinstance(part, Const) for part in parts)
        else None
    )
