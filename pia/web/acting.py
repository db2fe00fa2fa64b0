"""In what role a person acts, where they have several."""

from __future__ import annotations

from pia.model.review import Reviewer, ReviewRole, Right
from pia.review.mandates import may
from pia.web.identity import Person


def acting(person: Person, right: Right) -> Reviewer | None:
    """The person in the first of their roles that may do something; `None` if none may."""
    return next((Reviewer(person.name, role) for role in ReviewRole if role in person.roles and may(role, right)), None)
