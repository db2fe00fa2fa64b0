"""The command line put together: the common options and every command.

Exit codes: 0 passed; 1 gate failed or threshold reached; 2 usage or configuration; 3 a source could not be read;
4 incomplete, unsigned or stale assessment; 70 a bug in pia.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from pia import __version__
from pia.invocation import Group, common_options
from pia.menu import Commands

_COMMANDS = {
    "scan": "scanning",
    "models": "scanning",
    "init": "assessing",
    "assess": "assessing",
    "report": "assessing",
    "diff": "comparing",
    "explain": "explaining",
    "risk": "measuring",
    "link": "measuring",
    "mitigate": "measuring",
    "score": "scoring",
    "rules": "rulebook",
    "recognizers": "recognizing",
    "gate": "gating",
    "baseline": "gating",
    "keys": "approving",
    "approve": "approving",
    "verify": "approving",
    "evaluate": "evaluating",
    "import": "exchanging",
    "export": "exchanging",
    "serve": "serving",
}
"""Which module of `commands` holds which command; it is imported when the command is asked for."""


def _command(name: str) -> click.Command:
    module = import_module(f"pia.commands.{_COMMANDS[name]}")
    found: click.Command = getattr(module, f"{name}_" if name == "import" else name)
    return found


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
main.commands = Commands(_command, _COMMANDS)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of SHELL; source it in the shell's start file."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind:
        click.echo(kind(main, {}, "pia", "_PIA_COMPLETE").source())
