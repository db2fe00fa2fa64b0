"""Whether an approved assessment still stands for the data: by digests, so that what did not change is not rescanned.

An approved assessment is taken in place of a scan only if nothing that a scan depends on can have changed. Where that
cannot be told from the bytes of files (databases, other machines, population counts, users' recognizers, language
models), the data is scanned.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, entry_points
from pathlib import Path

from pia import __version__
from pia.assess.packs import find_packs
from pia.contents.address import scheme_of
from pia.distributions import offers, version_of
from pia.errors import PiaError
from pia.model.assessment import Assessment
from pia.model.dataset import Input
from pia.model.deployment import Deployment
from pia.plugins import SHELVES
from pia.resources import resource
from pia.scan.datasets import Dataset, open_as_one
from pia.scan.opening import LOCAL

# Their new versions may read or recognize otherwise.
LIBRARIES = (
    "duckdb",
    "faker",
    "jieba",
    "phonenumbers",
    "presidio-analyzer",
    "pyarrow",
    "python-calamine",
    "python-stdnum",
    "regex",
)
_ID = re.compile(rb"^id:[ \t]*[\"']?([A-Za-z0-9_.-]+)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)


def scanner_sha256() -> str:
    """Digest of what decides what a scan finds."""
    return hashlib.sha256("\n".join(scanner_parts()).encode()).hexdigest()


def scanner_parts() -> list[str]:
    """What decides what a scan finds, a line each: this version, its facts and categories, libraries, plug-ins."""
    rules = resource("rules")
    lines = [__version__, *(_file_sha256(rules / name) for name in ("facts.yaml", "categories.yaml", "legal.yaml"))]
    lines += [f"{name} {_version(name)}" for name in LIBRARIES]
    lines.append(f"unicode {unicodedata.unidata_version}")
    for shelf in sorted(shelf for shelf in SHELVES if offers(f"pia.{shelf}")):
        for point in sorted(entry_points(group=f"pia.{shelf}"), key=lambda point: (point.name, point.value)):
            made = f"{point.dist.name} {point.dist.version}" if point.dist else ""
            lines.append(f"{shelf} {point.name} {point.value} {made}")
    return lines


def pack_digests(folders: Sequence[Path]) -> dict[str, str]:
    """The digest of every pack file that can be found, by the id of the pack; no pack is judged."""
    found: dict[str, str] = {}
    for path in find_packs([resource("rules"), *folders]):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        if match := _ID.search(data):
            found[match[1].decode()] = hashlib.sha256(data).hexdigest()
    return found


def unchanged(assessment: Assessment, deployment: Deployment, folder: Path, packs: Mapping[str, str]) -> bool:
    """Whether a scan would find nothing but what an approved assessment already says.

    Args:
        assessment: The approved assessment, its digest already compared with the signed one.
        deployment: The deployment as it is now, its file already compared with the approved digest.
        folder: Where its relative paths start.
        packs: Digest of each pack there is, by id.
    """
    if assessment.scanner_sha256 != scanner_sha256() or _population(deployment) or _own_means(assessment, deployment):
        return False
    if any(packs.get(pack.id) != pack.sha256 for pack in assessment.packs):
        return False
    if any(scheme_of(item.path) for item in deployment.datasets):
        return False
    opened = open_as_one([(item.name, str(folder / item.path)) for item in deployment.datasets], LOCAL)
    return not opened.errors and _same(assessment.inputs, opened.datasets, assessment)


def _own_means(assessment: Assessment, deployment: Deployment) -> bool:
    """Whether a scan depends on files of users or on language models, which no digest here covers."""
    own = assessment.recognition
    return bool(deployment.recognizers or own.sources or own.uses or assessment.tool.language_models)


def _population(deployment: Deployment) -> bool:
    return any(item.population and item.population.counts for item in deployment.datasets)


def _same(inputs: Sequence[Input], datasets: Iterable[Dataset], assessment: Assessment) -> bool:
    read = {item.dataset: item.sha256 for item in inputs}
    present = {dataset.name: dataset for dataset in datasets}
    if read.keys() != present.keys():
        return False
    known = set(assessment.not_examined)
    return all(
        digest(dataset) == read[name] and known.issuperset(dataset.not_examined) for name, dataset in present.items()
    )


def digest(dataset: Dataset) -> str | None:
    """The digest that reading a dataset would give, from its bytes alone; `None` where they do not tell."""
    if any(part.source.schemes for part in dataset.parts):
        return None
    try:
        if len(dataset.parts) == 1 and not dataset.parts[0].name:
            return dataset.parts[0].content.sha256() or None
        lines = [f"{part.content.sha256()}  {part.name}" for part in dataset.parts]
    except PiaError:
        return None
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _file_sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _version(name: str) -> str:
    try:
        return version_of(name)
    except PackageNotFoundError:
        return ""
