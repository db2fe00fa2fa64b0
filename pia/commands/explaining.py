"""The command that explains: explain, for a rule or a column of an assessment, or a column of a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pia.invocation import RECOGNIZERS, Command, access_of, language_of, terminal_of, today
from pia.model.text import Language

if TYPE_CHECKING:
    from pia.judging import Rulebook
    from pia.model.assessment import Assessment


@click.command(cls=Command)
@click.argument("name")
@click.argument("assessment", type=click.Path(path_type=Path), default="assessment.json")
@click.option("-f", "--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--rules", "folders", multiple=True, type=click.Path(path_type=Path), help="More rule packs.")
@RECOGNIZERS
@click.pass_context
def explain(
    ctx: click.Context,
    /,
    *,
    name: str,
    assessment: Path,
    format_: str,
    folders: tuple[Path, ...],
    recognizers: tuple[Path, ...],
) -> None:
    """Tell what led to the verdict of a rule or was found in a column (DATASET::COLUMN) of ASSESSMENT.

    For a column of a file (FILE::COLUMN) the file is scanned, and the evidence for and against is told.
    """
    from pia import pipeline

    file, colons, _ = name.rpartition("::")
    if colons and Path(file).exists():
        _scanned_column(ctx, name, format_, recognizers)
        return
    loaded = pipeline.load_assessment(assessment)
    language, terminal = language_of(ctx, Language.EN), terminal_of(ctx)
    known = any(result.rule == name for result in loaded.results)
    lines = _rule(loaded, name, pipeline.rulebook(folders), language) if known else _column(loaded, name, language)
    for line in lines:
        terminal.line(line)


def _rule(assessment: Assessment, name: str, book: Rulebook, language: Language) -> Iterable[str]:
    from pia.assess.explaining import RuleChain

    pinned = {(pack.id, pack.sha256, pack.extends) for pack in assessment.packs}
    at_hand = {
        checked.rule.id: checked
        for pack in book.packs
        if (pack.pack.id, pack.sha256, pack.pins) in pinned
        for checked in pack.rules
    }
    for result in assessment.results:
        if result.rule == name:
            yield from RuleChain(assessment, result, at_hand.get(name), book.facts, language).lines()


def _column(assessment: Assessment, name: str, language: Language) -> Iterable[str]:
    from pia.assess.column_chain import column_lines

    return column_lines(assessment, name, language)


def _scanned_column(ctx: click.Context, name: str, format_: str, recognizers: tuple[Path, ...]) -> None:
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
