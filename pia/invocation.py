"""What every command shares: common options, configuration, and errors that become messages and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pia.errors import PiaError, Problem
from pia.model.text import Language

if TYPE_CHECKING:
    from pia.presentation.look import Look
    from pia.scan.opening import Access
    from pia.terminal import Terminal

BUG = 70
"""Exit code for an error that pia did not foresee."""

RECOGNIZERS = click.option(
    "--recognizers",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Own recognizers, allow lists and overrides.",
)
OWNERS = click.option(
    "--owners",
    type=click.Path(path_type=Path),
    metavar="MANIFEST",
    help="dbt's target/manifest.json: who answers for each table.",
)
SEVERITIES = click.Choice(["low", "medium", "high", "critical"])
LANGUAGES = click.Choice([language.value for language in Language])


NLP_HELP = "Language models that look for names in text, too (en_core_web_lg,zh_core_web_lg); see: pia models."


class Command(click.Command):
    """A command that takes the common options behind its name, too."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.params += common_options(for_command=True)


def common_options(*, for_command: bool) -> list[click.Parameter]:
    """Options of every command; behind a command's name they outweigh those before it."""

    def keep(ctx: click.Context, option: click.Parameter, value: object) -> object:
        if for_command and value is not None and option.name:
            ctx.find_root().params[option.name] = value
        return value

    made: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
        (("-q", "--quiet"), {"is_flag": True, "help": "Print results and errors only."}),
        (("--color/--no-color",), {"help": "Colours where the terminal has them (also NO_COLOR)."}),
        (("--progress/--no-progress",), {"help": "Progress bars on stderr."}),
        (("--remote/--no-remote",), {"help": "Fetch datasets from other machines (s3://, https://, ...)."}),
        (("--lang",), {"type": LANGUAGES, "help": "Language of messages and reports: en or zh."}),
    )
    return [
        click.Option(names, default=None, callback=keep, expose_value=not for_command, hidden=for_command, **settings)
        for names, settings in made
    ]


class Group(click.Group):
    """Turns every error into a message and an exit code; a traceback never carries a value."""

    command_class = Command
    group_class = type

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; no error leaves as a traceback."""
        try:
            if ctx.parent is None:
                _configure(ctx)
            return super().invoke(ctx)
        except PiaError as error:
            terminal_of(ctx).problems(error.problems)
            ctx.exit(error.exit_code)
        except (click.exceptions.Exit, click.Abort, click.ClickException):
            raise
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(1)
        except Exception as error:
            _bug(ctx, error)


def _bug(ctx: click.Context, error: Exception) -> NoReturn:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    code = trace.tb_frame.f_code if trace else None
    where = f"{Path(code.co_filename).name}:{trace.tb_lineno}" if code and trace else "?"
    problem = Problem(
        where, f"a bug in pia ({type(error).__name__})", "Please report it with this line and the version."
    )
    terminal_of(ctx).problems([problem])
    ctx.exit(BUG)


def terminal_of(ctx: click.Context) -> Terminal:
    """The terminal of this run, by the common options."""
    from pia.terminal import Terminal

    options = ctx.find_root().params
    return Terminal(
        language=Language(options.get("lang") or "en"),
        quiet=bool(options.get("quiet")),
        color=options.get("color"),
        progress=options.get("progress") is not False,
    )


def today() -> date:
    """The day of the run; SOURCE_DATE_EPOCH fixes it for reproducible output."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC).date() if fixed.isdigit() else datetime.now(UTC).date()


def names_of(text: str) -> tuple[str, ...]:
    """Names written with commas between them."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def outputs_of(formats: tuple[str, ...]) -> list[tuple[str, str]]:
    """`FORMAT[=PATH]` as (format, path); an empty path is the default place."""
    return [(name, path) for name, _, path in (item.partition("=") for item in formats)]


def access_of(ctx: click.Context, input_format: str = "") -> Access:
    """What this run may open, by the common options."""
    from pia.scan.opening import Access

    return Access(remote=bool(ctx.find_root().params.get("remote")), input_format=input_format)


def look_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options by which an organisation makes reports its own; they are taken as `brand_name`, `brand_logo`, ..."""
    path = click.Path(path_type=Path)
    for names, settings in (
        (("--templates",), {"type": path, "help": "Folder with templates that stand in for the shipped ones."}),
        (("--brand-colour",), {"default": "", "help": "Colour of headings, #rrggbb."}),
        (("--brand-logo",), {"type": path, "help": "Logo, PNG or SVG."}),
        (("--brand-name",), {"default": "", "help": "Name of the organisation above the title."}),
    ):
        command = click.option(*names, **settings)(command)
    return command


def look_of_options(given: Mapping[str, Any]) -> Look:
    """The look that the options of `look_options` ask for.

    Raises:
        ReportError: The logo, the colour or the folder cannot be used.
    """
    from pia.presentation.look import look_of

    return look_of(given["brand_name"], given["brand_logo"], given["brand_colour"], given["templates"])


def language_of(ctx: click.Context, default: Language) -> Language:
    """The language asked for, or that of the document at hand."""
    chosen = ctx.find_root().params.get("lang")
    return Language(chosen) if chosen else default


def _configure(ctx: click.Context) -> None:
    """Take defaults from the configuration file, unless told to leave it alone."""
    from pia.configuration import defaults

    if ctx.params.get("isolated"):
        return
    shared = ("lang", "quiet", "color", "progress", "remote")
    known = {"": shared} | {
        name: [option.name or "" for option in command.params if isinstance(option, click.Option)]
        for name, command in getattr(ctx.command, "commands", {}).items()
    }
    settings = defaults(ctx.params.get("config"), Path.cwd(), known)
    ctx.default_map = {**settings, **(ctx.default_map or {})}
    for name in shared:
        if ctx.params.get(name) is None and name in settings:
            ctx.params[name] = settings[name]
