from __future__ import annotations

from http.cookies import SimpleCookie

from starlette.requests import Request
from starlette.responses import Response

from pia.model.review import ReviewRole
from pia.web.identity import Person
from pia.web.tickets import Tickets
from tests.web.team_for_tests import Clock

ANN = Person("Ann", frozenset({ReviewRole.AUTHOR, ReviewRole.OFFICER}))


def cookies(response: Response) -> dict[str, str]:
    jar = SimpleCookie()
    for name, value in response.raw_headers:
        if name == b"set-cookie":
            jar.load(value.decode())
    return {key: item.value for key, item in jar.items() if item.value}


def request(jar: dict[str, str]) -> Request:
    text = "; ".join(f"{name}={value}" for name, value in jar.items())
    return Request({"type": "http", "headers": [(b"cookie", text.encode())]})


def issued(tickets: Tickets) -> dict[str, str]:
    response = Response()
    tickets.issue(response, ANN)
    return cookies(response)


def test_a_ticket_holds_until_it_runs_out() -> None:
    clock = Clock()
    tickets = Tickets(60, secure=True, clock=clock)
    jar = issued(tickets)
    assert list(jar) == ["__Host-pia_person"]
    assert tickets.person_of(request(jar)) == ANN
    clock.now += 60
    assert tickets.person_of(request(jar)) is None


def test_a_changed_ticket_and_one_of_another_server_are_worth_nothing() -> None:
    tickets = Tickets(60, secure=False, clock=Clock())
    jar = issued(tickets)
    value = jar["pia_person"]
    for wrong in ("", value[:-1], value[1:], "." + value, value.swapcase(), value * 10):
        assert tickets.person_of(request({"pia_person": wrong})) is None
    assert Tickets(60, secure=False, clock=Clock()).person_of(request(jar)) is None


def test_what_a_sign_in_keeps_is_no_ticket_and_a_ticket_is_no_entry() -> None:
    clock = Clock()
    tickets = Tickets(6000, secure=False, clock=clock)
    response = Response()
    tickets.begin(response, {"name": "Eve", "id": "x", "roles": ["officer"], "to": "/a"})
    jar = cookies(response)
    assert tickets.entry_of(request(jar))["to"] == "/a"
    assert tickets.person_of(request({"pia_person": jar["pia_entry"]})) is None
    assert tickets.entry_of(request({"pia_entry": issued(tickets)["pia_person"]})) == {}
    clock.now += 600
    assert tickets.entry_of(request(jar)) == {}


def test_a_ticket_given_back_holds_no_longer_not_even_a_copy() -> None:
    clock = Clock()
    tickets = Tickets(60, secure=False, clock=clock)
    first, second = issued(tickets), issued(tickets)
    tickets.withdraw(request(first), Response())
    tickets.withdraw(request({}), Response())
    assert tickets.person_of(request(first)) is None
    assert tickets.person_of(request(second)) == ANN
    clock.now += 61
    tickets.withdraw(request(second), Response())
    assert tickets.person_of(request(first)) is None
