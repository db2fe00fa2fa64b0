from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pia import documents, pipeline
from pia.judging import Rulebook, reference
from pia.model.assessment import Assessment
from pia.screening import used_categories

Assessed = Callable[[str], Assessment]


def test_a_pack_is_named_with_its_digest(book: Rulebook) -> None:
    for pack in book.packs:
        named = reference(pack)
        assert (named.id, named.sha256, named.rules) == (pack.pack.id, pack.sha256, len(pack.rules))


def test_only_the_categories_found_are_kept(assessed: Assessed, book: Rulebook) -> None:
    found = assessed("floating-population").findings
    kept = used_categories(book.categories, found)
    assert {item.entity_type for item in kept} == {finding.entity_type for finding in found}
    assert [item.entity_type for item in kept] == sorted(item.entity_type for item in kept)
    assert used_categories(book.categories, ()) == ()


def test_an_assessment_judged_again_is_the_same(assessed: Assessed, root: Path) -> None:
    for name in ("floating-population", "air-quality"):
        own = assessed(name)
        assert documents.dump_json(pipeline.rejudge(own)) == documents.dump_json(own)


def test_an_edited_finding_changes_what_follows(assessed: Assessed) -> None:
    own = assessed("floating-population")
    assert pipeline.rejudge(replace(own, findings=())).results != own.results
