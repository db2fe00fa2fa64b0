"""Where an obligation stands, as Chinese readers write it: `Art. 13(1)(1)-(7)` is 第13条第1款第1项至第7项."""

from __future__ import annotations

import re

_PART = r"(?:\d+[a-z]?(?:\(\w+\))*|(?:\(\w+\))+)"
_ARTICLE = re.compile(rf"Art\. ({_PART}(?:(?:-|, ){_PART})*)")
_SPLIT = re.compile(r"(-|, )")
_PAREN = re.compile(r"\((\w+)\)")
_OTHERS = (
    (re.compile(r"\b[Rr]ecital (\d+)"), r"序言第\1条"),
    (re.compile(r"\bAnnex ([A-Z])"), r"附录\1"),
    (re.compile(r"\bcl\. (\d+)"), r"第\1条"),
    (re.compile("; "), "；"),
)


def chinese(at: str) -> str:
    """Articles, paragraphs and points with their Chinese words; whatever is written otherwise stays as it is."""
    for pattern, words in _OTHERS:
        at = pattern.sub(words, at)
    return _ARTICLE.sub(lambda found: _articles(found[1]), at)


def _articles(parts: str) -> str:
    said, depth = "", 0
    for piece in _SPLIT.split(parts):
        if piece in ("-", ", "):
            said += "至" if piece == "-" else "、"
            continue
        number, steps = piece.partition("(")[0], _PAREN.findall(piece)
        first = 0 if number else max(0, depth - len(steps))
        depth = first + len(steps)
        said += (f"第{number}条" if number else "") + "".join(
            _step(step, place) for place, step in enumerate(steps, start=first)
        )
    return said


def _step(step: str, place: int) -> str:
    """A paragraph is numbered; what stands below it, or has a letter, is a point."""
    if not step.isdigit():
        return f"({step})项"
    return f"第{step}项" if place else f"第{step}款"
