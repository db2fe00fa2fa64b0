from __future__ import annotations

from pia import plugins
from pia.checksums.kinds import DATED_TESTS, KINDS, NAMES, TESTS


def test_every_kind_stands_for_a_recognizer_of_the_shelf() -> None:
    shelf = {one.name for family in plugins.load_all("recognizers").values() for one in family}
    assert shelf.issuperset(KINDS)
    assert [NAMES[kind] for kind in KINDS.values()] == list(KINDS)
    assert not TESTS.keys() & DATED_TESTS.keys()
