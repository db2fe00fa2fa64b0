from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from pypdf import PdfReader

from pia.model.assessment import Assessment
from pia.model.deployment import Controller, Recipient
from pia.model.interval import Interval
from pia.model.rule import FactValue
from pia.model.text import Language
from pia.presentation.paper import residents_paper
from pia.presentation.residents import FLOOR, Residents, hard_texts
from pia.presentation.words import Words
from pia.reports.pdf import REPORT as PDF

Assessed = Callable[[str], Assessment]
EN, ZH = Words(Language.EN), Words(Language.ZH)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["floating-population", "community-grid", "urban-sensing", "air-quality"])
def test_it_is_at_most_two_pages_and_says_the_five_things(assessed: Assessed, name: str, language: Language) -> None:
    paper, words = residents_paper(assessed(name), language), Words(language)
    for key in ("res_what", "res_why", "res_rights", "res_how", "res_decides"):
        assert f"<h2>{words(key)}</h2>" in paper.html
    assert "<table" not in paper.html
    assert len(PdfReader(io.BytesIO(PDF.set(paper))).pages) <= 2


def with_people(assessment: Assessment, value: FactValue | None) -> Assessment:
    facts = [replace(fact, value=value) if fact.name == "scan.subjects" else fact for fact in assessment.facts]
    return replace(assessment, facts=tuple(facts))


def test_few_people_are_not_counted_out(assessed: Assessed) -> None:
    plain = assessed("floating-population")
    for number in range(1, FLOOR):
        assert Residents(with_people(plain, number), EN).people() == "It is about fewer than 10 people."
        assert str(number) not in Residents(with_people(plain, Interval(0, number)), ZH).people().replace("10", "")
    assert Residents(with_people(plain, 10), EN).people() == "It is about 10 people at most."
    assert Residents(with_people(plain, Interval(900, 12_345)), EN).people() == "It is about 12,000 people at most."
    assert Residents(with_people(plain, None), EN).people() == ""
    assert Residents(with_people(plain, Interval(5)), EN).people() == ""
    assert Residents(replace(plain, facts=()), EN).people() == ""


def test_periods_are_told_as_people_say_them(assessed: Assessed) -> None:
    own = Residents(assessed("air-quality"), EN)
    told = [own.storage(days) for days in (None, 0, 1, 45, 90, 365, 1825)]
    assert told == ["no period has been set", "0 days", "1 days", "45 days", "3 months", "1 years", "5 years"]


def test_rights_are_those_of_the_place(assessed: Assessed) -> None:
    plain = assessed("floating-population")

    def rights(*places: str) -> tuple[str, ...]:
        return Residents(replace(plain, deployment=replace(plain.deployment, jurisdictions=places)), EN).rights()

    assert "office that guards data" in rights("eu")[-1]
    assert "go to court" in rights("cn")[-1]
    assert "Information Commissioner" in rights("uk")[-1]
    both = rights("eu", "cn")
    assert len(both) == len(set(both)) > len(rights("cn"))
    assert len(rights()) == 3


def test_what_is_missing_is_said(assessed: Assessed) -> None:
    plain = assessed("floating-population")
    bare = replace(
        plain.deployment,
        activities=(),
        recipients=(Recipient("Archive"),),
        consultations=(),
        next_review=None,
        controller=Controller("Town"),
    )
    html = residents_paper(replace(plain, deployment=bare), Language.EN).html
    for words in (
        "No reason has been written down yet",
        "No contact is named yet",
        "Residents have not been asked yet",
        "<li>Archive</li>",
    ):
        assert words in html


def test_the_verdict_is_that_of_the_assessment(assessed: Assessed) -> None:
    assert Residents(assessed("floating-population"), EN).verdict() == EN("res_verdict_stop")
    assert Residents(assessed("air-quality"), EN).verdict() == EN("res_verdict_go")
    waiting = replace(assessed("floating-population"), results=())
    assert Residents(replace(waiting, not_examined=()), EN).verdict() == EN("res_verdict_go")


def test_hard_texts_are_named_with_their_place(assessed: Assessed) -> None:
    plain = assessed("air-quality")
    hard = "Notwithstanding aforementioned considerations, pseudonymisation necessitates implementation"
    told = hard_texts(replace(plain, deployment=replace(plain.deployment, description=hard)))
    assert next(place for place, level in told if not level.plain) == "description"
