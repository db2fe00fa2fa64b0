"""Verdicts of the compiled tests, beside those of the recognizers of the same names."""

from __future__ import annotations

import importlib
import random
import re
import string
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from types import ModuleType

import numba
import numpy as np
import regex
from hypothesis import strategies as st

from pia.checksums import FAILED, PASSED, UNDECIDED
from pia.checksums.run import KINDS, verify
from pia.recognizers import PatternRecognizer, china, devices, nationals, phone, presidio
from pia.recognizers.presidio import FORM_ONLY, PresidioPattern

_OWN = (*china.RECOGNIZERS, *devices.RECOGNIZERS, *nationals.RECOGNIZERS, *phone.RECOGNIZERS)
_SHELF: list[PatternRecognizer | PresidioPattern] = [*_OWN, *presidio.RECOGNIZERS]
RECOGNIZERS = {recognizer.name: recognizer for recognizer in _SHELF if recognizer.name in KINDS}


@contextmanager
def plain() -> Iterator[None]:
    """Numba leaves functions as they are meanwhile."""
    numba.config.DISABLE_JIT = True
    try:
        yield
    finally:
        numba.config.DISABLE_JIT = False


@cache
def plain_run() -> ModuleType:
    """`run` of a second copy of the package that is not compiled: what Python makes of the same lines."""
    kept = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[:2] == ["pia", "checksums"]}
    try:
        return importlib.import_module("pia.checksums.run")
    finally:
        sys.modules.update(kept)
        sys.modules["pia"].checksums = kept["pia.checksums"]  # type: ignore[attr-defined]


def plain_verdicts(name: str, texts: Sequence[str]) -> list[int]:
    """The verdicts on ASCII texts of the same functions, not compiled."""
    with plain():
        return _verdicts(plain_run().verify, name, texts)


def compiled_verdicts(name: str, texts: Sequence[str]) -> list[int]:
    """The compiled verdicts on ASCII texts."""
    return _verdicts(verify, name, texts)


def _verdicts(verify: Callable[..., None], name: str, texts: Sequence[str]) -> list[int]:
    encoded = [text.encode("ascii") for text in texts]
    ends = np.cumsum([len(text) for text in encoded], dtype=np.int64)
    starts = ends - np.array([len(text) for text in encoded], np.int64)
    verdicts = np.full(len(texts), 9, np.int8)
    verify(KINDS[name], np.frombuffer(b"".join(encoded) + b"0", np.uint8), starts, ends, verdicts)
    return [int(verdict) for verdict in verdicts]


def interpreted_verdict(name: str, text: str) -> int:
    """The verdict of the recognizer's own test."""
    recognizer = RECOGNIZERS[name]
    if isinstance(recognizer, PatternRecognizer):
        assert recognizer.test
        return _of(recognizer.test(text))
    try:
        verdict = recognizer.validate(text) if recognizer.validate else None
        refused = recognizer.invalidate(text) if recognizer.invalidate else None
    except (ValueError, KeyError, IndexError, TypeError):
        return FAILED
    if refused or verdict is False:
        return FAILED
    return PASSED if verdict and recognizer.entity_type not in FORM_ONLY else UNDECIDED


def _of(verdict: bool | None) -> int:
    return UNDECIDED if verdict is None else PASSED if verdict else FAILED


def patterns(name: str) -> list[tuple[str, bool]]:
    """Regular expressions of a recognizer, and whether they ignore case."""
    recognizer = RECOGNIZERS[name]
    if isinstance(recognizer, PatternRecognizer):
        return [(pattern.regex, bool(recognizer.flags & re.IGNORECASE)) for pattern in recognizer.patterns]
    return [(expression, bool(flags & regex.IGNORECASE)) for expression, flags, _ in recognizer.patterns]


def matcher(name: str) -> Callable[[str], bool]:
    """Whether one of the patterns matches a whole text."""
    recognizer = RECOGNIZERS[name]
    if isinstance(recognizer, PatternRecognizer):
        own = [re.compile(pattern.regex, recognizer.flags) for pattern in recognizer.patterns]
        return lambda text: any(pattern.fullmatch(text.strip() if recognizer.whole else text) for pattern in own)
    compiled = [regex.compile(expression, flags) for expression, flags, _ in recognizer.patterns]
    return lambda text: any(pattern.fullmatch(text) for pattern in compiled)


def texts_of(name: str) -> st.SearchStrategy[str]:
    """ASCII texts that a pattern of the recognizer matches; patterns of wide or Chinese characters match none."""
    ascii_only = st.characters(codec="ascii")
    return st.one_of(
        [
            st.from_regex(re.compile(source, re.IGNORECASE if ignore else 0), fullmatch=True, alphabet=ascii_only)
            for source, ignore in patterns(name)
            if "[１-" not in source and not source.startswith("[\\u4e00")
        ]
    )


def repaired(text: str) -> Iterator[str]:
    """The text with every last character, every last two digits, and every pair of digits at the third place."""
    digits = [f"{number:02}" for number in range(100)]
    yield from (text[:-1] + last for last in string.digits + string.ascii_uppercase)
    yield from (text[:-2] + pair for pair in digits)
    yield from (text[:2] + pair + text[4:] for pair in digits)


def edited(text: str, chance: random.Random) -> str:
    """The text with a character replaced, most often by one of its own kind, left out, doubled or swapped."""
    if not text:
        return chr(chance.randrange(128))
    place = chance.randrange(len(text))
    old = text[place]
    alike = string.digits if old.isdigit() else string.ascii_letters if old.isalpha() else " -.:/+"
    new = chance.choice([chance.choice(alike)] * 6 + [chr(chance.randrange(128)), "", old + old])
    if chance.random() < 0.1:
        return text[:place] + text[place + 1 : place + 2] + old + text[place + 2 :]
    return text[:place] + new + text[place + 1 :]


def verdict(name: str, text: str) -> int:
    """The compiled verdict on one text, which must be that of the recognizer and of the same lines in Python, too."""
    (found,) = compiled_verdicts(name, [text])
    assert found == interpreted_verdict(name, text)
    assert [found] == plain_verdicts(name, [text])
    return found


def share_passed(name: str, texts: Sequence[str], is_valid: Callable[[str], bool]) -> float:
    """Share of the texts that python-stdnum has for valid; every one of them must pass."""
    valid = [text for text in texts if is_valid(text)]
    assert set(compiled_verdicts(name, valid)) <= {PASSED}
    return len(valid) / len(texts)


def numbers(count: int, first: int, last: int) -> list[str]:
    """Random numbers without the last digit, each with all last digits."""
    chance = random.Random(7)
    heads = [str(chance.randint(first, last)) for _ in range(count)]
    return [head + str(check) for head in heads for check in range(10)]
