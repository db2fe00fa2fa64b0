"""The samples, assessed once per process: a process that forks hands them to its children."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from pia import pipeline
from pia.model.assessment import Assessment

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
TODAY = date(2026, 11, 24)


def no_progress(dataset: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@cache
def assess(name: str) -> Assessment:
    """A sample by the name of its folder."""
    return pipeline.assess(SAMPLES / name / "deployment.yaml", TODAY, no_progress)
