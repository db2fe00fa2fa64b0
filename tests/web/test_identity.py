from __future__ import annotations

from starlette.requests import Request

from pia.model.review import ReviewRole
from pia.web.identity import Local, Person


def test_at_ones_own_machine_there_is_one_person() -> None:
    ann = Person("Ann", frozenset({ReviewRole.OFFICER}))
    assert Local(ann)(Request({"type": "http", "headers": []})) is ann
