"""The command line as a test calls it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from pia.cli import main


def run(*arguments: str | Path, **options: object) -> Result:
    """Call a command; nothing is printed."""
    return CliRunner().invoke(main, [str(item) for item in arguments], **options)  # type: ignore[arg-type]


def one_line(result: Result, code: int = 2) -> str:
    """The one line in which a wrong input is told."""
    assert result.exit_code == code, result.output
    assert result.stdout == "" or "No personal data" not in result.stdout
    assert "Traceback" not in result.output
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]
