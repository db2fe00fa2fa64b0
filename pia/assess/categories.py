"""What entity types mean in law, read from its file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pia import documents
from pia.assess.legal import with_further_laws
from pia.errors import Problem, RuleError
from pia.model.finding import CategorySheet, EntityCategory, LegalSheet


def load_categories(path: Path) -> dict[str, EntityCategory]:
    """What each entity type means in law, by entity type; `legal.yaml` beside the file adds further laws.

    Raises:
        DocumentError: A file is malformed.
        RuleError: An entity type stands twice, or the further laws speak of what there is not.
    """
    loaded = documents.load(path, CategorySheet)
    times = Counter(category.entity_type for category in loaded.value.categories)
    twice = [
        Problem(loaded.at("categories", place), f"the entity type '{category.entity_type}' stands twice", "Keep one.")
        for place, category in enumerate(loaded.value.categories)
        if times[category.entity_type] > 1
    ]
    if twice:
        raise RuleError(twice)
    categories = {category.entity_type: category for category in loaded.value.categories}
    further = path.with_name("legal.yaml")
    return with_further_laws(categories, documents.load(further, LegalSheet)) if further.exists() else categories
