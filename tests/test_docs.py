"""Whatever a user can meet appears in the documentation."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from pia import errors, plugins
from pia.cli import main
from pia.gate import FAILED, INCOMPLETE, PASSED
from pia.invocation import BUG
from pia.judging import Rulebook

ROOT = Path(__file__).resolve().parents[1]


@cache
def documentation() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("shelf", list(plugins.SHELVES))
def test_every_plug_in_appears(shelf: str) -> None:
    page = (ROOT / "docs" / f"{shelf}.md").read_text(encoding="utf-8")
    assert not [name for name in plugins.names(shelf) if f"`{name}`" not in page and f"## {name}" not in page]


def test_every_entity_type_rule_and_pack_appears(book: Rulebook) -> None:
    text = documentation()
    named = [*book.categories, *(checked.rule.id for pack in book.packs for checked in pack.rules)]
    named += [pack.pack.id for pack in book.packs]
    assert not [name for name in named if f"`{name}`" not in text]


def test_every_command_appears() -> None:
    assert not [name for name in main.commands if f"pia {name}" not in documentation()]


def test_every_exit_code_appears() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    codes = {PASSED, FAILED, INCOMPLETE, BUG} | {kind.exit_code for kind in error_classes()}
    assert not [code for code in codes if f"| {code} |" not in page]


def test_every_error_class_appears() -> None:
    assert not [kind.__name__ for kind in error_classes() if f"`{kind.__name__}`" not in documentation()]


def error_classes() -> list[type[errors.PiaError]]:
    return [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.PiaError)]


def test_links_between_pages_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "samples").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), (path.name, target)


def test_the_page_counts_the_rules_of_every_pack(book: Rulebook) -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    for pack in book.packs:
        where = ", ".join(f"`{place}`" for place in pack.pack.jurisdictions) or "everywhere"
        assert f"| `{pack.pack.id}` | {pack.pack.title.en} | {where} | {len(pack.rules)} |" in page, pack.pack.id
