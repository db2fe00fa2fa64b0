"""A deployment assessed again, reading no more of its data than can have changed; in doubt everything is read.

What an earlier assessment measured is taken over if that assessment is the very one that was remembered here, and if
nothing that reading depends on can have moved on: the data and what looks through it by their digests, how it is
opened, what is declared of the datasets, and what people said about columns. If only the last of these moved on, what
was counted is taken over, for sayings are heeded after the counting. What is remembered lies in `.pia/` and can be
thrown away; it holds digests, and counts as a checkpoint does, but no value of the data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pia import documents, pipeline
from pia.admission.loading import load
from pia.admission.reuse import scanner_sha256, unchanged
from pia.errors import PiaError
from pia.model.assessment import Assessment
from pia.model.dataset import Population
from pia.model.deployment import DeclaredDataset, Deployment
from pia.model.recognition import Override, Recognition
from pia.model.review import Reading
from pia.model.text import Strict
from pia.recognition import Own
from pia.review import versions
from pia.review.record import ASSESSMENT, DEPLOYMENT
from pia.scan.checkpoints import Checkpoints
from pia.scan.opening import Access
from pia.scanning import HERE, EngineChoice
from pia.screening import TOOL

MEMORY = "assessed.json"
_COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class Remembered(Strict):
    """What is remembered of an assessment.

    Attributes:
        assessment_sha256: Digest of the bytes of `assessment.json`.
        opened: What looked through the data and how it was opened, in words that differ when they do.
    """

    assessment_sha256: str
    opened: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """An assessment made again.

    Attributes:
        assessment: The assessment.
        reading: How much of the data was read for it.
    """

    assessment: Assessment
    reading: Reading


def renewed(folder: Path, today: date, progress: pipeline.Progress, folders: Sequence[Path], access: Access) -> Renewed:
    """The deployment in a folder, assessed as `pia assess` does, from no more reading than it needs.

    Args:
        folder: The folder of `deployment.yaml`.
        today: The day.
        progress: Called with the name of a dataset, bytes read, bytes in all.
        folders: Folders with more rule packs.
        access: What may be opened.

    Raises:
        PiaError: The deployment, a dataset or a pack has errors.
    """
    path, before = folder / DEPLOYMENT, _remembered(folder, access)
    digest = _standing(path, before, today) if before else ""
    if before and digest:
        found = pipeline.assess(path, today, progress, folders, access, measured=before)
        if found.deployment_sha256 == digest:
            return Renewed(found, Reading.NONE)
    return _read(folder, today, progress, folders, access)


def remember(folder: Path, data: bytes, access: Access) -> None:
    """Remember that an assessment was made here; where nothing can be written, nothing is remembered.

    Args:
        folder: The folder of `deployment.yaml`.
        data: The bytes of `assessment.json`.
        access: How data was opened.
    """
    kept = Remembered(versions.sha256(data), _opened(access))
    try:
        documents.write(versions.make_cache(folder) / MEMORY, documents.dump_json(kept))
    except PiaError:
        return


def _remembered(folder: Path, access: Access) -> Assessment | None:
    """The assessment in a folder, if it is the remembered one to the byte, and data would be opened as then."""
    try:
        kept = documents.load(folder / versions.CACHE / MEMORY, Remembered).value
        found = load(folder / ASSESSMENT, Assessment)
    except PiaError:
        return None
    same = found.sha256 == kept.assessment_sha256 and kept.opened == _opened(access)
    return found.value if same else None


def _standing(path: Path, before: Assessment, today: date) -> str:
    """Digest of a deployment whose data would give what it gave before; empty if it might not."""
    try:
        loaded = documents.load(path, Deployment)
        own = pipeline.own_recognizers([path.parent / name for name in loaded.value.recognizers], today)
    except PiaError:
        return ""
    now, then = loaded.value, before.deployment
    declared = [_asked(item) for item in now.datasets] == [_asked(item) for item in then.datasets]
    if before.tool != TOOL or not declared or not _same_sayings(own, before.recognition):
        return ""
    heeded = replace(before, recognition=Recognition())
    packs = {pack.id: pack.sha256 for pack in before.packs}
    stands = unchanged(heeded, replace(now, recognizers=()), path.parent, packs)
    return loaded.sha256 if stands else ""


def _asked(dataset: DeclaredDataset) -> tuple[str, str, tuple[str, ...], tuple[str, ...], Population | None]:
    """What of a declared dataset decides what is measured."""
    quasi, sensitive = dataset.quasi_identifiers, dataset.sensitive_attributes
    return dataset.name, dataset.path, quasi, sensitive, dataset.population


def _same_sayings(own: Own, before: Recognition) -> bool:
    """Whether people say nothing but what they said about columns, and all of it holds today if it held then."""
    only = all(isinstance(item.saying, Override) for item in own.said) and not own.recognizers
    held = [item.objections for item in own.said] == [use.objections for use in before.uses]
    return only and held and own.sources == before.sources


def _read(folder: Path, today: date, progress: pipeline.Progress, folders: Sequence[Path], access: Access) -> Renewed:
    counts = _counts_folder(folder)
    kept, engine = _states(counts), HERE
    if counts:
        engine = EngineChoice(checkpoints=Checkpoints(counts, _opened(access)))
    found = pipeline.assess(folder / DEPLOYMENT, today, progress, folders, access, engine=engine)
    used = {path: state for path, state in _states(counts).items() if state != kept.get(path)}
    for idle in kept.keys() - used.keys():
        idle.unlink(missing_ok=True)
    same = [path for path, (_, digest) in used.items() if path in kept and kept[path][1] == digest]
    all_kept = len(same) == len(used) == len(found.inputs)
    return Renewed(found, Reading.COUNTS_KEPT if all_kept else Reading.WHOLE)


def _counts_folder(folder: Path) -> Path | None:
    """Where counts are kept; `None` where nothing can be written."""
    try:
        return versions.make_cache(folder) / _COUNTS
    except PiaError:
        return None


def _states(counts: Path | None) -> Mapping[Path, tuple[int, str]]:
    """When each file of counts was written, and its digest: one that a run used is always written anew."""
    found = sorted(counts.glob("*.checkpoint")) if counts else []
    return {path: (path.stat().st_mtime_ns, versions.sha256(path.read_bytes())) for path in found}


def _opened(access: Access) -> str:
    return f"{scanner_sha256()} {access}"
