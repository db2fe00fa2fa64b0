"""The fields of `deployment.yaml` that pages offer, and what was typed -> plain data as the file holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pia.errors import DocumentError, Problem
from pia.model.deployment import LegalBasis, Practice, Technology
from pia.model.review import Edit, Operation, PathIn

PROVIDED = ("yes", "partly", "no", "not_applicable", "dont_know")
JURISDICTIONS = ("eu", "uk", "cn", "us", "us-ca", "ca", "coe", "iso", "other")
ASKED = ("officer", "residents", "representatives", "staff", "experts", "authority", "other")


class Kind(StrEnum):
    """How a field is asked."""

    TEXT = "text"
    AREA = "area"
    CHOICE = "choice"
    CHOICES = "choices"
    FLAG = "flag"
    NUMBER = "number"
    DAY = "date"
    LINES = "lines"
    COLUMNS = "columns"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        path: Its place; `*` stands for the number of a list entry.
        kind: How it is asked.
        options: What can be chosen, as the file writes it.
        words: Prefix of the words for the options.
        required: Whether it may not be left empty.
    """

    path: tuple[str, ...]
    kind: Kind = Kind.TEXT
    options: tuple[str, ...] = ()
    words: str = ""
    required: bool = False

    @property
    def name(self) -> str:
        """Its last key, by which words and help are found."""
        return self.path[-1]


def _own(*path: str, kind: Kind = Kind.TEXT, required: bool = False) -> Field:
    return Field(path, kind, required=required)


def _chosen(*path: str, options: Sequence[str], words: str, kind: Kind = Kind.CHOICE) -> Field:
    return Field(path, kind, tuple(options), words)


_LAWFUL = [item.value for item in LegalBasis]
_PROVISIONS = ("data_suffices", "notice", "appeal", "human_channel", "participation", "capacity")
STEPS = ("proposal", "data", "necessity", "rights", "risks", "consultation", "review", "signoff")
Step = Literal["proposal", "data", "necessity", "rights", "risks", "consultation", "review", "signoff"]
PLAIN: Mapping[str, tuple[Field, ...]] = {
    "proposal": (
        _own("name", required=True),
        _own("description", kind=Kind.AREA, required=True),
        _own("controller", "name", required=True),
        _own("controller", "contact"),
        _own("controller", "data_protection_officer"),
        _own("controller", "public_body", kind=Kind.FLAG),
        _chosen("jurisdictions", options=JURISDICTIONS, words="web_place_", kind=Kind.CHOICES),
        _chosen("technologies", options=[item.value for item in Technology], words="tech_", kind=Kind.CHOICES),
        _chosen("practices", options=[item.value for item in Practice], words="practice_", kind=Kind.CHOICES),
        _chosen("language", options=("en", "zh"), words="web_language_"),
    ),
    "review": (_own("next_review", kind=Kind.DAY),),
}
"""Fields of a step that stand once in the file."""

LISTS: Mapping[str, tuple[str, ...]] = {
    "data": ("datasets",),
    "necessity": ("activities",),
    "rights": ("recipients", "transfers"),
    "risks": ("measures",),
    "consultation": ("consultations",),
}
"""Lists of a step whose entries have fields."""

ENTRIES: Mapping[str, tuple[Field, ...]] = {
    "datasets": (
        _own("datasets", "*", "name", required=True),
        _own("datasets", "*", "path", required=True),
        _own("datasets", "*", "description", kind=Kind.AREA),
        _own("datasets", "*", "source_of_data"),
    ),
    "activities": (
        _own("activities", "*", "purpose", required=True),
        _chosen("activities", "*", "legal_basis", options=_LAWFUL, words="basis_"),
        _own("activities", "*", "legal_reference"),
        _own("activities", "*", "data_subjects", kind=Kind.LINES),
        _own("activities", "*", "data_categories", kind=Kind.LINES),
        _own("activities", "*", "columns", kind=Kind.COLUMNS),
        _own("activities", "*", "columns_not_needed", kind=Kind.COLUMNS),
        _own("activities", "*", "recipients", kind=Kind.LINES),
        _own("activities", "*", "storage_period_days", kind=Kind.NUMBER),
        *(_chosen("activities", "*", key, options=PROVIDED, words="web_provided_") for key in _PROVISIONS),
    ),
    "recipients": (
        _own("recipients", "*", "name", required=True),
        _chosen("recipients", "*", "role", options=("processor", "recipient"), words="role_"),
        _own("recipients", "*", "country"),
        _own("recipients", "*", "contract"),
        _own("recipients", "*", "purpose"),
    ),
    "transfers": (
        _own("transfers", "*", "recipient", required=True),
        _own("transfers", "*", "country", required=True),
        _own("transfers", "*", "safeguard"),
    ),
    "measures": (
        _own("measures", "*", "title", required=True),
        _chosen("measures", "*", "kind", options=("technical", "organisational"), words="kind_"),
        _chosen("measures", "*", "status", options=("planned", "in_place"), words="status_"),
        _own("measures", "*", "addresses", kind=Kind.RULES),
        _chosen("measures", "*", "likelihood_steps", options=("0", "1", "2", "3"), words="web_steps_"),
        _chosen("measures", "*", "severity_steps", options=("0", "1", "2", "3"), words="web_steps_"),
        _own("measures", "*", "owner"),
        _own("measures", "*", "due", kind=Kind.DAY),
    ),
    "consultations": (
        _own("consultations", "*", "who", required=True),
        _chosen("consultations", "*", "role", options=ASKED, words="asked_"),
        _own("consultations", "*", "on", kind=Kind.DAY),
        _own("consultations", "*", "opinion", kind=Kind.AREA),
        _own("consultations", "*", "outcome", kind=Kind.AREA),
    ),
}
"""The fields of an entry, by the list."""

_MANY = (Kind.CHOICES, Kind.COLUMNS, Kind.RULES)
_ALL: Mapping[tuple[str, ...], Field] = {
    field.path: field for group in (*PLAIN.values(), *ENTRIES.values()) for field in group
}


def field_at(path: PathIn) -> Field | None:
    """The field at a place; `None` if pages offer none there."""
    return _ALL.get(tuple("*" if isinstance(part, int) else part for part in path))


def edit_of(path: PathIn, typed: Sequence[str]) -> Edit | None:
    """What was typed into a field, as an edit; `None` if pages offer no field there.

    An empty field is taken away from the file: what is not known is left out there.

    Args:
        path: The place.
        typed: The values sent, several where several can be chosen.

    Raises:
        DocumentError: A number is none, or nothing was typed where something must stand.
    """
    field = field_at(path)
    if field is None:
        return None
    value = _plain(field, [text.replace("\r\n", "\n").strip() for text in typed], ".".join(map(str, path)))
    if value is not None:
        return Edit(path, value)
    if field.required:
        raise DocumentError(Problem(".".join(map(str, path)), "this must not be empty", "Write something."))
    return Edit(path, operation=Operation.REMOVE)


def _plain(field: Field, typed: Sequence[str], where: str) -> object:
    filled = [text for text in typed if text]
    if field.kind in _MANY:
        return filled
    if not filled:
        return None
    text = filled[0]
    if field.kind is Kind.LINES:
        return [line.strip() for line in text.split("\n") if line.strip()]
    if field.kind is Kind.FLAG:
        return text == "yes"
    if field.kind is Kind.NUMBER or field.words == "web_steps_":
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise DocumentError(Problem(where, "this is no whole number", "Write digits, such as 365."))
        return int(text)
    return text


def entry_of(group: str, typed: Mapping[str, str]) -> Edit | None:
    """A new entry of a list from what its required fields say; `None` if there is no such list or one is empty."""
    if group not in ENTRIES:
        return None
    value: dict[str, object] = {}
    for field in ENTRIES[group]:
        text = typed.get(field.name, "").strip()
        if field.required and not text:
            return None
        if text and (field.required or (group, field.name) == ("measures", "kind")):
            value[field.name] = text
    if group == "measures":
        value.setdefault("kind", "organisational")
    return Edit((group,), value, Operation.ADD)
