"""An assessment begun: a folder of its own with its first files, and the first line of its journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pia import outputs
from pia.errors import DocumentError, Problem
from pia.model.review import Act, Edit, Reviewer
from pia.review import judgements, mandates, store, versions
from pia.review.record import DEPLOYMENT


def begin(folder: Path, files: Mapping[str, bytes], who: Reviewer, now: datetime, note: str = "") -> None:
    """Begin an assessment in a folder that is not there yet, and say so in its journal.

    Args:
        folder: The folder, made here.
        files: `deployment.yaml`, and what else lies beside it, by name; already checked.
        who: Who begins.
        now: When, with a time zone.
        note: Where it came from, if it was not written here.

    Raises:
        PiaError: The role may not, there is something of that name, or nothing can be written there.
    """
    mandates.check_edit(who, Edit(("name",)))
    try:
        folder.mkdir()
    except OSError as error:
        reason = (error.strerror or "it cannot be made").lower()
        raise DocumentError(Problem(folder.name, reason, "Choose another name, or check the permissions.")) from None
    with store.held(folder):
        outputs.write({folder / name: data for name, data in files.items()})
        entry = store.entry_of(who, now, Act.BEGUN, DEPLOYMENT, note)
        store.note(folder, judgements.changed(entry, DEPLOYMENT, "", versions.sha256(files[DEPLOYMENT])))
