"""Which task of the Dutch DPIA form is which part of a deployment."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pia.model.text import Text

ROLES: Mapping[str, str] = {
    "Verwerker": "processor",
    "Sub-verwerker": "processor",
    "Derde": "recipient",
    "Ontvanger": "recipient",
}
CONTROLLER, JOINT = "Verwerkingsverantwoordelijke", "Gezamenlijke verwerkingsverantwoordelijke"
FURTHER_USE: Mapping[str, str] = {
    "Verenigbaar met oorspronkelijk doeleinde": "yes",
    "Niet van toepassing (geen verdere verwerking)": "not_applicable",
}
NOTES: Mapping[str, str] = {
    "14.1": "alternative_compared",
    "14.2": "necessity_described",
}
"""Prose -> the answer that it is a note on: subsidiarity and proportionality."""

RIGHTS: Mapping[str, str] = {
    "15.1": "rights_route",
    "15.2": "accuracy_checks",
    "15.3": "erasure_possible",
    "15.4": "restriction_possible",
    "15.5": "portable_copy",
    "15.6": "human_review",
    "15.7": "objection_honoured",
    "15.8": "notice_given",
}
"""The right -> the answer that the text on its procedure is a note on."""

PROCEDURE: Mapping[str, str] = {"true": "yes", "false": "no"}
SETTLED = frozenset({"15.1", "15.7", "15.8"})
"""Rights of which a procedure answers the question; of the others pia asks more than whether there is one."""
LEVELS: Mapping[str, str] = {"laag": "no", "midden": "no", "hoog": "yes"}
"""What remains of a risk -> whether that is high."""
NO_CODE = Text(
    "the file names a place in words, kept as the recipient: write the code of the country",
    "文件以文字写明地点，暂存于 recipient：请填写国家代码",
)
DAYS: Mapping[str, int] = {"dag": 1, "dagen": 1, "week": 7, "weken": 7, "jaar": 365, "jaren": 365}

MECHANISMS = frozenset(
    {
        "Adequaatheidsbesluit",
        "Standaard contractsbepaling (SCC)",
        "binding corporate rules/bindend bedrijfsvoorschrift (bcr)",
        "Goedgekeurde certificeringsmechanisme",
        "Goedgekeurde gedragscode",
        "Juridisch bindend en afdwingbaar instrument",
        "uitzondering artikel 49 avg",
        "Overig mechanisme",
    }
)
"""Mechanisms of a transfer that the form offers."""

_PERIOD = re.compile(r"([0-9]{1,5}) (dag|dagen|week|weken|jaar|jaren)")


def days(text: str) -> int | None:
    """The days of a period that is nothing but a number and a unit; a month has no fixed length, and is none.

    >>> days("2 jaar"), days("6 maanden"), days("zolang als nodig")
    (730, None, None)
    """
    found = _PERIOD.fullmatch(text.strip())
    return int(found[1]) * DAYS[found[2]] if found else None


def period(number: int) -> str:
    """The option that a number of days falls under; none between a month and a year, for the form has none."""
    steps = ((1, "Minder dan 24 uur"), (7, "Minder dan 1 week"), (28, "Minder dan 1 maand"))
    below = next((option for limit, option in steps if number < limit), "")
    return below or ("Aantal jaren" if number >= 2 * 365 else "Jaar" if number >= 365 else "")
