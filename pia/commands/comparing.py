"""The command that compares: diff."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pia.invocation import Command, access_of, language_of, look_of_options, look_options, outputs_of, terminal_of
from pia.model.text import Language


@click.command(cls=Command)
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("-f", "--format", "formats", multiple=True, metavar="FORMAT[=PATH]", help="Default: markdown=-.")
@look_options
@click.pass_context
def diff(ctx: click.Context, /, *, before: Path, after: Path, formats: tuple[str, ...], **brand: Any) -> None:
    """Say what changed from BEFORE to AFTER: what became personal, which rules and risks moved.

    Both are an assessment.json, or both are data (files or folders), which is scanned now.
    """
    from pia import documents, reporting

    look, terminal, language = look_of_options(brand), terminal_of(ctx), language_of(ctx, Language.EN)
    with terminal.progress() as progress:
        found = reporting.compare(before, after, progress, access_of(ctx))
    for name, path in outputs_of(formats or ("markdown=-",)):
        data = reporting.changes_report(found, name, language, look)
        if path == "-":
            terminal.raw(data)
            continue
        target = Path(path) if path else after.parent / f"changes{reporting.report_suffix(name)}"
        documents.write(target, data)
        terminal.line(f"  {target}")
