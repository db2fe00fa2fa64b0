"""The command about users' recognizers: recognizers check."""

from __future__ import annotations

from pathlib import Path

import click

from pia.invocation import Group, terminal_of, today


@click.group(cls=Group)
def recognizers() -> None:
    """Check files of own recognizers, allow lists and overrides."""


@recognizers.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...]) -> None:
    """Prove FILES: patterns that are fast on any cell, known tests and types, examples, reasons, owners, dates."""
    from pia import pipeline

    own = pipeline.own_recognizers(files, today())
    terminal = terminal_of(ctx)
    for said in own.said:
        for objection in said.objections:
            terminal.note(f"{said.where}: {objection.in_language(terminal.language)}")
    count = sum(source.recognizers for source in own.sources)
    terminal.line(f"{count} recognizers, {len(own.said)} allow lists and overrides")
