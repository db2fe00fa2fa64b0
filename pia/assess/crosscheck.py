"""Whether a deployment file agrees with the facts, the rule packs and the data it names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from pia.documents import Loaded
from pia.errors import Problem
from pia.model.dataset import Column
from pia.model.deployment import Answer, AnswerValue, Deployment
from pia.model.rule import FactDeclaration, FactType

DONT_KNOW = "dont_know"


def check_answers(loaded: Loaded[Deployment], facts: Mapping[str, FactDeclaration]) -> tuple[Problem, ...]:
    """Answers to questions that nobody asks, and answers that are no option."""
    problems: list[Problem] = []
    known = sorted(name.removeprefix("ans.") for name in facts if name.startswith("ans."))
    for name, given in loaded.value.answers.items():
        at = loaded.at("answers", name)
        declaration = facts.get(f"ans.{name}")
        if declaration is None:
            problems.append(Problem(at, f"answers.{name}: no rule asks this", _nearest(name, known)))
        elif wrong := _misfit(given.value if isinstance(given, Answer) else given, declaration):
            problems.append(Problem(at, f"answers.{name}: {wrong[0]}", wrong[1]))
    return tuple(problems)


def _misfit(value: AnswerValue, declaration: FactDeclaration) -> tuple[str, str] | None:
    if value == DONT_KNOW:
        return None
    options = [option.value for option in declaration.options]
    if declaration.type is FactType.NUMBER:
        return None if isinstance(value, int | float) else ("a number is asked for", "Write a number, or dont_know.")
    chosen = value if isinstance(value, tuple) else (value,)
    if all(choice in options for choice in chosen):
        return None
    return "this is not one of its options", f"Options: {', '.join(options)}, {DONT_KNOW}."


def check_columns(loaded: Loaded[Deployment], columns: Collection[Column]) -> tuple[Problem, ...]:
    """Columns that a processing activity or a dataset names and that are not there."""
    known = sorted({str(column) for column in columns})
    return (
        *(
            Problem(
                loaded.at("activities", place, "columns"),
                f"the activity names the column '{name}', which no dataset has",
                _nearest(name, known),
            )
            for place, activity in enumerate(loaded.value.activities)
            for name in activity.columns
            if name not in known
        ),
        *_quasi_identifiers(loaded, columns),
    )


def _quasi_identifiers(loaded: Loaded[Deployment], columns: Collection[Column]) -> list[Problem]:
    problems = []
    for place, dataset in enumerate(loaded.value.datasets):
        own = sorted({column.name for column in columns if column.dataset == dataset.name})
        for key in ("quasi_identifiers", "sensitive_attributes"):
            for name in getattr(dataset, key):
                if name not in own:
                    what = f"the dataset has no column '{name}'"
                    problems.append(Problem(loaded.at("datasets", place, key), what, _nearest(name, own)))
    return problems


def check_needs(loaded: Loaded[Deployment]) -> tuple[Problem, ...]:
    """Columns that an activity could do without, although it does not name them."""
    return tuple(
        Problem(
            loaded.at("activities", place, "columns_not_needed"),
            f"the activity does not name the column '{name}' under columns",
            _nearest(name, activity.columns),
        )
        for place, activity in enumerate(loaded.value.activities)
        for name in activity.columns_not_needed
        if name not in activity.columns
    )


def check_measures(loaded: Loaded[Deployment], rules: Collection[str]) -> tuple[Problem, ...]:
    """Measures that address rules which are in none of the packs in use."""
    return tuple(
        Problem(
            loaded.at("measures", place, "addresses"),
            f"the measure addresses '{name}', which is no rule of the packs in use",
            _nearest(name, sorted(rules)),
        )
        for place, measure in enumerate(loaded.value.measures)
        for name in measure.addresses
        if name not in rules
    )


def check_names(loaded: Loaded[Deployment]) -> tuple[Problem, ...]:
    """Datasets that share a name, or no dataset at all."""
    names = [dataset.name for dataset in loaded.value.datasets]
    problems = [
        Problem(loaded.at("datasets", place, "name"), f"two datasets are called '{name}'", "Rename one.")
        for place, name in enumerate(names)
        if name in names[:place]
    ]
    if not names:
        problems.append(Problem(loaded.at("datasets"), "no dataset is named", "Name at least one; a gate needs data."))
    return tuple(problems)


def _nearest(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, 1)
    shown = ", ".join(sorted(known)[:6])
    return f"Did you mean '{near[0]}'?" if near else f"Known: {shown or 'none'}{' ...' if len(known) > 6 else ''}"
