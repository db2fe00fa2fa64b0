"""Deployment -> `proj.*` facts, with the key of `deployment.yaml` each comes from."""

from __future__ import annotations

from pia.model.deployment import Deployment, LegalBasis, ProcessingActivity
from pia.model.rule import FactValue

_NEEDS_LAW = frozenset({LegalBasis.PUBLIC_TASK, LegalBasis.LEGAL_OBLIGATION})


def declared_facts(deployment: Deployment) -> dict[str, tuple[FactValue, str]]:
    """Every `proj.*` fact that the deployment settles: value, and where it is declared."""
    facts = _scope(deployment) | _activities(deployment.activities) | _parties(deployment)
    return {f"proj.{name}": (value, key) for name, (value, key) in facts.items()}


def _scope(deployment: Deployment) -> dict[str, tuple[FactValue, str]]:
    controller = deployment.controller
    in_place = sum(measure.status == "in_place" for measure in deployment.measures)
    facts: dict[str, tuple[FactValue, str]] = {
        "technology": (tuple(sorted(item.value for item in deployment.technologies)), "technologies"),
        "jurisdiction": (tuple(sorted(deployment.jurisdictions)), "jurisdictions"),
        "public_body": (controller.public_body, "controller.public_body"),
        "dpo_named": (bool(controller.data_protection_officer), "controller.data_protection_officer"),
        "contact_named": (bool(controller.contact), "controller.contact"),
        "consultations": (len(deployment.consultations), "consultations"),
        "measures_in_place": (in_place, "measures"),
        "measures_planned": (len(deployment.measures) - in_place, "measures"),
        "next_review_set": (deployment.next_review is not None, "next_review"),
    }
    if deployment.practices is not None:
        facts["practice"] = (tuple(sorted(item.value for item in deployment.practices)), "practices")
    return facts


def _activities(activities: tuple[ProcessingActivity, ...]) -> dict[str, tuple[FactValue, str]]:
    bases = {activity.legal_basis.value for activity in activities if activity.legal_basis}
    lawless = [item for item in activities if item.legal_basis in _NEEDS_LAW and not item.legal_reference]
    periods = [item.storage_period_days for item in activities if item.storage_period_days is not None]
    facts: dict[str, tuple[FactValue, str]] = {
        "activities": (len(activities), "activities"),
        "legal_basis": (tuple(sorted(bases)), "activities.legal_basis"),
        "activities_without_basis": (sum(item.legal_basis is None for item in activities), "activities.legal_basis"),
        "activities_without_law": (len(lawless), "activities.legal_reference"),
        "activities_without_storage_period": (len(activities) - len(periods), "activities.storage_period_days"),
    }
    if periods:
        facts["storage_period_days"] = (max(periods), "activities.storage_period_days")
    return facts


def _parties(deployment: Deployment) -> dict[str, tuple[FactValue, str]]:
    processors = [recipient for recipient in deployment.recipients if recipient.role == "processor"]
    uncontracted = sum(not processor.contract for processor in processors)
    unsafe = sum(not transfer.safeguard for transfer in deployment.transfers)
    return {
        "processors": (len(processors), "recipients"),
        "processors_without_contract": (uncontracted, "recipients.contract"),
        "recipients": (len(deployment.recipients) - len(processors), "recipients"),
        "transfers": (len(deployment.transfers), "transfers"),
        "transfers_without_safeguard": (unsafe, "transfers.safeguard"),
    }
