"""The state that the forms of the Dutch government save, as fields by task: `1.1`, and `2.1.1[0]` in a repeated group.

Source: the shape is that of MinBZK/par-dpia-form, `assessment-output.v2` (answers by task, groups with `_index`), and
of its files before that (answers below `dpia` or `prescan`, keys with a random tail). JSON and YAML hold the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pia.errors import DocumentError, Problem
from pia.exchange import Left
from pia.exchange._ledger import BOOKKEEPING, Ledger, leaves
from pia.model.deployment import LegalBasis
from pia.model.text import Text

SCHEMA = "https://github.com/MinBZK/par-dpia-form/blob/main/schemas/assessment-output.v2.schema.json"
NAMESPACES: Mapping[str, tuple[str, ...]] = {"dpia": ("dpia",), "prescan": ("prescan", "prescan_dpia", "preScan")}
YES_NO: Mapping[str, str] = {"true": "yes", "false": "no"}
BASES: Mapping[str, LegalBasis] = {
    "Rechtsgrond toestemming": LegalBasis.CONSENT,
    "Rechtsgrond noodzakelijk voor de uitvoering van een overeenkoms": LegalBasis.CONTRACT,
    "Rechtsgrond noodzakelijk voor de uitvoering van een overeenkomst": LegalBasis.CONTRACT,
    "Rechtsgrond wettelijke verplichting": LegalBasis.LEGAL_OBLIGATION,
    "Rechtsgrond vitaal belang": LegalBasis.VITAL_INTERESTS,
    "Rechtsgrond taak van algemeen belang": LegalBasis.PUBLIC_TASK,
    "Rechtsgrond gerechtvaardigd belang": LegalBasis.LEGITIMATE_INTERESTS,
}
"""The options as the form stores them; one of them lacks its last letter there."""
BASIS_OPTIONS: Mapping[LegalBasis, str] = {basis: option for option, basis in reversed(list(BASES.items()))}
PERIODS: Mapping[str, str] = {
    "Aantal jaren": "yes",
    "Jaar": "yes",
    "Minder dan 1 maand": "no",
    "Minder dan 1 week": "no",
    "Minder dan 24 uur": "no",
}
"""Storage period -> whether it is a year or longer."""
WITHOUT = Text("the Dutch form has no place for it", "荷兰政府表格没有对应的位置")

_NESTED = 2
_TASK = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_INDEXED = re.compile(r"(.+)\[([0-9]+)\]")
_TRAILING = re.compile(r"([0-9]+(?:\.[0-9]+)*)_.+")


def fits(tree: object, kind: str) -> bool:
    """Whether a document is a state of this form: by its URN, or by what its answers stand below."""
    if not isinstance(tree, Mapping) or not isinstance(tree.get("answers"), Mapping):
        return False
    metadata = tree.get("metadata")
    urn = metadata.get("urn") if isinstance(metadata, Mapping) else None
    if isinstance(urn, str):
        return urn.startswith(f"urn:nl:{kind}")
    return any(name in tree["answers"] for name in NAMESPACES[kind])


def ledger_of(tree: object, where: str, kind: str) -> Ledger:
    """The answers of a state, and everything else that it says.

    Raises:
        DocumentError: It is no state of this form.
    """
    if not fits(tree, kind):
        what = f"this is no saved {'pre-scan DPIA' if kind == 'prescan' else 'DPIA'} of the Dutch government's form"
        raise DocumentError(Problem(where, what, "Save it there as JSON, or name another --format."))
    assert isinstance(tree, Mapping)  # noqa: S101 - it fits, and so it is an object
    answers: Mapping[str, object] = tree["answers"]
    name = next((item for item in NAMESPACES[kind] if item in answers), "")
    below = answers[name] if name else answers
    others = {f"answers.{key}": value for key, value in answers.items() if key != name} if name else {}
    rest = {key: value for key, value in tree.items() if key not in ("answers", "taskState", "$schema")}
    state = tree.get("taskState")
    groups = _groups(state.get(name) if isinstance(state, Mapping) else None)
    fields = dict(_answers(below if isinstance(below, Mapping) else {}, groups))
    return Ledger({**fields, **dict(leaves({**rest, **others}))})


def _groups(state: object) -> dict[str, int]:
    """The place of each old instance among those of its task, in the order of the file."""
    instances = state.get("taskInstances") if isinstance(state, Mapping) else None
    counted: dict[str, int] = {}
    found = {}
    for key, instance in (instances if isinstance(instances, Mapping) else {}).items():
        task = str(instance.get("taskId") if isinstance(instance, Mapping) else "")
        found[str(key)] = counted.get(task, 0)
        counted[task] = found[str(key)] + 1
    return {key: place for key, place in found.items() if counted[key.partition("_")[0]] > 1 or place}


def _answers(given: Mapping[str, object], groups: Mapping[str, int]) -> Iterator[tuple[str, object]]:
    for key, answer in given.items():
        if isinstance(answer, list):
            for element in answer:
                yield from _element(key, element)
        else:
            old = _TRAILING.fullmatch(key)
            place = f"[{groups[key]}]" if key in groups else ""
            yield from _answer(f"{old[1]}{place}" if old else key, answer)


def _element(key: str, element: object) -> Iterator[tuple[str, object]]:
    index = element.get("_index") if isinstance(element, Mapping) else None
    if not isinstance(element, Mapping) or not isinstance(index, int):
        yield from leaves(element, f"answers.{key}[?]")
        return
    for task, answer in element.items():
        if task != "_index":
            yield from _answer(f"{task}[{index}]", answer)


def _answer(field: str, answer: object) -> Iterator[tuple[str, object]]:
    """The value of an answer, and whatever else it says but when and by whom it was last edited."""
    if not isinstance(answer, Mapping) or not _TASK.match(field):
        yield from leaves(answer, f"answers.{field}")
        return
    if answer.get("value") not in (None, "", []):
        yield field, answer["value"]
    rest = {key: value for key, value in answer.items() if key not in ("value", "lastEditedAt", "timestamp")}
    yield from leaves(rest, f"answers.{field}")


def places(ledger: Ledger, *tasks: str) -> list[int]:
    """The indexes at which a repeated group says something in one of these tasks, in order."""
    found = (_INDEXED.fullmatch(name) for name in ledger.names())
    return sorted({int(match[2]) for match in found if match and match[1] in tasks})


def close(ledger: Ledger) -> tuple[Left, ...]:
    """All that is left."""
    ledger.leave("metadata.createdAt", BOOKKEEPING)
    for name in ledger.names("metadata.completedTasks"):
        ledger.leave(name, BOOKKEEPING)
    return ledger.close({"lastEditedBy", "savedAt", "activeNamespace"})


def state(urn: str, day: str, answers: Iterable[tuple[str, str | list[str]]]) -> dict[str, object]:
    """Answers by field as the form reads them; a field with an index stands in the group above its task.

    A group inside a repeated group gets its counterpart there, without which the form would not show it.
    """
    time, found = f"{day}T00:00:00.000Z", dict[str, object]()
    groups: dict[str, dict[int, dict[str, object]]] = {}
    for field, value in answers:
        answer, indexed = {"value": value, "lastEditedAt": time}, _INDEXED.fullmatch(field)
        if value and indexed:
            task, index = indexed[1], int(indexed[2])
            group = task.rpartition(".")[0]
            for name in (_outer(group), group):
                groups.setdefault(name, {}).setdefault(index, {"_index": index})
            groups[group][index][task] = answer
        elif value:
            found[field] = answer
    found |= {name: [rows[index] for index in sorted(rows)] for name, rows in groups.items()}
    return {"$schema": SCHEMA, "metadata": {"urn": urn, "createdAt": time}, "answers": found}


def _outer(group: str) -> str:
    """The repeated group around a group; itself if there is none."""
    return group.rpartition(".")[0] if group.count(".") == _NESTED else group
