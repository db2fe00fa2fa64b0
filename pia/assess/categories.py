"""What entity types mean in law, read from its file."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

from pia import __version__, documents, keeping
from pia.errors import Problem, RuleError
from pia.model.finding import CategorySheet, EntityCategory, LegalCategory, LegalSheet
from pia.model.text import Text


def load_categories(path: Path) -> dict[str, EntityCategory]:
    """What each entity type means in law, by entity type; `legal.yaml` beside the file adds further laws.

    Files that were read before are not read again as YAML: what they say is kept by their digest.

    Raises:
        DocumentError: A file is malformed.
        RuleError: An entity type stands twice, or the further laws speak of what there is not.
    """
    name = _name(path)
    with suppress(ValueError, TypeError):
        return _loads(keeping.kept(name) or b"")
    categories = _read(path)
    keeping.keep(name, _dumps(categories))
    return categories


def _name(path: Path) -> str:
    """Under which name it is kept what a file and the further laws beside it say."""
    digest = hashlib.sha256(__version__.encode())
    for file in (path, path.with_name("legal.yaml")):
        with suppress(OSError):
            digest.update(hashlib.sha256(file.read_bytes()).digest())
        digest.update(b";")
    return f"categories-{digest.hexdigest()[:32]}.bin"


def _dumps(categories: Mapping[str, EntityCategory]) -> bytes:
    return json.dumps([astuple(category) for category in categories.values()], ensure_ascii=False).encode()


def _loads(data: bytes) -> dict[str, EntityCategory]:
    """What `_dumps` gave.

    Raises:
        ValueError: It is something else.
        TypeError: As well.
    """
    found: dict[str, EntityCategory] = {}
    for name, label, fact, kind, impact, legal, alone in json.loads(data):
        laws = tuple(LegalCategory(law, Text(*category), *rest) for law, category, *rest in legal)
        found[name] = EntityCategory(name, Text(*label), fact, kind, impact, laws, alone)
    return found


def _read(path: Path) -> dict[str, EntityCategory]:
    from pia.assess.legal import with_further_laws

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
