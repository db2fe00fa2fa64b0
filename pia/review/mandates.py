"""Who may do what, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pia.errors import Problem, ReviewError
from pia.model.approval import Role
from pia.model.review import Edit, Reviewer, ReviewRole, Right


@dataclass(frozen=True, slots=True)
class Mandate:
    """What a role may do.

    Attributes:
        rights: Its rights.
        fields: Keys of `deployment.yaml` that it may edit, if it may edit; `None` for all.
        signs_as: The role of the gate in which it signs, if it may sign.
    """

    rights: frozenset[Right]
    fields: frozenset[str] | None = None
    signs_as: Role | None = None


MANDATES: Mapping[ReviewRole, Mandate] = {
    ReviewRole.AUTHOR: Mandate(
        frozenset({Right.EDIT, Right.COMMENT, Right.JUDGE_FINDINGS, Right.ASSESS, Right.VOID}),
    ),
    ReviewRole.EVALUATOR: Mandate(
        frozenset({Right.COMMENT, Right.RATE, Right.JUDGE_FINDINGS, Right.ASSESS, Right.SIGN}),
        signs_as=Role.ASSESSOR,
    ),
    ReviewRole.OFFICER: Mandate(
        frozenset(Right),
        fields=frozenset({"consultations", "measures", "next_review", "waivers"}),
        signs_as=Role.OFFICER,
    ),
    ReviewRole.RESIDENT_PANEL: Mandate(
        frozenset({Right.EDIT, Right.COMMENT, Right.SIGN}),
        fields=frozenset({"consultations"}),
        signs_as=Role.RESIDENT_PANEL,
    ),
}

_DEEDS = {
    Right.EDIT: "edit the deployment",
    Right.COMMENT: "comment",
    Right.RATE: "rate",
    Right.JUDGE_FINDINGS: "confirm or reject findings",
    Right.ASSESS: "assess",
    Right.SIGN: "sign",
    Right.VOID: "void signatures",
}


def may(role: ReviewRole, right: Right, field: str = "") -> bool:
    """Whether a role may do something; for an edit, in a key of `deployment.yaml`, if one is named."""
    mandate = MANDATES[role]
    named = bool(field) and right is Right.EDIT and mandate.fields is not None
    return right in mandate.rights and (not named or field in (mandate.fields or ()))


def check(who: Reviewer, right: Right) -> None:
    """Refuse what the role may not do, and whoever has no name.

    Raises:
        ReviewError: It may not.
    """
    if not who.name.strip() or len(who.name) > 200:
        raise ReviewError(Problem("", "nobody is named", "Give a name of at most 200 characters."))
    if not may(who.role, right):
        raise _refused(who.role, right, _DEEDS[right])


def check_edit(who: Reviewer, edit: Edit) -> None:
    """Refuse an edit of a field that the role may not edit.

    Raises:
        ReviewError: It may not.
    """
    check(who, Right.EDIT)
    field = str(edit.path[0]) if edit.path else ""
    if not may(who.role, Right.EDIT, field or "."):
        raise _refused(who.role, Right.EDIT, f"edit '{field}'", field)


def check_signer(who: Reviewer, role: Role, name: str) -> None:
    """Refuse a signature in another name, or in a role of the gate that the reviewer does not have.

    Raises:
        ReviewError: They may not sign as that.
    """
    check(who, Right.SIGN)
    own = MANDATES[who.role].signs_as
    if role is not own:
        raise ReviewError(Problem("", f"the role {who.role} does not sign as {role}", f"Sign as {own}."))
    if name != who.name:
        raise ReviewError(Problem("", "one signs in one's own name only", "Sign with the name you are known by here."))


def _refused(role: ReviewRole, right: Right, deed: str, field: str = "") -> ReviewError:
    able = [other.value for other in ReviewRole if may(other, right, field)]
    return ReviewError(Problem("", f"the role {role} may not {deed}", f"Ask one of: {', '.join(able)}."))
