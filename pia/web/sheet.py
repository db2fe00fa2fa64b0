"""One assessment as the pages show it: its fields, entries, remarks, and what the visitor may do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pia.edits import MISSING, value_at
from pia.errors import ReportError
from pia.model.assessment import Assessment
from pia.model.review import Comment, Item, ItemKind, PathIn, Rating, RatingState, Right
from pia.presentation.content import Content
from pia.presentation.words import Words
from pia.review.record import Record
from pia.web.acting import acting
from pia.web.asking import open_by_step
from pia.web.fields import ENTRIES, LISTS, PLAIN, STEPS, Field, Kind
from pia.web.pages import Visit
from pia.web.places import Place

_TITLES = {"activities": "purpose", "measures": "title", "consultations": "who", "transfers": "recipient"}
"""The key that names an entry, where it is not `name`."""
_FREE = (Right.COMMENT, Right.SIGN, Right.VOID)
"""What a signed record takes, too."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field as a form.

    Attributes:
        id: Of the form.
        path: Its place, dotted.
        label: What it is.
        help: Why it is asked; empty if the label says it.
        kind: How it is asked.
        value: What stands there, as text.
        options: What can be chosen: value, label, whether it is.
        required: Whether it may not be left empty.
        editable: Whether the visitor may change it now.
    """

    id: str
    path: str
    label: str
    help: str
    kind: str
    value: str
    options: tuple[tuple[str, str, bool], ...]
    required: bool
    editable: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list.

    Attributes:
        id: Of its card.
        path: Its place, dotted.
        title: What it is.
        fields: Its fields.
        item: What remarks on it are about, as `kind:id`; empty if they stand at the list.
        group: The list.
    """

    id: str
    path: str
    title: str
    fields: tuple[FieldView, ...]
    item: str
    group: str


@dataclass(frozen=True, slots=True)
class Remarks:
    """What was said about an item.

    Attributes:
        id: The item as `kind:id`.
        anchor: Of its forms.
        comments: Comments, oldest first.
        rating: Its last rating.
    """

    id: str
    anchor: str
    comments: tuple[Comment, ...]
    rating: RatingState | None

    @property
    def count(self) -> int:
        """How many comments there are."""
        return len(self.comments)


def item_of(text: str) -> Item | None:
    """The item that `kind:id` names; `None` if there is no such kind."""
    kind, _, name = text.partition(":")
    return Item(ItemKind(kind), name) if kind in set(ItemKind) and name else None


class Sheet:
    """One assessment for one visitor, on one step.

    Attributes:
        place: Where it lies.
        record: It, as it stands now.
        step: The step; empty for the overview.
        visit: Who looks.
        words: The words of their language.
    """

    def __init__(self, place: Place, record: Record, visit: Visit, step: str = "") -> None:
        """Nothing is computed before it is asked for."""
        self.place, self.record, self.step, self.visit, self.words = place, record, step, visit, visit.words

    @property
    def address(self) -> str:
        """Its name in an address."""
        return self.place.address

    @property
    def name(self) -> str:
        """What is proposed."""
        return self.record.deployment.value.name

    @property
    def base(self) -> str:
        """The state of `deployment.yaml` that forms are made from."""
        return self.record.base

    @property
    def assessment(self) -> Assessment | None:
        """What it came to."""
        return self.record.assessment

    def content(self) -> Content | None:
        """What reports say of it; `None` before it was assessed."""
        return Content(self.assessment, self.words) if self.assessment else None

    def may(self, right: str, field: str = "") -> bool:
        """Whether the visitor may do something to it now."""
        wanted = Right(right)
        free = wanted in _FREE or not self.record.signed.locked
        return free and acting(self.visit.person, wanted, field) is not None

    def may_edit(self, key: str) -> bool:
        """Whether the visitor may change a key of `deployment.yaml` now."""
        return self.may("edit", key)

    @property
    def may_comment(self) -> bool:
        """Whether comments can be added."""
        return self.may("comment")

    @property
    def may_rate(self) -> bool:
        """Whether items can be rated."""
        return self.may("rate")

    def rated(self) -> tuple[tuple[str, tuple[tuple[Item, RatingState], ...]], ...]:
        """Items by their last rating, what is to be corrected first."""
        found = sorted(self.record.ratings.items(), key=lambda pair: pair[0])
        return tuple((rating.value, tuple(pair for pair in found if pair[1].rating is rating)) for rating in Rating)

    def steps(self) -> tuple[tuple[str, str, int], ...]:
        """The guided path: name, title, open questions."""
        found = open_by_step(self.assessment) if self.assessment else {}
        return tuple((name, self.words(f"web_step_{name}"), found.get(name, 0)) for name in STEPS)

    def fields(self) -> tuple[FieldView, ...]:
        """The fields of the step that stand once in the file."""
        return tuple(self.field(item, item.path) for item in PLAIN.get(self.step, ()))

    def lists(self) -> tuple[str, ...]:
        """The lists of the step."""
        return LISTS.get(self.step, ())

    def wanted(self, group: str) -> list[tuple[str, str]]:
        """What a new entry must say: key, label."""
        return [(item.name, self._label(item)) for item in ENTRIES[group] if item.required]

    def entries(self, group: str) -> tuple[Entry, ...]:
        """The entries of a list."""
        listed = value_at(self.record.tree, (group,))
        found = listed if isinstance(listed, Sequence) and not isinstance(listed, str) else ()
        return tuple(self._entry(group, place, item) for place, item in enumerate(found) if isinstance(item, Mapping))

    def _entry(self, group: str, place: int, item: Mapping[str, object]) -> Entry:
        title = str(item.get(_TITLES.get(group, "name")) or self.words("unknown"))
        fields = tuple(
            self.field(field, tuple(place if part == "*" else part for part in field.path)) for field in ENTRIES[group]
        )
        about = f"measure:{title}" if group == "measures" else ""
        return Entry(f"{group}-{place}", f"{group}.{place}", title, fields, about, group)

    def field(self, item: Field, path: PathIn, typed: Sequence[str] | None = None) -> FieldView:
        """A field with what stands in the file, or with what somebody typed."""
        value = value_at(self.record.tree, path) if typed is None else _plain(item, typed)
        dotted = ".".join(map(str, path))
        return FieldView(
            id=f"f-{dotted.replace('.', '-')}",
            path=dotted,
            label=self._label(item),
            help=self._said(f"web_h_{_key(item)}"),
            kind=item.kind.value,
            value=_text(value),
            options=tuple(self._options(item, value)),
            required=item.required,
            editable=self.may_edit(str(path[0])),
        )

    def _label(self, item: Field) -> str:
        return self.words(f"web_f_{_key(item)}")

    def _said(self, key: str) -> str:
        try:
            return self.words(key)
        except ReportError:
            return ""

    def _options(self, item: Field, value: object) -> Iterator[tuple[str, str, bool]]:
        chosen = {_text(one) for one in value} if isinstance(value, list | tuple) else {_text(value)}
        if item.kind is Kind.FLAG:
            offered = {"yes": self.words("yes"), "no": self.words("no")}
        elif item.kind is Kind.COLUMNS:
            offered = _columns(self.assessment, self.words)
        elif item.kind is Kind.RULES:
            offered = _rules(self.assessment, self.words)
        else:
            offered = {name: self.words(f"{item.words}{name}") for name in item.options}
        if item.kind in {Kind.CHOICES, Kind.COLUMNS, Kind.RULES}:
            offered |= {name: name for name in sorted(chosen) if name and name not in offered}
        for name, label in offered.items():
            yield name, label, name in chosen

    def remarks(self, about: str) -> Remarks:
        """What was said about an item, given as `kind:id`."""
        item = item_of(about)
        anchor = f"r-{hashlib.sha256(about.encode()).hexdigest()[:10]}"
        if item is None:
            return Remarks(about, anchor, (), None)
        return Remarks(about, anchor, self.record.comments.get(item, ()), self.record.ratings.get(item))


def _key(item: Field) -> str:
    return "_".join(part for part in item.path if part != "*")


def _plain(item: Field, typed: Sequence[str]) -> object:
    several = item.kind in {Kind.CHOICES, Kind.COLUMNS, Kind.RULES}
    return list(typed) if several else (typed[0] if typed else "")


def _text(value: object) -> str:
    if value is None or value is MISSING:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    return str(value)


def _columns(assessment: Assessment | None, words: Words) -> dict[str, str]:
    if assessment is None:
        return {}
    labels = {item.entity_type: words.say(item.label) for item in assessment.categories}
    kinds: dict[str, list[str]] = {}
    for finding in assessment.findings:
        kinds.setdefault(str(finding.column), []).append(labels.get(finding.entity_type, finding.entity_type))
    names = [str(column.column) for item in assessment.inputs for column in item.columns]
    return {name: f"{name} ({words.joined(kinds[name])})" if name in kinds else name for name in names}


def _rules(assessment: Assessment | None, words: Words) -> dict[str, str]:
    return {risk.rule: words.say(risk.title) for risk in assessment.risks} if assessment else {}
