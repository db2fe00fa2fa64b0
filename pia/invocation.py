"""What every command shares: common options, configuration, and errors that become messages and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from errno import errorcode
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from pia.crashes import bug
from pia.errors import DocumentError, PiaError, Problem, UnreadableError
from pia.menu import Options
from pia.model.text import Language
from pia.outputs import FULL

if TYPE_CHECKING:
    from pia.presentation.look import Look
    from pia.scan.opening import Access
    from pia.scanning import EngineChoice
    from pia.terminal import Terminal

BUG = 70
"""Exit code for an error that pia did not foresee."""

_NO_MEMORY = Problem("", "there is not enough memory for this", "Give it less at once, or bound it with --limits.")

RECOGNIZERS = click.option(
    "--recognizers",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Own recognizers, allow lists and overrides.",
)
RESUME = click.option(
    "--resume",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Keep how far the scan came in FOLDER, and go on from there if it was killed.",
)
OWNERS = click.option(
    "--owners",
    type=click.Path(path_type=Path),
    metavar="MANIFEST",
    help="dbt's target/manifest.json: who answers for each table.",
)
SEVERITIES = click.Choice(["low", "medium", "high", "critical"])
_Decorated = TypeVar("_Decorated", bound=Callable[..., object])
LANGUAGES = click.Choice([language.value for language in Language])


_LIMITS_HELP = "How much of a dataset is read: rows, columns, cell, nesting, unpacked, seconds; see docs/sources.md."

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
        (("--limits",), {"metavar": "NAME=N,...", "help": _LIMITS_HELP}),
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

    def main(self, *arguments: Any, **settings: Any) -> Any:
        """Run the command line; a standard output that takes no more is told, and must not fail again at the end."""
        try:
            return super().main(*arguments, **settings)
        except OSError as error:
            if error.errno not in FULL:
                raise
            click.echo(Problem("standard output", "no space left on device", "Free some space."), err=True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(2)

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
        except MemoryError:
            terminal_of(ctx).problems([_NO_MEMORY])
            ctx.exit(UnreadableError.exit_code)
        except OSError as error:
            _refused(ctx, error)
        except Exception as error:
            _bug(ctx, error)


def _refused(ctx: click.Context, error: OSError) -> NoReturn:
    """What the system refuses is no bug; a standard output that is full is told by `Group.main`."""
    if error.errno in FULL:
        raise error
    reason = f"the system refuses this ({errorcode.get(error.errno or 0, type(error).__name__)})"
    terminal_of(ctx).problems([Problem("", reason, "Check the names of files, the disk and the permissions.")])
    ctx.exit(UnreadableError.exit_code)


def _bug(ctx: click.Context, error: Exception) -> NoReturn:
    terminal_of(ctx).problems([bug(error, error.__traceback__)])
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
    """The day of the run; SOURCE_DATE_EPOCH fixes it for reproducible output.

    Raises:
        PiaError: That is no moment from 1970 to 9999.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not fixed:
        return datetime.now(UTC).date()
    with suppress(OverflowError, ValueError, OSError):
        if fixed.isascii() and fixed.isdigit():
            return datetime.fromtimestamp(int(fixed), UTC).date()
    what = "this is no moment from 1970 to 9999"
    raise PiaError(Problem("SOURCE_DATE_EPOCH", what, "Give seconds since 1970-01-01, or unset it."))


def names_of(text: str) -> tuple[str, ...]:
    """Names written with commas between them."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def outputs_of(formats: tuple[str, ...]) -> list[tuple[str, str]]:
    """`FORMAT[=PATH]` as (format, path); an empty path is the default place."""
    return [(name, path) for name, _, path in (item.partition("=") for item in formats)]


def access_of(ctx: click.Context, input_format: str = "") -> Access:
    """What this run may open, by the common options."""
    from pia.configuration import limits_of
    from pia.scan.opening import Access

    given = ctx.find_root().params
    limits = limits_of(given.get("limits") or ())
    return Access(remote=bool(given.get("remote")), input_format=input_format, limits=limits)


def scanning_options(command: _Decorated) -> _Decorated:
    """A decorator: the options that say where datasets are scanned."""

    def keep(ctx: click.Context, option: click.Parameter, value: str | None) -> None:
        ctx.meta[f"pia.{option.name}"] = value

    made = (
        ("--master", None, "URL", "With --engine spark: its master; default: this machine."),
        ("--scheduler", None, "ADDRESS", "With --engine dask: its scheduler; default: this machine."),
        ("--engine", "local", "ENGINE", "Where to scan: local (default), dask or spark."),
    )
    for name, default, metavar, text in made:
        settings: dict[str, Any] = {
            "default": default,
            "metavar": metavar,
            "help": text,
            "callback": keep,
            "expose_value": False,
        }
        command = click.option(name, **settings)(command)
    return command


def engine_of(ctx: click.Context, resume: Path | None = None) -> EngineChoice:
    """Where this run scans, by the options of `scanning_options` and `RESUME`.

    Raises:
        click.UsageError: An address is given of a cluster that is not asked for, or a cluster is to be taken up.
    """
    from pia.scanning import EngineChoice

    name = ctx.meta["pia.engine"]
    addresses = {"dask": ctx.meta["pia.scheduler"], "spark": ctx.meta["pia.master"]}
    if any(address for engine, address in addresses.items() if engine != name):
        raise click.UsageError("--scheduler goes with --engine dask, and --master with --engine spark")
    if not resume:
        return EngineChoice(name, addresses.get(name) or "")
    if name != "local":
        raise click.UsageError("--resume goes with --engine local")
    from pia.admission.reuse import scanner_sha256
    from pia.scan.checkpoints import Checkpoints

    return EngineChoice(checkpoints=Checkpoints(resume, f"{scanner_sha256()} {access_of(ctx)}"))


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
    from pia.configuration import defaults, file_of

    named = ctx.params.get("config")
    if ctx.params.get("isolated") or not file_of(named, Path.cwd()):
        return
    shared = ("lang", "quiet", "color", "progress", "remote", "limits")
    settings = defaults(named, Path.cwd(), Options(shared, getattr(ctx.command, "commands", {})))
    if settings.get("lang", "en") not in list(LANGUAGES.choices):
        raise DocumentError(Problem("", "the configured 'lang' is no language of pia", "Write lang = 'en' or 'zh'."))
    ctx.default_map = {**settings, **(ctx.default_map or {})}
    for name in shared:
        if ctx.params.get(name) is None and name in settings:
            ctx.params[name] = settings[name]
