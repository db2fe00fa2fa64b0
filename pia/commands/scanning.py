"""The commands that scan: scan, models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pia.invocation import (
    NLP_HELP,
    RECOGNIZERS,
    RESUME,
    SEVERITIES,
    Command,
    access_of,
    engine_of,
    names_of,
    outputs_of,
    scanning_options,
    terminal_of,
    today,
)
from pia.outputs import write

if TYPE_CHECKING:
    from pia.model.assessment import ScanReport


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True)
@click.option("-f", "--format", "formats", multiple=True, metavar="FORMAT[=PATH]", help="table (default) or json.")
@click.option(
    "--input-format", default="", metavar="FORMAT", help="Read FILES as this (csv, ...), whatever their names."
)
@RECOGNIZERS
@click.option("--nlp", default="", metavar="MODELS", help=NLP_HELP)
@scanning_options
@RESUME
@click.option(
    "--fail-on",
    type=SEVERITIES,
    help="Exit with 1 if exposure of something found would be this grave, with 4 if something was not examined.",
)
@click.pass_context
def scan(
    ctx: click.Context,
    /,
    *,
    files: tuple[str, ...],
    formats: tuple[str, ...],
    input_format: str,
    recognizers: tuple[Path, ...],
    nlp: str,
    resume: Path | None,
    fail_on: str | None,
) -> None:
    """Find personal data in FILES, cell by cell. Nothing raw is ever printed.

    FILES are files, folders, globs, ZIP archives, addresses, or - for standard input.
    """
    from pia import documents, pipeline

    terminal = terminal_of(ctx)
    outputs = outputs_of(formats or ("table",))
    unknown = [name for name, _ in outputs if name not in {"table", "json"}]
    if unknown:
        raise click.BadParameter(f"'{unknown[0]}' is no format of scan; choose table or json", param_hint="--format")
    own, engine = pipeline.own_recognizers(recognizers, today()), engine_of(ctx, resume)
    with terminal.progress() as progress:
        access, datasets = access_of(ctx, input_format), [(file, file) for file in files]
        report, errors = pipeline.scan(datasets, progress, access, own, names_of(nlp), engine=engine)
    terminal.notes(engine.checkpoints.notes if engine.checkpoints else ())
    data = documents.dump_json(report)
    write({Path(path): data for name, path in outputs if name == "json" and path not in {"", "-"}})
    for name, path in outputs:
        if name == "table":
            terminal.scan(report)
        elif path in {"", "-"}:
            terminal.raw(data)
    for error in errors:
        terminal.problems(error.problems)
    if engine.checkpoints and not errors:
        engine.checkpoints.clear()
    ctx.exit(max((error.exit_code for error in errors), default=_code(report, fail_on)))


def _code(report: ScanReport, fail_on: str | None) -> int:
    """The exit code of a scan that read everything it was given."""
    from pia.gate import FAILED, INCOMPLETE, PASSED
    from pia.scan.threshold import reached

    if not fail_on:
        return PASSED
    if reached(report, fail_on):  # type: ignore[arg-type]
        return FAILED
    return INCOMPLETE if report.not_examined else PASSED


@click.command(cls=Command)
@click.pass_context
def models(ctx: click.Context) -> None:
    """Say which language models are on this machine, what they add, and how to get them. Nothing is downloaded."""
    from pia import language_models

    terminal = terminal_of(ctx)
    terminal.line(terminal.word("lists"))
    for kind in language_models.kinds():
        state = terminal.word("installed" if kind.installed else "not_installed")
        terminal.line(f"{kind.name}: {state}: {', '.join(kind.models) or '-'}")
        terminal.line(f"  {kind.how}")
    terminal.line(terminal.word("models_add"))
