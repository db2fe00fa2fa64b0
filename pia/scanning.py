"""Datasets -> what was found in them: the sources, recognizers and engine of one scan, put together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pia import plugins
from pia.dispatching import PIECE_BYTES, Counted, counted
from pia.engines import Cluster, Engine, Session
from pia.errors import PiaError
from pia.model.dataset import Input
from pia.model.finding import EntityCategory, Finding, NotExamined
from pia.model.interval import Interval
from pia.model.recognition import AllowList
from pia.recognition import Own
from pia.recognizers import Recognizer
from pia.scan.asking import Asking
from pia.scan.checkpoints import Checkpoint, Checkpoints
from pia.scan.datasets import Dataset
from pia.scan.findings import columns_of, findings, supporters
from pia.scan.kept import kept_asking, kept_library
from pia.scan.overriding import Allowance, Effect, Saying, allowances, override
from pia.scan.scanner import kernel_of, scanner
from pia.scan.subjects import subjects
from pia.scan.tally import ScanTally, merged
from pia.scan.worker import Worker
from pia.sources import Batch

if TYPE_CHECKING:
    from pia.scan.kernel import Kernel

Progress = Callable[[str, int, int], None]
NOTHING = Own()


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """Where datasets are scanned.

    Attributes:
        name: Name of the engine.
        address: Of its cluster; empty for one of this machine's own.
        piece_bytes: What a piece should unpack to that is sent to a cluster.
        checkpoints: Where a scan on this machine keeps how far it came, if it does.
    """

    name: str = "local"
    address: str = ""
    piece_bytes: int = PIECE_BYTES
    checkpoints: Checkpoints | None = None


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
        effects: What each allow list and override that holds changed in it.
        supported: The findings, and what further recognizers would have found of the same type in the same column.
    """

    input: Input
    findings: tuple[Finding, ...]
    not_examined: tuple[NotExamined, ...]
    subjects: Interval
    effects: tuple[Effect, ...] = ()
    supported: tuple[Finding, ...] = ()


def sought(categories: Mapping[str, EntityCategory], own: Own = NOTHING) -> tuple[Recognizer, ...]:
    """Every recognizer, users' own too, but those of types that are no personal data by themselves."""
    shelf = plugins.load_all("recognizers")
    every: list[Recognizer] = [recognizer for family in shelf.values() for recognizer in family]
    every += own.recognizers
    idle = {name for name, category in categories.items() if category.kind == "other"}
    return tuple(recognizer for recognizer in every if recognizer.entity_type not in idle)


@dataclass(frozen=True, slots=True)
class Search:
    """What datasets are searched for.

    Attributes:
        categories: What entity types mean.
        sayings: Allow lists and overrides that hold today.
        recognizers: What looks.
        allowances: What is counted beside them, so that allowed cells can be taken off.
    """

    categories: Mapping[str, EntityCategory]
    sayings: tuple[Saying, ...]
    recognizers: tuple[Recognizer, ...]
    allowances: tuple[Allowance, ...]

    @classmethod
    def of(
        cls, categories: Mapping[str, EntityCategory], own: Own = NOTHING, more: Sequence[Recognizer] = ()
    ) -> Search:
        """The shelf, what users added to it, and more recognizers beside them."""
        recognizers = (*sought(categories, own), *more)
        return cls(categories, own.sayings, recognizers, allowances(own.sayings, recognizers))

    @property
    def counted(self) -> tuple[Recognizer, ...]:
        """Everything that counts cells."""
        return (*self.recognizers, *(item.counter for item in self.allowances))

    @property
    def identifying(self) -> frozenset[str]:
        """Entity types that identify a person directly."""
        return frozenset(name for name, category in self.categories.items() if category.kind == "identifier")

    def sha256(self) -> str:
        """Digest of what counts cells: every recognizer whole, patterns, words and models.

        Raises:
            PluginError: One of them has parts that cannot be digested.
        """
        digest = hashlib.sha256("\n".join(sorted(self.identifying)).encode())
        for recognizer in self.counted:
            digest.update(Worker.of((recognizer,), b"", ()).payload)
        return digest.hexdigest()


@contextmanager
def connected(choice: EngineChoice) -> Iterator[Session | None]:
    """The cluster of a choice until the context is left; nothing if it is this process.

    Raises:
        PluginError: There is no such engine.
        EngineError: The cluster does not answer.
    """
    engine: Engine | Cluster = plugins.load("engines", choice.name)
    if not isinstance(engine, Cluster):
        yield None
        return
    with engine.connect(choice.address) as session:
        yield session


def scan_all(
    datasets: Sequence[Dataset],
    categories: Mapping[str, EntityCategory],
    key: bytes,
    progress: Progress,
    own: Own = NOTHING,
    *,
    more: Sequence[Recognizer] = (),
    engine: EngineChoice = HERE,
) -> tuple[list[Scanned], tuple[PiaError, ...]]:
    """Scan datasets one after the other; those that cannot be read are returned as errors.

    Args:
        datasets: What to scan.
        categories: What entity types mean.
        key: Secret of this run, under which values are hashed while they are counted; it lands in no output.
        progress: Called with the name of a dataset, bytes read, bytes in all.
        own: What users added to the recognizers.
        more: Recognizers beside those of the shelf.
        engine: Where to scan.

    Raises:
        PiaError: A plug-in is broken, a cluster does not answer, or a recognizer cannot be sent to one.
    """
    scanned: list[Scanned] = []
    errors: list[PiaError] = []
    search = Search.of(categories, own, more)
    for dataset, result in zip(datasets, _all_counted(datasets, search, key, progress, engine), strict=True):
        if isinstance(result, PiaError):
            errors.append(result)
        else:
            scanned.append(judged(dataset.name, dataset.locator, result, search))
    return scanned, tuple(errors)


def _all_counted(
    datasets: Sequence[Dataset], search: Search, key: bytes, progress: Progress, choice: EngineChoice
) -> Iterator[Counted | PiaError]:
    with connected(choice) as session:
        if session is None:
            yield from _all_counted_here(datasets, search, key, progress, choice)
            return
        worker = Worker.of(search.counted, key, search.identifying)
        found = counted(datasets, session, worker, choice.piece_bytes)
        for dataset, result in zip(datasets, found, strict=True):
            size = sum(part.content.size for part in dataset.parts)
            progress(dataset.name, size, size)
            yield result


def _all_counted_here(
    datasets: Sequence[Dataset], search: Search, key: bytes, progress: Progress, choice: EngineChoice
) -> Iterator[Counted | PiaError]:
    engine: Engine = plugins.load("engines", choice.name)
    kept = partial(choice.checkpoints.of, searched=search.sha256()) if choice.checkpoints else _unkept

    def kernel_under(secret: bytes) -> Callable[[], Kernel]:
        return kernel_of(search.counted, secret, search.identifying, lambda: kept_library(sought(search.categories)))

    def shown() -> Asking:
        return kept_asking(sought(search.categories))

    shared = kernel_under(key)

    def way(batches: Iterator[Batch], own: bytes | None) -> tuple[Callable[[Batch], ScanTally], Iterator[Batch]]:
        kernel = kernel_under(own) if own else shared
        return scanner(batches, search.counted, own or key, search.identifying, kernel, asking=shown)

    for dataset in datasets:
        yield _counted_here(dataset, way, progress, engine, checkpoint=kept)


def _unkept(_dataset: Dataset) -> None:
    return None


def _counted_here(
    dataset: Dataset,
    way: Callable[[Iterator[Batch], bytes | None], tuple[Callable[[Batch], ScanTally], Iterator[Batch]]],
    progress: Progress,
    engine: Engine,
    *,
    checkpoint: Callable[[Dataset], Checkpoint | None],
) -> Counted | PiaError:
    try:
        kept = checkpoint(dataset)
        reading = dataset.read(partial(progress, dataset.name))
        work, batches = way(reading.batches, kept.key if kept else None)
        tally = kept.merged(engine.run, work, batches) if kept else merged(engine.run(work, batches))
        return Counted(tally, reading.sha256(), reading.not_examined())
    except PiaError as error:
        return error


def judged(name: str, locator: str, counts: Counted, search: Search) -> Scanned:
    """What the counts of a dataset say."""
    tally = counts.tally
    dependent = {type_ for type_, category in search.categories.items() if not category.alone}
    found = findings(tally, name, search.recognizers, dependent)
    columns = columns_of(tally, name)
    filled = [(item.column, item.filled) for item in columns]
    kept, effects = override(found, tally, filled, search.sayings, search.allowances)
    people = subjects(tally, kept, search.identifying)
    return Scanned(
        input=Input(name, locator, counts.sha256, sum(tally.rows.values()), columns),
        findings=kept,
        not_examined=counts.not_examined,
        subjects=_without_allowed(people, search.sayings, effects, found=bool(kept)),
        effects=effects,
        supported=supporters(tally, name, search.recognizers, kept),
    )


def _without_allowed(
    counted: Interval, sayings: Sequence[Saying], effects: Sequence[Effect], *, found: bool
) -> Interval:
    """The number of people, of whom allowed values are none: at most so many were counted as people."""
    none = sum(
        len(saying.values)
        for saying, effect in zip(sayings, effects, strict=True)
        if isinstance(saying, AllowList) and effect.cells
    )
    return replace(counted, min=max(min(int(found), counted.min), counted.min - none))
