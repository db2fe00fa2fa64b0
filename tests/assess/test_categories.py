from __future__ import annotations

from pathlib import Path

import pytest

from pia import keeping
from pia.assess.categories import load_categories
from pia.errors import RuleError


def test_categories_are_unique(tmp_path: Path) -> None:
    path = tmp_path / "categories.yaml"
    row = "- {entity_type: X, label: {en: x, zh: 甲}, fact: name, kind: other, impact: 1, legal: []}\n"
    path.write_text("categories:\n" + row * 2, encoding="utf-8")
    with pytest.raises(RuleError, match="'X' stands twice"):
        load_categories(path)


def test_what_the_files_say_is_kept_by_their_digest(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path = root / "rules" / "categories.yaml"
    first = load_categories(path)
    (kept,) = (tmp_path / "pia").iterdir()
    assert load_categories(path) == first
    assert list(load_categories(path)) == list(first)
    keeping.keep(kept.name, b"[[1, 2]]")
    assert load_categories(path) == first
    other = tmp_path / "categories.yaml"
    other.write_bytes(path.read_bytes())
    assert load_categories(other) != first
    assert len(list((tmp_path / "pia").iterdir())) == 2
