"""Datasets -> what was found in them: the sources, recognizers and engine of one scan, put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pia import plugins
from pia.engines import Engine
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
from pia.sources import Reading

Progress = Callable[[str, int, int], None]


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
    more: Sequence[Recognizer] = (),
) -> tuple[list[Scanned], tuple[PiaError, ...]]:
    """Scan datasets one after the other; those that cannot be read are returned as errors.

    Args:
        datasets: What to scan.
        categories: What entity types mean.
        key: Secret of this run, under which values are hashed while they are counted; it lands in no output.
        progress: Called with the name of a dataset, bytes read, bytes in all.
        more: Recognizers beside those of the shelf.

    Raises:
        PiaError: A plug-in is broken.
    """
    scanned: list[Scanned] = []
    recognizers = (*sought(categories), *more)
    errors: list[PiaError] = []
    for dataset in datasets:
        try:
            reading = dataset.read(partial(progress, dataset.name))
            scanned.append(_scan_one(dataset.name, dataset.locator, reading, categories, recognizers, key=key))
        except PiaError as error:
            errors.append(error)
    return scanned, tuple(errors)


def _scan_one(
    name: str,
    locator: str,
    reading: Reading,
    categories: Mapping[str, EntityCategory],
    recognizers: Sequence[Recognizer],
    *,
    key: bytes,
) -> Scanned:
    identifiers = {type_ for type_, category in categories.items() if category.kind == "identifier"}
    engine: Engine = plugins.load("engines", "local")
    work, batches = scanner(reading.batches, recognizers, key, identifiers)
    tally = merged(engine.run(work, batches))
    dependent = {type_ for type_, category in categories.items() if not category.alone}
    found = findings(tally, name, recognizers, dependent)
    rows = sum(tally.rows.values())
    return Scanned(
        input=Input(name, locator, reading.sha256(), rows, columns_of(tally, name)),
        findings=found,
        not_examined=reading.not_examined(),
        subjects=subjects(tally, found, identifiers),
    )
