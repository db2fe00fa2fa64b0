"""Datasets -> what was found in them: the sources, recognizers and engine of one scan, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pia import plugins
from pia.dispatching import PIECE_BYTES, Counted, counted
from pia.engines import Cluster, Engine
from pia.errors import PiaError
from pia.model.dataset import Input
from pia.model.finding import EntityCategory, Finding, NotExamined
from pia.model.rule import Interval
from pia.recognizers import Recognizer
from pia.scan.datasets import Dataset
from pia.scan.findings import columns_of, findings
from pia.scan.scanner import scanner
from pia.scan.subjects import subjects
from pia.scan.tally import merged
from pia.scan.worker import Worker

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """Where datasets are scanned.

    Attributes:
        name: Name of the engine.
        address: Of its cluster; empty for one of this machine's own.
        piece_bytes: What a piece should unpack to that is sent to a cluster.
    """

    name: str = "local"
    address: str = ""
    piece_bytes: int = PIECE_BYTES


HERE = EngineChoice()
"""In this process."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """One dataset, scanned.

    Attributes:
        input: The dataset as it was when it was read.
        findings: The personal data in it.
        not_examined: What could not be read.
        subjects: How many people it is about.
    """

    input: Input
    findings: tuple[Finding, ...]
    not_examined: tuple[NotExamined, ...]
    subjects: Interval


def sought(categories: Mapping[str, EntityCategory]) -> tuple[Recognizer, ...]:
    """Every recognizer but those of types that are no personal data by themselves; an unknown type is kept."""
    shelf = plugins.load_all("recognizers")
    every: list[Recognizer] = [recognizer for family in shelf.values() for recognizer in family]
    idle = {name for name, category in categories.items() if category.kind == "other"}
    return tuple(recognizer for recognizer in every if recognizer.entity_type not in idle)


def scan_all(
    datasets: Sequence[Dataset],
    categories: Mapping[str, EntityCategory],
    key: bytes,
    progress: Progress,
    choice: EngineChoice = HERE,
) -> tuple[list[Scanned], tuple[PiaError, ...]]:
    """Scan datasets one after the other; those that cannot be read are returned as errors.

    Args:
        datasets: What to scan.
        categories: What entity types mean.
        key: Secret of this run, under which values are hashed while they are counted; it lands in no output.
        progress: Called with the name of a dataset, bytes read, bytes in all.
        choice: Where to scan.

    Raises:
        PiaError: A plug-in is broken, or a cluster does not answer.
    """
    scanned: list[Scanned] = []
    errors: list[PiaError] = []
    engine: Engine | Cluster = plugins.load("engines", choice.name)
    if isinstance(engine, Cluster):
        found = _counted_there(datasets, categories, key, choice, engine)
    else:
        found = (_counted_here(dataset, categories, key, progress, engine) for dataset in datasets)
    for dataset, result in zip(datasets, found, strict=True):
        if isinstance(engine, Cluster):
            size = sum(part.content.size for part in dataset.parts)
            progress(dataset.name, size, size)
        if isinstance(result, PiaError):
            errors.append(result)
        else:
            scanned.append(judged(dataset.name, dataset.locator, result, categories))
    return scanned, tuple(errors)


def _counted_there(
    datasets: Sequence[Dataset],
    categories: Mapping[str, EntityCategory],
    key: bytes,
    choice: EngineChoice,
    cluster: Cluster,
) -> Iterator[Counted | PiaError]:
    worker = Worker.of(sought(categories), key, identifying(categories))
    with cluster.connect(choice.address) as session:
        yield from counted(datasets, session, worker, choice.piece_bytes)


def _counted_here(
    dataset: Dataset, categories: Mapping[str, EntityCategory], key: bytes, progress: Progress, engine: Engine
) -> Counted | PiaError:
    try:
        reading = dataset.read(partial(progress, dataset.name))
        work, batches = scanner(reading.batches, sought(categories), key, identifying(categories))
        tally = merged(engine.run(work, batches))
        return Counted(tally, reading.sha256(), reading.not_examined())
    except PiaError as error:
        return error


def identifying(categories: Mapping[str, EntityCategory]) -> frozenset[str]:
    """Entity types that identify a person directly."""
    return frozenset(type_ for type_, category in categories.items() if category.kind == "identifier")


def judged(name: str, locator: str, found: Counted, categories: Mapping[str, EntityCategory]) -> Scanned:
    """What the counts of a dataset say."""
    dependent = {type_ for type_, category in categories.items() if not category.alone}
    tally = found.tally
    findings_ = findings(tally, name, sought(categories), dependent)
    return Scanned(
        input=Input(name, locator, found.sha256, sum(tally.rows.values()), columns_of(tally, name)),
        findings=findings_,
        not_examined=found.not_examined,
        subjects=subjects(tally, findings_, identifying(categories)),
    )
