"""The command that scans: scan."""

from __future__ import annotations

from pathlib import Path

import click

from pia.invocation import Command, access_of, engine_of, outputs_of, scanning_options, terminal_of


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True)
@click.option("-f", "--format", "formats", multiple=True, metavar="FORMAT[=PATH]", help="table (default) or json.")
@click.option(
    "--input-format", default="", metavar="FORMAT", help="Read FILES as this (csv, ...), whatever their names."
)
@scanning_options
@click.pass_context
def scan(ctx: click.Context, files: tuple[str, ...], formats: tuple[str, ...], input_format: str) -> None:
    """Find personal data in FILES, cell by cell. Nothing raw is ever printed.

    FILES are files, folders, globs, ZIP archives, addresses, or - for standard input.
    """
    from pia import documents, pipeline

    terminal = terminal_of(ctx)
    outputs = outputs_of(formats or ("table",))
    unknown = [name for name, _ in outputs if name not in {"table", "json"}]
    if unknown:
        raise click.BadParameter(f"'{unknown[0]}' is no format of scan; choose table or json", param_hint="--format")
    named, access, engine = [(file, file) for file in files], access_of(ctx, input_format), engine_of(ctx)
    with terminal.progress() as progress:
        report, errors = pipeline.scan(named, progress, access, engine)
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
