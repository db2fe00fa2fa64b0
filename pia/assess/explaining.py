"""The chain that led to the verdict of a rule: law, conditions, facts, data, waivers, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pia.assess.declared import declared_facts
from pia.assess.facts import answers
from pia.assess.packs import CheckedRule
from pia.assess.sentences import value_text
from pia.assess.verdicts import outcome
from pia.model.assessment import Assessment
from pia.model.deployment import Answer
from pia.model.risk import Fact, RuleResult, Verdict
from pia.model.rule import FactDeclaration, FactType, FactValue
from pia.model.text import Language, Text

_VERDICTS = {
    Verdict.PASS: Text("met", "符合"),
    Verdict.FAIL: Text("not met", "不符合"),
    Verdict.UNRESOLVED: Text("could not tell", "无法判定"),
    Verdict.NOT_APPLICABLE: Text("not applicable", "不适用"),
}
_WORDS = {
    "verdict": Text("verdict", "判定"),
    "stands": Text("where it stands", "条款"),
    "unverified": Text("(not verified against the text)", "（条文未经核对）"),
    "pack": Text("rule pack", "规则包"),
    "applies": Text("applies when", "适用条件"),
    "met": Text("met when", "符合条件"),
    "facts": Text("what decided it", "判定依据"),
    "missing": Text("still unknown", "尚未知"),
    "rests": Text("rests on", "依据"),
    "data": Text("data", "数据"),
    "answered": Text("answered", "回答记录"),
    "waived": Text("waived until", "豁免至"),
    "owner": Text("owner", "负责人"),
    "approved": Text("approved by", "批准人"),
    "void": Text("waiver does not hold", "豁免无效"),
    "risk": Text("risk", "风险"),
    "fix": Text("what to do", "应对办法"),
    "change": Text("what would change it", "哪些改变会影响判定"),
    "none": Text("no other value of a single fact changes it", "任何单一事实的其他取值均不改变判定"),
    "other_pack": Text(
        "the rule pack at hand is not the one of the assessment, so this is not worked out",
        "现有规则包与评估所用的不一致，故未作推算",
    ),
    "colon": Text(": ", "："),
}


@dataclass(frozen=True, slots=True)
class Flip:
    """One fact that would change a verdict.

    Attributes:
        fact: Its name.
        value: The value it would have.
        verdict: The verdict then.
    """

    fact: str
    value: FactValue
    verdict: Verdict


def flips(
    checked: CheckedRule, values: Mapping[str, FactValue], facts: Mapping[str, FactDeclaration]
) -> tuple[Flip, ...]:
    """The single answers, or true-or-false facts, with which the rule would come out otherwise; all else stays.

    Numbers and lists are not tried: they have no end of other values.
    """
    now = outcome(checked, values)[0]
    tried = (
        Flip(name, value, outcome(checked, {**values, name: value})[0])
        for name in sorted(checked.facts)
        for value in _others(facts[name], values.get(name))
    )
    return tuple(flip for flip in tried if flip.verdict is not now)


def _others(declaration: FactDeclaration, value: FactValue | None) -> tuple[FactValue, ...]:
    if declaration.type is FactType.BOOLEAN:
        return tuple(other for other in (True, False) if other is not value)
    if declaration.type is FactType.CHOICE:
        return tuple(option.value for option in declaration.options if option.value != value)
    return ()


class RuleChain:
    """One rule in one assessment, told in one language."""

    def __init__(
        self,
        assessment: Assessment,
        result: RuleResult,
        checked: CheckedRule | None,
        facts: Mapping[str, FactDeclaration],
        language: Language,
    ) -> None:
        """Prepare to tell it.

        Args:
            assessment: The assessment.
            result: The verdict to explain.
            checked: The rule, if the pack at hand is the one that the assessment used; `None` otherwise.
            facts: Every declared fact.
            language: Language of the words.
        """
        self.assessment, self.result, self.checked, self.declared = assessment, result, checked, facts
        self.language, self._facts = language, {fact.name: fact for fact in assessment.facts}

    def lines(self) -> Iterator[str]:
        """The chain, line by line."""
        result = self.result
        mark = "" if result.verified else f" {self._word('unverified')}"
        yield f"{result.rule}  [{result.severity}]  {self._say(result.title)}"
        yield self._line("verdict", self._say(_VERDICTS[result.verdict]))
        yield self._line("stands", "; ".join(str(ref) for ref in result.refs) + mark)
        yield from self._pack()
        yield self._line("applies", self._say(result.applies))
        yield self._line("met", self._say(result.satisfied))
        yield from self._told("facts", [name for name in result.facts if name not in result.missing])
        yield from self._told("missing", result.missing)
        yield from self._waivers()
        for risk in self.assessment.risks:
            if risk.rule == result.rule:
                yield self._line("risk", f"{self._say(risk.event)}; {self._say(risk.consequence)}")
        yield self._line("fix", self._say(result.fix))
        yield self._line("change", "").rstrip()
        yield from self._changes()

    def _word(self, key: str) -> str:
        return self._say(_WORDS[key])

    def _say(self, text: Text) -> str:
        return text.in_language(self.language)

    def _line(self, key: str, text: str, depth: int = 1) -> str:
        return f"{'  ' * depth}{self._word(key)}{self._word('colon')}{text}"

    def _pack(self) -> Iterator[str]:
        for pack in self.assessment.packs:
            if pack.id == self.result.pack:
                yield self._line("pack", f"{pack.id} {pack.version}, SHA-256 {pack.sha256}")

    def _told(self, key: str, names: list[str] | tuple[str, ...]) -> Iterator[str]:
        if names:
            yield self._line(key, "").rstrip()
        for name in names:
            fact = self._facts.get(name)
            if fact is None:
                yield f"    {name}"
                continue
            yield f"    {self._say(fact.label)}{self._word('colon')}{self._say(fact.text)}  [{name}]"
            yield from self._grounds(fact)

    def _grounds(self, fact: Fact) -> Iterator[str]:
        """What a fact rests on: columns, the digests of the data or of the declaration, and who answered."""
        if fact.because:
            yield self._line("rests", ", ".join(fact.because), 3)
        if fact.value is None:
            return
        if fact.name.startswith("scan."):
            for dataset, digest in self._digests(fact):
                yield self._line("data", f"{dataset}, SHA-256 {digest}", 3)
        else:
            yield self._line("data", f"deployment.yaml, SHA-256 {self.assessment.deployment_sha256}", 3)
        given = self.assessment.deployment.answers.get(fact.name.removeprefix("ans."))
        if fact.name.startswith("ans.") and isinstance(given, Answer):
            parts = [part for part in (given.by, str(given.on or ""), given.note) if part]
            yield self._line("answered", ", ".join(parts), 3)

    def _digests(self, fact: Fact) -> Iterator[tuple[str, str]]:
        """The datasets whose columns it rests on; all of them if it rests on no column, as a negative does."""
        named = {
            item.dataset
            for item in self.assessment.inputs
            for column in item.columns
            if str(column.column) in fact.because
        }
        for item in self.assessment.inputs:
            if item.dataset in named or not named:
                yield item.dataset, item.sha256

    def _waivers(self) -> Iterator[str]:
        for use in self.assessment.waivers:
            waiver = use.waiver
            if waiver.rule != self.result.rule:
                continue
            if use.honoured:
                people = f"{self._word('owner')} {waiver.owner}, {self._word('approved')} {waiver.approved_by}"
                yield f"  {self._word('waived')} {waiver.expires} ({people}){self._word('colon')}{waiver.reason}"
            for objection in use.objections:
                yield self._line("void", self._say(objection))

    def _changes(self) -> Iterator[str]:
        if self.checked is None:
            yield f"    {self._word('other_pack')}"
            return
        found = flips(self.checked, self._values(), self.declared)
        for flip in found:
            declaration = self.declared[flip.fact]
            label, value = self._say(declaration.label), self._say(value_text(flip.value, declaration))
            then = self._say(_VERDICTS[flip.verdict])
            yield f"    {label}{self._word('colon')}{value} -> {then}  [{flip.fact}]"
        if not found:
            yield f"    {self._word('none')}"

    def _values(self) -> dict[str, FactValue]:
        """Every fact the assessment knows, and the thresholds of the rule's pack as they were used."""
        deployment = self.assessment.deployment
        values = {name: value for name, (value, _) in declared_facts(deployment).items()}
        values |= {name: item.value for name, item in answers(deployment).items()}
        uses = [use for pack in self.assessment.packs if pack.id == self.result.pack for use in pack.parameters]
        values |= {f"param.{use.name}": use.value for use in uses}
        return values | {fact.name: fact.value for fact in self.assessment.facts if fact.value is not None}
