"""Datasets -> what was found in them: the sources, recognizers and engine of one scan, put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pia import plugins
from pia.engines import Engine
from pia.errors import PiaError
from pia.model.dataset import Input
from pia.model.finding import EntityCategory, Finding, NotExamined
from pia.model.recognition import AllowList
from pia.model.rule import Interval
from pia.recognition import Own
from pia.recognizers import Recognizer
from pia.scan.datasets import Dataset
from pia.scan.findings import columns_of, findings, supporters
from pia.scan.overriding import Effect, Saying, allowances, override
from pia.scan.scanner import scanner
from pia.scan.subjects import subjects
from pia.scan.tally import merged
from pia.sources import Reading

Progress = Callable[[str, int, int], None]
NOTHING = Own()


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


def scan_all(
    datasets: Sequence[Dataset],
    categories: Mapping[str, EntityCategory],
    key: bytes,
    progress: Progress,
    own: Own = NOTHING,
    *,
    more: Sequence[Recognizer] = (),
) -> tuple[list[Scanned], tuple[PiaError, ...]]:
    """Scan datasets one after the other; those that cannot be read are returned as errors.

    Args:
        datasets: What to scan.
        categories: What entity types mean.
        key: Secret of this run, under which values are hashed while they are counted; it lands in no output.
        progress: Called with the name of a dataset, bytes read, bytes in all.
        own: What users added to the recognizers.
        more: Recognizers beside those of the shelf.

    Raises:
        PiaError: A plug-in is broken.
    """
    scanned: list[Scanned] = []
    errors: list[PiaError] = []
    for dataset in datasets:
        try:
            reading = dataset.read(partial(progress, dataset.name))
            scanned.append(_scan_one(dataset, reading, categories, key, own, more=more))
        except PiaError as error:
            errors.append(error)
    return scanned, tuple(errors)


def _scan_one(
    dataset: Dataset,
    reading: Reading,
    categories: Mapping[str, EntityCategory],
    key: bytes,
    own: Own,
    *,
    more: Sequence[Recognizer],
) -> Scanned:
    name, recognizers = dataset.name, (*sought(categories, own), *more)
    identifiers = {type_ for type_, category in categories.items() if category.kind == "identifier"}
    engine: Engine = plugins.load("engines", "local")
    counted = allowances(own.sayings, recognizers)
    looked_for = (*recognizers, *(item.counter for item in counted))
    work, batches = scanner(reading.batches, looked_for, key, identifiers)
    tally = merged(engine.run(work, batches))
    dependent = {type_ for type_, category in categories.items() if not category.alone}
    found = findings(tally, name, recognizers, dependent)
    columns = columns_of(tally, name)
    filled = [(item.column, item.filled) for item in columns]
    kept, effects = override(found, tally, filled, own.sayings, counted)
    rows = sum(tally.rows.values())
    return Scanned(
        input=Input(name, dataset.locator, reading.sha256(), rows, columns),
        findings=kept,
        not_examined=reading.not_examined(),
        subjects=_without_allowed(subjects(tally, kept, identifiers), own.sayings, effects, found=bool(kept)),
        effects=effects,
        supported=supporters(tally, name, recognizers, kept),
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
