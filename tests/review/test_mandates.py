from __future__ import annotations

import pytest

from pia.errors import ReviewError
from pia.model.approval import Role
from pia.model.deployment import Deployment
from pia.model.review import Edit, Reviewer, ReviewRole, Right
from pia.review.mandates import MANDATES, check, check_edit, check_signer, may
from tests.review.entries_for_tests import AUTHOR, EVALUATOR, OFFICER, PANEL


def test_the_table_says_what_each_role_may() -> None:
    table = {role: "".join(str(int(may(role, right))) for right in Right) for role in ReviewRole}
    assert [*Right] == ["edit", "comment", "rate", "judge_findings", "assess", "sign", "void"]
    assert table == {"author": "1101101", "evaluator": "0111110", "officer": "1111111", "resident_panel": "1100010"}


def test_fields_of_the_table_are_keys_of_a_deployment() -> None:
    named = set().union(*(mandate.fields or () for mandate in MANDATES.values()))
    assert named <= set(Deployment.__dataclass_fields__)


def test_whoever_signs_has_one_role_of_the_gate() -> None:
    signing = [mandate.signs_as for mandate in MANDATES.values() if Right.SIGN in mandate.rights]
    assert sorted(signing, key=str) == sorted(Role, key=str)
    assert MANDATES[ReviewRole.AUTHOR].signs_as is None


def test_refusals_say_whom_to_ask() -> None:
    with pytest.raises(ReviewError, match=r"the role author may not rate. Ask one of: evaluator, officer\."):
        check(AUTHOR, Right.RATE)
    with pytest.raises(ReviewError, match=r"may not edit 'answers'. Ask one of: author\."):
        check_edit(OFFICER, Edit(("answers", "x"), "yes"))
    with pytest.raises(ReviewError, match="may not edit ''"):
        check_edit(PANEL, Edit((), "yes"))
    check_edit(PANEL, Edit(("consultations", 0, "opinion"), "no"))
    check_edit(AUTHOR, Edit(("answers", "x"), "yes"))
    with pytest.raises(ReviewError, match="nobody is named"):
        check(Reviewer("x" * 201, ReviewRole.AUTHOR), Right.EDIT)


def test_one_signs_in_ones_own_role_and_name() -> None:
    check_signer(EVALUATOR, Role.ASSESSOR, "Eve")
    with pytest.raises(ReviewError, match=r"does not sign as officer. Sign as assessor\."):
        check_signer(EVALUATOR, Role.OFFICER, "Eve")
    with pytest.raises(ReviewError, match="own name"):
        check_signer(EVALUATOR, Role.ASSESSOR, "Ann")
