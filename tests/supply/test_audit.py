from __future__ import annotations

import pytest

from tests.supply.audit import PASSED, UNTOLD, VULNERABLE, read

CLEAN = {"name": "a", "version": "1", "vulns": []}
SKIPPED = {"name": "b", "skip_reason": "not found"}
BROKEN = {"name": "c", "version": "2", "vulns": [{"id": "X-2"}, {"id": "X-1"}]}


@pytest.mark.parametrize(
    ("told", "wanted", "code"),
    [
        ({"dependencies": [CLEAN]}, ["a"], PASSED),
        ({"dependencies": [CLEAN, SKIPPED]}, ["a", "b"], UNTOLD),
        ({"dependencies": [CLEAN]}, ["a", "b"], UNTOLD),
        ({"dependencies": [CLEAN, SKIPPED, BROKEN]}, ["a", "b", "c"], VULNERABLE),
        ({"dependencies": [{"name": "a", "version": "1"}]}, ["a"], UNTOLD),
        (None, ["a"], UNTOLD),
        ({"dependencies": []}, [], UNTOLD),
    ],
)
def test_what_nobody_could_tell_does_not_pass(told: dict[str, object] | None, wanted: list[str], code: int) -> None:
    found = read(told, wanted)
    assert found.exit_code == code
    assert len(found.clean) + len(found.vulnerable) + len(found.untold) == len(wanted)


def test_the_vulnerable_are_named_with_what_is_known() -> None:
    assert read({"dependencies": [BROKEN]}, ["c"]).vulnerable == ("c 2: X-1, X-2",)
