"""The commands that scan: scan, models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pia.invocation import (
    NLP_HELP,
    OWNERS,
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
    from pia.handovers import Handover
    from pia.model.scanned import ScanReport
    from pia.ownership import Manifest
    from pia.terminal import Terminal

_OWN = ("table", "json")
"""Formats that are no handover."""


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
@scanning_options
@RESUME
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
    resume: Path | None,
    owners: Path | None,
    fail_on: str | None,
) -> None:
    """Find personal data in FILES, cell by cell. Nothing raw is ever printed.

    FILES are files, folders, globs, ZIP archives, addresses, or - for standard input.
    """
    from pia import plugins, screening

    terminal = terminal_of(ctx)
    outputs = outputs_of(formats or ("table",))
    unknown = [name for name, _ in outputs if name not in _OWN and name not in plugins.names("handovers")]
    if unknown:
        known = (*_OWN, *plugins.names("handovers"))
        raise click.BadParameter(
            f"'{unknown[0]}' is no format of scan; choose {', '.join(known)}", param_hint="--format"
        )
    manifest = _manifest(owners) if owners else None
    own, engine = screening.own_recognizers(recognizers, today()), engine_of(ctx, resume)
    with terminal.progress() as progress:
        access, datasets = access_of(ctx, input_format), [(file, file) for file in files]
        report, errors = screening.scan(datasets, progress, access, own, names_of(nlp), engine=engine)
    terminal.notes(engine.checkpoints.notes if engine.checkpoints else ())
    _put(terminal, report, manifest, outputs)
    for error in errors:
        terminal.problems(error.problems)
    if engine.checkpoints and not errors:
        engine.checkpoints.clear()
    ctx.exit(max((error.exit_code for error in errors), default=_code(report, fail_on)))


def _manifest(path: Path) -> Manifest:
    from pia.ownership import load_manifest

    return load_manifest(path)


def _put(terminal: Terminal, report: ScanReport, manifest: Manifest | None, outputs: list[tuple[str, str]]) -> None:
    """Write all files of the scan together, then print what belongs on standard output."""
    from pia import documents

    made = {
        (name, path): documents.dump_json(report) if name == "json" else _handover(name, report, manifest)
        for name, path in outputs
        if name != "table"
    }
    write({Path(path): data for (_, path), data in made.items() if path not in {"", "-"}})
    for name, path in outputs:
        if name == "table":
            terminal.scan(report)
        elif path in {"", "-"}:
            terminal.raw(made[name, path])


def _handover(name: str, report: ScanReport, manifest: Manifest | None) -> bytes:
    from pia import plugins
    from pia.ownership import Manifest

    one: Handover = plugins.load("handovers", name)
    return one.render(report, manifest or Manifest())


def _code(report: ScanReport, fail_on: str | None) -> int:
    """The exit code of a scan that read everything it was given."""
    if not fail_on:
        return 0
    from pia.gate import FAILED, INCOMPLETE, PASSED
    from pia.scan.threshold import reached

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
