"""The commands that decide: gate, baseline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pia.invocation import OWNERS, SEVERITIES, Command, access_of, language_of, outputs_of, terminal_of, today
from pia.model.text import Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from pia.gatehouse import Decision, Request
    from pia.terminal import Terminal

_FILE = click.Path(path_type=Path)


def _terms(command: Callable[..., None]) -> Callable[..., None]:
    """Options that say on what terms a deployment is let in."""
    for option in (
        click.option("--rules", "folders", multiple=True, type=_FILE, help="More rule packs."),
        click.option("--environment", default="", help="Environment of the policy."),
        click.option("--policy", type=_FILE, help="What the gate insists on: a gate.yaml."),
        click.option("--fail-on", type=SEVERITIES, help="Rules this grave or graver shut it.  [default: high]"),
    ):
        command = option(command)
    return command


@click.command(cls=Command)
@click.argument("target", type=_FILE)
@_terms
@click.option("--approved", type=_FILE, help="What was approved: an approval.json.")
@click.option("--baseline", type=_FILE, help="What was known when the gate was adopted; it fails on new things only.")
@OWNERS
@click.option("-f", "--format", "formats", multiple=True, metavar="FORMAT[=PATH]", help="text (default), json, ...")
@click.pass_context
def gate(
    ctx: click.Context,
    *,
    target: Path,
    fail_on: str | None,
    policy: Path | None,
    environment: str,
    folders: tuple[Path, ...],
    approved: Path | None,
    baseline: Path | None,
    owners: Path | None,
    formats: tuple[str, ...],
) -> None:
    """Let the deployment of TARGET (a deployment.yaml or an assessment.json) pass, or say why not.

    A deployment is scanned, unless it was approved and no byte of it or its data has changed since.
    """
    from pia import gatehouse

    terminal, outputs = terminal_of(ctx), outputs_of(formats or ("text",))
    _prepare(outputs)
    request = _request(ctx, (fail_on, policy, environment, folders), approved, baseline, owners)
    with terminal.progress() as progress:
        decision = gatehouse.decide(target, request, progress)
    language = decision.assessment.deployment.language if decision.assessment else Language.EN
    for name, path in outputs:
        _write(terminal, decision, (name, path), str(target), language_of(ctx, language))
    ctx.exit(decision.result.exit_code)


@click.command(cls=Command)
@click.argument("target", type=_FILE)
@_terms
@click.option("-o", "--out", type=_FILE, default="gate-baseline.json", show_default=True, help="File to write.")
@click.pass_context
def baseline(
    ctx: click.Context,
    *,
    target: Path,
    fail_on: str | None,
    policy: Path | None,
    environment: str,
    folders: tuple[Path, ...],
    out: Path,
) -> None:
    """Write down what keeps the gate of TARGET shut today, so that it fails on new things only.

    Prohibitions, an overdue review and signatures are never written down.
    """
    from pia import documents, gatehouse

    terminal = terminal_of(ctx)
    request = _request(ctx, (fail_on, policy, environment, folders), None, None)
    with terminal.progress() as progress:
        made = gatehouse.baseline(target, request, progress)
    documents.write(out, documents.dump_json(made))
    terminal.line(f"{out}: {len(made.known)}")


def _request(
    ctx: click.Context,
    terms: tuple[str | None, Path | None, str, tuple[Path, ...]],
    approved: Path | None,
    known: Path | None,
    owners: Path | None = None,
) -> Request:
    from pia.gatehouse import Request

    fail_on, policy, environment, folders = terms
    return Request(
        today=today(),
        fail_on=fail_on or "",
        policy=policy,
        environment=environment,
        approved=approved,
        baseline=known,
        folders=folders,
        owners=owners,
        access=access_of(ctx),
    )


def _prepare(outputs: list[tuple[str, str]]) -> None:
    """Refuse unknown formats, and take away the decisions of earlier runs: a run that breaks must leave none."""
    from pia import plugins

    for name, path in outputs:
        if name != "text":
            plugins.load("gate_reports", name)
        if path and path != "-" and Path(path).is_file():
            Path(path).unlink()


def _write(terminal: Terminal, decision: Decision, output: tuple[str, str], target: str, language: Language) -> None:
    from pia import documents, plugins
    from pia.gate_reports import GateReport, Outcome

    name, path = output
    if name == "text":
        terminal.problems(decision.problems)
        if not decision.problems:
            terminal.gate(decision.result)
        return
    report: GateReport = plugins.load("gate_reports", name)
    data = report.render(Outcome(decision.result, decision.assessment, target, _lines(target)), language)
    if path and path != "-":
        documents.write(Path(path), data)
    else:
        terminal.raw(data)


def _lines(target: str) -> dict[str, int]:
    """The line on which a deployment.yaml declares each dataset."""
    from pia import documents
    from pia.errors import PiaError
    from pia.model.deployment import Deployment

    if target.endswith(".json"):
        return {}
    try:
        loaded = documents.load(Path(target), Deployment)
    except PiaError:
        return {}
    return {item.name: loaded.lines.get(("datasets", place), 1) for place, item in enumerate(loaded.value.datasets)}
