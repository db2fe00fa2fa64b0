"""The whole story on one screen: read -> scan -> measure -> assess -> report | gate."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from pia import documents, language_models, measurements, rereading
from pia.assess import crosscheck, lock
from pia.assess.across import check_across
from pia.assess.categories import load_categories
from pia.assess.choice import packs_for
from pia.assess.facts import Measured
from pia.assess.lint import check_pack
from pia.assess.packs import fact_places, find_packs, load_facts, load_packs
from pia.assess.waivers import check_waivers, load_waivers
from pia.contents.address import masked, scheme_of
from pia.documents import Loaded
from pia.errors import DocumentError, Problem
from pia.gate import GatePolicy, GateResult, gate
from pia.judging import Rulebook, judged
from pia.model.assessment import Assessment
from pia.model.deployment import Deployment
from pia.model.interval import Interval
from pia.model.recognition import Recognition
from pia.model.reidentification import Exposure
from pia.model.score import Score
from pia.model.waiver import WaiverFile
from pia.recognition import Own
from pia.recognizers._nlp import LoadedModel
from pia.regrouping import connected_to
from pia.rereading import Rereadable
from pia.resources import resource
from pia.scan.datasets import open_as_one, together
from pia.scan.opening import LOCAL, Access
from pia.scan.subjects import together as subjects_together
from pia.scanning import HERE, NOTHING, EngineChoice, scan_all, sought
from pia.scoring import _running as scoring
from pia.screening import RUN_KEY, Progress, own_recognizers, scan, tool_of

__all__ = [
    "Progress",
    "Rulebook",
    "assess",
    "check_rules",
    "decide",
    "load_assessment",
    "measured_before",
    "own_recognizers",
    "rejudge",
    "rulebook",
    "scan",
    "score",
]


def rulebook(folders: Sequence[Path] = ()) -> Rulebook:
    """The shipped rules, and those of users' folders.

    Raises:
        PiaError: A file is malformed or a pack has an error; all of them at once.
    """
    shipped = resource("rules")
    files = [*shipped.glob("*.yaml"), *find_packs([shipped, *folders])]
    try:
        state = tuple((str(path), hashlib.sha256(path.read_bytes()).digest()) for path in files)
    except OSError:
        return _rulebook.__wrapped__((), tuple(folders))
    return _rulebook(state, tuple(folders))


@lru_cache(maxsize=4)
def _rulebook(_state: tuple[tuple[str, bytes], ...], folders: tuple[Path, ...]) -> Rulebook:
    """Read once for every state of the files: a gate asks for it more than once."""
    shipped = resource("rules")
    packs, facts = load_packs(find_packs([shipped, *folders]), load_facts(shipped / "facts.yaml"))
    return Rulebook(facts, load_categories(shipped / "categories.yaml"), packs)


def check_rules(folders: Sequence[Path] = ()) -> tuple[Rulebook, tuple[Problem, ...]]:
    """All packs, and what keeps them from being trusted, each by itself and together.

    Raises:
        PiaError: A pack cannot even be loaded.
    """
    book = rulebook(folders)
    alone = [problem for pack in book.packs for problem in check_pack(pack, book.facts)]
    places = fact_places(resource("rules") / "facts.yaml")
    return book, (*alone, *check_across(book.packs, book.facts, places, scoring.asked()))


def assess(
    path: Path,
    today: date,
    progress: Progress,
    folders: Sequence[Path] = (),
    access: Access = LOCAL,
    *,
    recognizers: Sequence[Path] = (),
    models: Sequence[str] = (),
    locked: Path | None = None,
    engine: EngineChoice = HERE,
    measured: Assessment | None = None,
) -> Assessment:
    """Scan the datasets a deployment names, and judge it by the rule packs that apply.

    `folders` hold more rule packs; `recognizers` are files beside those that the deployment names. `measured` is an
    assessment whose measurements still stand, as whoever gives it has made sure: no data is then read.

    Raises:
        PiaError: The deployment, a dataset or a pack has errors, the packs depart from the lock file named, or a
            language model is not there.
    """
    finders = language_models.load_models(models)
    loaded = documents.load(path, Deployment)
    own = own_recognizers([*(path.parent / name for name in loaded.value.recognizers), *recognizers], today)
    book = rulebook(folders)
    book = replace(book, categories={**book.categories, **own.categories})
    if locked:
        lock.check(locked, lock.lock_of(book.packs))
    packs = packs_for(loaded, book.packs)
    _refuse(*declared_problems(loaded, book))
    waivers = load_waivers(loaded, path.parent, book.facts)
    if measured:
        taken, recognition = measured_before(measured, book, own), measured.recognition
        _refuse(*crosscheck.check_columns(loaded, {column.column for item in taken.inputs for column in item.columns}))
    else:
        taken, recognition = _measure(
            loaded, path.parent, book, progress, access, own=own, models=finders, engine=engine
        )
    found = judged(loaded, book, packs, taken, today=today, waivers=waivers)
    return replace(found, recognition=recognition, tool=tool_of(finders))


def declared_problems(loaded: Loaded[Deployment], book: Rulebook) -> tuple[Problem, ...]:
    """What is wrong with a deployment by itself and beside the rule packs, before any data is read.

    Raises:
        DocumentError: It names a pack that does not exist, or sets a parameter wrongly.
    """
    rules = {checked.rule.id for pack in packs_for(loaded, book.packs) for checked in pack.rules}
    return (
        *crosscheck.check_names(loaded),
        *crosscheck.check_needs(loaded),
        *crosscheck.check_answers(loaded, book.facts),
        *crosscheck.check_measures(loaded, rules),
        *scoring.problems(scoring.basis_of(loaded, book.facts)),
    )


def score(name: str, answers: Path, survey: Path | None = None, *, live: bool = False) -> Score:
    """What one scoring model says of a file of answers.

    Raises:
        PiaError: There is no such model, or the answers or the survey have errors; all of them at once.
    """
    return scoring.score_file(name, answers, load_facts(resource("rules") / "facts.yaml"), survey, live=live)


def load_assessment(path: Path) -> Assessment:
    """An assessment from its file.

    Raises:
        DocumentError: It is no assessment, or one of another format.
    """
    if path.suffix != ".json":
        raise DocumentError(Problem(str(path), "this is no assessment", "Give the assessment.json of: pia assess"))
    return documents.load(path, Assessment).value


def rejudge(assessment: Assessment, folders: Sequence[Path] = ()) -> Assessment:
    """What an assessment comes to when its declarations, findings and measures are judged again, without its data.

    The number of people alone is taken from it as it stands; only the data could tell it.

    Raises:
        PiaError: A pack has errors, or there is none of that name.
    """
    loaded, book = Loaded(assessment.deployment, "assessment", assessment.deployment_sha256, {}), rulebook(folders)
    users = {item.entity_type: item for item in assessment.categories}
    book = replace(book, categories={**users, **book.categories})
    measured, packs = measured_before(assessment, book), packs_for(loaded, book.packs)
    brought = Loaded(WaiverFile(tuple(use.waiver for use in assessment.waivers)), "assessment", "", {})
    waivers = check_waivers(brought, book.facts)
    found = judged(loaded, book, packs, measured, today=assessment.assessed_on, waivers=waivers)
    kept = ("schema_version", "tool", "scanner_sha256", "recognition")
    return replace(found, **{name: getattr(assessment, name) for name in kept})


def measured_before(assessment: Assessment, book: Rulebook, own: Own = NOTHING) -> Measured:
    """What an assessment says was measured, as it stands there."""
    counted = next((fact.value for fact in assessment.facts if fact.name == "scan.subjects"), None)
    return Measured(
        inputs=assessment.inputs,
        findings=assessment.findings,
        not_examined=assessment.not_examined,
        subjects=_interval(counted),
        recognized=frozenset(recognizer.entity_type for recognizer in sought(book.categories, own)),
        exposure=Exposure(assessment.reidentification, assessment.unmeasured, assessment.linkage),
    )


def decide(assessment: Assessment, policy: GatePolicy) -> GateResult:
    """Whether the assessed deployment may go ahead."""
    return gate(assessment, policy)


def _interval(value: object) -> Interval:
    if isinstance(value, Interval):
        return value
    return Interval(value, value) if isinstance(value, int) else Interval(0)


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
    own: Own,
    models: Sequence[LoadedModel],
    engine: EngineChoice,
) -> tuple[Measured, Recognition]:
    declared, categories = {item.name: item.path for item in loaded.value.datasets}, book.categories
    located = [(name, path if scheme_of(path) else str(folder / path)) for name, path in declared.items()]
    opened = open_as_one(located, access)
    found_by = language_models.recognizers(models)
    scanned, failed = scan_all(opened.datasets, categories, RUN_KEY, progress, own, more=found_by, engine=engine)
    if errors := (*opened.errors, *failed):
        raise together(errors)
    _refuse(*crosscheck.check_columns(loaded, {column.column for item in scanned for column in item.input.columns}))
    parts = [Rereadable(item.input, item.findings, part) for part, item in zip(opened.datasets, scanned, strict=True)]
    choices = rereading.choices_of(loaded.value, folder, access)
    with connected_to(engine) as away:
        exposure = measurements.measure_all(parts, categories, choices, RUN_KEY, progress, away=away)
    measured = Measured(
        inputs=tuple(replace(item.input, locator=masked(declared[item.input.dataset])) for item in scanned),
        findings=tuple(finding for item in scanned for finding in item.findings),
        not_examined=tuple(left for item in scanned for left in item.not_examined),
        subjects=subjects_together([item.subjects for item in scanned]),
        recognized=frozenset(recognizer.entity_type for recognizer in sought(categories, own)),
        exposure=exposure,
    )
    return measured, own.report([item.effects for item in scanned])
