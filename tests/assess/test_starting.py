from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pia.assess.lint import check_pack, warnings
from pia.assess.packs import load_packs
from pia.assess.starting import starter
from pia.judging import Rulebook

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("name", "id_"), [("data", "data"), ("Town Data", "town-data"), ("2026", "own-2026"), ("数据", "own")]
)
def test_a_pack_to_start_from_passes(book: Rulebook, tmp_path: Path, name: str, id_: str) -> None:
    path = tmp_path / "town" / f"{name}.yaml"
    path.parent.mkdir()
    path.write_bytes(starter(path, TODAY))
    ((pack,), facts) = load_packs([path], dict(book.facts))
    assert (pack.pack.id, pack.pack.version, pack.pack.review_by) == (id_, "2026.11.0", date(2027, 11, 24))
    assert check_pack(pack, facts) == ()
    assert warnings(pack, facts, TODAY) == ()
