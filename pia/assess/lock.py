"""`pia.lock`: the packs, the words they use and the engine, pinned, so that a verdict can be reproduced."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from pia import __version__, documents
from pia.assess.checked import LoadedPack
from pia.documents import Loaded
from pia.errors import Problem, RuleError
from pia.model.tailoring import PackLock, PackPin
from pia.resources import resource

NAME = "pia.lock"
_RENEW = "Look at what changed, then: pia rules lock"


def lock_of(packs: Sequence[LoadedPack]) -> PackLock:
    """What a lock file holds for some packs: themselves in the order of their ids, and what all packs share."""
    words = b"".join((resource("rules") / name).read_bytes() for name in ("facts.yaml", "categories.yaml"))
    pins = (PackPin(pack.pack.id, pack.pack.version, pack.sha256) for pack in packs)
    return PackLock(__version__, hashlib.sha256(words).hexdigest(), tuple(sorted(pins, key=lambda pin: pin.id)))


def check(path: Path, now: PackLock) -> None:
    """Refuse packs that depart from a lock file.

    Raises:
        DocumentError: There is no such file, or it is malformed.
        RuleError: They depart from it; all departures at once.
    """
    if found := departures(documents.load(path, PackLock), now):
        raise RuleError(found)


def departures(locked: Loaded[PackLock], now: PackLock) -> tuple[Problem, ...]:
    """Where the packs at hand depart from those locked; all at once."""
    return tuple(_departures(locked, now))


def _departures(locked: Loaded[PackLock], now: PackLock) -> Iterator[Problem]:
    lock, found = locked.value, {pin.id: pin for pin in now.packs}
    if lock.engine != now.engine:
        what = f"locked to pia {lock.engine}, this is pia {now.engine}"
        yield Problem(locked.at("engine"), what, _RENEW)
    if lock.words_sha256 != now.words_sha256:
        yield Problem(locked.at("words_sha256"), "the facts and categories that rules use have changed", _RENEW)
    for place, pin in enumerate(lock.packs):
        where = locked.at("packs", place)
        if pin.id not in found:
            yield Problem(where, f"the pack '{pin.id}' is locked and not there", "Name its folder with --rules.")
        elif found[pin.id].version != pin.version:
            what = f"the pack '{pin.id}' is locked at {pin.version} and is {found[pin.id].version}"
            yield Problem(where, what, _RENEW)
        elif found[pin.id].sha256 != pin.sha256:
            yield Problem(where, f"the pack '{pin.id}' is still {pin.version}, but its bytes have changed", _RENEW)
    for name in sorted(set(found) - {pin.id for pin in lock.packs}):
        yield Problem(locked.where, f"the pack '{name}' is not locked", _RENEW)
