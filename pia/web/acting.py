"""In what role a person acts, where they have several."""

from __future__ import annotations

from pia.model.approval import Role
from pia.model.review import Reviewer, ReviewRole, Right
from pia.review.mandates import MANDATES, may
from pia.web.identity import Person


def acting(person: Person, right: Right, field: str = "") -> Reviewer | None:
    """The person in the first of their roles that may do something; `None` if none may.

    Args:
        person: Who.
        right: What they want to do.
        field: For an edit, the key of `deployment.yaml`.
    """
    able = (role for role in ReviewRole if role in person.roles and may(role, right, field))
    return next((Reviewer(person.name, role) for role in able), None)


def signing_as(person: Person, gate_role: Role) -> Reviewer | None:
    """The person in the role that signs as a role of the gate; `None` if they have none such."""
    able = (role for role in ReviewRole if role in person.roles and MANDATES[role].signs_as is gate_role)
    return next((Reviewer(person.name, role) for role in able), None)
