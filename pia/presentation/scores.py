"""Scores -> what a reader sees: each model's words, and where and why the models disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from markupsafe import Markup

from pia.model.score import Change, Figure, Flip, Number, Part, Score, Step
from pia.presentation.grid import nested_grid
from pia.presentation.words import Words

_MOST_PARTS, _MOST_FLIPS, _MOST_REASONS = 12, 8, 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Two models beside each other.

    Attributes:
        kind: Whether they disagree whatever the open answers are, or may still do.
        models: Their names.
        says: What each says.
        why: The reasons, most telling first.
    """

    kind: Literal["disagree", "may_disagree"]
    models: tuple[str, str]
    says: tuple[str, str]
    why: tuple[str, ...]


class Comparison:
    """What the templates ask of the scores.

    Attributes:
        scores: What each model says.
        words: The words of the report's language.
    """

    def __init__(self, scores: Sequence[Score], words: Words) -> None:
        """Nothing is computed before it is asked for."""
        self.scores, self.words = tuple(scores), words

    def level(self, score: Score) -> str:
        """The result in words: a step, a range of steps, or that there is none."""
        return level_text(score, self.words)

    def stability(self, score: Score) -> str:
        """Whether the step would move, in words."""
        return stability(score, self.words)

    def parts(self, score: Score) -> tuple[Part, ...]:
        """The parts worth showing: disputes, then what raises the result, the heaviest first."""
        return tuple(_telling(score)[:_MOST_PARTS])

    def more_parts(self, score: Score) -> int:
        """How many more there are."""
        return max(0, len(_telling(score)) - _MOST_PARTS)

    def flips(self, score: Score) -> tuple[str, ...]:
        """The changes that would move the step, as sentences."""
        return flip_texts(score, self.words)

    def figure(self, figure: Figure) -> str:
        """A number with what the open questions still allow."""
        return figure_text(figure, self.words)

    def picture(self, score: Score) -> Markup:
        """The nested grid of CNIL as SVG; empty for the other models."""
        return nested_grid(score, self.words) if score.model == "cnil" else Markup()

    def number(self, number: Number | None) -> str:
        """A number for people."""
        return "" if number is None else f"{number:g}"

    def agreed(self) -> bool:
        """Whether all models with a scale say the same for certain."""
        scales = [_concerns(score) for score in self.scores if score.best is not None]
        return len(set(scales)) <= 1 and all(low == high for low, high in scales)

    def pairs(self) -> tuple[Pair, ...]:
        """Every two models that disagree or may; certain ones first."""
        found = [pair for one, other in combinations(self.scores, 2) if (pair := self._pair(one, other))]
        return tuple(sorted(found, key=lambda pair: pair.kind))

    def _pair(self, one: Score, other: Score) -> Pair | None:
        if one.best is None or other.best is None:
            return None
        (low, high), (least, most) = _concerns(one), _concerns(other)
        if (low, high) == (least, most) and low == high:
            return None
        apart = high < least or most < low
        graver, milder = (one, other) if (high, low) >= (most, least) else (other, one)
        names = (self.words.say(graver.title), self.words.say(milder.title))
        why = tuple(self._why(graver, milder))
        return Pair("disagree" if apart else "may_disagree", names, (self.level(graver), self.level(milder)), why)

    def _why(self, graver: Score, milder: Score) -> Iterator[str]:
        """What each of the two looks at, what only the graver one weighs, what lowers the milder one, what is open."""
        say, word, colon = self.words.say, self.words, self.words("colon")
        if graver.about != milder.about:
            yield f"{say(graver.title)}{colon}{say(graver.measures)}; {say(milder.title)}{colon}{say(milder.measures)}"
        asked = {part.question for part in milder.parts} | set(milder.open)
        only = [say(part.label) for part in self.parts(graver) if part.raises and part.question not in asked]
        if only:
            yield f"{word('score_only')} {say(graver.title)}{colon}{word.joined(only[:_MOST_REASONS])}"
        lowered = [say(part.label) for part in milder.parts if (part.points or 0) < 0]
        if lowered:
            yield f"{word('score_lowered')} {say(milder.title)}{colon}{word.joined(lowered[:_MOST_REASONS])}"
        for score in (graver, milder):
            if score.open:
                yield f"{say(score.title)}{colon}{len(score.open)} {word('score_open_count')}"


def _telling(score: Score) -> list[Part]:
    shown = [part for part in score.parts if part.raises or part.disputed or score.best is None]
    return sorted(shown, key=lambda part: (not part.disputed, -(part.points or 0)))


def _concerns(score: Score) -> tuple[int, int]:
    low, high = score.best, score.worst
    return (low.concern.value, high.concern.value) if low and high else (0, 0)


def level_text(score: Score, words: Words) -> str:
    """The result in words: a step, a range of steps, or that there is none."""
    if score.best is None or score.worst is None:
        return words("score_no_scale")
    span = words.say(score.best.label)
    if score.best != score.worst:
        span = f"{span}{words('score_to')}{words.say(score.worst.label)}"
    if score.level is None or score.best == score.worst:
        return span
    return f"{words.say(score.level.label)} ({words('score_open')}{words('colon')}{span})"


def stability(score: Score, words: Words) -> str:
    """Whether other answers would move the step, in one sentence."""
    if score.stable is None:
        return words("score_no_scale")
    if score.stable:
        return words("score_stable")
    found = [words("score_unstable")]
    if score.best != score.worst:
        found.append(f"{words('score_span')}{words('colon')}{len(score.open)} {words('score_open_count')}")
    if score.flips:
        found.append(f"{words('score_flips')}{words('colon')}{len(score.flips)}")
    if score.pair_count:
        found.append(f"{words('score_pairs')}{words('colon')}{score.pair_count}")
    return "; ".join(found)


def flip_texts(score: Score, words: Words) -> tuple[str, ...]:
    """Changes that would move the step, singles before pairs, as sentences."""
    shown = [*score.flips[:_MOST_FLIPS], *score.pairs[: max(2, _MOST_FLIPS - len(score.flips))]]
    return tuple(_flip(flip, words) for flip in shown)


def _flip(flip: Flip, words: Words) -> str:
    changes = words("score_and").join(_change(change, words) for change in flip.changes)
    return f"{_step(flip.level, words)}{words('score_if')}{changes}"


def _change(change: Change, words: Words) -> str:
    return f"{words.say(change.label)}{words('colon')}{words.say(change.text)}"


def _step(step: Step, words: Words) -> str:
    return words.say(step.label)


def figure_text(figure: Figure, words: Words) -> str:
    """A number, or its range, with the highest there can be."""
    most = f" / {figure.most:g}" if figure.most is not None else ""
    if figure.best is None or figure.worst is None or figure.best == figure.worst:
        return f"{figure.value:g}{most}" if figure.value is not None else words("unknown")
    span = f"{figure.best:g}{words('score_to')}{figure.worst:g}"
    return f"{span}{most}" if figure.value is None else f"{figure.value:g} ({span}){most}"


def score_lines(score: Score, words: Words) -> Iterator[str]:
    """A score for a terminal, line by line."""
    colon = words("colon")
    yield f"{words.say(score.title)}{colon}{level_text(score, words)}"
    yield f"  {words.say(score.measures)}"
    for figure in score.figures:
        yield f"  {words.say(figure.label)}{colon}{figure_text(figure, words)}"
    yield f"  {words('score_stability')}{colon}{stability(score, words)}"
    for text in flip_texts(score, words):
        yield f"    {text}"
    for part in Comparison((score,), words).parts(score):
        points = "" if part.points is None else f" ({part.points:g})"
        yield f"  {words.say(part.label)}{colon}{words.say(part.used) if part.used else ''}{points}"
    if score.open:
        yield f"  {words('score_open_list')}{colon}{', '.join(score.open[:20])}{' ...' if len(score.open) > 20 else ''}"
    for note in score.notes:
        yield f"  {words.say(note)}"
