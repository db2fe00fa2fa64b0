from __future__ import annotations

import pytest

from tests.sources.servers_for_tests import program


def test_a_server_that_is_not_installed_skips_or_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIA_REQUIRE_SERVERS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-server is not installed"):
        program("no-such-server")
    monkeypatch.setenv("PIA_REQUIRE_SERVERS", "1")
    with pytest.raises(pytest.fail.Exception, match="PIA_REQUIRE_SERVERS=1"):
        program("no-such-server")
