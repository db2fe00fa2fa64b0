"""The documents of a gate from their files: an older or newer format is named as that; what is cut off is nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pia import documents
from pia.documents import Loaded
from pia.errors import ApprovalError, DocumentError, Problem
from pia.model.approval import APPROVAL_VERSION, Approval
from pia.model.assessment import Assessment
from pia.model.policy import BASELINE_VERSION, Baseline
from pia.model.scanned import SCHEMA_VERSION

T = TypeVar("T")
_VERSIONS: Mapping[type[object], int] = {
    Assessment: SCHEMA_VERSION,
    Approval: APPROVAL_VERSION,
    Baseline: BASELINE_VERSION,
}


def load(path: Path, type_: type[T]) -> Loaded[T]:
    """A JSON document; one of another format is named as that rather than by what does not fit.

    Raises:
        DocumentError: It is missing, broken, cut off, or something else.
        ApprovalError: It has another format.
    """
    if path.suffix != ".json":
        what = f"this is no {type_.__name__.lower()}"
        raise DocumentError(Problem(str(path), what, f"Name the {type_.__name__.lower()}.json."))
    try:
        return documents.load(path, type_)
    except DocumentError:
        _check_version(path, _VERSIONS[type_])
        raise


def _check_version(path: Path, current: int) -> None:
    try:
        found = documents.load(path, dict[str, object]).value.get("schema_version")
    except DocumentError:
        return
    if isinstance(found, int) and found != current:
        what = f"the file has format {found}, this pia reads {current}"
        raise ApprovalError(Problem(str(path), what, "Make it again with this version."))
