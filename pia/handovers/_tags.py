"""What a scan says of each table and column, as plain values that any tool can carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath
from typing import Any

from pia.model.finding import EntityCategory, Finding
from pia.model.risk import Severity
from pia.model.scanned import ScanReport
from pia.ownership import Manifest, Resource


@dataclass(frozen=True, slots=True)
class TaggedColumn:
    """A column with its tags; none if nothing was found in it."""

    name: str
    tags: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TaggedTable:
    """A table that was read.

    Attributes:
        name: As the tool knows it; where it does not, the table's or the file's name.
        resource: What dbt knows of it.
        sha256: Digest of the dataset it is in.
        whole: Whether everything in its dataset was examined.
        columns: All its columns, in the order of the source.
    """

    name: str
    resource: Resource | None
    sha256: str
    whole: bool
    columns: tuple[TaggedColumn, ...]


def tables(report: ScanReport, manifest: Manifest) -> Iterator[TaggedTable]:
    """Every table that was read, in the order of the scan."""
    means = {item.entity_type: item for item in report.categories}
    for item in report.inputs:
        whole = not any(gap.where.startswith(item.dataset) for gap in report.not_examined)
        for table, columns in groupby(item.columns, lambda scanned: scanned.column.table):
            resource = manifest.of(item, table)
            name = resource.name if resource else table or PurePath(item.dataset).name.partition(".")[0]
            tagged = tuple(
                TaggedColumn(
                    one.column.name, _tags([found for found in report.findings if found.column == one.column], means)
                )
                for one in columns
            )
            yield TaggedTable(name, resource, item.sha256, whole, tagged)


def _tags(findings: Sequence[Finding], means: Mapping[str, EntityCategory]) -> Mapping[str, Any]:
    if not findings:
        return {}
    known = [means[found.entity_type] for found in findings if found.entity_type in means]
    laws = {f"{law.law} {law.at}" for item in known for law in item.legal}
    worst = max((item.impact for item in known), default=0)
    return {
        "entity_types": sorted(found.entity_type for found in findings),
        "score": max(found.score for found in findings),
        "cells": max(found.cells for found in findings),
        "scanned": max(found.scanned for found in findings),
        "severity": Severity(worst).name.lower() if worst else "unknown",
        "special": any(law.special for item in known for law in item.legal),
        "legal": sorted(laws),
    }
