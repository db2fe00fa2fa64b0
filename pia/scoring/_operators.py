"""What the operators of a survey's expressions do with answers, as SurveyJS does it.

Comparing ignores case and outer white space, and an answer that looks like a number is a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

Value: TypeAlias = "bool | int | float | str | list[Value] | None"


def number_of(text: str) -> bool | int | float | str:
    """A text as SurveyJS reads it: `true` and what looks like a number are no texts.

    >>> number_of("12"), number_of("012"), number_of("item1-2"), number_of("True")
    (12, '012', 'item1-2', True)
    """
    if text.lower() in {"true", "false"}:
        return text.lower() == "true"
    plain = text.strip()
    if re.fullmatch(r"-?0x[0-9a-fA-F]{1,30}", plain):
        return int(plain, 16)
    if not re.fullmatch(r"[-+]?(?:\d+\.?\d*|\.\d+)", plain) or re.fullmatch(r"\d{16,}|0\d.*", plain):
        return text
    return float(plain) if "." in plain else int(plain)


def truthy(value: Value) -> bool:
    """What JavaScript takes for true; an empty list counts as nothing."""
    return bool(value)


def plain(answer: object) -> Value:
    """An answer as expressions see it; an empty one is none."""
    if isinstance(answer, list | tuple):
        return None if not answer else [item if isinstance(item, bool | int | float | str) else None for item in answer]
    if isinstance(answer, str):
        return number_of(answer)
    return answer if isinstance(answer, bool | int | float) else None


def empty(value: Value) -> bool:
    """Whether a value is nothing; zero and false are something."""
    return value is None or value in ("", [])


def _number(value: Value) -> float | None:
    if isinstance(value, bool | int | float):
        return float(value)
    found = number_of(value) if isinstance(value, str) else None
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def equal(left: Value, right: Value) -> bool:
    """Whether two values are the same: texts without case, lists without order, nothing and nothing."""
    if isinstance(left, list) and isinstance(right, list):
        pairs = zip(sorted(left, key=str), sorted(right, key=str), strict=False)
        return len(left) == len(right) and all(equal(a, b) for a, b in pairs)
    if empty(left) or empty(right):
        return empty(left) and empty(right)
    if isinstance(left, list) or isinstance(right, list):
        return False
    if isinstance(left, str) and isinstance(right, str):
        return left.strip().lower() == right.strip().lower()
    if isinstance(left, bool) != isinstance(right, bool) and str in {type(left), type(right)}:
        return str(left).strip().lower() == str(right).strip().lower()
    one, other = _number(left), _number(right)
    return one is not None and one == other


def _ordered(left: Value, right: Value, compare: Callable[[float | str, float | str], bool]) -> bool:
    """Texts by their letters, everything else by its number; a list is a text."""
    one, other = (_text(side) if isinstance(side, list) else side for side in (left, right))
    if isinstance(one, str) and isinstance(other, str):
        return compare(one, other)
    first, second = _number(one), _number(other)
    return first is not None and second is not None and compare(first, second)


def contains(left: Value, right: Value) -> bool:
    """Whether a list holds every wanted item, or a text the wanted part."""
    return _search(left, right, wanted=True)


def _search(left: Value, right: Value, *, wanted: bool) -> bool:
    """Whether the search comes out as wanted; a search for nothing comes out as neither."""
    if left is None or left in ("", []):
        return False
    if isinstance(left, list):
        items = right if isinstance(right, list) else [right]
        return all(any(equal(item, one) for item in left) for one in items) is wanted
    whole, part = _text(left), _text(right)
    if not isinstance(left, str) and isinstance(right, str):
        whole, part = whole.upper(), part.upper()
    return (part in whole) is wanted if right not in (None, "", False, 0) else False


def _text(value: Value) -> str:
    if isinstance(value, list):
        return ",".join(_text(item) for item in value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else f"{value}"


def _notcontains(left: Value, right: Value) -> bool:
    return (not truthy(left) and not empty(right)) or _search(left, right, wanted=False)


def _anyof(left: Value, right: Value) -> bool:
    if empty(left) or empty(right):
        return empty(right)
    if not isinstance(left, list):
        return contains(right, left)
    return any(contains(left, item) for item in (right if isinstance(right, list) else [right]))


def _allof(left: Value, right: Value) -> bool:
    return (truthy(left) or empty(right)) and all(
        contains(left, item) for item in (right if isinstance(right, list) else [right])
    )


OPERATORS: Mapping[str, Callable[[Value, Value], bool]] = {
    "equal": equal,
    "notequal": lambda left, right: not equal(left, right),
    "less": lambda left, right: _ordered(left, right, lambda one, other: one < other),  # type: ignore[operator]
    "greater": lambda left, right: _ordered(left, right, lambda one, other: one > other),  # type: ignore[operator]
    "lessorequal": lambda left, right: equal(left, right) or OPERATORS["less"](left, right),
    "greaterorequal": lambda left, right: equal(left, right) or OPERATORS["greater"](left, right),
    "contains": contains,
    "notcontains": _notcontains,
    "anyof": _anyof,
    "allof": _allof,
}
