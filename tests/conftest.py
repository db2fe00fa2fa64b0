"""What many tests need: the repository, the rulebook, the assessed samples, and small files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pia import pipeline
from pia.judging import Rulebook
from pia.model.assessment import Assessment
from tests.assessments_for_tests import assess

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def assessed() -> Callable[[str], Assessment]:
    return assess


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return pipeline.rulebook()


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str, name: str = "table.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write
