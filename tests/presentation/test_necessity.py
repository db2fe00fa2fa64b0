from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from pia.model.assessment import Assessment
from pia.model.necessity import ExcessAndLack, Provision
from pia.model.text import Language
from pia.presentation.necessity import NecessityView, meter_picture
from pia.presentation.paper import assessment_paper
from pia.presentation.words import Words

Assessed = Callable[[str], Assessment]
EMPTY = ExcessAndLack(True, (), ())


def view(assessment: Assessment, language: Language = Language.EN) -> NecessityView:
    assert assessment.excess_and_lack
    return NecessityView(assessment.excess_and_lack, Words(language))


def test_the_table_counts_every_column_and_every_provision(assessed: Assessed) -> None:
    shown = view(assessed("floating-population"))
    columns = [int(row[1].split()[0]) for row in shown.counts()]
    provisions = [int(row[2].split()[0]) for row in shown.counts()]
    assert sum(columns) == 20
    assert sum(provisions) == 2 * len(Provision)
    assert len(shown.columns("fail")) == columns[0] == 8
    assert len(shown.open_and_missing()) == provisions[0] + provisions[1]


def test_each_outcome_has_its_reason_and_place(assessed: Assessed) -> None:
    shown = view(assessed("floating-population"), Language.ZH)
    assert ("floating-population.备注", "有目的列出", "没有任何目的列出该字段") in shown.columns("fail")
    places = {row[-1] for row in shown.open_and_missing()}
    assert {"answers.notice_given", "activities.0.human_channel"} <= places
    assert all(len(row) == 1 + len(Provision) for row in shown.purposes())


@pytest.mark.parametrize("language", list(Language))
def test_the_picture_has_a_title_a_text_and_its_numbers(assessed: Assessed, language: Language) -> None:
    words, meter = Words(language), assessed("floating-population").excess_and_lack
    assert meter
    tree = ET.fromstring(meter_picture(meter, words))  # noqa: S314 - our own output
    space = "{http://www.w3.org/2000/svg}"
    assert [item.text for item in tree][:2] == [words("meter_title"), words("meter_text")]
    texts = [item.text for item in tree.iter(f"{space}text")]
    assert [texts[3], texts[4]] == ["8", "8"]
    bars = [float(item.get("width", "0")) for item in tree.iter(f"{space}rect")]
    assert len(bars) == 7
    assert all(0 < width <= 190 for width in bars)
    assert len({item.get("fill") for item in tree.iter(f"{space}rect")}) == 4


def test_an_empty_meter_draws_no_bar() -> None:
    assert "<rect" not in meter_picture(EMPTY, Words(Language.EN))


def test_the_page_shows_the_meter(assessed: Assessed) -> None:
    shown = assessment_paper(assessed("urban-sensing"), Language.ZH).html
    for words in ("技术的过度与不足", "可能过度采集的字段", "人工渠道", "activities.0.human_channel"):
        assert words in shown
    clean = assessment_paper(assessed("air-quality"), Language.EN).html
    assert "No column with personal data was found to be in excess." in clean
