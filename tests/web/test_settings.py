from __future__ import annotations

from pathlib import Path

from tests.web.room_for_tests import settings_of


def test_every_server_has_a_secret_of_its_own_that_is_not_shown() -> None:
    one, other = settings_of(Path()), settings_of(Path())
    assert one.secret != other.secret
    assert one.secret not in repr(one)
