"""The page of legal categories: `python -m tests.legal_page_for_tests` writes its table anew."""

from __future__ import annotations

from pathlib import Path

from pia.assess.categories import load_categories
from pia.documents import write
from pia.model.finding import EntityCategory, LegalCategory

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "legal-categories.md"
LAWS = ("GDPR", "PIPL", "GB/T 45574", "GB/T 35273", "CCPA", "DPV")
BEGIN, END = "<!-- table -->", "<!-- end of table -->"


def table() -> str:
    """One row per entity type that is personal data."""
    categories = load_categories(ROOT / "rules" / "categories.yaml")
    head = f"| entity type | {' | '.join(LAWS)} | impact |\n|---|{'---|' * len(LAWS)}---:|\n"
    return head + "".join(_row(categories[name]) for name in sorted(categories) if categories[name].kind != "other")


def _row(category: EntityCategory) -> str:
    cells = [
        "; ".join(_cell(item) for item in category.legal if item.law == law and _cell(item)) or "-" for law in LAWS
    ]
    return f"| `{category.entity_type}` | {' | '.join(cells)} | {category.impact} |\n"


def _cell(item: LegalCategory) -> str:
    if item.law == "DPV":
        return item.at
    name = f"**{item.category.en}**" if item.special else item.category.en
    return f"{name}, {item.at}{'' if item.verified else ' °'}"


def filled() -> str:
    """The page with the table of today."""
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    return f"{before}{BEGIN}\n{table()}{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    write(PAGE, filled().encode())
