"""An assessment, judged again from what was measured and declared: whether anybody edited what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pia import pipeline
from pia.admission.differences import changed_packs, differences
from pia.admission.reuse import pack_digests
from pia.gate import GateReason
from pia.model.assessment import Assessment
from pia.model.scanned import SCHEMA_VERSION
from pia.model.text import Text


def edited(assessment: Assessment, folders: Sequence[Path] = ()) -> tuple[GateReason, ...]:
    """What does not follow from the facts of an assessment, or why that cannot be told.

    Args:
        assessment: The assessment as it stands.
        folders: Folders with more rule packs.

    Raises:
        PiaError: A rule pack has errors.
    """
    if assessment.schema_version != SCHEMA_VERSION:
        text = Text(
            f"The file has format {assessment.schema_version}, this pia reads {SCHEMA_VERSION}; assess again",
            f"文件格式为 {assessment.schema_version}，本版 pia 读取 {SCHEMA_VERSION}，请重新评估",
        )
        return (GateReason("incomplete", "schema_version", text),)
    packs = changed_packs(assessment.packs, pack_digests(folders))
    return packs or differences(assessment, pipeline.rejudge(assessment, folders))
