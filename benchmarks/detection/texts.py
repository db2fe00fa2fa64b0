"""How well names and other personal data are found inside texts: precision, recall and F1 per entity type.

    python -m benchmarks.detection.texts FILE... [--nlp MODELS] [--exact] [--as LABEL=TYPE,...]

A file holds one text a line. Either `{"text": ..., "spans": [[start, end, "TYPE"], ...]}`, or text in which every name
is marked: `Please call [PERSON Anna Bell] back.` Without FILE, a few invented texts of `SHIPPED` are used: they show
that the script works and measure nothing. A span counts as found if a match of its type covers half of it; with
`--exact`, if it is the same. Places and addresses are one type.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pia import language_models, plugins
from pia.recognizers import LIKELY, Recognizer

Span = tuple[int, int, str]
SHIPPED = (
    "Please call [PERSON Anna Bell] in [LOCATION Norway] about the lease.",
    "Dr. [PERSON Ostrowski] wrote to [EMAIL_ADDRESS a.bell@example.org] yesterday.",
    "网格员[PERSON 李敏]上门劝导，双方已达成一致。",
    "The caretaker closed the gate at noon.",
)
SAME = {"ADDRESS": "LOCATION", "DATE_OF_BIRTH": "DATE_TIME", "CN_MOBILE": "PHONE_NUMBER"}
_MARKED = re.compile(r"\[([A-Z_]+) ([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of one type.

    Attributes:
        hits: Spans found.
        missed: Spans not found.
        false: Matches where there is no such span.
    """

    hits: int
    missed: int
    false: int

    @property
    def recall(self) -> float:
        """Share of the spans that were found, in [0, 1]."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 0.0

    @property
    def precision(self) -> float:
        """Share of the matches that are right, in [0, 1]."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean, in [0, 1]."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_line(line: str) -> tuple[str, list[Span]]:
    """A text and its spans.

    >>> read_line("Ask [PERSON Anna] now.")
    ('Ask Anna now.', [(4, 8, 'PERSON')])
    """
    if line.startswith("{"):
        item = json.loads(line)
        return item["text"], [(start, end, type_) for start, end, type_ in item["spans"]]
    text, spans, at = "", [], 0
    for match in _MARKED.finditer(line):
        text += line[at : match.start()]
        spans.append((len(text), len(text) + len(match[2]), match[1]))
        text, at = text + match[2], match.end()
    return text + line[at:], spans


def finder(models: Sequence[str] = ()) -> Callable[[str], list[Span]]:
    """What pia finds in a text: every match that counts by itself; where they overlap, the surest, then the longest."""
    shelf: list[Recognizer] = [item for family in plugins.load_all("recognizers").values() for item in family]
    shelf += language_models.recognizers(language_models.load_models(models))

    def find(text: str) -> list[Span]:
        every = [
            (match.score, match.end - match.start, match.start, match.end, recognizer.entity_type)
            for recognizer in shelf
            for match in recognizer.matches([text])
            if match.score >= LIKELY
        ]
        taken: list[Span] = []
        for _, _, start, end, type_ in sorted(every, reverse=True):
            if all(end <= other[0] or start >= other[1] for other in taken):
                taken.append((start, end, type_))
        return sorted(taken)

    return find


def score(
    lines: Iterable[tuple[str, list[Span]]], find: Callable[[str], list[Span]], *, exact: bool, same: Mapping[str, str]
) -> dict[str, Score]:
    """Scores by type, in alphabetical order; `same` gives types another name before they are compared."""
    counts: dict[str, Counter[str]] = {"hits": Counter(), "missed": Counter(), "false": Counter()}
    for text, marked in lines:
        gold = [(start, end, same.get(type_, type_)) for start, end, type_ in marked]
        told = [(start, end, same.get(type_, type_)) for start, end, type_ in find(text)]
        for span in gold:
            counts["hits" if any(_covers(own, span, exact=exact) for own in told) else "missed"][span[2]] += 1
        for own in told:
            if not any(_covers(own, span, exact=exact) or _covers(span, own, exact=exact) for span in gold):
                counts["false"][own[2]] += 1
    types = sorted(set().union(*counts.values()))
    return {type_: Score(*(counts[key][type_] for key in ("hits", "missed", "false"))) for type_ in types}


def _covers(found: Span, span: Span, *, exact: bool) -> bool:
    if found[2] != span[2]:
        return False
    both = min(found[1], span[1]) - max(found[0], span[0])
    return found[:2] == span[:2] if exact else 2 * both >= span[1] - span[0]


def table(scores: Mapping[str, Score]) -> Iterator[str]:
    """The scores as lines, all types together last."""
    every = list(scores.values())
    hits, missed, false = (sum(getattr(item, key) for item in every) for key in ("hits", "missed", "false"))
    for type_, item in {**scores, "all": Score(hits, missed, false)}.items():
        figures = f"precision {item.precision:.3f}  recall {item.recall:.3f}  F1 {item.f1:.3f}"
        yield f"{type_:24} {figures}  of {item.hits + item.missed}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores of every file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--nlp", default="")
    parser.add_argument("--exact", action="store_true")
    parser.add_argument("--as", dest="same", default="")
    options = parser.parse_args(arguments)
    find = finder([name for name in options.nlp.split(",") if name])
    same = SAME | dict(pair.split("=") for pair in options.same.split(",") if pair)
    texts = {str(path): path.read_text(encoding="utf-8").splitlines() for path in options.files}
    for name, lines in (texts or {"invented texts: they measure nothing": list(SHIPPED)}).items():
        print(name)
        for line in table(score(map(read_line, filter(str.strip, lines)), find, exact=options.exact, same=same)):
            print(f"  {line}")


if __name__ == "__main__":
    main()
