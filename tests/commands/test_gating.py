from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from pia.cli import main

Table = Callable[..., Path]
RUN = CliRunner()


def run(*arguments: str | Path, **options: object) -> Result:
    return RUN.invoke(main, [str(item) for item in arguments], **options)  # type: ignore[arg-type]


def test_the_gate_shuts_with_reasons(root: Path, tmp_path: Path) -> None:
    sample = root / "samples" / "floating-population" / "deployment.yaml"
    assert run("-q", "assess", sample, "--out", tmp_path, "-f", "json").exit_code == 0
    result = run("gate", tmp_path / "assessment.json")
    assert result.exit_code == 1
    assert result.stdout.startswith("STOPPED")
    assert "not met: gdpr.6.1.basis" in result.stdout
    assert "open: gdpr.33-34.breach" in result.stdout
