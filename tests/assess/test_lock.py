from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pia import __version__, documents
from pia.assess.lock import NAME, check, departures, lock_of
from pia.assess.packs import load_packs
from pia.errors import DocumentError, RuleError
from pia.model.tailoring import PackLock
from tests.assess.facts_for_tests import FACTS
from tests.assess.packs_for_tests import write_pack


def locked(folder: Path) -> PackLock:
    return lock_of(load_packs(sorted(folder.glob("*/*.yaml")), FACTS)[0])


def test_a_lock_pins_packs_words_and_engine(tmp_path: Path) -> None:
    write_pack(tmp_path, name="u")
    write_pack(tmp_path)
    lock = locked(tmp_path)
    assert [(pin.id, pin.version, len(pin.sha256)) for pin in lock.packs] == [
        ("t", "2026.11.0", 64),
        ("u", "2026.11.0", 64),
    ]
    assert (lock.engine, len(lock.words_sha256)) == (__version__, 64)
    path = tmp_path / NAME
    documents.write(path, documents.dump_json(lock))
    check(path, lock)


def test_every_departure_is_told_with_its_line(tmp_path: Path) -> None:
    for name in ("t", "u", "v"):
        write_pack(tmp_path, name=name)
    old = replace(locked(tmp_path), engine="0.0.1", words_sha256="0")
    path = tmp_path / NAME
    documents.write(path, documents.dump_json(old))
    write_pack(tmp_path, ("owner: Tests", "owner: Testers"))
    write_pack(tmp_path, ("2026.11.0", "2026.12.0"), name="u")
    (tmp_path / "regime" / "v.yaml").unlink()
    write_pack(tmp_path, name="w")
    now = locked(tmp_path)
    with pytest.raises(RuleError) as caught:
        check(path, now)
    renew = "Look at what changed, then: pia rules lock"
    assert [str(problem) for problem in caught.value.problems] == [
        f"{path}:2: locked to pia 0.0.1, this is pia {__version__}. {renew}",
        f"{path}:3: the facts and categories that rules use have changed. {renew}",
        f"{path}:5: the pack 't' is still 2026.11.0, but its bytes have changed. {renew}",
        f"{path}:10: the pack 'u' is locked at 2026.11.0 and is 2026.12.0. {renew}",
        f"{path}:15: the pack 'v' is locked and not there. Name its folder with --rules.",
        f"{path}: the pack 'w' is not locked. {renew}",
    ]
    assert departures(documents.loads(documents.dump_json(now), NAME, PackLock), now) == ()


def test_without_a_lock_file_nothing_is_locked(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        check(tmp_path / NAME, PackLock("", "", ()))
