"""Recognizers that users wrote -> recognizers, and what is wrong with them.

They are pattern recognizers like the shipped ones: the same automata search for them, and their tests are asked once
per distinct match.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from typing import Any

from pia.matching.ambiguity import Growth, growth
from pia.matching.programs import UnsupportedError
from pia.model.recognition import DeclaredRecognizer
from pia.recognizers import Pattern, PatternRecognizer, Recognizer

Test = Callable[[str], bool | None]

MOST_CHARACTERS = 1_000
MOST_WORDS = 1_000
_FORM = 0.3
"""What a match of a tested pattern is worth where the test has no opinion."""

_MODULE = re.compile(r"stdnum(?:\.[a-z0-9_]+)+")
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]*")
_PLAIN = re.compile(r"[0-9A-Za-z]")


def shipped_tests(recognizers: Iterable[Recognizer]) -> dict[str, Test]:
    """The tests of shipped recognizers, by name."""
    return {
        recognizer.name: recognizer.verdict  # type: ignore[attr-defined]
        for recognizer in recognizers
        if getattr(recognizer, "tested", False)
    }


def named_test(name: str, shipped: Mapping[str, Test]) -> Test | None:
    """The test of a name: that of a shipped recognizer, or a module of python-stdnum; `None` if there is none."""
    if name in shipped:
        return shipped[name]
    if not _MODULE.fullmatch(name):
        return None
    try:
        module = import_module(name)
    except ImportError:
        return None
    return partial(_is_valid, module.is_valid) if hasattr(module, "is_valid") else None


def _is_valid(test: Callable[[str], object], text: str) -> bool:
    try:
        return bool(test(text))
    except (ValueError, KeyError, IndexError, TypeError):
        return False


def built(declared: DeclaredRecognizer, shipped: Mapping[str, Test]) -> tuple[PatternRecognizer, ...]:
    """The recognizers of one entry without faults: one of its patterns, one of its words."""
    common: dict[str, Any] = {
        "entity_type": declared.entity_type,
        "context": tuple(word.lower() for word in declared.context),
        "against": tuple(word.lower() for word in declared.against),
        "flags": declared.flags,
    }
    test = named_test(declared.checksum, shipped) if declared.checksum else None
    made: list[PatternRecognizer] = []
    if declared.patterns:
        tested: dict[str, Any] = {"test": test, "passed": declared.score, "chance": declared.chance} if test else {}
        score = min(_FORM, declared.score) if test else declared.score
        patterns = tuple(Pattern(expression, score) for expression in declared.patterns)
        name = f"user.{declared.name}"
        made.append(PatternRecognizer(name=name, patterns=patterns, whole=declared.whole, **tested, **common))
    if declared.deny:
        words = Pattern("|".join(map(word_pattern, sorted(set(declared.deny), key=_longest_first))), declared.score)
        made.append(PatternRecognizer(name=f"user.{declared.name}.words", patterns=(words,), **common))
    return tuple(made)


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def word_pattern(word: str) -> str:
    r"""An expression for a word that does not stand inside a longer run of letters and digits.

    >>> word_pattern("a.b"), word_pattern("工号")
    ('(?<![0-9A-Za-z])a\\.b(?![0-9A-Za-z])', '工号')
    """
    before = "(?<![0-9A-Za-z])" if _PLAIN.match(word[0]) else ""
    after = "(?![0-9A-Za-z])" if _PLAIN.match(word[-1]) else ""
    return f"{before}{re.escape(word)}{after}"


Fault = tuple[tuple[str | int, ...], str, str]
"""Place within the entry, what is wrong, what to do."""


def faults(declared: DeclaredRecognizer, shipped: Mapping[str, Test]) -> Iterator[Fault]:
    """What keeps an entry from being used; the words of its deny list are never repeated."""
    if not _NAME.fullmatch(declared.name):
        yield ("name",), "a name is made of small letters, digits, '.', '-' and '_'", "Rename it."
    if not (declared.patterns or declared.deny):
        yield (), "it looks for nothing", "Give it patterns or a deny list."
    for place, expression in enumerate(declared.patterns):
        yield from ((("patterns", place), what, fix) for what, fix in pattern_faults(expression, declared.flags))
    yield from _word_faults(declared)
    yield from _number_faults(declared)
    if declared.checksum and named_test(declared.checksum, shipped) is None:
        near = get_close_matches(declared.checksum, shipped, 1)
        hint = f"Did you mean '{near[0]}'?" if near else "Name a recognizer that has a test, or stdnum.MODULE."
        yield ("checksum",), f"there is no test '{declared.checksum}'", hint


def _word_faults(declared: DeclaredRecognizer) -> Iterator[Fault]:
    if any(not word.strip() for word in declared.deny):
        yield ("deny",), "a word of the deny list is empty", "Remove it."
    if len(declared.deny) > MOST_WORDS:
        yield ("deny",), f"the deny list has more than {MOST_WORDS:,} words", "Split it over several recognizers."
    if any(not word.strip(" =") for word in (*declared.context, *declared.against)):
        yield ("context",), "a header word is empty", "Remove it."


def _number_faults(declared: DeclaredRecognizer) -> Iterator[Fault]:
    for key in ("score", "chance"):
        if not 0 <= getattr(declared, key) <= 1:
            yield (key,), f"{key} is no share", "Write a number from 0 to 1."
    if declared.score < 0.15 or (declared.score < 0.6 and not declared.context):
        what = f"with a score of {declared.score:g} and {len(declared.context)} context words it can report nothing"
        yield ("score",), what, "Raise the score to 0.6, or give it context words."


def pattern_faults(expression: str, flags: int) -> Iterator[tuple[str, str]]:
    """What is wrong with one expression: its syntax, its size, or how slow it can be."""
    if len(expression) > MOST_CHARACTERS:
        yield f"the pattern has more than {MOST_CHARACTERS:,} characters", "Split it, or use a deny list."
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)
            compiled = re.compile(expression, flags)
            grows = growth(expression, flags)
    except FutureWarning:
        what = "the pattern has a set that other versions of Python read otherwise"
        yield what, r"Write '\[' for '[' in a set, and escape doubled '-', '&', '~' and '|'."
        return
    except re.error as error:
        yield (
            f"this is no regular expression: character {(error.pos or 0) + 1}",
            "Mend it; quote it with '...' in YAML.",
        )
        return
    except (UnsupportedError, RecursionError, OverflowError) as error:
        what = str(error) if isinstance(error, UnsupportedError) else "it is nested too deeply"
        yield f"the pattern cannot be searched for in linear time: {what}", "Write it without that."
        return
    if compiled.match(""):
        yield "the pattern matches nothing at all", "Require at least one character."
    if grows is Growth.EXPONENTIAL:
        yield (
            "the pattern is catastrophic: its work can double with every character of a cell",
            "Nest no repeat in a repeat, and let the alternatives of a repeat begin with different characters.",
        )
    elif grows is Growth.QUADRATIC:
        yield (
            "the pattern is slow: its work can grow with the square of a cell's length",
            r"Bound the repeats ({1,40}), or begin with a look-behind such as (?<![0-9]).",
        )


def example_faults(declared: DeclaredRecognizer, made: Iterable[Recognizer]) -> Iterator[Fault]:
    """Examples that the built recognizers do not bear out, by their number."""
    recognizers = list(made)
    for key, wanted in (("hits", True), ("misses", False)):
        for place, value in enumerate(getattr(declared, key)):
            found = any(match.score > 0 for recognizer in recognizers for match in recognizer.matches([value]))
            if found is not wanted:
                what = f"number {place + 1} of its {key} is {'found' if found else 'not found'}"
                yield (key, place), what, "Mend the recognizer or the example."
