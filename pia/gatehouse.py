"""The gate of a deployment put together: what was approved, a scan if anything changed, and the decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pia import documents, pipeline
from pia.admission.admit import Terms, admit, prohibitions_of, threshold_of, trust_of
from pia.admission.baseline import baseline_of
from pia.admission.loading import load
from pia.admission.owners import with_owners
from pia.admission.reuse import pack_digests, unchanged
from pia.approval.policies import load_policy
from pia.approval.trust import objections
from pia.assess.waivers import FILE
from pia.errors import DocumentError, PiaError, Problem
from pia.gate import GateReason, GateResult, gate
from pia.model.approval import Approval
from pia.model.assessment import Assessment
from pia.model.deployment import Deployment
from pia.model.policy import Baseline, PolicyFile
from pia.model.text import Text
from pia.model.waiver import WaiverFile
from pia.ownership import load_manifest
from pia.rederiving import edited
from pia.scan.opening import LOCAL, Access


@dataclass(frozen=True, slots=True)
class Request:
    """What a gate is asked.

    Attributes:
        today: The day of the decision.
        fail_on: A severity that outweighs the policy's; empty for none.
        policy: Its file; `None` for none.
        environment: The environment of the policy; empty for none.
        approved: The file of the approval; `None` for none.
        baseline: The file of the baseline; `None` for none.
        folders: Folders with more rule packs.
        owners: The manifest of dbt that says who answers for each table; `None` for none.
        access: What may be opened.
    """

    today: date
    fail_on: str = ""
    policy: Path | None = None
    environment: str = ""
    approved: Path | None = None
    baseline: Path | None = None
    folders: tuple[Path, ...] = ()
    owners: Path | None = None
    access: Access = LOCAL


@dataclass(frozen=True, slots=True)
class Decision:
    """What a gate decided.

    Attributes:
        result: The decision.
        assessment: What it was decided on; `None` if a stage broke before there was one.
        scanned: Whether data was read, rather than an assessment that still stands for it.
        problems: What broke; none if every stage went through.
    """

    result: GateResult
    assessment: Assessment | None
    scanned: bool
    problems: tuple[Problem, ...] = ()


def decide(target: Path, request: Request, progress: pipeline.Progress) -> Decision:
    """Whether the deployment of a `deployment.yaml` or an `assessment.json` is let in; a stage that breaks shuts it."""
    try:
        terms = _terms(request)
        assessment, scanned = _assessed(target, request, terms, progress)
        wrong = edited(assessment, request.folders) if target.suffix == ".json" else ()
        result = admit(assessment, terms, wrong)
        if request.owners:
            result = with_owners(result, assessment, load_manifest(request.owners))
        return Decision(result, assessment, scanned)
    except PiaError as error:
        reasons = tuple(_broken(problem) for problem in error.problems)
        return Decision(GateResult(False, error.exit_code, reasons, 0), None, False, error.problems)


def baseline(target: Path, request: Request, progress: pipeline.Progress) -> Baseline:
    """What keeps the gate shut today, as a baseline.

    Raises:
        PiaError: A file or a dataset cannot be read.
    """
    terms = _terms(request)
    assessment, _ = _assessed(target, request, terms, progress)
    shut = gate(assessment, threshold_of(terms)).reasons
    return baseline_of(assessment, shut, _prohibitions(request), request.today)


def _terms(request: Request) -> Terms:
    policy = load_policy(request.policy, request.environment) if request.policy else None
    if request.environment and policy is None:
        problem = Problem(request.environment, "an environment needs a policy", "Name its file with --policy.")
        raise DocumentError(problem)
    tolerant = request.baseline or (policy and policy.allowed)
    if policy and policy.packs:
        _check_packs(policy, request)
    return Terms(
        today=request.today,
        policy=policy,
        fail_on=request.fail_on,
        approval=load(request.approved, Approval).value if request.approved else None,
        baseline=load(request.baseline, Baseline).value if request.baseline else None,
        prohibitions=_prohibitions(request) if tolerant else frozenset(),
    )


def _check_packs(policy: PolicyFile, request: Request) -> None:
    known = pack_digests(request.folders)
    hint = f"Known: {', '.join(sorted(known))}."
    problems = [
        Problem(str(request.policy), f"there is no rule pack '{name}'", hint)
        for name in policy.packs
        if name not in known
    ]
    if problems:
        raise DocumentError(problems)


def _prohibitions(request: Request) -> frozenset[str]:
    packs = pipeline.rulebook(request.folders).packs
    return prohibitions_of([(checked.rule.id, checked.rule.waivable) for pack in packs for checked in pack.rules])


def _assessed(target: Path, request: Request, terms: Terms, progress: pipeline.Progress) -> tuple[Assessment, bool]:
    """The assessment to decide on, and whether data was read for it."""
    if target.suffix == ".json":
        return load(target, Assessment).value, False
    approved = _standing(target, request, terms)
    if approved:
        return approved, False
    return pipeline.assess(target, request.today, progress, request.folders, request.access), True


def _standing(target: Path, request: Request, terms: Terms) -> Assessment | None:
    """The approved assessment, if its signatures hold and nothing changed since."""
    if not (terms.approval and terms.policy and request.approved):
        return None
    statement = terms.approval.statement
    loaded = documents.load(target, Deployment)
    if loaded.sha256 != statement.deployment_sha256 or objections(terms.approval, trust_of(terms.policy, terms.today)):
        return None
    for folder in (request.approved.parent, target.parent):
        path = folder / "assessment.json"
        if not path.is_file():
            continue
        found = load(path, Assessment)
        if found.sha256 == statement.assessment_sha256 and _stands(found.value, loaded.value, target.parent, request):
            return found.value
    return None


def _stands(assessment: Assessment, deployment: Deployment, folder: Path, request: Request) -> bool:
    return (
        _same_waivers(assessment, deployment, folder, request.today)
        and _same_rules_bind(assessment, request.today)
        and unchanged(assessment, deployment, folder, pack_digests(request.folders))
    )


def _same_rules_bind(assessment: Assessment, today: date) -> bool:
    """Whether no rule has begun or ceased to bind since the assessment."""
    periods = [result.in_force for result in assessment.results if result.in_force]
    return all(period.holds(today) is period.holds(assessment.assessed_on) for period in periods)


def _same_waivers(assessment: Assessment, deployment: Deployment, folder: Path, today: date) -> bool:
    path = folder / (deployment.waivers or FILE)
    named = bool(deployment.waivers) or path.exists()
    present = documents.load(path, WaiverFile).value.waivers if named else ()
    over = any(use.honoured and use.waiver.expires < today for use in assessment.waivers)
    return not over and present == tuple(use.waiver for use in assessment.waivers)


def _broken(problem: Problem) -> GateReason:
    said = replace(problem, where="")
    return GateReason("incomplete", problem.where, Text(str(said), str(said)))
