"""What was declared and measured, judged: rules, risks, questions and scores put together to an assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pia import rereading
from pia.admission.reuse import scanner_sha256
from pia.assess.checked import LoadedPack
from pia.assess.facts import Evidenced, Measured, known_facts, meter_of
from pia.assess.questions import questions
from pia.assess.risks import risks
from pia.assess.sentences import value_text
from pia.assess.verdicts import judge
from pia.assess.waivers import CheckedWaiver, Grounds, use_waivers
from pia.documents import Loaded
from pia.model.assessment import Assessment, PackReference
from pia.model.deployment import Deployment
from pia.model.finding import EntityCategory
from pia.model.risk import Fact
from pia.model.rule import FactDeclaration
from pia.model.scanned import SCHEMA_VERSION
from pia.scoring import Known
from pia.scoring import _running as scoring
from pia.screening import TOOL, used_categories


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What an assessment is judged by.

    Attributes:
        facts: The words rules may use.
        categories: What entity types mean in law.
        packs: Every pack found.
    """

    facts: Mapping[str, FactDeclaration]
    categories: Mapping[str, EntityCategory]
    packs: tuple[LoadedPack, ...]


def judged(
    loaded: Loaded[Deployment],
    book: Rulebook,
    packs: Sequence[LoadedPack],
    measured: Measured,
    *,
    today: date,
    waivers: Sequence[CheckedWaiver],
) -> Assessment:
    """What the rule packs and the scoring models make of what was declared and measured."""
    deployment = loaded.value
    evidenced = known_facts(deployment, measured, book.categories)
    values = {name: item.value for name, item in evidenced.items() if name in book.facts}
    results = judge(packs, book.facts, values, today)
    known = {name: Known(item.value, item.because) for name, item in evidenced.items()}
    rules = {checked.rule.id: checked.rule for pack in packs for checked in pack.rules}
    found = risks(results, rules, values, deployment.measures)
    used = {name for result in results for name in (*result.facts, *result.missing)}
    used |= {name for risk in found for name in risk.because}
    used |= {name for name in book.facts if name.startswith("scan.") and not name.startswith("scan.has.")}
    return Assessment(
        schema_version=SCHEMA_VERSION,
        tool=TOOL,
        assessed_on=today,
        deployment=_without_secrets(deployment),
        deployment_sha256=loaded.sha256,
        packs=tuple(reference(pack) for pack in packs),
        inputs=measured.inputs,
        findings=measured.findings,
        not_examined=measured.not_examined,
        categories=used_categories(book.categories, measured.findings),
        facts=tuple(_fact(book.facts[name], evidenced.get(name)) for name in sorted(used)),
        results=results,
        questions=questions(results, book.facts, packs, values),
        risks=found,
        reidentification=measured.exposure.reidentification,
        linkage=measured.exposure.linkage,
        unmeasured=measured.exposure.unmeasured,
        scores=scoring.score_all(scoring.basis_of(loaded, book.facts, known)),
        scanner_sha256=scanner_sha256(),
        excess_and_lack=meter_of(deployment, measured, book.categories),
        waivers=use_waivers(waivers, Grounds(deployment.name, rules, book.facts, values, today)),
    )


def _without_secrets(deployment: Deployment) -> Deployment:
    return replace(deployment, datasets=tuple(rereading.without_secrets(item) for item in deployment.datasets))


def _fact(declaration: FactDeclaration, evidenced: Evidenced | None) -> Fact:
    value = evidenced.value if evidenced else None
    because = evidenced.because if evidenced else ()
    return Fact(declaration.name, declaration.label, value, value_text(value, declaration), because)


def reference(pack: LoadedPack) -> PackReference:
    """A pack as an assessment names it."""
    own = pack.pack
    return PackReference(
        own.id,
        own.title,
        own.version,
        own.law_as_of,
        own.source,
        pack.sha256,
        len(pack.rules),
        own.in_force,
        tuple(setting.use for setting in pack.settings),
        pack.pins,
    )
