"""The commands that scan: scan, models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pia.invocation import (
    NLP_HELP,
    OWNERS,
    RECOGNIZERS,
    SEVERITIES,
    Command,
    access_of,
    names_of,
    outputs_of,
    terminal_of,
    today,
)

if TYPE_CHECKING:
    from pia.handovers import Handover
    from pia.model.assessment import ScanReport
    from pia.ownership import Manifest


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[=PATH]",
    help="table (default), json, dbt or great_expectations.",
)
@click.option(
    "--input-format", default="", metavar="FORMAT", help="Read FILES as this (csv, ...), whatever their names."
)
@RECOGNIZERS
@click.option("--nlp", default="", metavar="MODELS", help=NLP_HELP)
@OWNERS
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
    owners: Path | None,
    fail_on: str | None,
) -> None:
    """Find personal data in FILES, cell by cell. Nothing raw is ever printed.

    FILES are files, folders, globs, ZIP archives, addresses, or - for standard input.
    """
    from pia import documents, pipeline, plugins
    from pia.ownership import Manifest, load_manifest

    terminal = terminal_of(ctx)
    outputs = outputs_of(formats or ("table",))
    known = ("table", "json", *plugins.names("handovers"))
    unknown = [name for name, _ in outputs if name not in known]
    if unknown:
        raise click.BadParameter(
            f"'{unknown[0]}' is no format of scan; choose {', '.join(known)}", param_hint="--format"
        )
    manifest = load_manifest(owners) if owners else Manifest()
    own = pipeline.own_recognizers(recognizers, today())
    with terminal.progress() as progress:
        access, datasets = access_of(ctx, input_format), [(file, file) for file in files]
        report, errors = pipeline.scan(datasets, progress, access, own, names_of(nlp))
    for name, path in outputs:
        if name == "table":
            terminal.scan(report)
            continue
        data = documents.dump_json(report) if name == "json" else _handover(name, report, manifest)
        if path and path != "-":
            documents.write(Path(path), data)
        else:
            terminal.raw(data)
    for error in errors:
        terminal.problems(error.problems)
    ctx.exit(max((error.exit_code for error in errors), default=_code(report, fail_on)))


def _handover(name: str, report: ScanReport, manifest: Manifest) -> bytes:
    from pia import plugins

    one: Handover = plugins.load("handovers", name)
    return one.render(report, manifest)


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
