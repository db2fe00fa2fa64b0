"""The commands that measure: risk, link, mitigate."""

from __future__ import annotations

import csv
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pia.errors import Problem, SourceError
from pia.invocation import Command, access_of, engine_of, outputs_of, scanning_options, terminal_of

if TYPE_CHECKING:
    from pia.model.assessment import ExposureReport
    from pia.model.finding import EntityCategory, Finding
    from pia.model.reidentification import Exposure
    from pia.presentation.exposure import ExposureView
    from pia.rereading import Choice, Rereadable
    from pia.terminal import Terminal

_QI = click.option("--qi", multiple=True, metavar="COLUMNS", help="Quasi-identifiers, by comma; else suggested.")
_FORMATS = click.option("-f", "--format", "formats", multiple=True, metavar="FORMAT[=PATH]", help="table or json.")


def _names(given: tuple[str, ...]) -> tuple[str, ...]:
    """Column names, repeated or by comma; a name with a comma stands in quotes."""
    return tuple(name.strip() for item in given for name in next(csv.reader([item]), []) if name.strip())


@click.command(cls=Command)
@click.argument("file")
@_QI
@click.option("--sensitive", multiple=True, metavar="COLUMNS", help="Sensitive attributes, by comma; else suggested.")
@click.option(
    "--k", "threshold", type=click.IntRange(min=2), default=5, show_default=True, help="Class size asked for."
)
@click.option("--population", type=click.IntRange(min=1), help="People in the population the data is a sample of.")
@click.option("--population-counts", metavar="FILE", help="Table with people per combination of quasi-identifiers.")
@click.option("--count-column", default="count", show_default=True, help="Its column with the number of people.")
@_FORMATS
@scanning_options
@click.pass_context
def risk(
    ctx: click.Context,
    *,
    file: str,
    qi: tuple[str, ...],
    sensitive: tuple[str, ...],
    threshold: int,
    population: int | None,
    population_counts: str | None,
    count_column: str,
    formats: tuple[str, ...],
) -> None:
    """Measure how easily people in FILE are singled out by what they have in common with few others."""
    from pia.measurements import chosen_risk
    from pia.regrouping import connected_to
    from pia.rereading import Choice

    terminal, outputs = terminal_of(ctx), _outputs(formats)
    choice = Choice(
        _names(qi), _names(sensitive), threshold, population or 0, population_counts or "", count_column, access_of(ctx)
    )
    if choice.quasi:
        with terminal.progress() as progress, connected_to(engine_of(ctx)) as away:
            found = chosen_risk(file, choice, secrets.token_bytes(32), progress, away=away)
    else:
        found = _measured(ctx, [file], choice)
    if not (found.reidentification or found.unmeasured):
        raise SourceError(Problem(file, "no quasi-identifier was found", "Name the columns with --qi."))
    if found.unmeasured and not found.reidentification:
        raise SourceError(Problem(left.where, left.reason.in_language(terminal.language)) for left in found.unmeasured)
    view = _view(terminal)
    for name, path in outputs:
        if name == "table":
            for item in found.reidentification:
                terminal.exposure(view.risk_tables(item))
        else:
            _write(terminal, _report(found), path)


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True)
@_FORMATS
@scanning_options
@click.pass_context
def link(ctx: click.Context, files: tuple[str, ...], formats: tuple[str, ...]) -> None:
    """Show by which columns FILES join, and how many people are re-identified through it."""
    if len(set(files)) < 2:
        raise click.UsageError("name at least two different files")
    terminal, outputs = terminal_of(ctx), _outputs(formats)
    found = _measured(ctx, list(dict.fromkeys(files)), None)
    for name, path in outputs:
        if name == "table" and found.linkage:
            terminal.exposure(_view(terminal).linkage_tables(found.linkage))
        else:
            _write(terminal, _report(found), path)


@click.command(cls=Command)
@click.argument("file")
@click.option("--target", default="k=5", show_default=True, metavar="k=N", help="Class size to reach.")
@_QI
@click.option(
    "--suppress",
    type=click.FloatRange(0, 1),
    default=0.05,
    show_default=True,
    help="Share of the rows that may be removed.",
)
@click.option("--drop", multiple=True, metavar="COLUMNS", help="Columns to leave out, with the identifiers found.")
@click.option("--hash", "hashed", multiple=True, metavar="COLUMNS", help="Columns to replace by a keyed hash.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write the changed table here, as CSV.")
@_FORMATS
@scanning_options
@click.pass_context
def mitigate(
    ctx: click.Context,
    *,
    file: str,
    target: str,
    qi: tuple[str, ...],
    suppress: float,
    drop: tuple[str, ...],
    hashed: tuple[str, ...],
    out: Path | None,
    formats: tuple[str, ...],
) -> None:
    """Find the cheapest changes to FILE after which everybody looks like enough others."""
    from pia import transformation

    terminal, outputs = terminal_of(ctx), _outputs(formats)
    word, _, size = target.partition("=")
    if word != "k" or not size.isdigit() or int(size) < 2:
        raise click.BadParameter("write k=N with N of 2 or more, such as k=5", param_hint="--target")
    scanned, categories = _scanned(ctx, [file])
    with terminal.progress() as progress:
        found = transformation.mitigate(
            scanned[0], categories, _names(qi), target=int(size), most_removed=suppress, progress=progress
        )
        if out:
            key = secrets.token_bytes(32)
            gone = transformation.write(
                found, scanned[0].dataset, out, dropped=_names(drop), hashed=_names(hashed), key=key, progress=progress
            )
    for name, path in outputs:
        if name == "table":
            terminal.exposure(_view(terminal).mitigation_tables(found.report))
        else:
            _write(terminal, found.report, path)
    if out:
        left = _view(terminal).words("left_out")
        terminal.note(f"{out}  {left}: {', '.join(gone) or '-'}")


def _view(terminal: Terminal) -> ExposureView:
    from pia.presentation.exposure import ExposureView
    from pia.presentation.words import Words

    return ExposureView(Words(terminal.language))


def _outputs(formats: tuple[str, ...]) -> list[tuple[str, str]]:
    outputs = outputs_of(formats or ("table",))
    unknown = [name for name, _ in outputs if name not in {"table", "json"}]
    if unknown:
        raise click.BadParameter(f"'{unknown[0]}' is no format; choose table or json", param_hint="--format")
    return outputs


def _scanned(ctx: click.Context, files: list[str]) -> tuple[list[Rereadable], dict[str, EntityCategory]]:
    """The files, scanned.

    Raises:
        PiaError: One of them cannot be read; the gravest of all.
    """
    from pia import pipeline
    from pia.rereading import Rereadable
    from pia.scan.datasets import open_apart, together

    if "-" in files:
        fix = "Save it to a file, or name the quasi-identifiers with --qi."
        raise SourceError(Problem("-", "standard input passes once, and this reads its data twice", fix))
    named, access, engine = [(file, file) for file in files], access_of(ctx), engine_of(ctx)
    with terminal_of(ctx).progress() as progress:
        report, errors = pipeline.scan(named, progress, access, engine=engine)
    if errors:
        raise together(errors)
    opened = {dataset.name: dataset for dataset in open_apart(named, access).datasets}
    findings: dict[str, list[Finding]] = {item.dataset: [] for item in report.inputs}
    for own in report.findings:
        findings[own.column.dataset].append(own)
    found = [Rereadable(item, tuple(findings[item.dataset]), opened[item.dataset]) for item in report.inputs]
    return found, {category.entity_type: category for category in report.categories}


def _measured(ctx: click.Context, files: list[str], choice: Choice | None) -> Exposure:
    from pia.measurements import measure_all
    from pia.regrouping import connected_to

    scanned, categories = _scanned(ctx, files)
    choices = {item.input.dataset: choice for item in scanned if choice}
    with terminal_of(ctx).progress() as progress, connected_to(engine_of(ctx)) as away:
        return measure_all(scanned, categories, choices, secrets.token_bytes(32), progress, away=away)


def _report(found: Exposure) -> ExposureReport:
    from pia.model.assessment import ExposureReport
    from pia.model.scanned import SCHEMA_VERSION
    from pia.screening import TOOL

    return ExposureReport(SCHEMA_VERSION, TOOL, found.reidentification, found.linkage, found.unmeasured)


def _write(terminal: Terminal, value: object, path: str) -> None:
    from pia import documents

    data = documents.dump_json(value)
    if path and path != "-":
        documents.write(Path(path), data)
    else:
        terminal.raw(data)
