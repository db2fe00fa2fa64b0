from __future__ import annotations

from pathlib import Path

from tests.commands.running_for_tests import one_line, run
from tests.web.walking_for_tests import served


def test_beyond_this_machine_somebody_must_say_who_comes(tmp_path: Path) -> None:
    for host in ("0.0.0.0", "192.0.2.1", "pia.example.org"):  # noqa: S104
        assert f"{host}: everybody in the network could reach" in one_line(run("serve", tmp_path, "--host", host))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "there is no such folder" in one_line(run("serve", tmp_path / "none"))


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    from pia.web.server import Address, listening

    with listening(Address("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = one_line(run("serve", tmp_path, "--port", str(port), "--as", "Ann", "--role", "author"))
    assert f"127.0.0.1:{port}" in told


def test_it_prints_the_one_address_that_lets_in(tmp_path: Path) -> None:
    import httpx

    with served(tmp_path, "--as", "Ann", "--role", "officer", "--lang", "zh") as address, httpx.Client() as client:
        assert "/enter?token=" in address
        page = client.get(address, follow_redirects=True)
        assert "Ann · 负责官员" in page.text
        assert client.get(address.replace("token=", "token=x")).status_code == 403
