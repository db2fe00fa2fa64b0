"""Files of users' recognizers, allow lists and overrides: loaded whole or refused whole, with every error."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from functools import reduce
from pathlib import Path

from pia import documents, plugins
from pia.documents import Loaded
from pia.errors import DocumentError, PiaError, Problem
from pia.model.finding import EntityCategory
from pia.model.recognition import AllowList, Override, Recognition, RecognitionFile, RecognitionSource, RecognitionUse
from pia.model.text import Text
from pia.recognizers import Recognizer
from pia.recognizers._declared import Fault, Test, built, example_faults, faults, shipped_tests
from pia.scan.overriding import ANY_TYPE, Effect, Saying

LONGEST = timedelta(days=366)
"""A saying ends by itself at most so long after its first day."""

_TYPE = re.compile(r"[A-Z][A-Z0-9_]*")


@dataclass(frozen=True, slots=True)
class Said:
    """An allow list or an override of a file.

    Attributes:
        where: `file:line`.
        saying: What it says.
        objections: Why it does not hold today; none where it does.
    """

    where: str
    saying: Saying
    objections: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """What users added to the recognizers; `Own()` adds nothing.

    Attributes:
        recognizers: Their recognizers.
        categories: What their entity types mean in law, by entity type.
        said: Their allow lists and overrides.
        sources: The files.
    """

    recognizers: tuple[Recognizer, ...] = ()
    categories: Mapping[str, EntityCategory] = field(default_factory=dict)
    said: tuple[Said, ...] = ()
    sources: tuple[RecognitionSource, ...] = ()

    @property
    def sayings(self) -> tuple[Saying, ...]:
        """The allow lists and overrides that hold today."""
        return tuple(item.saying for item in self.said if not item.objections)

    def report(self, effects: Sequence[Sequence[Effect]]) -> Recognition:
        """What an output says of it all.

        Args:
            effects: Per dataset, what each of `sayings` changed.
        """
        together = [reduce(Effect.merge, parts, Effect()) for parts in zip(*effects, strict=True)]
        changed = iter(together or [Effect()] * len(self.sayings))
        return Recognition(
            self.sources, tuple(_use(item, Effect() if item.objections else next(changed)) for item in self.said)
        )


def _use(item: Said, effect: Effect) -> RecognitionUse:
    saying = item.saying
    listed = len(saying.values) if isinstance(saying, AllowList) else 0
    return RecognitionUse(
        kind="allow_list" if isinstance(saying, AllowList) else "is" if saying.holds else "is_not",
        where=item.where,
        column=saying.column,
        entity_type=saying.entity_type,
        reason=saying.reason,
        owner=saying.owner,
        expires=saying.expires,
        values=listed,
        columns=effect.columns,
        cells=effect.cells,
        honoured=not item.objections,
        objections=item.objections,
    )


def load_own(paths: Sequence[Path], shipped: Mapping[str, EntityCategory], facts: Collection[str], today: date) -> Own:
    """What some files add.

    Args:
        paths: The files.
        shipped: What the shipped entity types mean in law.
        facts: The facts that rules may use.
        today: The day of the run; what has ended does not hold.

    Raises:
        DocumentError: A file has errors; all errors of all files.
    """
    if not paths:
        return Own()
    files: list[Loaded[RecognitionFile]] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            files.append(documents.load(path, RecognitionFile))
        except PiaError as error:
            problems += error.problems
    known = {**shipped, **{item.entity_type: item for file in files for item in file.value.categories}}
    tests = shipped_tests(recognizer for family in plugins.load_all("recognizers").values() for recognizer in family)
    for file in files:
        problems += _faults_of_recognizers(file, known, tests)
        problems += _faults_of_categories(file, shipped, facts)
        problems += _faults_of_sayings(file, known)
    problems += _repeated(files)
    if problems:
        raise DocumentError(problems)
    return _own(files, tests, today)


def _own(files: Sequence[Loaded[RecognitionFile]], tests: Mapping[str, Test], today: date) -> Own:
    return Own(
        recognizers=tuple(
            one for file in files for declared in file.value.recognizers for one in built(declared, tests)
        ),
        categories={item.entity_type: item for file in files for item in file.value.categories},
        said=tuple(
            Said(file.at(key, place), saying, _objections(saying, today))
            for file in files
            for key, place, saying in _sayings(file.value)
        ),
        sources=tuple(RecognitionSource(file.where, file.sha256, len(file.value.recognizers)) for file in files),
    )


def _sayings(file: RecognitionFile) -> Iterator[tuple[str, int, Saying]]:
    yield from (("allow", place, saying) for place, saying in enumerate(file.allow))
    yield from (("overrides", place, saying) for place, saying in enumerate(file.overrides))


def _objections(saying: Saying, today: date) -> tuple[Text, ...]:
    if today < saying.created:
        return (Text(f"it begins on {saying.created}", f"自 {saying.created} 起生效"),)
    if today > saying.expires:
        return (Text(f"it ended on {saying.expires}", f"已于 {saying.expires} 失效"),)
    return ()


def _faults_of_recognizers(
    file: Loaded[RecognitionFile], known: Mapping[str, EntityCategory], tests: Mapping[str, Test]
) -> Iterator[Problem]:
    for place, declared in enumerate(file.value.recognizers):
        wrong: list[Fault] = [*faults(declared, tests), *_type_faults(declared.entity_type, known)]
        if not wrong:
            wrong = [*example_faults(declared, built(declared, tests))]
        for path, what, fix in wrong:
            yield Problem(file.at("recognizers", place, *path), f"recognizer {declared.name}: {what}", fix)


def _type_faults(name: str, known: Mapping[str, EntityCategory]) -> Iterator[Fault]:
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"Did you mean '{near[0]}'?" if near else "Describe it under categories:."
        yield ("entity_type",), f"the entity type '{name}' has no legal category", hint
    elif known[name].kind == "other":
        yield ("entity_type",), f"'{name}' is no personal data by itself and is never reported", "Use another type."


def _faults_of_categories(
    file: Loaded[RecognitionFile], shipped: Mapping[str, EntityCategory], facts: Collection[str]
) -> Iterator[Problem]:
    for place, category in enumerate(file.value.categories):
        for key, what, fix in _category_faults(category, shipped, facts):
            yield Problem(file.at("categories", place, key), f"category {category.entity_type}: {what}", fix)


def _category_faults(
    category: EntityCategory, shipped: Mapping[str, EntityCategory], facts: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    if not _TYPE.fullmatch(category.entity_type):
        yield "entity_type", "an entity type is made of capitals, digits and '_'", "Rename it."
    if category.entity_type in shipped:
        yield "entity_type", "this type is shipped", "Use it as it is, or choose another name."
    if category.kind == "other":
        yield "kind", "a type of kind 'other' is never reported", "Choose another kind."
    if f"scan.has.{category.fact}" not in facts:
        own = sorted(name.removeprefix("scan.has.") for name in facts if name.startswith("scan.has."))
        near = get_close_matches(category.fact, own, 1)
        yield "fact", "no rule knows this fact", f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(own)}."
    if not 1 <= category.impact <= 4:
        yield "impact", "the impact is from 1 to 4", "Choose one."
    if not category.legal:
        yield "legal", "it says nothing about law", "Name at least one law, category and article."


def _faults_of_sayings(file: Loaded[RecognitionFile], known: Mapping[str, EntityCategory]) -> Iterator[Problem]:
    for key, place, saying in _sayings(file.value):
        for path, what, fix in (*_saying_faults(saying, known), *_shape_faults(saying)):
            yield Problem(file.at(key, place, path), what, fix)


def _saying_faults(saying: Saying, known: Mapping[str, EntityCategory]) -> Iterator[tuple[str, str, str]]:
    for key in ("reason", "owner"):
        if not getattr(saying, key).strip():
            yield key, f"the {key} is empty", "Write it; it stands in the report."
    if not saying.created <= saying.expires <= saying.created + LONGEST:
        yield (
            "expires",
            f"it must end within {LONGEST.days} days of its first day",
            "Choose an earlier day; renew it then.",
        )
    if saying.entity_type not in known and saying.entity_type != ANY_TYPE:
        near = get_close_matches(saying.entity_type, known, 1)
        hint = f"Did you mean '{near[0]}'?" if near else "See docs/recognizers.md."
        yield "entity_type", f"there is no entity type '{saying.entity_type}'", hint


def _shape_faults(saying: Saying) -> Iterator[tuple[str, str, str]]:
    if isinstance(saying, Override):
        if not saying.column.strip():
            yield "column", "no column is named", "Name one, as dataset::column."
        if saying.entity_type == ANY_TYPE and saying.holds:
            yield "entity_type", "a column cannot hold every type", "Name one."
        return
    if saying.entity_type == ANY_TYPE:
        yield "entity_type", "an allow list is for one type", "Name it."
    if not saying.values or any(not value.strip() for value in saying.values):
        yield "values", "a value is empty, or there is none", "Give the values, as whole cells."
    if len({value.strip() for value in saying.values}) < len(saying.values):
        yield "values", "a value stands twice", "Keep one."


def _repeated(files: Sequence[Loaded[RecognitionFile]]) -> Iterator[Problem]:
    """Names, types, and allowed values that stand in two places; a value is never repeated in the message."""
    names = Counter(item.name for file in files for item in file.value.recognizers)
    types = Counter(item.entity_type for file in files for item in file.value.categories)
    values = Counter(
        (item.entity_type, value)
        for file in files
        for item in file.value.allow
        for value in {*map(str.strip, item.values)}
    )
    for file in files:
        for place, declared in enumerate(file.value.recognizers):
            if names[declared.name] > 1:
                at = file.at("recognizers", place, "name")
                yield Problem(at, f"two recognizers are called '{declared.name}'", "Rename one.")
        for place, category in enumerate(file.value.categories):
            if types[category.entity_type] > 1:
                at = file.at("categories", place, "entity_type")
                yield Problem(at, f"the entity type '{category.entity_type}' stands twice", "Keep one.")
        for place, allowed in enumerate(file.value.allow):
            if any(values[allowed.entity_type, value.strip()] > 1 for value in allowed.values):
                at = file.at("allow", place, "values")
                yield Problem(at, "a value stands in two allow lists for one type", "Keep one.")
