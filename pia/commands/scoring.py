"""The command that scores by one model: score."""

from __future__ import annotations

from pathlib import Path

import click

from pia.invocation import Command, terminal_of


@click.command(cls=Command)
@click.argument("model")
@click.argument("answers", type=click.Path(path_type=Path))
@click.option("--survey", type=click.Path(path_type=Path), help="Another survey for canada_aia: a SurveyJS JSON.")
@click.option("--live", is_flag=True, help="Count hidden answers, as canada_aia does before the form is completed.")
@click.option("-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def score(ctx: click.Context, *, model: str, answers: Path, survey: Path | None, live: bool, format_: str) -> None:
    """Score ANSWERS (a JSON or YAML file) by MODEL: wp248, cnil, gbt39335, canada_aia or nist_pram."""
    from pia import documents, pipeline
    from pia.presentation.scores import score_lines
    from pia.presentation.words import Words

    found, terminal = pipeline.score(model, answers, survey, live=live), terminal_of(ctx)
    if format_ == "json":
        terminal.raw(documents.dump_json(found))
        return
    for line in score_lines(found, Words(terminal.language)):
        terminal.line(line)
