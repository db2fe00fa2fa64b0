"""The commands that assess and report: init, assess, report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pia.errors import PiaError, Problem
from pia.invocation import (
    NLP_HELP,
    RECOGNIZERS,
    RESUME,
    Command,
    access_of,
    engine_of,
    language_of,
    look_of_options,
    look_options,
    names_of,
    outputs_of,
    scanning_options,
    terminal_of,
    today,
)
from pia.model.text import Language
from pia.outputs import write

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
@RECOGNIZERS
@click.option("--nlp", default="", metavar="MODELS", help=NLP_HELP)
@scanning_options
@RESUME
@click.option("--locked", is_flag=True, help="Fail if the packs depart from the pia.lock beside DEPLOYMENT.")
@look_options
@click.pass_context
def assess(
    ctx: click.Context,
    /,
    *,
    deployment: Path,
    out: Path | None,
    formats: tuple[str, ...],
    folders: tuple[Path, ...],
    recognizers: tuple[Path, ...],
    nlp: str,
    resume: Path | None,
    locked: bool,
    **brand: Any,
) -> None:
    """Scan what DEPLOYMENT (a deployment.yaml) names, judge it, and write assessment.json and reports."""
    from pia import documents, pipeline, reporting

    terminal, outputs = terminal_of(ctx), outputs_of(formats or ("html", "pdf"))
    for name, _ in outputs:
        reporting.report_suffix(name)
    look, engine = look_of_options(brand), engine_of(ctx, resume)
    with terminal.progress() as progress:
        lock = deployment.parent / "pia.lock" if locked else None
        assessment = pipeline.assess(
            deployment,
            today(),
            progress,
            folders,
            access_of(ctx),
            recognizers=recognizers,
            models=names_of(nlp),
            locked=lock,
            engine=engine,
        )
    terminal.notes(engine.checkpoints.notes if engine.checkpoints else ())
    folder = out or deployment.parent
    language = language_of(ctx, assessment.deployment.language)
    made = _made(lambda name: reporting.report(assessment, name, language, look=look), outputs, folder)
    files = {folder / "assessment.json": documents.dump_json(assessment), **_files(made)}
    write(files)
    terminal.assessment(assessment)
    _tell(terminal, files, made)
    if engine.checkpoints:
        engine.checkpoints.clear()


@click.command(cls=Command)
@click.argument("assessment", type=click.Path(path_type=Path))
@click.option("-f", "--format", "formats", multiple=True, metavar="FORMAT[=PATH]", help="Default: html.")
@click.option(
    "--edition",
    type=click.Choice(["assessment", "residents"]),
    default="assessment",
    show_default=True,
    help="The whole assessment, or two pages in plain words for residents.",
)
@look_options
@click.pass_context
def report(ctx: click.Context, /, *, assessment: Path, formats: tuple[str, ...], edition: str, **brand: Any) -> None:
    """Write reports of ASSESSMENT (an assessment.json): html, pdf, docx, markdown, json."""
    from pia import pipeline, reporting

    loaded, look = pipeline.load_assessment(assessment), look_of_options(brand)
    language, terminal = language_of(ctx, loaded.deployment.language), terminal_of(ctx)
    stem = "report" if edition == "assessment" else edition
    if edition == "residents":
        _tell_hard_texts(terminal, loaded)
    outputs = outputs_of(formats or ("html",))
    made = _made(lambda name: reporting.report(loaded, name, language, edition, look), outputs, assessment.parent, stem)
    write(_files(made))
    _tell(terminal, _files(made), made)


def _tell_hard_texts(terminal: Terminal, assessment: Assessment) -> None:
    from pia.presentation.residents import hard_texts
    from pia.presentation.words import Words

    told = Words(terminal.language)("res_hard")
    for place, level in hard_texts(assessment):
        terminal.note(f"{place}: {told.format(grade=level.grade, limit=level.limit)}")


def _made(
    make: Callable[[str], bytes], outputs: list[tuple[str, str]], folder: Path, stem: str = "report"
) -> list[tuple[Path | None, bytes]]:
    """Every report, before any is written, with its file; none for standard output."""
    from pia import reporting

    made: list[tuple[Path | None, bytes]] = []
    for name, path in outputs:
        target = Path(path) if path else folder / f"{stem}{reporting.report_suffix(name)}"
        made.append((None if path == "-" else target, make(name)))
    return made


def _files(made: list[tuple[Path | None, bytes]]) -> dict[Path, bytes]:
    return {path: data for path, data in made if path}


def _tell(terminal: Terminal, files: Mapping[Path, bytes], made: list[tuple[Path | None, bytes]]) -> None:
    for path in files:
        terminal.line(f"  {path}")
    for target, data in made:
        if target is None:
            terminal.raw(data)
