from __future__ import annotations

from pia.model.approval import Role
from pia.model.review import Reviewer, ReviewRole, Right
from pia.web.acting import acting, signing_as
from pia.web.identity import Person

BOTH = Person("Ann", frozenset({ReviewRole.OFFICER, ReviewRole.EVALUATOR}))


def test_a_person_acts_in_the_first_role_that_may() -> None:
    assert acting(BOTH, Right.RATE) == Reviewer("Ann", ReviewRole.EVALUATOR)
    assert acting(BOTH, Right.EDIT, "measures") == Reviewer("Ann", ReviewRole.OFFICER)
    assert acting(BOTH, Right.EDIT, "answers") is None
    assert acting(Person("Eve", frozenset()), Right.COMMENT) is None


def test_a_person_signs_in_the_role_of_the_gate_that_fits() -> None:
    assert signing_as(BOTH, Role.OFFICER) == Reviewer("Ann", ReviewRole.OFFICER)
    assert signing_as(BOTH, Role.ASSESSOR) == Reviewer("Ann", ReviewRole.EVALUATOR)
    assert signing_as(BOTH, Role.RESIDENT_PANEL) is None
