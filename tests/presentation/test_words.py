from __future__ import annotations

import re
from pathlib import Path

import pytest

from pia import documents
from pia.errors import ReportError
from pia.model.deployment import LegalBasis, Technology
from pia.model.rule import Reference
from pia.model.text import Language, Text
from pia.presentation.words import Words


def test_both_languages_are_complete(root: Path) -> None:
    texts = documents.load(root / "report_templates" / "assessment" / "words.yaml", dict[str, Text]).value
    for key, text in texts.items():
        assert text.en.strip(), key
        assert text.zh.strip(), key


def test_every_word_of_the_template_is_there(root: Path) -> None:
    templates = sorted((root / "report_templates" / "assessment").glob("*.jinja"))
    template = "".join(path.read_text(encoding="utf-8") for path in templates)
    words = Words(Language.EN)
    keys = set(re.findall(r'w\("(\w+)"\)', template))
    assert len(keys) > 60
    keys |= {f"tech_{item.value}" for item in Technology} | {f"basis_{item.value}" for item in LegalBasis}
    for key in sorted(keys):
        assert words(key)


def test_an_unknown_word_is_an_error() -> None:
    with pytest.raises(ReportError, match="there is no word 'nope'"):
        Words(Language.EN)("nope")


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 0, "0 of 0 (0 %)"),
        (1, 1, "1 of 1 (100 %)"),
        (1, 5000, "1 of 5,000 (1 %)"),
        (4999, 5000, "4,999 of 5,000 (99 %)"),
    ],
)
def test_a_share_is_never_rounded_to_all_or_nothing(part: int, whole: int, shown: str) -> None:
    assert Words(Language.EN).share(part, whole) == shown
    assert Words(Language.ZH).joined(["a", "b"]) == "a、b"
    assert Words(Language.ZH).joined([]) == "无"


def test_a_place_is_cited_in_the_language_of_the_report() -> None:
    ethics = Reference("Ethics · 伦理", "Participation · 公众参与")
    assert Words(Language.EN).ref(ethics) == "Ethics Participation"
    assert Words(Language.ZH).ref(ethics) == "伦理 公众参与"
    assert Words(Language.ZH).ref(Reference("GDPR", "Art. 5")) == "GDPR 第5条"
