from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pia.gatehouse import Decision
from tests.projects_for_tests import PACK, TODAY, Project, project


@pytest.fixture
def made(tmp_path: Path) -> Project:
    return project(tmp_path)


def test_waivers_that_changed_are_judged_again(made: Project) -> None:
    made.write(
        "waivers.yaml",
        "waivers:\n- {rule: small.1.consent, rule_version: 1, scope: Small, reason: r, owner: a, approved_by: b, "
        "created: 2026-11-01, expires: 2026-12-01}\n",
    )
    assert made.gate().scanned


def waived(made: Project, expires: date) -> Decision:
    """The gate's decision on the project of an office that was not agreed with, which waives that until a day."""
    made.write("regime/small.yaml", PACK.replace("  waivable: false\n", ""))
    made.replace("deployment.yaml", 'agreed: "yes"', 'agreed: "no"')
    made.write(
        "waivers.yaml",
        "waivers:\n- {rule: small.1.consent, rule_version: 1, scope: Small, reason: They cannot be asked, owner: Ann, "
        f"approved_by: Olaf, created: 2026-11-01, expires: {expires}}}\n",
    )
    made.assess(date(2026, 11, 20))
    made.approve("Olaf", today=date(2026, 11, 20))
    return made.gate()


def test_a_waiver_holds_on_its_last_day_and_is_asked_again_after_it(made: Project) -> None:
    last = waived(made, TODAY)
    assert (last.result.exit_code, last.scanned) == (0, False)


def test_a_waiver_that_ended_since_is_scanned_and_shuts_it(made: Project) -> None:
    over = waived(made, date(2026, 11, 23))
    assert over.scanned
    assert over.result.exit_code == 1


def test_a_waiver_that_never_held_is_no_reason_to_scan(made: Project) -> None:
    never = waived(made, date(2026, 11, 19))
    assert not never.scanned
    assert never.result.exit_code == 1
