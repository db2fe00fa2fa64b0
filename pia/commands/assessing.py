"""The commands that assess and report: init, assess, report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pia.errors import PiaError, Problem
from pia.invocation import (
    Command,
    access_of,
    engine_of,
    language_of,
    outputs_of,
    scanning_options,
    terminal_of,
    today,
)
from pia.model.text import Language

if TYPE_CHECKING:
    from pia.model.assessment import Assessment
    from pia.terminal import Terminal


@click.command(cls=Command)
@click.argument("path", type=click.Path(path_type=Path), default="deployment.yaml")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@click.pass_context
def init(ctx: click.Context, path: Path, force: bool) -> None:
    """Ask a few questions and write a commented deployment.yaml to PATH."""
    from pia import documents
    from pia.assess.drafting import QUESTIONS, draft

    if path.exists() and not force:
        raise PiaError(Problem(str(path), "the file exists", "Choose another path, or replace it with --force."))
    language = language_of(ctx, Language.EN)
    given = {
        key: click.prompt(text.in_language(language), default="", show_default=False, err=True)
        for key, text in QUESTIONS.items()
    }
    documents.write(path, draft(given, language))
    terminal_of(ctx).line(f"{path}  ->  pia assess {path}")


@click.command(cls=Command)
@click.argument("deployment", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Folder to write to; default: that of DEPLOYMENT.")
@click.option("-f", "--format", "formats", multiple=True, metavar="FORMAT[=PATH]", help="Default: html and pdf.")
@click.option("--rules", "folders", multiple=True, type=click.Path(path_type=Path), help="More rule packs.")
@scanning_options
@click.pass_context
def assess(
    ctx: click.Context, deployment: Path, out: Path | None, formats: tuple[str, ...], folders: tuple[Path, ...]
) -> None:
    """Scan what DEPLOYMENT (a deployment.yaml) names, judge it, and write assessment.json and reports."""
    from pia import documents, pipeline

    terminal, outputs = terminal_of(ctx), outputs_of(formats or ("html", "pdf"))
    for name, _ in outputs:
        pipeline.report_suffix(name)
    access, engine = access_of(ctx), engine_of(ctx)
    with terminal.progress() as progress:
        assessment = pipeline.assess(deployment, today(), progress, folders, access, engine=engine)
    folder = out or deployment.parent
    path = folder / "assessment.json"
    documents.write(path, documents.dump_json(assessment))
    terminal.assessment(assessment)
    terminal.line(f"  {path}")
    language = language_of(ctx, assessment.deployment.language)
    _write_reports(terminal, assessment, outputs, folder, language)


@click.command(cls=Command)
@click.argument("assessment", type=click.Path(path_type=Path))
@click.option("-f", "--format", "formats", multiple=True, metavar="FORMAT[=PATH]", help="Default: html.")
@click.pass_context
def report(ctx: click.Context, assessment: Path, formats: tuple[str, ...]) -> None:
    """Write reports of ASSESSMENT (an assessment.json): html, pdf, json."""
    from pia import pipeline

    loaded = pipeline.load_assessment(assessment)
    language = language_of(ctx, loaded.deployment.language)
    _write_reports(terminal_of(ctx), loaded, outputs_of(formats or ("html",)), assessment.parent, language)


def _write_reports(
    terminal: Terminal, assessment: Assessment, outputs: list[tuple[str, str]], folder: Path, language: Language
) -> None:
    from pia import documents, pipeline

    for name, path in outputs:
        suffix = pipeline.report_suffix(name)
        data = pipeline.report(assessment, name, language)
        if path == "-":
            terminal.raw(data)
            continue
        target = Path(path) if path else folder / f"report{suffix}"
        documents.write(target, data)
        terminal.line(f"  {target}")
