from __future__ import annotations

from pia.model.text import Language
from pia.presentation.grid import nested_grid
from pia.presentation.words import Words
from pia.scoring.cnil import MODEL
from tests.presentation.test_pictures import SVG, drawn
from tests.scoring.basis_for_tests import score

WORDS = Words(Language.EN)


def circles(answers: dict[str, str]) -> list[tuple[float, float]]:
    root = drawn(nested_grid(score(MODEL, answers), WORDS))
    return [(float(item.get("cx", "")), float(item.get("cy", ""))) for item in root.iter(f"{SVG}circle")]


def test_an_event_is_drawn_where_it_stands() -> None:
    before = {"cnil_access_severity_before": "maximum", "cnil_access_likelihood_before": "negligible"}
    ((left, top),) = circles(before)
    after = {**before, "cnil_access_severity_after": "negligible", "cnil_access_likelihood_after": "negligible"}
    hollow, filled = circles(after)
    assert hollow == (left, top)
    assert filled[0] == left
    assert filled[1] > top


def test_open_axes_are_not_drawn() -> None:
    assert nested_grid(score(MODEL, {"cnil_access_severity_before": "maximum"}), WORDS) == ""


def test_rings_grow_darker() -> None:
    answers = {"cnil_loss_severity_before": "limited", "cnil_loss_likelihood_before": "limited"}
    shades = [item.get("fill") for item in drawn(nested_grid(score(MODEL, answers), WORDS)).iter(f"{SVG}rect")]
    assert len(shades) == 16
    assert [shades.count(shade) for shade in dict.fromkeys(shades)] == [1, 3, 5, 7]
