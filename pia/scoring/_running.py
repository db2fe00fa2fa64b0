"""All models on one deployment: the same facts and answers for each, every problem of all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pia import documents, plugins
from pia.documents import Loaded
from pia.errors import DocumentError, Problem
from pia.model.deployment import Answer, Deployment
from pia.model.rule import FactDeclaration, FactType
from pia.model.score import Score
from pia.scoring import Basis, Known, ScoringModel, canada_aia
from pia.scoring._sheet import Sheet

_DONT_KNOW = "dont_know"


def basis_of(
    loaded: Loaded[Deployment], facts: Mapping[str, FactDeclaration], known: Mapping[str, Known] | None = None
) -> Basis:
    """What a deployment is scored on: its answers, and the facts that are known beside them."""
    return Basis(facts, {**(known or {}), **dict(_answers(loaded.value, facts))}, loaded.value.scoring, loaded.at)


def _answers(deployment: Deployment, facts: Mapping[str, FactDeclaration]) -> Iterator[tuple[str, Known]]:
    """Answers that are one of the options; what else is wrong with them is said elsewhere."""
    for name, given in deployment.answers.items():
        answer = given if isinstance(given, Answer) else Answer(given)
        declaration = facts.get(f"ans.{name}")
        chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        if declaration is None or answer.value == _DONT_KNOW:
            continue
        options = {option.value for option in declaration.options}
        if declaration.type is FactType.NUMBER or all(option in options for option in chosen):
            yield f"ans.{name}", Known(answer.value, (f"answers.{name}",), answer.note)


def asked() -> dict[str, frozenset[str]]:
    """The facts that sheets of questions ask for, with the options they weigh; none where no option weighs."""
    found: dict[str, frozenset[str]] = {}
    for model in _models():
        if isinstance(model, Sheet):
            found |= {f"ans.{name}": frozenset() for name in model.also if f"ans.{name}" not in found}
            found |= {f"ans.{item.fact}": frozenset(item.order) for item in model.items}
    return found


def problems(basis: Basis) -> tuple[Problem, ...]:
    """What is wrong with the answers, over all models."""
    return tuple(problem for model in _models() for problem in model.problems(basis))


def score_all(basis: Basis) -> tuple[Score, ...]:
    """What every model says, in the order of their names."""
    return tuple(model.score(basis) for model in _models())


def score_file(
    name: str, answers: Path, facts: Mapping[str, FactDeclaration], survey: Path | None, *, live: bool
) -> Score:
    """What one model says of a file of answers; a survey and hidden answers are for the Canadian one alone.

    Raises:
        PiaError: There is no such model, or the answers or the survey have errors; all of them at once.
    """
    model: ScoringModel = plugins.load("scoring", name)
    if survey or live:
        if name != canada_aia.MODEL.name:
            raise DocumentError(Problem(name, "this model takes no survey", "Use --survey and --live with canada_aia."))
        model = canada_aia.with_survey(survey, live=live)
    tree = documents.load(answers, dict[str, object]).value
    return model.score(model.read(tree, str(answers), facts))


def _models() -> tuple[ScoringModel, ...]:
    return tuple(plugins.load_all("scoring").values())
