"""The commands that take assessments from other tools and give them back: import, export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pia.errors import PiaError, Problem
from pia.invocation import Command, language_of, outputs_of, terminal_of
from pia.model.text import Language, Text

if TYPE_CHECKING:
    from pia.exchange import Left
    from pia.terminal import Terminal

_SETTLE = Text("to settle", "尚待确定")
_MORE = Text("{number} more, listed in {record}", "另有 {number} 项，见 {record}")
_MOST_SHOWN = 20
_LEFT = Text("not carried over", "未能转换")


@click.command("import", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to", type=click.Path(path_type=Path), default=Path("deployment.yaml"), show_default=True, help="File to write."
)
@click.option(
    "-f", "--format", "format_", default="", help="cnil, canada_aia, dutch_dpia or dutch_prescan; default: found out."
)
@click.option("--force", is_flag=True, help="Replace existing files.")
@click.pass_context
def import_(ctx: click.Context, *, file: Path, to: Path, format_: str, force: bool) -> None:
    """Turn FILE, an assessment saved by another tool, into a deployment.yaml; says what could not be carried over."""
    from pia import documents, translation

    record = to.with_suffix(".import.json")
    _refuse_existing([to, record], force=force)
    terminal = terminal_of(ctx)
    found = translation.translate(file, format_, language_of(ctx, Language.EN))
    documents.write(to, found.deployment)
    documents.write(record, found.record)
    _tell(terminal, _SETTLE, found.told.to_settle, record)
    _tell(terminal, _LEFT, found.told.left, record)
    for path in (to, record):
        terminal.line(f"  {path}")


@click.command(cls=Command)
@click.argument("assessment", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    required=True,
    metavar="FORMAT[=PATH]",
    help="cnil, canada_aia, dutch_dpia or dutch_prescan.",
)
@click.option("--force", is_flag=True, help="Replace existing files.")
@click.pass_context
def export(ctx: click.Context, *, assessment: Path, formats: tuple[str, ...], force: bool) -> None:
    """Write ASSESSMENT (an assessment.json) as other tools read it; says what they have no place for."""
    from pia import documents, pipeline, translation

    loaded, terminal = pipeline.load_assessment(assessment), terminal_of(ctx)
    made = [
        (path or str(assessment.parent / f"{name}.json"), *translation.export(loaded, name))
        for name, path in outputs_of(formats)
    ]
    _refuse_existing((Path(path) for path, *_ in made if path != "-"), force=force)
    for path, data, written in made:
        _tell(terminal, _LEFT, written.left)
        for note in written.notes:
            terminal.note(note.in_language(terminal.language))
        if path == "-":
            terminal.raw(data)
            continue
        documents.write(Path(path), data)
        terminal.line(f"  {path}")


def _tell(terminal: Terminal, what: Text, items: Sequence[Left], record: Path | None = None) -> None:
    """Every item on a line of its own; with a record that holds them all, the first of them."""
    from pia.presentation.glyphs import visible

    language = terminal.language
    shown = items[:_MOST_SHOWN] if record else items
    for item in shown:
        terminal.note(f"{what.in_language(language)}: {visible(item.field)}: {item.reason.in_language(language)}")
    if len(items) > len(shown):
        more = _MORE.in_language(language).format(number=len(items) - len(shown), record=record)
        terminal.note(f"{what.in_language(language)}: {more}")


def _refuse_existing(paths: Iterable[Path], *, force: bool) -> None:
    problems = [
        Problem(str(path), "the file exists", "Choose another path, or replace it with --force.")
        for path in paths
        if path.exists() and not force
    ]
    if problems:
        raise PiaError(problems)
