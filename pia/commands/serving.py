"""The command that opens the reviewers' room: serve."""

from __future__ import annotations

import getpass
import logging
import os
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pia.errors import PiaError, Problem
from pia.invocation import Command, access_of, terminal_of, today
from pia.model.review import ReviewRole
from pia.model.text import Language

if TYPE_CHECKING:
    from pia.web.team import Team

_ROLES = click.Choice([role.value for role in ReviewRole])
_FIELDS = {"group": "groups", "proxy": "proxies"}
_NEEDED = ("starlette", "uvicorn", "itsdangerous", "python_multipart")


def _team_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options by which a team is let in; they are taken by the names of `TeamOptions`."""
    path = click.Path(path_type=Path)
    for name, settings in reversed(
        (
            (
                "--public-url",
                {"default": "", "metavar": "URL", "help": "Address by which a team reaches the server."},
            ),
            ("--group", {"multiple": True, "metavar": "ROLE=GROUP", "help": "Who works in a role, or as reader."}),
            ("--proxy", {"multiple": True, "metavar": "ADDRESS", "help": "Proxy whose headers say who comes."}),
            ("--user-header", {"default": "X-Forwarded-User", "show_default": True, "help": "Header with the name."}),
            ("--groups-header", {"default": "X-Forwarded-Groups", "show_default": True, "help": "Header with groups."}),
            ("--oidc-issuer", {"default": "", "metavar": "URL", "help": "OpenID Connect provider to sign in at."}),
            ("--oidc-client", {"default": "", "metavar": "ID", "help": "What the provider knows pia by."}),
            ("--oidc-secret-file", {"type": path, "help": "File with its secret; or set PIA_OIDC_SECRET."}),
            ("--oidc-groups-claim", {"default": "groups", "show_default": True, "help": "Claim with the groups."}),
            ("--oidc-name-claim", {"default": "name", "show_default": True, "help": "Claim with the name."}),
            (
                "--session-hours",
                {"type": float, "default": 8, "show_default": True, "help": "How long a sign-in lasts."},
            ),
        )
    ):
        command = click.option(name, **settings)(command)
    return command


def _team(given: Mapping[str, Any]) -> Team | None:
    """How a team is let in; `None` if none is asked for."""
    from pia.web.team import TeamOptions, team_of

    options = TeamOptions(**{_FIELDS.get(name, name): value for name, value in given.items()})
    return team_of(options, os.environ) if options.asked_for else None


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--host", default="127.0.0.1", show_default=True, help="Interface; this machine alone by default.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port; 0 takes a free one.  [default: 0]")
@click.option("--as", "name", default="", metavar="NAME", help="Who you are, in the history.  [default: your login]")
@click.option("--role", "roles", type=_ROLES, multiple=True, help="In what roles you work; repeatable.  [default: all]")
@click.option("--rules", "folders", multiple=True, type=click.Path(path_type=Path), help="More rule packs.")
@_team_options
@click.pass_context
def serve(
    ctx: click.Context,
    /,
    *,
    folder: Path,
    host: str,
    port: int,
    name: str,
    roles: tuple[str, ...],
    folders: tuple[Path, ...],
    **team: Any,
) -> None:
    """Open the reviewers' room over the assessments in FOLDER, in a browser."""
    _check(folder)
    from pia.web.identity import Local, Person
    from pia.web.server import LOOPBACK, Address, is_loopback, new_token, serve
    from pia.web.settings import Settings

    let_in = _team(team)
    if let_in is None and not is_loopback(host):
        what = "everybody in the network could reach this address, and nobody is asked who they are"
        raise PiaError(Problem(host, what, "Leave --host out; for a team, see docs/team.md."))
    terminal, chosen = terminal_of(ctx), frozenset(ReviewRole(role) for role in roles) or frozenset(ReviewRole)
    language = ctx.find_root().params.get("lang")
    settings = Settings(
        folder=folder,
        identity=let_in.identity if let_in else Local(Person(name or getpass.getuser(), chosen)),
        hosts=frozenset({let_in.host}) if let_in else LOOPBACK | {host.lower()},
        today=today,
        token="" if let_in else new_token(),
        own_machine=let_in is None,
        secure=let_in is not None and let_in.secure,
        before=let_in.before if let_in else None,
        language=Language(language) if language else None,
        rules=folders,
        access=access_of(ctx),
    )
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    # Ours alone may say more: what other libraries log may repeat an address.
    logging.getLogger("pia.web").setLevel(logging.WARNING if ctx.find_root().params.get("quiet") else logging.INFO)
    serve(settings, Address(host, port), terminal.line)


def _check(folder: Path) -> None:
    if not folder.is_dir():
        raise PiaError(Problem(str(folder), "there is no such folder", "Name the one with your assessments."))
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        what = f"the reviewers' room needs {', '.join(missing)}"
        raise PiaError(Problem("", what, "Install it with: pip install 'pia-toolkit[web]'"))
