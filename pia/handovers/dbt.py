"""dbt: a properties file whose columns carry what was found as `config.meta.pia` and as tags (dbt 1.9 and later)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pia import documents
from pia.handovers._tags import TaggedColumn, TaggedTable, tables
from pia.model.scanned import ScanReport
from pia.ownership import Manifest

_LISTS = {"model": "models", "seed": "seeds", "snapshot": "snapshots"}


class DbtHandover:
    """`properties.yml`; with a manifest each table stands in the list of its kind, else all are models."""

    name = "dbt"

    def render(self, report: ScanReport, manifest: Manifest) -> bytes:
        """The tables with a finding; those without one have nothing to say to dbt."""
        lists: dict[str, list[dict[str, Any]]] = {}
        sources: dict[str, list[dict[str, Any]]] = {}
        for table in tables(report, manifest):
            if not any(column.tags for column in table.columns):
                continue
            kind = table.resource.kind if table.resource else "model"
            if table.resource and kind == "source":
                sources.setdefault(table.resource.source, []).append(_table(table))
            else:
                lists.setdefault(_LISTS[kind], []).append(_table(table))
        if sources:
            lists["sources"] = [{"name": name, "tables": members} for name, members in sorted(sources.items())]
        return documents.dump_yaml({"version": 2} | {key: lists[key] for key in sorted(lists)})


def _table(table: TaggedTable) -> dict[str, Any]:
    owner = {"owner": table.resource.owner} if table.resource and table.resource.owner else {}
    meta = {"pia": {"sha256": table.sha256, "examined_whole": table.whole}} | owner
    columns = [_column(column) for column in table.columns if column.tags]
    return {"name": table.name, "config": {"meta": meta}, "columns": columns}


def _column(column: TaggedColumn) -> Mapping[str, Any]:
    tags = ["personal_data", *(["special_category"] if column.tags["special"] else [])]
    return {"name": column.name, "config": {"meta": {"pia": dict(column.tags)}, "tags": tags}}


HANDOVER = DbtHandover()
