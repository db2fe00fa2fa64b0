"""A report as one page, before a format sets it: the assessment, its edition for residents, two compared."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from pia.model.assessment import Assessment
from pia.model.changes import Changes, Direction
from pia.model.text import Language
from pia.presentation.content import Content
from pia.presentation.glyphs import visible
from pia.presentation.look import SHIPPED, Look
from pia.presentation.residents import Residents
from pia.presentation.templates import fill
from pia.presentation.words import Words


@dataclass(frozen=True, slots=True)
class Paper:
    """One page of HTML and what a format writes around it.

    Attributes:
        html: The page.
        title: Title of the document.
        running: What stands at the head of every printed page.
        author: Who answers for it.
        day: The day it is dated.
        language: Its language.
        accent: Colour of its headings, `#rrggbb`.
        contents: Whether a printed edition carries a table of contents.
    """

    html: str
    title: str
    running: str
    author: str
    day: date
    language: Language
    accent: str
    contents: bool = True


def assessment_paper(assessment: Assessment, language: Language, look: Look = SHIPPED) -> Paper:
    """The whole assessment.

    Raises:
        ReportError: A template is broken.
    """
    words = Words(language)
    html = fill(
        "assessment/assessment.html.jinja",
        look,
        content=Content(assessment, words),
        a=assessment,
        w=words,
        lang=language.value,
    )
    return _bound(html, words("title"), assessment, words, look)


def residents_paper(assessment: Assessment, language: Language, look: Look = SHIPPED) -> Paper:
    """One or two pages in plain words, for the people the data is about.

    Raises:
        ReportError: A template is broken.
    """
    words = Words(language)
    own = Residents(assessment, words)
    html = fill("residents/residents.html.jinja", look, own=own, a=assessment, w=words, lang=language.value)
    return replace(_bound(html, words("res_title"), assessment, words, look), contents=False)


def _bound(html: str, kind: str, assessment: Assessment, words: Words, look: Look) -> Paper:
    """A page of an assessment with what stands around it."""
    own = assessment.deployment
    return Paper(
        html=html,
        title=visible(f"{kind}{words('colon')}{own.name}"),
        running=visible(own.name),
        author=visible(look.name or own.controller.name),
        day=assessment.assessed_on,
        language=words.language,
        accent=look.accent,
    )


def changes_paper(found: Changes, language: Language, look: Look = SHIPPED) -> Paper:
    """What is different between two assessments.

    Raises:
        ReportError: A template is broken.
    """
    words = Words(language)
    groups = [(subject.value, tuple(group)) for subject, group in groupby(found.differences, lambda item: item.subject)]
    counts = Counter(item.direction.value for item in found.differences)
    html = fill(
        "changes/changes.html.jinja",
        look,
        c=found,
        groups=groups,
        counts={item.value: counts[item.value] for item in Direction},
        w=words,
        lang=language.value,
    )
    title, author = visible(f"{words('chg_title')}{words('colon')}{found.name}"), visible(look.name or found.name)
    return Paper(
        html, title, visible(found.name), author, found.after or date(1980, 1, 1), language, look.accent, contents=False
    )


EDITIONS: Mapping[str, Callable[[Assessment, Language, Look], Paper]] = {
    "assessment": assessment_paper,
    "residents": residents_paper,
}
"""The editions of an assessment, by name."""


class PaperReport(ABC):
    """A report format that sets a page: all of them show the same content."""

    def render(self, assessment: Assessment, language: Language) -> bytes:
        """The assessment in this format, as pia ships it.

        Raises:
            ReportError: A template is broken, or the format cannot show the content.
        """
        return self.set(assessment_paper(assessment, language))

    @abstractmethod
    def set(self, paper: Paper) -> bytes:
        """A page in this format.

        Raises:
            ReportError: The format cannot show the content.
        """
