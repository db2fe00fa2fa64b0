"""A pack to start from: commented, and passing the check as it stands."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from pia.resources import resource

_REVIEWED_AFTER = timedelta(days=365)


def starter(path: Path, today: date) -> bytes:
    """The bytes of a pack that is named after its file and is as of a day."""
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "own"
    words = {
        "PACK": f"own-{name}" if name[0].isdigit() else name,
        "PREFIX": "own_" + name.replace("-", "_"),
        "YEAR": str(today.year),
        "MONTH": f"{today.month:02}",
        "TODAY": today.isoformat(),
        "REVIEW": (today + _REVIEWED_AFTER).isoformat(),
    }
    text = (resource("rules") / "starter-pack.yaml").read_text(encoding="utf-8")
    return re.sub("|".join(words), lambda found: words[found[0]], text).encode()
