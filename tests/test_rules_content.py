"""What the shipped rules say: checks that the engine does not make, and the mutants that their examples must catch."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from pia import documents, plugins
from pia.assess.categories import load_categories
from pia.assess.checked import CheckedRule
from pia.assess.conditions import Values
from pia.assess.lint import check_pack
from pia.assess.packs import load_packs
from pia.assess.verdicts import outcome
from pia.judging import Rulebook
from pia.model.finding import EntityCategory
from pia.model.risk import Verdict
from pia.model.rule import FactType, FactValue, RulePack
from pia.model.text import Text
from pia.scoring._sheet import Sheet
from tests import mutate_rules
from tests.legal_page_for_tests import PAGE, filled
from tests.rules_for_tests import nothing_personal

_PERSONAL_DATA_LAW = ("eu-gdpr", "eu-wp248", "uk-ico", "us-e-government", "us-ca-risk", "coe-108", "iso-29134")
_CHINESE_LAW = ("cn-pipl", "cn-gbt-39335", "cn-gbt-35273", "cn-minors", "cn-compliance-audit")
_LAW = (*_PERSONAL_DATA_LAW, "eu-ai-act", "ca-adm")


@pytest.fixture(scope="module")
def categories(root: Path) -> dict[str, EntityCategory]:
    return load_categories(root / "rules" / "categories.yaml")


def _rules(book: Rulebook) -> list[CheckedRule]:
    return [checked for pack in book.packs for checked in pack.rules]


def _names(checked: CheckedRule) -> frozenset[str]:
    return checked.applies.names | checked.satisfied.names


def test_packs_prove_themselves(book: Rulebook) -> None:
    assert [problem for pack in book.packs for problem in check_pack(pack, book.facts)] == []


def test_packs_are_as_large_as_promised(book: Rulebook) -> None:
    sizes = {pack.pack.id: len(pack.rules) for pack in book.packs}
    assert sizes["eu-gdpr"] >= 60
    assert sizes["eu-ai-act"] >= 30
    assert set(_LAW) <= set(sizes)
    assert sizes["ethics-people-first"] >= 30
    assert sizes["cn-pipl"] >= 34


def test_at_least_a_third_of_the_rules_use_measured_facts(book: Rulebook) -> None:
    rules = _rules(book)
    measured = [checked for checked in rules if any(name.startswith("scan.") for name in _names(checked))]
    beyond_presence = [checked for checked in measured if _names(checked) & _telling(book)]
    assert len(measured) * 3 >= len(rules)
    assert len(beyond_presence) * 3 >= len(rules)


def _telling(book: Rulebook) -> set[str]:
    """Measured facts that say more than that there is data at all."""
    return {name for name in book.facts if name.startswith("scan.")} - {"scan.rows", "scan.personal"}


def test_every_question_is_used_by_a_rule_or_a_scoring_model(book: Rulebook) -> None:
    used = frozenset[str]().union(*(_names(checked) for checked in _rules(book)))
    sheets = [model for model in plugins.load_all("scoring").values() if isinstance(model, Sheet)]
    used |= {f"ans.{name}" for sheet in sheets for name in (*(item.fact for item in sheet.items), *sheet.also)}
    assert {name for name in book.facts if name.startswith("ans.")} - used == set()


def test_every_kind_of_personal_data_can_be_raised(book: Rulebook, categories: dict[str, EntityCategory]) -> None:
    keys = {name.removeprefix("scan.has.") for name in book.facts if name.startswith("scan.has.")}
    assert keys == {category.fact for category in categories.values() if category.fact}


def test_only_other_data_raises_no_fact(categories: dict[str, EntityCategory]) -> None:
    for category in categories.values():
        named_in_text = category.entity_type in {"LOCATION", "ORGANIZATION"}
        assert bool(category.fact) == (category.kind != "other" and not named_in_text), category.entity_type
        assert bool(category.legal) == (category.kind != "other"), category.entity_type
        assert 1 <= category.impact <= 4, category.entity_type


def test_every_entity_type_that_is_recognized_has_a_category(categories: dict[str, EntityCategory]) -> None:
    families = plugins.load_all("recognizers").values()
    assert {recognizer.entity_type for family in families for recognizer in family} - set(categories) == set()


def test_resident_number_is_held_strictly(categories: dict[str, EntityCategory]) -> None:
    legal = {item.law: item for item in categories["CN_RESIDENT_ID"].legal}
    assert legal["PIPL"].special
    assert not legal["PIPL"].verified
    assert legal["GDPR"].at == "Art. 87"


def test_every_type_is_placed_under_every_law(categories: dict[str, EntityCategory]) -> None:
    for category in categories.values():
        laws = {item.law for item in category.legal}
        wanted = {"GDPR", "PIPL", "DPV", "CCPA", "GB/T 45574"} if category.fact else set()
        assert wanted <= laws, category.entity_type
        assert all(item.at for item in category.legal), category.entity_type


def test_a_law_that_was_not_read_is_marked(categories: dict[str, EntityCategory]) -> None:
    further = {"CCPA", "GB/T 45574", "GB/T 35273", "GDPR"}
    items = [item for category in categories.values() for item in category.legal if item.law in further]
    assert items
    assert not [item for item in items if item.verified]


def test_a_child_and_a_national_number_have_their_articles(categories: dict[str, EntityCategory]) -> None:
    child = {item.law: item for item in categories["MINOR"].legal}
    assert (child["PIPL"].at, child["PIPL"].special) == ("Art. 28(1), 31", True)
    for category in categories.values():
        if category.fact == "national_id":
            assert "Art. 87" in {item.at for item in category.legal}, category.entity_type


def test_the_page_of_legal_categories_is_that_of_the_data() -> None:
    assert PAGE.read_text(encoding="utf-8") == filled(), "run: python -m tests.legal_page_for_tests"


def _spoken(book: Rulebook, categories: dict[str, EntityCategory]) -> Iterator[tuple[str, Text]]:
    for fact in book.facts.values():
        yield from ((fact.name, text) for text in (fact.label, fact.meaning))
        yield from ((f"{fact.name}.{option.value}", option.label) for option in fact.options)
    for category in categories.values():
        yield category.entity_type, category.label
        yield from ((f"{category.entity_type} {item.law}", item.category) for item in category.legal)
    for pack in book.packs:
        yield from ((pack.pack.id, text) for text in (pack.pack.title, pack.pack.source))
    for checked in _rules(book):
        rule = checked.rule
        texts = (rule.title, rule.fix, rule.risk.event, rule.risk.consequence, rule.principle, rule.evidence, rule.good)
        yield from ((rule.id, text) for text in texts if text)


def test_chinese_is_chinese_and_english_is_english(book: Rulebook, categories: dict[str, EntityCategory]) -> None:
    chinese = re.compile("[\u4e00-\u9fff]")
    for where, text in _spoken(book, categories):
        assert chinese.search(text.zh), where
        assert not chinese.search(text.en), where


def test_texts_end_as_they_should(book: Rulebook) -> None:
    for checked in _rules(book):
        rule = checked.rule
        assert rule.fix.en.endswith("."), rule.id
        assert rule.fix.zh.endswith("。"), rule.id
        for text in (rule.title, rule.risk.event, rule.risk.consequence):
            assert not text.en.endswith("."), rule.id
            assert not text.zh.endswith("。"), rule.id


def test_choices_can_be_answered(book: Rulebook) -> None:
    for fact in book.facts.values():
        if fact.name.startswith("ans."):
            assert fact.type is FactType.CHOICE, fact.name
            assert len(fact.options) >= 2, fact.name
            assert fact.meaning.en.endswith("?"), fact.name
            assert fact.meaning.zh.endswith("？"), fact.name


def test_law_does_not_ask_where_there_is_nobodys_data(book: Rulebook) -> None:
    values = nothing_personal(book)
    verdicts = {
        checked.rule.id: outcome(checked, values)[0]
        for pack in book.packs
        if pack.pack.id in (*_PERSONAL_DATA_LAW, *_CHINESE_LAW)
        for checked in pack.rules
    }
    assert verdicts.pop("gdpr.32.plain-secrets") is Verdict.PASS
    assert verdicts.pop("pipl.51.plain-secrets") is Verdict.PASS
    assert set(verdicts.values()) == {Verdict.NOT_APPLICABLE}


def test_ai_law_is_silent_where_no_ai_is_declared(book: Rulebook) -> None:
    values = nothing_personal(book) | {"proj.technology": ("register",)}
    pack = next(pack for pack in book.packs if pack.pack.id == "eu-ai-act")
    assert {outcome(checked, values)[0] for checked in pack.rules} == {Verdict.NOT_APPLICABLE}


def test_what_the_ai_act_forbids_cannot_be_waived(book: Rulebook) -> None:
    pack = next(pack for pack in book.packs if pack.pack.id == "eu-ai-act")
    banned = {checked.rule.id for checked in pack.rules if not checked.rule.waivable}
    assert banned == {checked.rule.id for checked in pack.rules if checked.rule.id.startswith("aia.5.")}
    assert len(banned) == 9


def test_two_criteria_of_wp248_call_for_an_assessment_in_one_rule_one_for_a_decision(book: Rulebook) -> None:
    none = nothing_personal(book) | {"proj.technology": ("register",), "scan.personal": True}
    none |= {name: "no" for name in book.facts if name.startswith("ans.")} | {"ans.dpia_status": "none"}
    met: tuple[tuple[str, FactValue], ...] = (
        ("ans.evaluation_or_scoring", "yes"),
        ("ans.automated_decisions", "yes"),
        ("ans.systematic_monitoring", "yes"),
        ("scan.special_category", True),
        ("scan.subjects", 10_000),
        ("scan.shared_identifiers", 1),
        ("scan.has.child", True),
        ("proj.technology", ("ai",)),
        ("ans.blocks_right", "yes"),
    )
    assert _not_met(book, "eu-wp248", none) == []
    for one in met:
        assert _not_met(book, "eu-wp248", none | dict([one])) == ["wp248.one"]
    for two in combinations(met, 2):
        failed = _not_met(book, "eu-wp248", none | dict(two))
        assert (len(failed), failed[-1]) == (2, "wp248.one"), two
        assert _not_met(book, "eu-wp248", none | dict(two) | {"ans.dpia_status": "approved"}) == []


def _not_met(book: Rulebook, pack_id: str, values: Values) -> list[str]:
    pack = next(pack for pack in book.packs if pack.pack.id == pack_id)
    return [checked.rule.id for checked in pack.rules if outcome(checked, values)[0] is Verdict.FAIL]


def test_ethics_asks_only_what_makes_sense_without_personal_data(book: Rulebook) -> None:
    values = nothing_personal(book)
    asked = {
        checked.rule.id
        for pack in book.packs
        if pack.pack.id == "ethics-people-first"
        for checked in pack.rules
        if outcome(checked, values)[0] is Verdict.UNRESOLVED
    }
    once = {"eth.need", "eth.lack.benefit", "eth.benefit", "eth.toplevel", "eth.stop", "eth.public-report"}
    assert asked == once | {"eth.lack.needs"}


def test_rules_whose_text_was_not_read_say_so(book: Rulebook) -> None:
    for pack in book.packs:
        if pack.pack.id in _LAW:
            assert re.search("no (lawyer|expert of the standard) has reviewed", pack.pack.source.en)
            assert not any(checked.rule.verified for checked in pack.rules)


def test_vocabulary_terms_are_written_as_terms(book: Rulebook, categories: dict[str, EntityCategory]) -> None:
    terms = {term for checked in _rules(book) for term in checked.rule.dpv}
    terms |= {item.at for category in categories.values() for item in category.legal if item.law == "DPV"}
    assert [term for term in sorted(terms) if not re.fullmatch(r"(dpv|pd):[A-Z][A-Za-z]+", term)] == []


def test_page_lists_every_rule(root: Path, book: Rulebook) -> None:
    page = (root / "docs" / "rules.md").read_text(encoding="utf-8")
    for checked in _rules(book):
        rule = checked.rule
        row = f"| `{rule.id}` | {rule.title.en} | {'; '.join(map(str, rule.refs))} | {rule.severity} |"
        assert row in page, row


def test_pack_on_the_page_works(root: Path, book: Rulebook, tmp_path: Path) -> None:
    page = (root / "docs" / "rules.md").read_text(encoding="utf-8")
    blocks: list[str] = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    for place, block in enumerate(blocks):
        (tmp_path / f"{place}.yaml").write_text(block, encoding="utf-8")
    packs, _ = load_packs(sorted(tmp_path.glob("*.yaml")), book.facts)
    assert len(packs) == 1
    assert check_pack(packs[0], book.facts) == ()


def test_schema_for_editors_is_that_of_the_model(root: Path) -> None:
    shipped = json.loads((root / "rules" / "rule-pack.schema.json").read_text(encoding="utf-8"))
    assert shipped.pop("$schema") == "https://json-schema.org/draft/2020-12/schema"
    assert shipped == documents.json_schema(RulePack)


def test_examples_catch_nearly_every_mutant(book: Rulebook, capsys: pytest.CaptureFixture[str]) -> None:
    rules = _rules(book)
    assert all(mutate_rules.survives(checked) for checked in rules)
    tally = mutate_rules.tally(rules)
    with capsys.disabled():
        sys.stdout.write(f"\nmutants of rule conditions: {tally.mutants}, caught: {tally.score:.1%}\n")
    assert tally.mutants >= 400
    assert tally.score >= mutate_rules.LEAST_SCORE, tally.alive
