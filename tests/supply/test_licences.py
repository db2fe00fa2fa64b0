from __future__ import annotations

import pytest

from tests.supply.licences import check, licence_of, licences, objection
from tests.supply.locked import RUNTIME, TEST, Locked, packages

KNOWN = licences()


def test_the_licence_of_every_locked_package_is_allowed() -> None:
    wrong, untold = check(packages(RUNTIME, TEST), KNOWN)
    assert wrong == []
    assert len(untold) < 12


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("MIT", ""),
        ("GPL-3.0-only OR MIT", ""),
        ("Apache-2.0 WITH LLVM-exception AND (MIT OR AGPL-3.0-only)", ""),
        ("GPL-3.0-only", "not on the list"),
        ("MIT AND GPL-2.0-or-later", "not on the list"),
        ("GPL-3.0-only WITH GCC-exception-3.1", "not on the list"),
        ("LGPL-3.0-only", "not on the list"),
        ("Our own terms", "no SPDX expression"),
        ("", "names no licence"),
    ],
)
def test_every_part_of_a_licence_counts(said: str, what: str) -> None:
    found = objection("some-package", said, KNOWN)
    assert what in found
    assert bool(found) is bool(what)


def test_weak_copyleft_is_agreed_for_one_package_only() -> None:
    assert objection("psycopg", "LGPL-3.0-only", KNOWN) == ""


def test_old_metadata_is_read_and_what_is_missing_is_told() -> None:
    assert licence_of("numba", KNOWN) == "BSD-3-Clause"
    gone = Locked("surely-not-installed", "1", (), wanted_here=True)
    assert check([gone], KNOWN) == (
        ["surely-not-installed: it is locked for this machine, but not installed"],
        ["surely-not-installed"],
    )
