"""Facts told in a form's text field, a labelled line for each, and heard again when the form comes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_NOTHING = "-"
_BETWEEN = "; "


def told(lines: Iterable[tuple[str, str]]) -> str:
    r"""Lines of a label and what it says; what says nothing has a hyphen, so that it keeps its place.

    >>> told([("Purpose", "pensions"), ("Purpose", "")])
    'Purpose: pensions\nPurpose: -'
    """
    return "\n".join(f"{label}: {' '.join(text.split()) or _NOTHING}" for label, text in lines)


def heard(text: str, labels: Sequence[str]) -> list[tuple[str, str]] | None:
    r"""The lines of a text of which each has one of the labels; `None` if a line has none: somebody wrote it freely.

    >>> heard("Purpose: pensions\nPurpose: -", ["Purpose"]), heard("We pay pensions", ["Purpose"])
    ([('Purpose', 'pensions'), ('Purpose', '')], None)
    """
    lines = [line.partition(": ") for line in text.split("\n") if line.strip()]
    if not lines or any(label not in labels or not mark for label, mark, _ in lines):
        return None
    return [(label, "" if rest == _NOTHING else rest) for label, _, rest in lines]


def listed(items: Iterable[str]) -> str:
    """Several words as one text."""
    return _BETWEEN.join(items)


def apart(text: str) -> tuple[str, ...]:
    """The words that `listed` put together."""
    return tuple(item for item in text.split(_BETWEEN) if item)
