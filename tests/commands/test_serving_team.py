from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pia import documents
from pia.cli import main
from pia.commands.serving import _team
from pia.web.groups import groups_of
from pia.web.proxied import TrustedHeaders, networks_of
from tests.commands.running_for_tests import one_line, run


def test_beyond_this_machine_nobody_is_served_without_authentication(tmp_path: Path) -> None:
    told = one_line(run("serve", tmp_path, "--host", "0.0.0.0"))  # noqa: S104
    assert "nobody is asked who they are" in told
    assert "docs/team.md" in told


def test_a_team_that_cannot_be_let_in_is_told_everything_at_once(tmp_path: Path) -> None:
    result = run("serve", tmp_path, "--proxy", "here", "--group", "offcer=a")
    assert (result.exit_code, result.stdout) == (2, "")
    assert [line.partition(":")[0] for line in result.stderr.strip().splitlines()] == ["public_url", "group", "proxy"]


def test_the_configuration_file_describes_a_team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pia.toml").write_text("[serve]\noidc_secret = 'x'\n", encoding="utf-8")
    assert "unknown setting 'serve.oidc_secret'" in one_line(run("serve", "."))
    Path("pia.toml").write_text(
        "[serve]\npublic_url = 'http://pia.example.org'\nproxy = ['10.0.0.2']\ngroup = ['officer=a']\n",
        encoding="utf-8",
    )
    assert "public_url: what people send there could be read on the way" in one_line(run("serve", "."))


def test_without_a_proxy_or_a_provider_there_is_no_team() -> None:
    assert _team({"group": (), "proxy": ()}) is None
    found = _team({"group": ("officer=a",), "proxy": ("10.0.0.2",), "public_url": "https://pia.example.org"})
    assert found
    assert isinstance(found.identity, TrustedHeaders)


def test_what_the_page_writes_into_the_configuration_is_an_option(root: Path) -> None:
    page = (root / "docs" / "team.md").read_text(encoding="utf-8")
    lines = [line.strip() for line in page.splitlines() if line.startswith("    ") and line.strip() != "[serve]"]
    written = tomllib.loads("\n".join(lines))
    options = {option.name: option for option in main.commands["serve"].params}
    assert set(written) <= set(options)
    assert {"oidc_issuer", "oidc_secret_file", "proxy", "group", "public_url", "user_header"} <= set(written)
    assert groups_of(written["group"])
    assert networks_of(written["proxy"])


def test_the_compose_file_calls_what_there_is(root: Path) -> None:
    services = documents.load(root / "templates" / "compose.yaml", dict[str, Any]).value["services"]
    assert services["pia"]["command"][0] in main.commands
    assert (services["pia"]["read_only"], services["pia"]["cap_drop"]) == (True, ["ALL"])
    assert "ports" not in services["pia"]
    assert "internal: true" in (root / "templates" / "compose.yaml").read_text(encoding="utf-8")
