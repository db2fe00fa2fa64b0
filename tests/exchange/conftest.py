"""The assessment that tests of exchange share."""

from __future__ import annotations

from pathlib import Path

import pytest

from pia.model.assessment import Assessment
from tests.exchange.assessment_for_tests import sample_of


@pytest.fixture(scope="session")
def sample(root: Path) -> Assessment:
    """A sample's deployment in which one thing was found."""
    return sample_of(root)
