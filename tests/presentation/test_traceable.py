"""Every number that a report shows in its sections of results can be traced to a fact or a part of the assessment."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pytest

from pia import documents
from pia.model.assessment import Assessment
from pia.model.text import Language
from pia.presentation.paper import assessment_paper

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
SECTIONS = {"summary", "inventory", "exposure", "necessity", "results", "risks", "scores", "questions"}
VOID = {"br", "meta"}


@dataclass(frozen=True)
class Shown:
    """A number on the page: where it stands and what it says it comes from."""

    section: str
    text: str
    sources: tuple[str, ...]


class Page(HTMLParser):
    """Collects the numbers in cells and descriptions, with the `data-from` around them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str, str]] = []
        self.numbers: list[Shown] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            values = dict(attrs)
            section = values.get("id") if tag == "section" else ""
            self.open.append((tag, section or "", values.get("data-from") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _, _ in self.open}
        section = "".join(name for _, name, _ in self.open)
        if section in SECTIONS and tags & {"td", "dd"} and not tags & {"code", "svg", "style"}:
            sources = next((found for _, _, found in reversed(self.open) if found), "")
            self.numbers += [Shown(section, hit, tuple(sources.split())) for hit in NUMBER.findall(data)]


def resolved(whole: dict[str, Any], source: str) -> Any:
    if "." in source:
        return [fact for fact in whole["facts"] if fact["name"] == source]
    name, _, place = source.partition("[")
    return whole[name][int(place[:-1])] if place else whole[name]


def walked(part: Any) -> Iterator[Any]:
    yield part
    for child in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from walked(child)


def derivable(part: Any) -> set[str]:
    """What may be shown of a part: its numbers, those in its texts, lengths, and how often a value stands in it."""
    numbers = {str(item) for item in walked(part) if isinstance(item, int | float) and not isinstance(item, bool)}
    numbers |= {hit.replace(",", "") for hit in NUMBER.findall(json.dumps(part, ensure_ascii=False))}
    numbers |= {str(len(item)) for item in walked(part) if isinstance(item, list)}
    told = Counter(
        f"{key}={value}"
        for item in walked(part)
        if isinstance(item, dict)
        for key, value in item.items()
        if isinstance(value, str | int)
    )
    numbers |= {str(count) for count in told.values()} | {"0"}
    return numbers


def fits(text: str, known: set[str]) -> bool:
    """Whether a number is known as it stands, rounded, or as the share of two known ones in percent."""
    bare = text.replace(",", "")
    if bare in known:
        return True
    value, digits = float(bare), len(bare.partition(".")[2])
    floats = [float(item) for item in known]
    if any(round(one, digits) == value for one in floats):
        return True
    whole = [one for one in floats if one > 0]
    return any(abs(round(100 * part / one, digits) - value) < 10**-digits / 2 for one in whole for part in floats) or (
        value in {1, 99}
    )


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["floating-population", "community-grid", "air-quality"])
def test_every_number_comes_from_the_assessment(
    assessed: Callable[[str], Assessment], name: str, language: Language
) -> None:
    assessment = assessed(name)
    whole = json.loads(documents.dump_json(assessment))
    page = Page()
    page.feed(assessment_paper(assessment, language).html)
    assert len(page.numbers) > 20
    known: dict[tuple[str, ...], set[str]] = {}
    lost = []
    for shown in page.numbers:
        if shown.sources not in known:
            known[shown.sources] = set().union(*(derivable(resolved(whole, item)) for item in shown.sources))
        if not shown.sources or not fits(shown.text, known[shown.sources]):
            lost.append(shown)
    assert lost == []


def test_a_number_from_nowhere_would_be_noticed() -> None:
    known = derivable({"cells": 1145, "scanned": 1183})
    assert fits("1,145", known)
    assert fits("97", known)
    assert not fits("1,146", known)
    assert not fits("64.2", known)
