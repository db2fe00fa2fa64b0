from __future__ import annotations

from datetime import date

from pia.assess.declared import declared_facts
from pia.model.deployment import (
    Consultation,
    Controller,
    Deployment,
    LegalBasis,
    Measure,
    Practice,
    ProcessingActivity,
    Recipient,
    Technology,
    Transfer,
)


def test_an_empty_deployment_declares_nothing() -> None:
    facts = {name: value for name, (value, _) in declared_facts(Deployment("n", "d", Controller("c"), ())).items()}
    assert facts["proj.activities"] == 0
    assert facts["proj.technology"] == ()
    assert facts["proj.dpo_named"] is False
    assert "proj.storage_period_days" not in facts


def test_a_full_one_is_counted() -> None:
    deployment = Deployment(
        "n",
        "d",
        Controller("c", contact="x", data_protection_officer="y", public_body=False),
        (),
        activities=(
            ProcessingActivity("a", LegalBasis.PUBLIC_TASK, storage_period_days=10),
            ProcessingActivity("b", LegalBasis.CONSENT, storage_period_days=400),
            ProcessingActivity("c"),
        ),
        jurisdictions=("eu", "cn"),
        technologies=(Technology.IOT, Technology.AI),
        recipients=(Recipient("p", "processor"), Recipient("q", "processor", contract="1"), Recipient("r")),
        transfers=(Transfer("r", "US"), Transfer("s", "JP", "adequacy")),
        measures=(Measure("m", "technical", "in_place"), Measure("k", "technical")),
        consultations=(Consultation("residents"),),
        next_review=date(2027, 1, 1),
    )
    facts = {name.removeprefix("proj."): value for name, (value, _) in declared_facts(deployment).items()}
    assert facts == {
        **{"technology": ("ai", "iot"), "jurisdiction": ("cn", "eu"), "public_body": False},
        **{"dpo_named": True, "contact_named": True, "next_review_set": True, "consultations": 1},
        **{"measures_in_place": 1, "measures_planned": 1, "activities": 3, "activities_without_basis": 1},
        **{"legal_basis": ("consent", "public_task"), "activities_without_law": 1},
        **{"activities_without_storage_period": 1, "storage_period_days": 400, "processors": 2},
        **{"processors_without_contract": 1, "recipients": 1, "transfers": 2, "transfers_without_safeguard": 1},
    }


def test_practices_are_unknown_until_they_are_declared() -> None:
    def practice(practices: tuple[Practice, ...] | None) -> tuple[object, str] | None:
        return declared_facts(Deployment("n", "d", Controller("c"), (), practices=practices)).get("proj.practice")

    assert practice(None) is None
    assert practice(()) == ((), "practices")
    both = (Practice.FLOATING_POPULATION, Practice.COMMUNITY_GRID)
    assert practice(both) == (("community_grid", "floating_population"), "practices")
