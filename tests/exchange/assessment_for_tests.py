"""The assessment that tests of exchange formats share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pia import documents
from pia.model.assessment import Assessment
from pia.model.dataset import Column
from pia.model.deployment import Deployment
from pia.model.finding import Finding
from pia.model.risk import Fact
from pia.model.scanned import Tool
from pia.model.text import Text


def sample_of(root: Path) -> Assessment:
    """The assessment of a sample's deployment in which one thing was found and one fact is known; no data is read."""
    loaded = documents.load(root / "samples" / "community-grid" / "deployment.yaml", Deployment)
    column = Column("visits", "visits", "address", "string")
    nothing = Text("", "")
    return Assessment(
        schema_version=1,
        tool=Tool("pia", "0"),
        assessed_on=date(2026, 11, 24),
        deployment=loaded.value,
        deployment_sha256=loaded.sha256,
        packs=(),
        inputs=(),
        findings=(Finding(column, "ADDRESS", "address", 0.9, 3, 3, (), ()),),
        not_examined=(),
        categories=(),
        facts=(Fact("scan.personal", nothing, True, nothing, ("visits.address",)),),
        results=(),
        questions=(),
        risks=(),
    )
