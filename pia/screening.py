"""read -> scan -> what was found: all that `pia scan` runs, apart from what assesses, so that it starts fast."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pia import __version__, language_models
from pia.assess.categories import load_categories
from pia.errors import PiaError
from pia.model.finding import EntityCategory, Finding, NotExamined
from pia.model.scanned import SCHEMA_VERSION, ScanReport, Tool
from pia.recognition import Own, load_own
from pia.recognizers._nlp import LoadedModel
from pia.resources import resource
from pia.scan.datasets import open_apart
from pia.scan.opening import LOCAL, Access
from pia.scanning import HERE, NOTHING, EngineChoice, Scanned, scan_all

Progress = Callable[[str, int, int], None]
"""Called with the name of a dataset, bytes read, bytes in all."""

TOOL = Tool("pia", __version__)

RUN_KEY = secrets.token_bytes(32)
"""Under which distinct values are hashed while they are counted; it lands in no output."""


def own_recognizers(paths: Sequence[Path], today: date) -> Own:
    """What users' files add to the recognizers.

    Raises:
        PiaError: A file has errors; all of them at once.
    """
    if not paths:
        return NOTHING
    from pia.assess.packs import load_facts

    shipped = resource("rules")
    return load_own(paths, load_categories(shipped / "categories.yaml"), load_facts(shipped / "facts.yaml"), today)


def scan(
    datasets: Sequence[tuple[str, str]],
    progress: Progress,
    access: Access = LOCAL,
    own: Own = NOTHING,
    models: Sequence[str] = (),
    *,
    engine: EngineChoice = HERE,
) -> tuple[ScanReport, tuple[PiaError, ...]]:
    """Read and scan datasets, given as (name, locator); those that cannot be read are returned as errors.

    A folder, a glob or an archive gives a dataset per file in it. `own` is what users added to the recognizers.

    Raises:
        PiaError: The shipped categories or a plug-in is broken, or there is no such input format or language model.
    """
    finders = language_models.load_models(models)
    categories = {**load_categories(resource("rules") / "categories.yaml"), **own.categories}
    opened = open_apart(datasets, access)
    found_by = language_models.recognizers(finders)
    scanned, errors = scan_all(opened.datasets, categories, RUN_KEY, progress, own, more=found_by, engine=engine)
    report = report_of(scanned, opened.not_examined, categories, own, finders)
    return report, (*opened.errors, *errors)


def report_of(
    scanned: Sequence[Scanned],
    not_examined: Sequence[NotExamined],
    categories: Mapping[str, EntityCategory],
    own: Own,
    models: Sequence[LoadedModel],
) -> ScanReport:
    """What scans say, with what was left out besides."""
    found = tuple(finding for item in scanned for finding in item.findings)
    return ScanReport(
        schema_version=SCHEMA_VERSION,
        tool=tool_of(models),
        inputs=tuple(item.input for item in scanned),
        findings=found,
        not_examined=(*not_examined, *(left for item in scanned for left in item.not_examined)),
        categories=used_categories(categories, found),
        recognition=own.report([item.effects for item in scanned]),
    )


def tool_of(models: Sequence[LoadedModel]) -> Tool:
    """This version of pia, with the language models it ran."""
    return replace(TOOL, language_models=tuple(model.title for model in models))


def used_categories(categories: Mapping[str, EntityCategory], found: Sequence[Finding]) -> tuple[EntityCategory, ...]:
    """What the entity types found mean in law, by entity type."""
    return tuple(categories[name] for name in sorted({finding.entity_type for finding in found}) if name in categories)
