"""The whole story on one screen: read -> scan -> measure -> assess -> report | gate."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pia import __version__, documents, measurements, plugins, rereading
from pia.assess import crosscheck
from pia.assess.facts import Evidenced, Measured, known_facts
from pia.assess.lint import check_pack
from pia.assess.packs import LoadedPack, find_packs, load_categories, load_facts, load_packs, packs_for
from pia.assess.risks import risks
from pia.assess.sentences import value_text
from pia.assess.verdicts import judge, questions
from pia.contents.address import masked, scheme_of
from pia.documents import Loaded
from pia.errors import DocumentError, PiaError, Problem
from pia.gate import GatePolicy, GateResult, gate
from pia.model.assessment import SCHEMA_VERSION, Assessment, PackReference, ScanReport, Tool
from pia.model.deployment import Deployment
from pia.model.finding import EntityCategory, Finding, NotExamined
from pia.model.risk import Fact
from pia.model.rule import FactDeclaration
from pia.model.score import Score
from pia.model.text import Language
from pia.reports import Report
from pia.rereading import Rereadable
from pia.resources import resource
from pia.scan.datasets import open_apart, open_as_one, together
from pia.scan.opening import LOCAL, Access
from pia.scan.subjects import together as subjects_together
from pia.scanning import HERE, EngineChoice, Scanned, scan_all, sought
from pia.scoring import Known
from pia.scoring import _running as scoring

Progress = Callable[[str, int, int], None]
"""Called with the name of a dataset, bytes read, bytes in all."""

TOOL = Tool("pia", __version__)
_RUN_KEY = secrets.token_bytes(32)
"""Under which distinct values are hashed while they are counted; it lands in no output."""


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


def rulebook(folders: Sequence[Path] = ()) -> Rulebook:
    """The shipped rules, and those of users' folders.

    Raises:
        PiaError: A file is malformed or a pack has an error; all of them at once.
    """
    shipped = resource("rules")
    packs, facts = load_packs(find_packs([shipped, *folders]), load_facts(shipped / "facts.yaml"))
    return Rulebook(facts, load_categories(shipped / "categories.yaml"), packs)


def check_rules(folders: Sequence[Path] = ()) -> tuple[Rulebook, tuple[Problem, ...]]:
    """All packs, and what keeps them from being trusted.

    Raises:
        PiaError: A pack cannot even be loaded.
    """
    book = rulebook(folders)
    return book, tuple(problem for pack in book.packs for problem in check_pack(pack, book.facts))


def scan(
    datasets: Sequence[tuple[str, str]], progress: Progress, access: Access = LOCAL, engine: EngineChoice = HERE
) -> tuple[ScanReport, tuple[PiaError, ...]]:
    """Read and scan datasets, given as (name, locator); those that cannot be read are returned as errors.

    A folder, a glob or an archive gives a dataset per file in it.

    Raises:
        PiaError: The shipped categories or a plug-in is broken, or there is no such input format.
    """
    categories = load_categories(resource("rules") / "categories.yaml")
    opened = open_apart(datasets, access)
    scanned, errors = scan_all(opened.datasets, categories, _RUN_KEY, progress, engine)
    return report_of(scanned, opened.not_examined, categories), (*opened.errors, *errors)


def report_of(
    scanned: Sequence[Scanned], not_examined: Sequence[NotExamined], categories: Mapping[str, EntityCategory]
) -> ScanReport:
    """What scans say, with what was left out besides."""
    found = tuple(finding for item in scanned for finding in item.findings)
    return ScanReport(
        schema_version=SCHEMA_VERSION,
        tool=TOOL,
        inputs=tuple(item.input for item in scanned),
        findings=found,
        not_examined=(*not_examined, *(left for item in scanned for left in item.not_examined)),
        categories=_used(categories, found),
    )


def assess(
    path: Path,
    today: date,
    progress: Progress,
    folders: Sequence[Path] = (),
    access: Access = LOCAL,
    *,
    engine: EngineChoice = HERE,
) -> Assessment:
    """Scan the datasets a deployment names, and judge it by the rule packs that apply.

    Raises:
        PiaError: The deployment, a dataset or a pack has errors.
    """
    loaded = documents.load(path, Deployment)
    book = rulebook(folders)
    packs = packs_for(loaded, book.packs)
    rules = {checked.rule.id for pack in packs for checked in pack.rules}
    _refuse(
        *crosscheck.check_names(loaded),
        *crosscheck.check_answers(loaded, book.facts),
        *crosscheck.check_measures(loaded, rules),
        *scoring.problems(scoring.basis_of(loaded, book.facts)),
    )
    measured = _measure(loaded, path.parent, book, progress, access, engine=engine)
    return _judge(loaded, today, book, packs, measured)


def score(name: str, answers: Path, survey: Path | None = None, *, live: bool = False) -> Score:
    """What one scoring model says of a file of answers.

    Raises:
        PiaError: There is no such model, or the answers or the survey have errors; all of them at once.
    """
    return scoring.score_file(name, answers, load_facts(resource("rules") / "facts.yaml"), survey, live=live)


def report(assessment: Assessment, format_: str, language: Language) -> bytes:
    """The assessment in one report format.

    Raises:
        PluginError: There is no such format.
        ReportError: It cannot be rendered.
    """
    renderer: Report = plugins.load("reports", format_)
    return renderer.render(assessment, language)


def report_suffix(format_: str) -> str:
    """The file suffix of a report format.

    Raises:
        PluginError: There is no such format.
    """
    renderer: Report = plugins.load("reports", format_)
    return renderer.suffix


def load_assessment(path: Path) -> Assessment:
    """An assessment from its file.

    Raises:
        DocumentError: It is no assessment, or one of another format.
    """
    if path.suffix != ".json":
        raise DocumentError(Problem(str(path), "this is no assessment", "Give the assessment.json of: pia assess"))
    return documents.load(path, Assessment).value


def decide(assessment: Assessment, policy: GatePolicy) -> GateResult:
    """Whether the assessed deployment may go ahead."""
    return gate(assessment, policy)


def _refuse(*problems: Problem) -> None:
    if problems:
        raise DocumentError(problems)


def _measure(
    loaded: Loaded[Deployment],
    folder: Path,
    book: Rulebook,
    progress: Progress,
    access: Access,
    *,
    engine: EngineChoice,
) -> Measured:
    declared, categories = {item.name: item.path for item in loaded.value.datasets}, book.categories
    located = [(name, path if scheme_of(path) else str(folder / path)) for name, path in declared.items()]
    opened = open_as_one(located, access)
    scanned, failed = scan_all(opened.datasets, categories, _RUN_KEY, progress, engine)
    if errors := (*opened.errors, *failed):
        raise together(errors)
    _refuse(*crosscheck.check_columns(loaded, {column.column for item in scanned for column in item.input.columns}))
    parts = [Rereadable(item.input, item.findings, own) for own, item in zip(opened.datasets, scanned, strict=True)]
    choices = rereading.choices_of(loaded.value, folder, access)
    exposure = measurements.measure_all(parts, categories, choices, _RUN_KEY, progress)
    return Measured(
        inputs=tuple(replace(item.input, locator=masked(declared[item.input.dataset])) for item in scanned),
        findings=tuple(finding for item in scanned for finding in item.findings),
        not_examined=tuple(left for item in scanned for left in item.not_examined),
        subjects=subjects_together([item.subjects for item in scanned]),
        recognized=frozenset(recognizer.entity_type for recognizer in sought(categories)),
        exposure=exposure,
    )


def _judge(
    loaded: Loaded[Deployment], today: date, book: Rulebook, packs: Sequence[LoadedPack], measured: Measured
) -> Assessment:
    deployment = loaded.value
    evidenced = known_facts(deployment, measured, book.categories)
    values = {name: item.value for name, item in evidenced.items() if name in book.facts}
    results = judge(packs, book.facts, values)
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
        categories=_used(book.categories, measured.findings),
        facts=tuple(_fact(book.facts[name], evidenced.get(name)) for name in sorted(used)),
        results=results,
        questions=questions(results, book.facts),
        risks=found,
        reidentification=measured.exposure.reidentification,
        linkage=measured.exposure.linkage,
        unmeasured=measured.exposure.unmeasured,
        scores=scoring.score_all(scoring.basis_of(loaded, book.facts, known)),
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
    return PackReference(own.id, own.title, own.version, own.law_as_of, own.source, pack.sha256, len(own.rules))


def _used(categories: Mapping[str, EntityCategory], found: Sequence[Finding]) -> tuple[EntityCategory, ...]:
    return tuple(categories[name] for name in sorted({finding.entity_type for finding in found}) if name in categories)
