"""A manifest as dbt writes it, cut down to what names owners."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MANIFEST: Mapping[str, Any] = {
    "metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json"},
    "nodes": {
        "model.city.residents": {
            "resource_type": "model",
            "name": "residents",
            "alias": "dim_residents",
            "config": {"meta": {"owner": {"name": "Civil registry", "email": "registry@city.example"}}},
            "group": "registry",
        },
        "model.city.visits": {"resource_type": "model", "name": "visits", "config": {"group": "grid"}},
        "seed.city.streets": {"resource_type": "seed", "name": "streets", "meta": {"owner": ["Maps ", "Roads"]}},
        "snapshot.city.t": {"resource_type": "snapshot", "name": "t", "meta": {"owner": "Snap\nshots"}},
        "test.city.unique": {"resource_type": "test", "name": "unique"},
        "model.city.broken": "no node",
    },
    "sources": {
        "source.city.lake.calls": {
            "resource_type": "source",
            "name": "calls",
            "identifier": "raw_calls",
            "source_name": "lake",
            "meta": {"owner": {"email": ["hotline@city.example"]}},
        }
    },
    "groups": {"group.city.grid": {"name": "grid", "owner": {"name": "Grid office", "email": None}}},
}


def manifest(folder: Path, content: object = MANIFEST) -> Path:
    """The manifest as a file."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
