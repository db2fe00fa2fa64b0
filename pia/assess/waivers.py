"""Waivers -> which of them hold, and every objection to those that do not.

A waiver sets a rule aside for a while: it never makes a verdict better, and one with any objection does not count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pia import documents
from pia.assess.conditions import Condition, Values, compile_condition
from pia.assess.fact_types import ConditionTypeError
from pia.assess.grammar import ConditionError
from pia.assess.sentences import sentence
from pia.documents import Loaded
from pia.errors import DocumentError, Problem
from pia.model.deployment import Deployment
from pia.model.rule import FactDeclaration, Rule
from pia.model.text import Text
from pia.model.waiver import Waiver, WaiverFile, WaiverUse

FILE = "waivers.yaml"
LONGEST_DAYS, LONGEST_DAYS_CRITICAL = 180, 90


@dataclass(frozen=True, slots=True)
class CheckedWaiver:
    """A waiver whose condition can be evaluated.

    Attributes:
        waiver: The waiver.
        condition: Its condition; `None` if it has none.
    """

    waiver: Waiver
    condition: Condition | None = None


def load_waivers(
    loaded: Loaded[Deployment], folder: Path, facts: Mapping[str, FactDeclaration]
) -> tuple[CheckedWaiver, ...]:
    """The waivers of the file that the deployment names, or of `waivers.yaml` beside it; none if there is no such file.

    Raises:
        DocumentError: A file that is named is missing, or the file is malformed, or a condition in it is; all at once.
    """
    path = folder / (loaded.value.waivers or FILE)
    if not loaded.value.waivers and not path.exists():
        return ()
    return check_waivers(documents.load(path, WaiverFile), facts)


def check_waivers(document: Loaded[WaiverFile], facts: Mapping[str, FactDeclaration]) -> tuple[CheckedWaiver, ...]:
    """Waivers with their conditions, ready to be evaluated.

    Raises:
        DocumentError: Conditions are malformed; all at once.
    """
    checked, problems = [], list[Problem]()
    for place, waiver in enumerate(document.value.waivers):
        try:
            condition = compile_condition(waiver.condition, facts) if waiver.condition else None
            checked.append(CheckedWaiver(waiver, condition))
        except ConditionTypeError as error:
            problems += [_problem(document, place, item) for item in error.errors]
        except ConditionError as error:
            problems.append(_problem(document, place, error))
    if problems:
        raise DocumentError(problems)
    return tuple(checked)


def _problem(document: Loaded[WaiverFile], place: int, error: ConditionError) -> Problem:
    waiver = document.value.waivers[place]
    what = f"waiver of {waiver.rule}: condition: column {error.column}: {error.what}"
    return Problem(document.at("waivers", place, "condition"), what, error.fix)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What waivers are held against.

    Attributes:
        deployment: Name of the deployment.
        rules: The rules in use, by id.
        declarations: Every fact, for the words of conditions.
        values: The known facts.
        today: The day of the assessment.
    """

    deployment: str
    rules: Mapping[str, Rule]
    declarations: Mapping[str, FactDeclaration]
    values: Values
    today: date


def use_waivers(waivers: Sequence[CheckedWaiver], grounds: Grounds) -> tuple[WaiverUse, ...]:
    """Every waiver in the order of the file, with all objections to it; it is honoured if there is none."""
    uses = []
    for checked in waivers:
        objections = (
            *_to_the_rule(checked.waiver, grounds),
            *_to_the_people(checked.waiver),
            *_to_the_dates(checked.waiver, grounds),
            *_to_the_condition(checked.condition, grounds),
        )
        uses.append(WaiverUse(checked.waiver, honoured=not objections, objections=objections))
    return tuple(uses)


def same_person(one: str, other: str) -> bool:
    """Whether two names are one, whatever their case, spaces, invisible characters and width.

    >>> same_person("Ａnna  LEE", "anna lee"), same_person("Anna Lee", "Anna Li")
    (True, False)
    """
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(mark for mark in folded if not mark.isspace() and unicodedata.category(mark) not in {"Cf", "Cc"})


def _to_the_rule(waiver: Waiver, grounds: Grounds) -> Iterator[Text]:
    rule = grounds.rules.get(waiver.rule)
    if rule is None:
        yield Text("no rule in use has this id", "适用的规则中没有此编号")
    elif rule.version != waiver.rule_version:
        yield Text(
            f"it is for version {waiver.rule_version} of the rule, which is now at version {rule.version}",
            f"豁免针对规则的第 {waiver.rule_version} 版，而规则现为第 {rule.version} 版",
        )
    if rule is not None and not rule.waivable:
        yield Text("the rule is a prohibition and cannot be waived", "该规则属禁止性规定，不得豁免")
    if waiver.scope != grounds.deployment:
        yield Text("its scope is not the name of this deployment", "其适用范围与本项目名称不一致")


def _to_the_people(waiver: Waiver) -> Iterator[Text]:
    if not _plain(waiver.reason):
        yield Text("it gives no reason", "未写明理由")
    if not _plain(waiver.owner):
        yield Text("nobody answers for it", "未写明负责人")
    if not _plain(waiver.approved_by):
        yield Text("nobody approved it", "未写明批准人")
    elif same_person(waiver.owner, waiver.approved_by):
        yield Text("its owner approved it, which another person must do", "负责人自行批准，而须由他人批准")


def _to_the_dates(waiver: Waiver, grounds: Grounds) -> Iterator[Text]:
    rule = grounds.rules.get(waiver.rule)
    longest = LONGEST_DAYS_CRITICAL if rule and rule.severity == "critical" else LONGEST_DAYS
    length = (waiver.expires - waiver.created).days
    if length < 0:
        yield Text("it ends before it begins", "截止日期早于起始日期")
    if length > longest:
        yield Text(
            f"it runs for {length} days, and this rule can be waived for at most {longest}",
            f"期限为 {length} 天，该规则最长可豁免 {longest} 天",
        )
    if grounds.today < waiver.created:
        yield Text(f"it begins on {waiver.created}", f"自 {waiver.created} 起方有效")
    if grounds.today > waiver.expires:
        yield Text(f"it ended on {waiver.expires}", f"已于 {waiver.expires} 到期")


def _to_the_condition(condition: Condition | None, grounds: Grounds) -> Iterator[Text]:
    if condition is None:
        return
    outcome = condition.evaluate(grounds.values)
    said = sentence(condition.tree, grounds.declarations)
    if outcome.value is False:
        yield Text(f"its condition does not hold ({said.en})", f"其条件不成立（{said.zh}）")
    if outcome.value is None:
        names = ", ".join(outcome.missing)
        yield Text(
            f"it is not known whether its condition holds ({said.en}; unknown: {names})",
            f"其条件是否成立尚不得知（{said.zh}；未知：{names}）",
        )
