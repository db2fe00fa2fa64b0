"""The command that gives reasons: explain."""

from __future__ import annotations

from pathlib import Path

import click

from pia.invocation import RECOGNIZERS, Command, access_of, terminal_of, today


@click.command(cls=Command)
@click.argument("name")
@click.option("-f", "--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@RECOGNIZERS
@click.pass_context
def explain(ctx: click.Context, name: str, format_: str, recognizers: tuple[Path, ...]) -> None:
    """Evidence for and against what the scan says of a column; NAME is FILE::COLUMN."""
    from pia import documents, pipeline
    from pia.explanation import explain_column
    from pia.presentation.explanation import explanation_tables

    terminal, own = terminal_of(ctx), pipeline.own_recognizers(recognizers, today())
    with terminal.progress() as progress:
        explained = explain_column(name, access_of(ctx), progress, own)
    if format_ == "json":
        terminal.raw(documents.dump_json(explained))
    else:
        terminal.exposure(explanation_tables(explained, terminal.language))
