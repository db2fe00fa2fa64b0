from __future__ import annotations

import pytest

from pia.errors import PiaError
from pia.model.review import ReviewRole
from pia.web.groups import groups_of, roles_of


def test_a_group_may_stand_in_several_roles() -> None:
    groups = groups_of(["officer = a", "author=a", "reader=b"])
    assert roles_of(["a", "x"], groups) == frozenset({ReviewRole.OFFICER, ReviewRole.AUTHOR})
    assert roles_of(["b"], groups) == frozenset()
    assert roles_of(["x", ""], groups) is None
    assert roles_of([], groups) is None


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(PiaError) as caught:
        groups_of(["offcer=a", "author=", "b", "reader=x"])
    assert len(caught.value.problems) == 3
    assert "Did you mean 'officer'?" in str(caught.value)
