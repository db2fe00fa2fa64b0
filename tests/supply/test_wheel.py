from __future__ import annotations

from pathlib import Path

import pytest

from tests.supply.wheel import built


@pytest.mark.slow
def test_two_builds_in_other_places_at_other_times_give_the_same_bytes(tmp_path: Path) -> None:
    one = built(tmp_path / "one", umask=0o022, time=1_000_000_000)
    two = built(tmp_path / "another place", umask=0o077, time=1_700_000_001)
    assert one[:2] == b"PK"
    assert one == two
