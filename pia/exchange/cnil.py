"""The JSON of the CNIL's PIA tool: prose per question, gauges of 1 to 4 for three feared events, measures, opinions.

Its gauges are estimates with existing and planned measures in mind, and its evaluator's those after corrective ones;
they are read as before and after measures. Texts without an option of their own become notes on open questions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pia.exchange import Exported, Imported
from pia.exchange._cnil_fields import BOOKKEEPING, LISTS, fields_of
from pia.exchange._cnil_words import (
    AFTER,
    BEFORE,
    CONTEXT,
    DATA_LABELS,
    GAUGES,
    LISTED,
    NOTES,
    OPINIONS,
    PARTY_LABELS,
)
from pia.exchange._cnil_writing import tree_of
from pia.exchange._labels import apart, heard
from pia.exchange._ledger import Ledger
from pia.exchange._parts import KIND_ASSUMED, STATUS_ASSUMED, Parts, joined, left_of
from pia.exchange._rich_text import plain
from pia.model.assessment import Assessment
from pia.model.deployment import Consultation, LegalBasis, Measure, ProcessingActivity, Recipient
from pia.model.text import Text

_WITHOUT = Text("the CNIL's format has no place for it", "CNIL 格式没有对应的位置")
_SLUG = re.compile(r"PIA_(TEC|ORG)_")


class Cnil:
    """The format.

    Attributes:
        name: Its id.
        title: The tool.
    """

    name = "cnil"
    title = Text("PIA tool of the CNIL (JSON)", "法国 CNIL 的 PIA 工具（JSON）")

    def fits(self, tree: object) -> bool:
        """It has an object `pia` and at least one of the lists beside it."""
        return isinstance(tree, Mapping) and isinstance(tree.get("pia"), Mapping) and any(key in tree for key in LISTS)

    def read(self, tree: object, where: str) -> Imported:
        """The deployment in an export.

        Raises:
            DocumentError: It is no such export; all problems at once.
        """
        ledger, parts = Ledger(fields_of(tree, where)), Parts()
        version = ledger.peek("pia.dbVersion")
        parts.name = ledger.text("pia.name", "name")
        parts.controller = ledger.text("pia.structure_name", "controller.name")
        _context(ledger, parts)
        parts.activities = _activities(ledger)
        for question, answer in NOTES.items():
            parts.answer(answer, note=_prose(ledger, question, f"answers.{answer}"))
        _risks(ledger, parts)
        _measures(ledger, parts)
        _opinions(ledger, parts)
        return Imported(
            tool="CNIL PIA",
            version="" if version is None else str(version),
            deployment=parts.deployment(),
            carried=tuple(ledger.carried),
            left=ledger.close(BOOKKEEPING, {"pia", "attachments", *LISTS}),
            to_settle=tuple(parts.to_settle),
        )

    def write(self, assessment: Assessment) -> Exported:
        """The assessment as the tool imports it."""
        tree = tree_of(assessment)
        return Exported(tree, left_of(assessment, self.read(tree, self.name).deployment, _WITHOUT))


def _prose(ledger: Ledger, question: int | str, *to: str) -> str:
    return plain(ledger.text(f"answers.{question}.text", *to))


def _context(ledger: Ledger, parts: Parts) -> None:
    """What is said of the whole is the description, but for what pia itself once wrote there in labelled lines."""
    parties = heard(plain(str(ledger.peek("answers.112.text") or "")), PARTY_LABELS)
    if parties:
        ledger.take("answers.112.text", "recipients", "controller.name")
        parts.controller = next((name for label, name in parties if label == PARTY_LABELS[0]), parts.controller)
        parts.recipients = [
            Recipient(name, "processor" if label == PARTY_LABELS[1] else "recipient")
            for label, name in parties
            if label != PARTY_LABELS[0]
        ]
    told = heard(plain(str(ledger.peek("answers.121.text") or "")), DATA_LABELS)
    for question in CONTEXT:
        if question != 121 or told is None:
            parts.paragraphs.append(_prose(ledger, question, "description"))


def _activities(ledger: Ledger) -> list[ProcessingActivity]:
    if "answers.211.text" not in ledger:
        return []
    purposes = _prose(ledger, 211, "activities[0].purpose")
    names = [text for _, text in heard(purposes, ["Purpose"]) or [("", purposes)]]
    bases = heard(plain(str(ledger.peek("answers.212.text") or "")), ["Legal basis", "Legal reference"])
    data = heard(plain(str(ledger.peek("answers.121.text") or "")), DATA_LABELS)
    reference = ""
    if bases:
        ledger.take("answers.212.text", "activities[0].legal_basis", "activities[0].legal_reference")
    else:
        reference = _prose(ledger, 212, "activities[0].legal_reference")
    if data:
        ledger.take("answers.121.text", *(f"activities[0].{key}" for key in ("data_subjects", "data_categories")))
    return [_activity(place, name, bases or [], data or [], reference) for place, name in enumerate(names)]


def _activity(
    place: int, purpose: str, bases: list[tuple[str, str]], data: list[tuple[str, str]], reference: str
) -> ProcessingActivity:
    def at(lines: list[tuple[str, str]], label: str) -> str:
        texts = [text for own, text in lines if own == label]
        return texts[place] if place < len(texts) else ""

    basis, days = at(bases, "Legal basis"), at(data, DATA_LABELS[2])
    return ProcessingActivity(
        purpose=purpose,
        legal_basis=LegalBasis(basis) if basis in list(LegalBasis) else None,
        legal_reference=at(bases, "Legal reference") or (reference if place == 0 else ""),
        data_categories=apart(at(data, DATA_LABELS[0])),
        data_subjects=apart(at(data, DATA_LABELS[1])),
        storage_period_days=int(days) if days.isascii() and days.isdigit() else None,
    )


def _risks(ledger: Ledger, parts: Parts) -> None:
    for question, answer in BEFORE.items():
        key = f"answers.{answer}"
        notes = [_prose(ledger, question, key)]
        for list_ in LISTED[question]:
            items = ledger.peek(f"answers.{list_}.list")
            if isinstance(items, list) and all(isinstance(item, str) for item in items):
                ledger.take(f"answers.{list_}.list", key)
                notes.append("; ".join(plain(item) for item in items))
        value = _gauge(ledger, f"answers.{question}.gauge", key)
        parts.answer(answer, value, "\n".join(note for note in notes if note))
    for field, answer in AFTER.items():
        parts.answer(answer, _gauge(ledger, field, f"answers.{answer}"))


def _gauge(ledger: Ledger, field: str, to: str) -> str:
    """The step of a gauge; 0 is a gauge that nobody moved, and says nothing."""
    if ledger.peek(field) in (0, "0"):
        ledger.take(field)
        return ""
    return ledger.option(field, GAUGES, to)


def _measures(ledger: Ledger, parts: Parts) -> None:
    ids = dict.fromkeys(name.split(".")[1] for name in ledger.names("measures."))
    for id_ in ids:
        key, evaluation = f"measures[{len(parts.measures)}]", f"evaluations.3.1.{id_}"
        title = plain(ledger.text(f"measures.{id_}.title", f"{key}.title"))
        content = plain(ledger.text(f"measures.{id_}.content", f"{key}.title"))
        if not (title or content):
            continue
        slug = _SLUG.search(str(ledger.peek(f"measures.{id_}.placeholder")))
        if slug:
            ledger.take(f"measures.{id_}.placeholder", f"{key}.kind")
        else:
            parts.settle(f"{key}.kind", KIND_ASSUMED)
        parts.settle(f"{key}.status", STATUS_ASSUMED)
        parts.measures.append(
            Measure(
                joined(title, content),
                "technical" if slug and slug[1] == "TEC" else "organisational",
                owner=ledger.text(f"{evaluation}.person_in_charge", f"{key}.owner"),
                due=ledger.day(f"{evaluation}.estimated_implementation_date", f"{key}.due"),
            )
        )


def _opinions(ledger: Ledger, parts: Parts) -> None:
    parts.officer = ledger.text("pia.dpos_names", "controller.data_protection_officer")
    _opinion(ledger, parts, "dpo", parts.officer)
    if parts.consultations:
        parts.answer("dpo_consulted", "yes")
    people = ledger.text("pia.people_names", f"consultations[{len(parts.consultations)}].who")
    _opinion(ledger, parts, "concerned_people", people, alone=bool(people))
    sought = ledger.option(
        "pia.concerned_people_searched_opinion", {"true": "yes", "false": "no"}, "answers.residents_views"
    )
    reason = plain(ledger.text("pia.concerned_people_searched_content", "answers.residents_views")) if sought else ""
    parts.answer("residents_views", sought, reason)


def _opinion(ledger: Ledger, parts: Parts, side: str, who: str, *, alone: bool = False) -> None:
    """An opinion; a status without any words is left, for the tool sets one by itself."""
    key = f"consultations[{len(parts.consultations)}].opinion"
    text = plain(ledger.text(f"pia.{side}_opinion", key))
    view = ledger.option(f"pia.{side}_status", OPINIONS, key) if text else ""
    if text or alone:
        parts.consultations.append(Consultation(who, opinion=joined(view, text)))


EXCHANGE = Cnil()
