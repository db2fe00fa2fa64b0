"""The commands about rule packs: rules list, show, check."""

from __future__ import annotations

from pathlib import Path

import click

from pia.invocation import Group, terminal_of

_FOLDERS = click.option("--rules", "folders", multiple=True, type=click.Path(path_type=Path), help="More rule packs.")


@click.group(cls=Group)
def rules() -> None:
    """List, show and check rule packs."""


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
