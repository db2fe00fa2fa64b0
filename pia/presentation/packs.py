"""What a report says of rule packs beside their verdicts: rules that do not bind yet, thresholds, practices."""

from __future__ import annotations

from collections.abc import Sequence

from pia.model.assessment import Assessment
from pia.model.risk import Risk, RuleResult
from pia.model.tailoring import ParameterValue, Period
from pia.presentation.words import Words


class PacksView:
    """Rule packs as rows of text."""

    def __init__(self, assessment: Assessment, words: Words) -> None:
        """Nothing is computed before it is asked for."""
        self._assessment, self._words = assessment, words

    def advisory(self, pack: str) -> tuple[RuleResult, ...]:
        """Rules of a pack that do not bind on the day of the assessment."""
        return tuple(item for item in self._assessment.results if item.pack == pack and item.advisory)

    def days(self, period: Period | None) -> str:
        """The days on which a rule binds."""
        bounds = (("from_day", period.since), ("until_day", period.until)) if period else ()
        return self._words.joined([self._words(key).format(day=day) for key, day in bounds if day])

    def parameters(self) -> tuple[tuple[str, str, str, str], ...]:
        """Every threshold: its name, its pack, its value, who set it."""
        return tuple(
            (
                self._words.say(item.label),
                self._words.say(pack.title),
                self._value(item.value),
                item.set_by or self._words("shipped_value"),
            )
            for pack in self._assessment.packs
            for item in pack.parameters
        )

    def _value(self, value: ParameterValue) -> str:
        return self._words("yes" if value else "no") if isinstance(value, bool) else f"{value:,}"

    def practices(self) -> str:
        """The practices declared."""
        found = self._assessment.deployment.practices or ()
        return self._words.joined([self._words(f"practice_{item.value}") for item in found])


def one_of_each(assessment: Assessment, risks: Sequence[Risk]) -> tuple[Risk, ...]:
    """Of risks whose rules are met under the same condition, as several laws often ask, the first."""
    conditions = {result.rule: result.satisfied for result in assessment.results}
    first = {conditions.get(risk.rule, risk.title): risk for risk in reversed(risks)}
    return tuple(risk for risk in risks if first[conditions.get(risk.rule, risk.title)] is risk)
