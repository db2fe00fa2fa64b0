"""The command that compares two versions of some data: diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pia.invocation import Command, access_of, terminal_of

if TYPE_CHECKING:
    from pia.model.surface import Surface


@click.command(cls=Command)
@click.argument("old")
@click.argument("new")
@click.option("-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def diff(ctx: click.Context, *, old: str, new: str, format_: str) -> None:
    """Say what became personal between OLD and NEW, two versions of a file or folder."""
    from pia import documents
    from pia.approval.comparison import change
    from pia.approval.wording import said

    terminal = terminal_of(ctx)
    found = change(_surface(ctx, old), _surface(ctx, new))
    if format_ == "json":
        terminal.raw(documents.dump_json(found))
        return
    for sign, items in (("+", found.more), ("-", found.less)):
        for item in items:
            terminal.line(f"{sign} {said(item).in_language(terminal.language)}")


def _surface(ctx: click.Context, locator: str) -> Surface:
    """Columns and personal data behind a locator, named by their place below it.

    Raises:
        PiaError: Something of it cannot be read, or was not examined: a difference would tell nothing.
    """
    from dataclasses import replace

    from pia import pipeline
    from pia.approval.surface import collected, data_surface
    from pia.errors import Problem, UnreadableError
    from pia.scan.datasets import together

    terminal = terminal_of(ctx)
    with terminal.progress() as progress:
        report, errors = pipeline.scan([(locator, locator)], progress, access_of(ctx))
    if errors:
        raise together(errors)
    if report.not_examined:
        raise UnreadableError(
            Problem(left.where, left.reason.in_language(terminal.language)) for left in report.not_examined
        )
    names = {
        str(scanned.column): str(scanned.column)[len(item.dataset) + 1 :]
        for item in report.inputs
        for scanned in item.columns
    }
    return collected(
        replace(item, subject=(names[item.subject[0]], *item.subject[1:])) for item in data_surface(report).items
    )
