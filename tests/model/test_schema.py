"""The schemas that stand in the repository are those of the model; `python -m tests.model.test_schema` writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pia import documents
from pia.model.assessment import Assessment
from pia.model.changes import Changes
from pia.model.deployment import Deployment
from pia.model.scanned import SCHEMA_VERSION, ScanReport

FOLDER = Path(__file__).resolve().parents[2] / "report_templates" / "schemas"
TYPES: dict[str, type[object]] = {
    "assessment": Assessment,
    "changes": Changes,
    "deployment": Deployment,
    "scan": ScanReport,
}


def schema(name: str) -> bytes:
    """One schema as it stands in its file."""
    own = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:pia:{name}:{SCHEMA_VERSION}",
        **documents.json_schema(TYPES[name]),
    }
    return (json.dumps(own, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


@pytest.mark.parametrize("name", list(TYPES))
def test_shipped_schemas_are_those_of_the_model(name: str) -> None:
    assert (FOLDER / f"{name}.schema.json").read_bytes() == schema(name)


if __name__ == "__main__":
    for every in TYPES:
        documents.write(FOLDER / f"{every}.schema.json", schema(every))
