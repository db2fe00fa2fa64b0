from __future__ import annotations

from pathlib import Path

import pytest

from pia import documents
from pia.assess.categories import load_categories
from pia.assess.legal import with_further_laws
from pia.errors import RuleError
from pia.judging import Rulebook
from pia.model.finding import EntityCategory, LegalSheet

SHEET = """
tags:
  plain: {law: L, category: {en: personal, zh: 个人}, at: "1"}
  grave: {law: L, category: {en: sensitive, zh: 敏感}, at: "2", special: true}
facts: {name: [plain], phone: [plain], health: [grave]}
types: {US_MBI: [grave, plain]}
"""


def tagged(book: Rulebook, text: str = SHEET) -> dict[str, EntityCategory]:
    return with_further_laws(book.categories, documents.loads(text.encode(), "legal.yaml", LegalSheet))


def test_tags_follow_the_fact_and_single_types_outweigh_it(book: Rulebook) -> None:
    found = tagged(book)
    own = {name: [item.at for item in category.legal if item.law == "L"] for name, category in found.items()}
    assert [own[name] for name in ("PERSON", "HEALTH", "UK_NHS", "US_MBI", "AGE", "URL")] == [
        ["1"],
        ["2"],
        ["2"],
        ["2", "1"],
        [],
        [],
    ]
    assert found["PERSON"].legal[:-1] == book.categories["PERSON"].legal


def test_what_there_is_not_is_named_with_its_line(book: Rulebook) -> None:
    wrong = SHEET.replace("phone: [plain]", "phon: [plane]").replace("US_MBI", "US_MBJ").replace("[grave]", "[]")
    with pytest.raises(RuleError) as caught:
        tagged(book, wrong.replace("[grave, plain]", "[plain]"))
    assert [str(problem) for problem in caught.value.problems] == [
        "legal.yaml:4: no kind of data has the tag 'grave'. Remove it.",
        "legal.yaml:5: there is no 'phon' among the facts. Did you mean 'phone'?",
        "legal.yaml:5: there is no tag 'plane'. Did you mean 'plain'?",
        "legal.yaml:6: there is no 'US_MBJ' among the types. Did you mean 'US_MBI'?",
    ]


def test_categories_without_further_laws_beside_them_are_as_they_are(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "categories.yaml"
    path.write_bytes((root / "rules" / "categories.yaml").read_bytes())
    assert {item.law for category in load_categories(path).values() for item in category.legal} == {
        "GDPR",
        "PIPL",
        "DPV",
    }
