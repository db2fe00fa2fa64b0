"""Rules in plain sentences, for people who do not read conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from pia.assess.checked import CheckedRule, LoadedPack
from pia.assess.sentences import sentence
from pia.errors import Problem, RuleError
from pia.model.rule import FactDeclaration
from pia.model.text import Language, Text

_WORDS = {
    "applies": Text("applies when", "适用条件"),
    "met": Text("met when", "符合条件"),
    "fix": Text("what to do", "应对办法"),
    "principle": Text("principle", "原则"),
    "evidence": Text("evidence", "证据"),
    "good": Text("what good looks like", "良好实践"),
    "unverified": Text("(not verified against the text)", "（条文未经核对）"),
}


def rule_sentences(
    packs: Sequence[LoadedPack], facts: Mapping[str, FactDeclaration], name: str, language: Language
) -> tuple[str, ...]:
    """The lines that tell a rule, or every rule of a pack.

    Raises:
        RuleError: There is neither a rule nor a pack of that name.
    """
    words = {**facts, **{key: item for pack in packs for key, item in pack.declarations.items()}}
    return tuple(line for checked in chosen_rules(packs, name) for line in _lines(checked, words, language))


def chosen_rules(packs: Sequence[LoadedPack], name: str) -> tuple[CheckedRule, ...]:
    """The rule of an id where it stands, or every rule of a pack, those it takes over included.

    Raises:
        RuleError: There is neither a rule nor a pack of that name.
    """
    for pack in packs:
        if pack.pack.id == name:
            return pack.rules
    chosen = tuple(checked for pack in packs for checked in pack.own if checked.rule.id == name)
    if chosen:
        return chosen
    known = [checked.rule.id for pack in packs for checked in pack.own] + [pack.pack.id for pack in packs]
    near = get_close_matches(name, known, 1)
    hint = f"Did you mean '{near[0]}'?" if near else "See: pia rules list"
    raise RuleError(Problem("", f"there is no rule or pack '{name}'", hint))


def _lines(checked: CheckedRule, facts: Mapping[str, FactDeclaration], language: Language) -> Iterator[str]:
    rule = checked.rule
    colon = ": " if language is Language.EN else "："
    mark = "" if rule.verified else " " + _WORDS["unverified"].in_language(language)
    yield f"{rule.id}  [{rule.severity}]  {rule.title.in_language(language)}"
    yield f"  {'; '.join(str(ref) for ref in rule.refs)}{mark}"
    for key, text in (
        ("applies", sentence(checked.applies.tree, facts, checked.defaults)),
        ("met", sentence(checked.satisfied.tree, facts, checked.defaults)),
        ("fix", rule.fix),
        ("principle", rule.principle),
        ("evidence", rule.evidence),
        ("good", rule.good),
    ):
        if text:
            yield f"  {_WORDS[key].in_language(language)}{colon}{text.in_language(language)}"
