from __future__ import annotations

import threading
from pathlib import Path

import httpx
import pytest

from pia.errors import PiaError
from pia.web.server import Address, is_loopback, listening, new_token, serve, server
from tests.web.room_for_tests import TOKEN, settings_of


def test_loopback_is_this_machine_alone() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.0.2", "localhost.example.org", "")))  # noqa: S104


def test_a_taken_port_is_told() -> None:
    with listening(Address("127.0.0.1", 0)) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PiaError, match=f"127.0.0.1:{port}: address already in use"):
            listening(Address("127.0.0.1", port))
    with pytest.raises(PiaError, match="Choose another with --port"):
        listening(Address("no.such.interface.invalid", 0))


def test_tokens_cannot_be_guessed() -> None:
    assert new_token() != new_token()
    assert len(new_token()) >= 32


def test_the_address_is_told_once_it_listens_and_the_server_says_little_of_itself(tmp_path: Path) -> None:
    told: list[str] = []
    ready = threading.Event()

    def tell(address: str) -> None:
        told.append(address)
        ready.set()

    settings = settings_of(tmp_path)
    threading.Thread(target=serve, args=(settings, Address("127.0.0.1", 0), tell), daemon=True).start()
    assert ready.wait(10)
    assert told[0].startswith("http://127.0.0.1:")
    assert told[0].endswith(f"/enter?token={TOKEN}")
    answer = httpx.get(told[0])
    assert answer.status_code == 303
    assert "server" not in answer.headers
    config = server(settings).config
    assert (config.access_log, config.proxy_headers) == (False, False)
