"""The JSON that the CNIL's PIA tool exports, as one flat set of fields by what they belong to.

Source: the shape is that of the export of LINCnil/pia (`pia`, `answers`, `measures`, `evaluations`, `comments`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pia.errors import DocumentError, Problem
from pia.exchange._ledger import leaves

LISTS: Mapping[str, str] = {
    "answers": "reference_to",
    "measures": "id",
    "evaluations": "reference_to",
    "comments": "id",
}
"""The lists of an export, and what tells their entries apart."""

BOOKKEEPING = frozenset(
    {
        "id", "pia_id", "created_at", "updated_at", "dbVersion",
        "tableName", "serverUrl", "numberOfQuestions", "progress", "is_example",
        "is_archive", "structure_id", "placeholder", "reference_to", "for_measure",
        "global_status", "lock_version", "objectStore",
    }
)  # fmt: skip


def fields_of(tree: object, where: str) -> dict[str, object]:
    """Every field that says something: `pia.name`, `answers.325.gauge`, `measures.7.title`, `evaluations.3.2.status`.

    Raises:
        DocumentError: It is no such export; all problems at once.
    """
    if not isinstance(tree, Mapping) or not isinstance(tree.get("pia"), Mapping):
        raise DocumentError(
            Problem(where, "this is no export of the CNIL's PIA tool: it has no object 'pia'", "Export the PIA again.")
        )
    problems = [Problem(where, text, "Export the PIA again.") for text in _problems(tree)]
    if problems:
        raise DocumentError(problems)
    found: dict[str, object] = dict(
        leaves({"pia": {key: value for key, value in tree["pia"].items() if key != "structure_data"}})
    )
    if tree["pia"].get("structure_data"):
        found["pia.structure_data"] = True
    for part, key in LISTS.items():
        for name, entry in _entries(tree.get(part) or [], key):
            data = entry.get("data")
            own = {**entry, **(data if isinstance(data, Mapping) else {})}
            found.update(leaves({item: value for item, value in own.items() if item != "data"}, f"{part}.{name}"))
    rest = {key: value for key, value in tree.items() if key != "pia" and key not in LISTS}
    return {**found, **dict(leaves(rest))}


def _problems(tree: Mapping[str, object]) -> Iterator[str]:
    for part, key in LISTS.items():
        given = tree.get(part)
        if given is not None and not isinstance(given, list):
            yield f"'{part}' is no list"
            continue
        for place, entry in enumerate(given or []):
            if not isinstance(entry, Mapping) or not isinstance(entry.get(key), str | int):
                yield f"'{part}[{place}]' has no '{key}'"


def _entries(given: list[Mapping[str, object]], key: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Entries by what tells them apart; of several that are the same, later ones are numbered."""
    seen: Counter[str] = Counter()
    for entry in given:
        name = str(entry[key])
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}#{seen[name]}", entry
