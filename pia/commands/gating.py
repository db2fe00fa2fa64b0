"""The command that decides: gate."""

from __future__ import annotations

from pathlib import Path

import click

from pia.invocation import SEVERITIES, Command, terminal_of, today


@click.command(cls=Command)
@click.argument("assessment", type=click.Path(path_type=Path))
@click.option(
    "--fail-on", type=SEVERITIES, default="high", show_default=True, help="Rules this grave or graver shut it."
)
@click.option("-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def gate(ctx: click.Context, assessment: Path, fail_on: str, format_: str) -> None:
    """Let the deployment of ASSESSMENT (an assessment.json) pass, or say why not."""
    from pia import documents, pipeline
    from pia.gate import GatePolicy

    loaded = pipeline.load_assessment(assessment)
    result = pipeline.decide(loaded, GatePolicy(fail_on, today()))  # type: ignore[arg-type]
    terminal = terminal_of(ctx)
    if format_ == "json":
        terminal.raw(documents.dump_json(result))
    else:
        terminal.gate(result)
    ctx.exit(result.exit_code)
