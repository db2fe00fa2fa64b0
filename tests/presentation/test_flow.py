from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace

from pia.model.assessment import Assessment
from pia.model.deployment import Controller, DeclaredDataset, Deployment, Recipient, Transfer
from pia.model.text import Language
from pia.presentation.flow import data_flow, stages
from pia.presentation.words import Words

EN = Words(Language.EN)
BARE = Deployment("x", "y", Controller("Town"), (DeclaredDataset("a", "a.csv"),))


def test_stages_follow_the_data(assessed: Callable[[str], Assessment]) -> None:
    own = replace(
        assessed("floating-population").deployment, transfers=(Transfer("Cloud", "US"),), controller=Controller("Town")
    )
    found = stages(own, EN)
    assert [stage.title for stage in found] == ["People", "Datasets", "Controller", "Recipients", "Abroad"]
    assert found[1].items == tuple(item.name for item in own.datasets)
    assert found[2].items == ("Town",)
    assert found[4].items == ("US: Cloud",)
    lefts = [stage.left for stage in found]
    assert lefts == sorted(set(lefts))


def test_what_is_not_declared_is_left_out_or_named_as_unknown() -> None:
    found = stages(BARE, EN)
    assert [stage.title for stage in found] == ["People", "Datasets", "Controller"]
    assert found[0].items == ("not stated",)


def test_many_items_are_counted() -> None:
    many = replace(BARE, recipients=tuple(Recipient(f"r{place}") for place in range(20)))
    (recipients,) = [stage for stage in stages(many, EN) if stage.title == "Recipients"]
    assert len(recipients.items) == 6
    assert recipients.items[-1] == "… +15"


def test_the_picture_tells_itself_and_shows_hostile_names_as_text() -> None:
    hostile = replace(BARE, recipients=(Recipient("<script>&" + "好" * 400),))
    root = ET.fromstring(data_flow(hostile, EN))  # noqa: S314 - drawn a moment ago
    names = [part.text for part in root if part.tag.endswith(("title", "desc"))]
    assert names[0] == EN("flow_title")
    assert "Datasets: a; Controller: Town; Recipients: <script>&" in str(names[1])
    shown = [part.text or "" for part in root.iter() if part.tag.endswith("text")]
    assert any(text.startswith("<script>") for text in shown)
    assert any(text.endswith("好…") for text in shown)
    assert not [part for part in root.iter() if part.tag.endswith("script")]
    assert data_flow(hostile, EN) == data_flow(hostile, EN)


def test_a_dashed_line_stands_around_what_the_controller_holds() -> None:
    root = ET.fromstring(data_flow(replace(BARE, transfers=(Transfer("c", "US"),)), EN))  # noqa: S314
    (dashed,) = [part for part in root if part.get("stroke-dasharray")]
    own = {stage.title: stage.left for stage in stages(BARE, EN)}
    left, width = float(dashed.get("x", "")), float(dashed.get("width", ""))
    assert left < own["Datasets"]
    assert own["People"] + 132 < left
    assert own["Controller"] + 132 < left + width
