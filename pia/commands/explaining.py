"""The command that explains: explain, for a rule or a column of an assessment."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pia.invocation import Command, language_of, terminal_of
from pia.model.text import Language

if TYPE_CHECKING:
    from pia.model.assessment import Assessment
    from pia.pipeline import Rulebook


@click.command(cls=Command)
@click.argument("name")
@click.argument("assessment", type=click.Path(path_type=Path), default="assessment.json")
@click.option("--rules", "folders", multiple=True, type=click.Path(path_type=Path), help="More rule packs.")
@click.pass_context
def explain(ctx: click.Context, name: str, assessment: Path, folders: tuple[Path, ...]) -> None:
    """Tell what led to the verdict of a rule, or what was found in a column (DATASET::COLUMN) of ASSESSMENT."""
    from pia import pipeline

    loaded = pipeline.load_assessment(assessment)
    language, terminal = language_of(ctx, Language.EN), terminal_of(ctx)
    known = any(result.rule == name for result in loaded.results)
    lines = _rule(loaded, name, pipeline.rulebook(folders), language) if known else _column(loaded, name, language)
    for line in lines:
        terminal.line(line)


def _rule(assessment: Assessment, name: str, book: Rulebook, language: Language) -> Iterable[str]:
    from pia.assess.explaining import RuleChain

    pinned = {(pack.id, pack.sha256) for pack in assessment.packs}
    at_hand = {
        checked.rule.id: checked
        for pack in book.packs
        if (pack.pack.id, pack.sha256) in pinned
        for checked in pack.rules
    }
    for result in assessment.results:
        if result.rule == name:
            yield from RuleChain(assessment, result, at_hand.get(name), book.facts, language).lines()


def _column(assessment: Assessment, name: str, language: Language) -> Iterable[str]:
    from pia.assess.column_chain import column_lines

    return column_lines(assessment, name, language)
