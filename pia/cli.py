"""The command line: flags in, pipeline called, text and exit code out.

Exit codes: 0 passed; 1 gate failed or threshold reached; 2 usage or configuration; 3 a source could not be read;
4 incomplete or stale assessment; 70 a bug in pia.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pia import __version__, commands
from pia.errors import PiaError, Problem
from pia.invocation import Group, common_options, terminal_of
from pia.model.text import Language

if TYPE_CHECKING:
    from pia.scan.opening import Access
    from pia.terminal import Terminal

_SEVERITIES = click.Choice(["low", "medium", "high", "critical"])


def _today() -> date:
    """The day of the run; SOURCE_DATE_EPOCH fixes it for reproducible output."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC).date() if fixed.isdigit() else datetime.now(UTC).date()


def _outputs(formats: tuple[str, ...]) -> list[tuple[str, str]]:
    """`FORMAT[=PATH]` as (format, path); an empty path is the default place."""
    return [(name, path) for name, _, path in (item.partition("=") for item in formats)]


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "PIA"})
@click.version_option(__version__, prog_name="pia")
@click.option(
    "--config", type=click.Path(path_type=Path), help="Configuration file; default: pia.toml, pyproject.toml."
)
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
def main(**_options: object) -> None:
    """Privacy-impact assessment that reads the real data.

    Scan datasets for personal data, assess a deployment against law and ethics, write the report, and stop what was
    not assessed.
    """


main.params += common_options(for_command=False)
for _command in (commands.risk, commands.link, commands.mitigate):
    main.add_command(_command)


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option("-f", "--format", "formats", multiple=True, metavar="FORMAT[=PATH]", help="table (default) or json.")
@click.option(
    "--input-format", default="", metavar="FORMAT", help="Read FILES as this (csv, ...), whatever their names."
)
@click.pass_context
def scan(ctx: click.Context, files: tuple[str, ...], formats: tuple[str, ...], input_format: str) -> None:
    """Find personal data in FILES, cell by cell. Nothing raw is ever printed.

    FILES are files, folders, globs, ZIP archives, addresses, or - for standard input.
    """
    from pia import documents, pipeline

    terminal = terminal_of(ctx)
    outputs = _outputs(formats or ("table",))
    unknown = [name for name, _ in outputs if name not in {"table", "json"}]
    if unknown:
        raise click.BadParameter(f"'{unknown[0]}' is no format of scan; choose table or json", param_hint="--format")
    with terminal.progress() as progress:
        report, errors = pipeline.scan([(file, file) for file in files], progress, _access(ctx, input_format))
    for name, path in outputs:
        if name == "table":
            terminal.scan(report)
        elif path and path != "-":
            documents.write(Path(path), documents.dump_json(report))
        else:
            terminal.raw(documents.dump_json(report))
    for error in errors:
        terminal.problems(error.problems)
    ctx.exit(max((error.exit_code for error in errors), default=0))


def _access(ctx: click.Context, input_format: str = "") -> Access:
    from pia.scan.opening import Access

    return Access(remote=bool(ctx.find_root().params.get("remote")), input_format=input_format)


@main.command()
@click.argument("deployment", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Folder to write to; default: that of DEPLOYMENT.")
@click.option("-f", "--format", "formats", multiple=True, metavar="FORMAT[=PATH]", help="Default: html and pdf.")
@click.option("--rules", "folders", multiple=True, type=click.Path(path_type=Path), help="More rule packs.")
@click.pass_context
def assess(
    ctx: click.Context, deployment: Path, out: Path | None, formats: tuple[str, ...], folders: tuple[Path, ...]
) -> None:
    """Scan what DEPLOYMENT (a deployment.yaml) names, judge it, and write assessment.json and reports."""
    from pia import documents, pipeline

    terminal, outputs = terminal_of(ctx), _outputs(formats or ("html", "pdf"))
    for name, _ in outputs:
        pipeline.report_suffix(name)
    with terminal.progress() as progress:
        assessment = pipeline.assess(deployment, _today(), progress, folders, _access(ctx))
    folder = out or deployment.parent
    path = folder / "assessment.json"
    documents.write(path, documents.dump_json(assessment))
    terminal.assessment(assessment)
    terminal.line(f"  {path}")
    language = _language(ctx, assessment.deployment.language)
    _write_reports(terminal, assessment, outputs, folder, language)


@main.command()
@click.argument("assessment", type=click.Path(path_type=Path))
@click.option("-f", "--format", "formats", multiple=True, metavar="FORMAT[=PATH]", help="Default: html.")
@click.pass_context
def report(ctx: click.Context, assessment: Path, formats: tuple[str, ...]) -> None:
    """Write reports of ASSESSMENT (an assessment.json): html, pdf, json."""
    from pia import pipeline

    loaded = pipeline.load_assessment(assessment)
    language = _language(ctx, loaded.deployment.language)
    _write_reports(terminal_of(ctx), loaded, _outputs(formats or ("html",)), assessment.parent, language)


def _language(ctx: click.Context, default: Language) -> Language:
    chosen = ctx.find_root().params.get("lang")
    return Language(chosen) if chosen else default


def _write_reports(
    terminal: Terminal, assessment: Any, outputs: list[tuple[str, str]], folder: Path, language: Language
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


@main.command()
@click.argument("assessment", type=click.Path(path_type=Path))
@click.option(
    "--fail-on", type=_SEVERITIES, default="high", show_default=True, help="Rules this grave or graver shut it."
)
@click.option("-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def gate(ctx: click.Context, assessment: Path, fail_on: str, format_: str) -> None:
    """Let the deployment of ASSESSMENT (an assessment.json) pass, or say why not."""
    from pia import documents, pipeline
    from pia.gate import GatePolicy

    loaded = pipeline.load_assessment(assessment)
    result = pipeline.decide(loaded, GatePolicy(fail_on, _today()))  # type: ignore[arg-type]
    terminal = terminal_of(ctx)
    if format_ == "json":
        terminal.raw(documents.dump_json(result))
    else:
        terminal.gate(result)
    ctx.exit(result.exit_code)


@main.command()
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


@main.command()
@click.argument("path", type=click.Path(path_type=Path), default="deployment.yaml")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@click.pass_context
def init(ctx: click.Context, path: Path, force: bool) -> None:
    """Ask a few questions and write a commented deployment.yaml to PATH."""
    from pia import documents
    from pia.assess.drafting import QUESTIONS, draft

    if path.exists() and not force:
        raise PiaError(Problem(str(path), "the file exists", "Choose another path, or replace it with --force."))
    language = _language(ctx, Language.EN)
    given = {
        key: click.prompt(text.in_language(language), default="", show_default=False, err=True)
        for key, text in QUESTIONS.items()
    }
    documents.write(path, draft(given, language))
    terminal_of(ctx).line(f"{path}  ->  pia assess {path}")


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of SHELL; source it in the shell's start file."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind:
        click.echo(kind(main, {}, "pia", "_PIA_COMPLETE").source())


@main.group()
def rules() -> None:
    """List, show and check rule packs."""


_FOLDERS = click.option("--rules", "folders", multiple=True, type=click.Path(path_type=Path), help="More rule packs.")


@rules.command(name="list")
@_FOLDERS
@click.pass_context
def list_(ctx: click.Context, folders: tuple[Path, ...]) -> None:
    """The packs: id, version, number of rules, title."""
    from pia import pipeline

    terminal_of(ctx).packs([pipeline.reference(pack) for pack in pipeline.rulebook(folders).packs])


@rules.command()
@click.argument("name")
@_FOLDERS
@click.pass_context
def show(ctx: click.Context, name: str, folders: tuple[Path, ...]) -> None:
    """A rule by its id, or all rules of a pack, in plain sentences."""
    from pia import pipeline
    from pia.assess.reading import rule_sentences

    terminal, book = terminal_of(ctx), pipeline.rulebook(folders)
    for line in rule_sentences(book.packs, book.facts, name, terminal.language):
        terminal.line(line)


@rules.command()
@_FOLDERS
@click.pass_context
def check(ctx: click.Context, folders: tuple[Path, ...]) -> None:
    """Prove every pack: schema, known facts, citations, examples, both languages."""
    from pia import pipeline

    book, problems = pipeline.check_rules(folders)
    terminal = terminal_of(ctx)
    terminal.problems(problems)
    total = sum(len(pack.rules) for pack in book.packs)
    unverified = sum(not checked.rule.verified for pack in book.packs for checked in pack.rules)
    terminal.line(f"{len(book.packs)} packs, {total} rules ({unverified} not verified against their text)")
    ctx.exit(2 if problems else 0)
