"""The commands about rule packs: rules list, show, check, test, new, lock, schema."""

from __future__ import annotations

from pathlib import Path

import click

from pia.errors import PiaError, Problem
from pia.invocation import Group, terminal_of, today

_FOLDERS = click.option("--rules", "folders", multiple=True, type=click.Path(path_type=Path), help="More rule packs.")
_LOCK = click.option(
    "--lock", "path", type=click.Path(path_type=Path), default="pia.lock", show_default=True, help="The lock file."
)


@click.group(cls=Group)
def rules() -> None:
    """List, show, check, test, start and lock rule packs."""


@rules.command(name="list")
@_FOLDERS
@click.pass_context
def list_(ctx: click.Context, folders: tuple[Path, ...]) -> None:
    """The packs: id, version, number of rules, title."""
    from pia import judging, pipeline

    terminal_of(ctx).packs([judging.reference(pack) for pack in pipeline.rulebook(folders).packs])


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
@click.option("--unverified", is_flag=True, help="List the rules whose legal text was not read.")
@click.option("--locked", is_flag=True, help="Fail if the packs depart from the lock file.")
@_LOCK
@click.pass_context
def check(ctx: click.Context, folders: tuple[Path, ...], unverified: bool, locked: bool, path: Path) -> None:
    """Prove every pack: schema, known facts, reach, citations, examples, both languages."""
    from pia import pipeline
    from pia.assess import lint, lock

    book, problems = pipeline.check_rules(folders)
    if locked:
        lock.check(path, lock.lock_of(book.packs))
    terminal = terminal_of(ctx)
    terminal.problems(problems)
    for pack in book.packs:
        for warning in lint.warnings(pack, book.facts, today()):
            terminal.note(f"warning: {warning}")
    own = [checked for pack in book.packs for checked in pack.own]
    unread = [checked for checked in own if not checked.rule.verified]
    for checked in unread if unverified else ():
        terminal.line(f"{checked.rule.id}  {'; '.join(map(str, checked.rule.refs))}")
    terminal.line(f"{len(book.packs)} packs, {len(own)} rules ({len(unread)} not verified against their text)")
    ctx.exit(2 if problems else 0)


@rules.command()
@click.argument("name", required=False)
@_FOLDERS
@click.pass_context
def test(ctx: click.Context, name: str | None, folders: tuple[Path, ...]) -> None:
    """Run the examples of all rules, of the rules of a pack, or of one rule."""
    from pia import pipeline
    from pia.assess.trials import trials

    terminal, book = terminal_of(ctx), pipeline.rulebook(folders)
    found = trials(book.packs, book.facts, name)
    for trial in found:
        terminal.line(trial.line)
    terminal.problems(problem for trial in found for problem in trial.problems)
    failed = sum(bool(trial.problems) for trial in found)
    terminal.line(f"{len(found)} rules, {sum(trial.examples for trial in found)} examples, {failed} rules failed")
    ctx.exit(1 if failed else 0)


@rules.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace an existing file.")
@click.pass_context
def new(ctx: click.Context, path: Path, force: bool) -> None:
    """Start a pack at PATH, FOLDER/REGIME/PACK.yaml: a commented one that passes the check."""
    from pia import documents
    from pia.assess.starting import starter

    if path.exists() and not force:
        raise PiaError(Problem(str(path), "the file exists", "Choose another path, or replace it with --force."))
    documents.write(path, starter(path, today()))
    terminal_of(ctx).line(f"{path}  ->  pia rules check --rules {path.parent.parent}")


@rules.command()
@_FOLDERS
@_LOCK
@click.pass_context
def lock(ctx: click.Context, folders: tuple[Path, ...], path: Path) -> None:
    """Pin every pack, and the engine, in a lock file."""
    from pia import documents, pipeline
    from pia.assess.lock import lock_of

    pinned = lock_of(pipeline.rulebook(folders).packs)
    documents.write(path, documents.dump_json(pinned))
    terminal_of(ctx).line(f"{path}: {len(pinned.packs)} packs")


@rules.command()
@click.pass_context
def schema(ctx: click.Context) -> None:
    """Print the JSON Schema of a pack, for editors."""
    from pia.resources import resource

    terminal_of(ctx).raw((resource("rules") / "rule-pack.schema.json").read_bytes())
