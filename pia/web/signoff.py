"""Signing with the keys of the gate, and voiding signatures."""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import FormData
from starlette.responses import Response

from pia import reviewing
from pia.errors import ApprovalError, Problem
from pia.model.approval import Role
from pia.model.review import Right
from pia.review.record import ASSESSMENT
from pia.signing import Signing
from pia.web import pages
from pia.web.acting import signing_as
from pia.web.pages import Visit
from pia.web.places import Place
from pia.web.room import Room, text_of
from pia.web.saving import actor


def sign(room: Room, seen: Visit, place: Place, form: FormData) -> Response:
    """Sign the assessment that was shown, and no other."""
    role = text_of(form, "role")
    if not room.settings.own_machine or role not in set(Role) or text_of(form, "read") != "yes":
        return pages.refusal(seen.request, seen.settings, 400, "such_field")
    who = signing_as(seen.person, Role(role)) or actor(seen, Right.SIGN)
    record = room.open(place)
    if record.hashes.get(ASSESSMENT, "") != text_of(form, "base"):
        raise ApprovalError(Problem(ASSESSMENT, seen.words("web_moved_on"), seen.words("web_moved_on_fix")))
    passphrase = text_of(form, "passphrase")
    key = (room.settings.folder / Path(text_of(form, "key").strip()).expanduser()).resolve()
    signer = Signing(key, Role(role), who.name, lambda: passphrase)
    reviewing.sign(place.folder, signer, who, room.now(), folders=room.settings.rules)
    return pages.moved(f"/a/{place.address}/signoff?told=signed")


def void(room: Room, seen: Visit, place: Place, form: FormData) -> Response:
    """Void the signatures, with a reason."""
    reviewing.void(place.folder, text_of(form, "reason").strip(), actor(seen, Right.VOID), room.now())
    return pages.moved(f"/a/{place.address}/signoff?told=voided")
