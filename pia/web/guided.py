"""The guided path of one assessment, to read: overview and steps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from pia import gatehouse, plugins, translation
from pia.contents.address import masked
from pia.gate import GateResult
from pia.gatehouse import Request
from pia.model.approval import Role
from pia.model.review import Reading, Right, Standing
from pia.presentation.paper import EDITIONS
from pia.review.items import finding_id
from pia.review.record import APPROVAL, ASSESSMENT, IMPORTED
from pia.web import pages
from pia.web.acting import acting, signing_as
from pia.web.asking import asked
from pia.web.fields import STEPS
from pia.web.pages import Visit
from pia.web.places import Place, policy_path
from pia.web.room import Room
from pia.web.sheet import Sheet

TOLD = frozenset(
    {"saved", "merged", "added", "removed", "commented", "rated", "judged", "signed", "voided", "nothing", "imported"}
    | {f"assessed_{reading.value}" for reading in Reading}
)
"""What a page can say has just been done, as the address names it."""
_SECTIONS: Mapping[str, str] = {"proposal": "description", "review": "next_review"}
_HISTORY = 200


def told_of(seen: Visit) -> str:
    """What has just been done; empty for what no page says."""
    told = seen.request.query_params.get("told", "")
    return told if told in TOLD else ""


def plain(value: object) -> str:
    """A plain value of the file, for people; the password of an address is left out."""
    if value is None:
        return "–"
    return masked(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def overview(room: Room, seen: Visit, place: Place) -> Response:
    """What it comes to, its reports and its history."""
    sheet = Sheet(place, room.open(place), seen)
    entries = sheet.record.journal.entries
    whole = seen.request.query_params.get("history") == "all"
    return pages.page(
        seen,
        "overview",
        s=sheet,
        heading=seen.words("web_overview"),
        told=told_of(seen),
        final=is_final(sheet),
        formats=plugins.names("reports"),
        editions=tuple(EDITIONS),
        history=entries[::-1] if whole else entries[: -_HISTORY - 1 : -1],
        older=0 if whole else max(0, len(entries) - _HISTORY),
        plain=plain,
        exchanges=[(name, exchange.title) for name, exchange in translation.formats().items()],
        imported=(place.folder / IMPORTED).is_file(),
        readings=frozenset(reading.value for reading in Reading),
    )


def is_final(sheet: Sheet) -> bool:
    """Whether the assessment is signed as the policy asks, and nothing moved on since."""
    return sheet.record.signed.standing is Standing.HOLDS and not sheet.record.stale


def step(room: Room, seen: Visit, place: Place) -> Response:
    """One step of the path."""
    name = str(seen.request.path_params["step"])
    if name not in STEPS:
        return pages.refusal(seen.request, seen.settings, 404, "such_page")
    return pages.page(seen, "step", **step_content(room, seen, place, name))


def step_content(room: Room, seen: Visit, place: Place, name: str) -> dict[str, Any]:
    """What the page of a step shows.

    Raises:
        PiaError: The assessment cannot be opened, or a rule pack has errors.
    """
    sheet = Sheet(place, room.open(place), seen, name)
    answers = sheet.record.deployment.value.answers
    after = STEPS[STEPS.index(name) + 1 :]
    return {
        "s": sheet,
        "heading": seen.words(f"web_step_{name}"),
        "told": told_of(seen),
        "section": _SECTIONS.get(name, ""),
        "questions": asked(sheet.assessment, answers, room.rulebook(), name) if sheet.assessment else (),
        "following": after[0] if after else "",
        "finding_id": finding_id,
        **(_signing(room, seen, sheet) if name == "signoff" else {}),
    }


def _signing(room: Room, seen: Visit, sheet: Sheet) -> dict[str, object]:
    return {
        "gate": _decision(room, sheet),
        "gate_roles": [role.value for role in Role if signing_as(seen.person, role)],
        "digest": sheet.record.hashes.get(ASSESSMENT, ""),
        "key_path": room.settings.own_machine,
        "may_void": acting(seen.person, Right.VOID) is not None,
    }


def _decision(room: Room, sheet: Sheet) -> GateResult | None:
    """What the gate says of the assessment today, with its policy and the signatures; `None` before it was assessed."""
    if sheet.assessment is None:
        return None
    place, settings = sheet.place, room.settings
    approval, policy = place.folder / APPROVAL, policy_path(place, settings.folder)
    request = Request(
        today=settings.today(),
        policy=policy,
        approved=approval if policy and approval.is_file() else None,
        folders=settings.rules,
    )
    return gatehouse.decide(place.folder / ASSESSMENT, request, _unseen).result


def _unseen(dataset: str, read: int, size: int) -> None:
    """Nothing is read: the decision is on the assessment as it stands."""
