"""The command that measures detection: evaluate."""

from __future__ import annotations

from pathlib import Path

import click

from pia.invocation import RECOGNIZERS, Command, access_of, terminal_of, today


@click.command(cls=Command)
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--tables", type=click.Path(path_type=Path), help="Folder of the tables; default: that of GOLD.")
@click.option("--ignore", default="", metavar="TYPE,...", help="Types that count neither way.")
@click.option("--cells", is_flag=True, help="Judge cells, too, where GOLD labels them.")
@click.option("-f", "--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@RECOGNIZERS
@click.pass_context
def evaluate(
    ctx: click.Context,
    gold: Path,
    *,
    tables: Path | None,
    ignore: str,
    cells: bool,
    format_: str,
    recognizers: tuple[Path, ...],
) -> None:
    """Precision, recall and F1 of the scan on labelled tables; GOLD says what they hold."""
    from pia import documents, pipeline
    from pia import evaluation as measured
    from pia.presentation.agreement import evaluation_tables

    terminal = terminal_of(ctx)
    ignored = tuple(name.strip() for name in ignore.split(",") if name.strip())
    asked = measured.Asked(gold, tables or gold.parent, ignored, cells, access_of(ctx))
    own = pipeline.own_recognizers(recognizers, today())
    with terminal.progress() as progress:
        result = measured.evaluate(asked, progress, own)
    if format_ == "json":
        terminal.raw(documents.dump_json(result))
    else:
        terminal.exposure(evaluation_tables(result, terminal.language))
