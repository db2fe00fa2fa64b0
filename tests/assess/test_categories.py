from __future__ import annotations

from pathlib import Path

import pytest

from pia.assess.categories import load_categories
from pia.errors import RuleError


def test_categories_are_unique(tmp_path: Path) -> None:
    path = tmp_path / "categories.yaml"
    row = "- {entity_type: X, label: {en: x, zh: 甲}, fact: name, kind: other, impact: 1, legal: []}\n"
    path.write_text("categories:\n" + row * 2, encoding="utf-8")
    with pytest.raises(RuleError, match="'X' stands twice"):
        load_categories(path)
