"""What an assessment says to the people it is about: what, why, their rights, how to object, who decides."""

from __future__ import annotations

from collections.abc import Mapping

from pia.model.assessment import Assessment
from pia.model.finding import EntityCategory
from pia.model.risk import Verdict
from pia.presentation.packs import one_of_each
from pia.presentation.readability import Readability, readability
from pia.presentation.words import Words

FLOOR = 10
"""Numbers of people below this are not told: few people can be recognised by their number."""

_DAYS_PER_YEAR, _DAYS_PER_MONTH = 365, 30
_MOST_RISKS = 3
_RIGHTS = {
    "eu": ("access", "correct", "erase", "restrict", "object", "human", "complain_eu"),
    "uk": ("access", "correct", "erase", "restrict", "object", "human", "complain_uk"),
    "cn": ("know", "access", "correct", "erase", "withdraw", "explain", "refuse", "complain_cn"),
}
_ANYWHERE = ("know", "access", "correct")


class Residents:
    """What the template for residents asks for.

    Attributes:
        assessment: The assessment.
        words: The words of the language.
    """

    def __init__(self, assessment: Assessment, words: Words) -> None:
        """Nothing is computed before it is asked for."""
        self.assessment, self.words = assessment, words
        self._categories: Mapping[str, EntityCategory] = {item.entity_type: item for item in assessment.categories}

    def kinds(self) -> tuple[str, ...]:
        """Labels of what was found about people that no law treats as especially protected."""
        return self._labels(special=False)

    def special_kinds(self) -> tuple[str, ...]:
        """Labels of what was found that a law protects more."""
        return self._labels(special=True)

    def _labels(self, *, special: bool) -> tuple[str, ...]:
        found = {finding.entity_type for finding in self.assessment.findings}
        own = [item for name, item in self._categories.items() if name in found]
        chosen = [item for item in own if any(legal.special for legal in item.legal) is special]
        return tuple(sorted({self.words.say(item.label) for item in chosen}))

    def people(self) -> str:
        """How many people, in round words; a number below the floor is not told.

        Unit: people. Shape: one phrase; empty if the number is not known.
        """
        known = [fact.value for fact in self.assessment.facts if fact.name == "scan.subjects"]
        value = known[0] if known else None
        most = value if isinstance(value, int) else getattr(value, "max", None)
        if not isinstance(most, int) or isinstance(most, bool):
            return ""
        if most < FLOOR:
            return self.words("res_few").format(floor=FLOOR)
        return self.words("res_about").format(number=f"{_rounded(most):,}")

    def storage(self, days: int | None) -> str:
        """How long data is kept, as people say it."""
        if days is None:
            return self.words("res_storage_unknown")
        for size, key in ((_DAYS_PER_YEAR, "res_years"), (_DAYS_PER_MONTH, "res_months"), (1, "res_days")):
            if days and days % size == 0:
                return self.words(key).format(number=days // size)
        return self.words("res_days").format(number=days)

    def verdict(self) -> str:
        """What the assessment says, in one plain sentence."""
        grave = [item for item in self.assessment.results if item.severity in {"high", "critical"}]
        if any(item.verdict is Verdict.FAIL for item in grave):
            return self.words("res_verdict_stop")
        open_ = any(item.verdict is Verdict.UNRESOLVED for item in grave) or self.assessment.not_examined
        return self.words("res_verdict_open" if open_ else "res_verdict_go")

    def risks(self) -> tuple[tuple[str, str], ...]:
        """The gravest risks that remain: what may happen, and what it means; none twice."""
        ordered = one_of_each(self.assessment, sorted(self.assessment.risks, key=lambda risk: -risk.residual_level))
        told = {self.words.say(risk.event): self.words.say(risk.consequence) for risk in reversed(ordered)}
        first = [self.words.say(risk.event) for risk in ordered]
        return tuple((event, told[event]) for event in list(dict.fromkeys(first))[:_MOST_RISKS])

    def rights(self) -> tuple[str, ...]:
        """What everybody concerned may ask for, by the laws of the deployment's jurisdictions."""
        places = [place.lower() for place in self.assessment.deployment.jurisdictions]
        keys = [key for place in places for key in _RIGHTS.get(place, ())] or list(_ANYWHERE)
        return tuple(self.words(f"res_right_{key}") for key in dict.fromkeys(keys))

    def deadlines(self) -> tuple[str, ...]:
        """How soon an answer is due, by law."""
        places = {place.lower() for place in self.assessment.deployment.jurisdictions}
        return tuple(self.words(f"res_deadline_{place}") for place in ("eu", "uk", "cn") if place in places)

    def recipients(self) -> tuple[str, ...]:
        """Who else gets the data, with the purpose where it is stated."""
        colon = self.words("colon")
        return tuple(
            f"{item.name}{colon}{item.purpose}" if item.purpose else item.name
            for item in self.assessment.deployment.recipients
        )


def hard_texts(assessment: Assessment) -> tuple[tuple[str, Readability], ...]:
    """The texts of a deployment that residents read and that are harder than they should be, with their place."""
    own = assessment.deployment
    texts = [("description", own.description)]
    texts += [(f"activities[{place}].purpose", item.purpose) for place, item in enumerate(own.activities)]
    texts += [(f"recipients[{place}].purpose", item.purpose) for place, item in enumerate(own.recipients)]
    told = [(place, readability(text)) for place, text in texts]
    return tuple((place, level) for place, level in told if level is not None and not level.plain)


def _rounded(number: int) -> int:
    """Two significant digits.

    >>> _rounded(1234), _rounded(57)
    (1200, 57)
    """
    step: int = 10 ** max(0, len(str(number)) - 2)
    return round(number / step) * step
