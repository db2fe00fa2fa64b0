"""The command that opens the reviewers' room: serve."""

from __future__ import annotations

import getpass
import logging
from importlib.util import find_spec
from pathlib import Path

import click

from pia.errors import PiaError, Problem
from pia.invocation import Command, access_of, terminal_of, today
from pia.model.review import ReviewRole
from pia.model.text import Language

_ROLES = click.Choice([role.value for role in ReviewRole])
_NEEDED = ("starlette", "uvicorn", "itsdangerous", "python_multipart")


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--host", default="127.0.0.1", show_default=True, help="Interface; this machine alone by default.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port; 0 takes a free one.  [default: 0]")
@click.option("--as", "name", default="", metavar="NAME", help="Who you are, in the history.  [default: your login]")
@click.option("--role", "roles", type=_ROLES, multiple=True, help="In what roles you work; repeatable.  [default: all]")
@click.option("--rules", "folders", multiple=True, type=click.Path(path_type=Path), help="More rule packs.")
@click.pass_context
def serve(
    ctx: click.Context,
    *,
    folder: Path,
    host: str,
    port: int,
    name: str,
    roles: tuple[str, ...],
    folders: tuple[Path, ...],
) -> None:
    """Open the reviewers' room over the assessments in FOLDER, in a browser."""
    _check(folder)
    from pia.web.identity import Local, Person
    from pia.web.server import LOOPBACK, Address, is_loopback, new_token, serve
    from pia.web.settings import Settings

    if not is_loopback(host):
        what = "everybody in the network could reach this address, and nobody is asked who they are"
        raise PiaError(Problem(host, what, "Leave --host out; for a team, see docs/serve.md."))
    terminal, chosen = terminal_of(ctx), frozenset(ReviewRole(role) for role in roles) or frozenset(ReviewRole)
    language = ctx.find_root().params.get("lang")
    settings = Settings(
        folder=folder,
        identity=Local(Person(name or getpass.getuser(), chosen)),
        hosts=LOOPBACK | {host.lower()},
        today=today,
        token=new_token(),
        language=Language(language) if language else None,
        rules=folders,
        access=access_of(ctx),
    )
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    serve(settings, Address(host, port), terminal.line)


def _check(folder: Path) -> None:
    if not folder.is_dir():
        raise PiaError(Problem(str(folder), "there is no such folder", "Name the one with your assessments."))
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        what = f"the reviewers' room needs {', '.join(missing)}"
        raise PiaError(Problem("", what, "Install it with: pip install 'pia-toolkit[web]'"))
