from __future__ import annotations

import pytest

from pia.assess.reading import rule_sentences
from pia.errors import RuleError
from pia.judging import Rulebook
from pia.model.text import Language


def test_a_rule_in_plain_sentences(book: Rulebook) -> None:
    en = rule_sentences(book.packs, book.facts, "gdpr.35.2.dpo", Language.EN)
    assert en[0].startswith("gdpr.35.2.dpo  [medium]  ")
    assert "Art. 35(2)" in en[1]
    assert en[2].startswith("  applies when: Personal data found: yes")
    zh = rule_sentences(book.packs, book.facts, "gdpr.35.2.dpo", Language.ZH)
    assert "适用条件：" in zh[2]


def test_a_pack_is_all_its_rules(book: Rulebook) -> None:
    lines = rule_sentences(book.packs, book.facts, "eu-gdpr", Language.EN)
    assert len(lines) == 5 * next(len(pack.rules) for pack in book.packs if pack.pack.id == "eu-gdpr")


def test_a_rule_in_depth_tells_principle_evidence_and_what_good_looks_like(book: Rulebook) -> None:
    en = rule_sentences(book.packs, book.facts, "eth.need", Language.EN)
    assert [line.split(": ")[0].strip() for line in en[5:]] == ["principle", "evidence", "what good looks like"]
    zh = rule_sentences(book.packs, book.facts, "eth.need", Language.ZH)
    assert [line.split("：")[0].strip() for line in zh[5:]] == ["原则", "证据", "良好实践"]


def test_an_unknown_name_gets_the_nearest(book: Rulebook) -> None:
    with pytest.raises(RuleError, match="Did you mean 'gdpr.35.2.dpo'"):
        rule_sentences(book.packs, book.facts, "gdpr.35.2.dpx", Language.EN)
    with pytest.raises(RuleError, match="pia rules list"):
        rule_sentences(book.packs, book.facts, "qqqq", Language.EN)
