"""NIST PRAM, worksheet 3: what problems of people would cost the organisation.

Source: NIST Privacy Risk Assessment Methodology, worksheet 3, prioritising risk (February 2019). Likelihood and each
factor go from 1 to 10; a problem's risk is likelihood x the sum of its factors, a data action's the sum over its
problems. It has no levels, and it measures the organisation: it says nothing of how grave a harm is to a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pia.errors import DocumentError, Problem
from pia.model.deployment import ScoringAnswers
from pia.model.pram import DataAction, OrganisationProblem
from pia.model.rule import FactDeclaration
from pia.model.score import Figure, Part, Score
from pia.model.text import Text
from pia.scoring import Basis

FACTORS = ("noncompliance", "direct_business", "reputational", "internal_culture", "other")
_RATINGS = ("likelihood", *FACTORS)
_TITLE = Text("NIST PRAM (organisational)", "NIST PRAM（组织视角）")
_LEAST, _MOST = 1, 10


def impact(problem: OrganisationProblem, unknown: int) -> int:
    """The sum of the factors, an open one counted as `unknown`.

    >>> impact(OrganisationProblem("stigma", 7, 7, 6, 6, 4), 1)
    23
    """
    return sum(unknown if (rating := getattr(problem, factor)) is None else rating for factor in FACTORS)


def risk(action: DataAction, unknown: int) -> int:
    """The risk of a data action: the sum of likelihood x impact over its problems."""
    return sum(
        (unknown if item.likelihood is None else item.likelihood) * impact(item, unknown) for item in action.problems
    )


def ranked(actions: tuple[DataAction, ...]) -> tuple[tuple[int, DataAction], ...]:
    """Each data action with its rank, the gravest first; equal risks share a rank, an open rating counts its least."""
    risks = [risk(action, _LEAST) for action in actions]
    order = sorted(range(len(actions)), key=lambda place: -risks[place])
    return tuple((1 + sum(other > risks[place] for other in risks), actions[place]) for place in order)


def _open(action: DataAction) -> tuple[str, ...]:
    return tuple(
        f"{action.name}: {item.problem}: {rating}"
        for item in action.problems
        for rating in _RATINGS
        if getattr(item, rating) is None
    )


@dataclass(frozen=True, slots=True)
class NistPram:
    """The model."""

    name: str = "nist_pram"
    title: Text = _TITLE

    def read(self, tree: object, where: str, facts: Mapping[str, FactDeclaration]) -> Basis:
        """The basis in a file `{data_actions: [{name, problems: [{problem, likelihood, noncompliance, ...}]}]}`.

        Raises:
            DocumentError: It has unknown keys or impossible ratings; all problems at once.
        """
        problems: list[Problem] = []
        actions = tuple(_actions(tree, where, problems))
        if problems:
            raise DocumentError(problems)
        basis = Basis(facts, {}, ScoringAnswers(nist_pram=actions), lambda *path: f"{where}: {_spelled(*path[2:])}")
        problems += self.problems(basis)
        if problems:
            raise DocumentError(problems)
        return basis

    def problems(self, basis: Basis) -> tuple[Problem, ...]:
        """Ratings that are not between 1 and 10."""
        found = []
        for place, action in enumerate(basis.own.nist_pram):
            for spot, item in enumerate(action.problems):
                for rating in _RATINGS:
                    value = getattr(item, rating)
                    least = 0 if rating == "other" else _LEAST
                    if value is not None and (isinstance(value, bool) or not least <= value <= _MOST):
                        at = basis.at("scoring", self.name, place, "problems", spot, rating)
                        what = f"{rating} lies outside {least} to {_MOST}"
                        found.append(
                            Problem(at, what, f"Write a whole number from {least} to {_MOST}, or leave it out.")
                        )
        return tuple(found)

    def score(self, basis: Basis) -> Score:
        """The total, and each data action with its share and rank."""
        actions = basis.own.nist_pram
        low = sum(risk(action, _LEAST) for action in actions)
        high = sum(risk(action, _MOST) for action in actions)
        return Score(
            model=self.name,
            title=self.title,
            source=Text("NIST PRAM, worksheet 3 (February 2019)", "NIST PRAM 工作表 3（2019 年 2 月）"),
            measures=Text(
                "Cost to the organisation of problems of people, not harm to people",
                "个人遭遇问题时组织付出的代价，而非对个人的损害",
            ),
            about="organisation",
            level=None,
            best=None,
            worst=None,
            figures=(Figure("total", Text("Total", "总分"), low if low == high else None, low, high),)
            if actions
            else (),
            parts=tuple(_part(rank, action, low) for rank, action in ranked(actions)),
            open=tuple(name for action in actions for name in _open(action)) if actions else ("data_actions",),
            notes=(
                Text(
                    "It has no levels. It ranks data actions by what they may cost the organisation.",
                    "该方法不分等级，仅按组织可能付出的代价对数据操作排序。",
                ),
            ),
        )


def _part(rank: int, action: DataAction, total: int) -> Part:
    points = risk(action, _LEAST)
    share = round(100 * points / total) if total else 0
    text = Text(f"rank {rank}, {share} % of the total", f"第 {rank} 位，占总分 {share}%")
    return Part(action.name, Text(action.name, action.name), text, points=points)


def _spelled(*path: object) -> str:
    return "data_actions" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)


def _actions(tree: object, where: str, problems: list[Problem]) -> Iterator[DataAction]:
    listed = tree.get("data_actions") if isinstance(tree, dict) else None
    if not isinstance(tree, dict) or not isinstance(listed, list):
        problems.append(Problem(where, "the list 'data_actions' is missing", "Write {data_actions: [...]}."))
        return
    _unknown(tree, ("data_actions",), where, problems)
    for place, item in enumerate(listed):
        at = f"{where}: {_spelled(place)}"
        if not isinstance(item, dict) or not _text(item, "name") or not isinstance(item.get("problems"), list):
            problems.append(Problem(at, "this is no data action", "Write {name: ..., problems: [...]}."))
            continue
        _unknown(item, ("name", "problems"), at, problems)
        own = tuple(_problems(item["problems"], f"{at}.problems", problems))
        yield DataAction(str(item["name"]), own)


def _problems(listed: list[object], at: str, problems: list[Problem]) -> Iterator[OrganisationProblem]:
    for place, item in enumerate(listed):
        spot = f"{at}[{place}]"
        if not isinstance(item, dict) or not _text(item, "problem"):
            problems.append(Problem(spot, "this is no problem", "Write {problem: ..., likelihood: 1 to 10, ...}."))
            continue
        _unknown(item, ("problem", *_RATINGS), spot, problems)
        wrong = [
            key for key in _RATINGS if not isinstance(item.get(key), int | None) or isinstance(item.get(key), bool)
        ]
        problems += [Problem(f"{spot}.{key}", "this is no whole number", "Write one from 1 to 10.") for key in wrong]
        ratings = {key: item[key] for key in _RATINGS if key in item and key not in wrong}
        yield OrganisationProblem(str(item["problem"]), **ratings)


def _text(tree: Mapping[str, object], key: str) -> bool:
    return isinstance(tree.get(key), str) and bool(tree[key])


def _unknown(tree: Mapping[str, object], known: tuple[str, ...], at: str, problems: list[Problem]) -> None:
    for key in sorted(set(tree) - set(known)):
        near = get_close_matches(key, known, 1)
        problems.append(
            Problem(at, f"unknown key '{key}'", f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}.")
        )


MODEL = NistPram()
