"""The commands that sign: keys, approve, verify."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pia.invocation import Command, Group, terminal_of, today

_FILE = click.Path(path_type=Path)
_ROLES = click.Choice(["assessor", "officer", "resident_panel"])
_PASSPHRASE = "PIA_KEY_PASSPHRASE"  # noqa: S105 - the name of a variable, not a passphrase
_RULES = click.option("--rules", "folders", multiple=True, type=_FILE, help="More rule packs.")


@click.group(cls=Group)
def keys() -> None:
    """Make keys to sign with."""


@keys.command()
@click.option("-o", "--out", type=_FILE, default="pia.key", show_default=True, help="File of the private key.")
@click.option("--encrypt", is_flag=True, help=f"With a passphrase: that in {_PASSPHRASE}, or it is asked.")
@click.pass_context
def new(ctx: click.Context, *, out: Path, encrypt: bool) -> None:
    """Make an Ed25519 key: the private one into a file that you alone can read, the public one is printed."""
    from pia.approval.keys import new_key, write_private

    pem, public = new_key(_passphrase(confirm=True) if encrypt else "")
    write_private(out, pem)
    terminal_of(ctx).note(f"{out}: keep it to yourself; name this public key under signers in gate.yaml:")
    terminal_of(ctx).line(public)


@click.command(cls=Command)
@click.argument("assessment", type=_FILE)
@click.option("--key", type=_FILE, required=True, help="Your private key.")
@click.option("--role", type=_ROLES, required=True, help="In what role you sign.")
@click.option("--name", required=True, help="Who you are, as gate.yaml names you.")
@click.option(
    "-o", "--out", type=_FILE, help="Default: approval.json beside ASSESSMENT; signed as well if it is there."
)
@_RULES
@click.pass_context
def approve(
    ctx: click.Context,
    *,
    assessment: Path,
    key: Path,
    role: str,
    name: str,
    out: Path | None,
    folders: tuple[Path, ...],
) -> None:
    """Sign ASSESSMENT (an assessment.json): its privacy surface, rule packs, digests, risks and scores."""
    from pia.model.approval import Role
    from pia.signing import Signing, approve

    path = out or assessment.parent / "approval.json"
    approval, lapsed = approve(assessment, Signing(key, Role(role), name, _passphrase), path, today(), folders)
    terminal = terminal_of(ctx)
    if lapsed:
        terminal.note(f"{lapsed} signatures under another assessment lapse: they were not for this one")
    for signature in approval.signatures:
        terminal.line(f"{signature.role.value}  {signature.name}  {signature.signed_on}")
    terminal.line(f"  {path}")


@click.command(cls=Command)
@click.argument("approval", type=_FILE)
@click.argument("assessment", type=_FILE, required=False)
@click.option("--policy", type=_FILE, help="Who may and must sign: a gate.yaml.")
@click.option("--environment", default="", help="Environment of the policy.")
@click.option("-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_RULES
@click.pass_context
def verify(
    ctx: click.Context,
    *,
    approval: Path,
    assessment: Path | None,
    policy: Path | None,
    environment: str,
    format_: str,
    folders: tuple[Path, ...],
) -> None:
    """Check the signatures of APPROVAL, and judge ASSESSMENT again from its facts; no data is needed.

    ASSESSMENT is the assessment.json beside APPROVAL unless another is named.
    """
    from pia import documents, signing
    from pia.approval.policies import load_policy
    from pia.model.policy import PolicyFile

    insisted = load_policy(policy, environment) if policy else PolicyFile()
    path = assessment or approval.with_name("assessment.json")
    result = signing.verify(approval, path, insisted, today(), folders)
    terminal = terminal_of(ctx)
    if format_ == "json":
        terminal.raw(documents.dump_json(result))
    else:
        terminal.gate(result)
    ctx.exit(result.exit_code)


def _passphrase(*, confirm: bool = False) -> str:
    """The passphrase: never from a flag, which other users of a machine can read."""
    found = os.environ.get(_PASSPHRASE, "")
    return found or str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True))
