"""Two assessments, or two versions of data -> what is different, and whether that is worse for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from pia.model.assessment import Assessment
from pia.model.changes import Changes, Difference, Direction, Subject
from pia.model.risk import RuleResult, Verdict
from pia.model.scanned import SCHEMA_VERSION, ScanReport
from pia.model.text import Language, Text
from pia.presentation.words import Words

_EN, _ZH = Words(Language.EN), Words(Language.ZH)
Scanned = Assessment | ScanReport
_ITEM = TypeVar("_ITEM")
_BAD = {Verdict.PASS: 0, Verdict.NOT_APPLICABLE: 0, Verdict.UNRESOLVED: 1, Verdict.FAIL: 2}
_SHORT = 12


def changes(before: Assessment, after: Assessment) -> Changes:
    """What is different; a thing that is in one of them only is a difference, too.

    Shape: sorted by subject in the order of `Subject`, then by place.
    """
    found = [
        *_rules(before, after),
        *_risks(before, after),
        *_exposure(before, after),
        *_links(before, after),
        *_scores(before, after),
        *_facts(before, after),
        *_questions(before, after),
        *_packs(before, after),
    ]
    name = after.deployment.name
    return Changes(
        SCHEMA_VERSION, name, before.assessed_on, after.assessed_on, _ordered([*_data(before, after), *found])
    )


def data_changes(before: ScanReport, after: ScanReport, name: str) -> Changes:
    """What is different between two versions of the same data: what became personal, and what is no longer."""
    return Changes(SCHEMA_VERSION, name, None, None, _ordered(_data(before, after)))


def _ordered(found: Iterable[Difference]) -> tuple[Difference, ...]:
    order = list(Subject)
    return tuple(sorted(found, key=lambda item: (order.index(item.subject), item.where)))


def _data(before: Scanned, after: Scanned) -> list[Difference]:
    parts = (_columns, _findings, _not_examined, _datasets)
    return [difference for part in parts for difference in part(before, after)]


def _word(key: str) -> Text:
    return Text(_EN(key), _ZH(key))


def _plain(text: object) -> Text:
    return Text(str(text), str(text))


def _pairs(
    before: Iterable[_ITEM], after: Iterable[_ITEM], key: Callable[[_ITEM], str]
) -> list[tuple[str, _ITEM | None, _ITEM | None]]:
    """Things of both sides by their key; of several with one key the last counts."""
    old, new = {key(item): item for item in before}, {key(item): item for item in after}
    return [(name, old.get(name), new.get(name)) for name in sorted({*old, *new})]


def _direction(worse: float) -> Direction:
    return Direction.WORSE if worse > 0 else Direction.BETTER if worse < 0 else Direction.OTHER


def _columns(before: Scanned, after: Scanned) -> list[Difference]:
    def names(assessment: Scanned) -> list[str]:
        return [str(own.column) for item in assessment.inputs for own in item.columns]

    here = _word("chg_present")
    return [
        Difference(Subject.COLUMN, name, _plain(name), here if old else None, here if new else None, Direction.OTHER)
        for name, old, new in _pairs(names(before), names(after), str)
        if bool(old) != bool(new)
    ]


def _findings(before: Scanned, after: Scanned) -> list[Difference]:
    labels: Mapping[str, Text] = {item.entity_type: item.label for item in (*before.categories, *after.categories)}

    def told(item: tuple[str, str, int, int] | None) -> Text | None:
        return item and Text(_EN.share(item[2], item[3]), _ZH.share(item[2], item[3]))

    def items(assessment: Scanned) -> list[tuple[str, str, int, int]]:
        return [(str(own.column), own.entity_type, own.cells, own.scanned) for own in assessment.findings]

    found = []
    for _, old, new in _pairs(items(before), items(after), lambda item: f"{item[0]}\0{item[1]}"):
        if old != new and (one := new or old):
            share = (new[2] / max(1, new[3]) if new else 0) - (old[2] / max(1, old[3]) if old else 0)
            label = labels.get(one[1], _plain(one[1]))
            found.append(Difference(Subject.FINDING, one[0], label, told(old), told(new), _direction(share)))
    return found


def _rules(before: Assessment, after: Assessment) -> list[Difference]:
    def told(item: RuleResult | None) -> Text | None:
        return _word(f"verdict_{item.verdict.value}") if item else None

    return [
        Difference(
            Subject.RULE,
            name,
            one.title,
            told(old),
            told(new),
            _direction((_BAD[new.verdict] if new else 0) - (_BAD[old.verdict] if old else 0)),
        )
        for name, old, new in _pairs(before.results, after.results, lambda item: item.rule)
        if (one := new or old) and (old and old.verdict) is not (new and new.verdict)
    ]


def _risks(before: Assessment, after: Assessment) -> list[Difference]:
    found = []
    for name, old, new in _pairs(before.risks, after.risks, lambda item: item.id):
        levels = [item.residual_level.value if item else 0 for item in (old, new)]
        if (one := new or old) and levels[0] != levels[1]:
            texts = [_word(f"level_{level}") if level else None for level in levels]
            found.append(
                Difference(Subject.RISK, name, one.event, texts[0], texts[1], _direction(levels[1] - levels[0]))
            )
    return found


def _exposure(before: Assessment, after: Assessment) -> list[Difference]:
    found = []
    for name, old, new in _pairs(
        before.reidentification, after.reidentification, lambda item: f"{item.dataset}/{item.table}".rstrip("/")
    ):
        sizes = [item.smallest_class if item else None for item in (old, new)]
        if sizes[0] != sizes[1]:
            texts = [None if size is None else Text(f"k = {size}", f"k = {size}") for size in sizes]
            worse = 0 if None in sizes else (sizes[0] or 0) - (sizes[1] or 0)
            found.append(
                Difference(Subject.EXPOSURE, name, _word("chg_smallest"), texts[0], texts[1], _direction(worse))
            )
    return found


def _links(before: Assessment, after: Assessment) -> list[Difference]:
    def links(assessment: Assessment) -> list[tuple[str, int, int]]:
        own = assessment.linkage.links if assessment.linkage else ()
        return [(f"{link.left} -> {link.right}", link.reidentified, link.rows) for link in own]

    def told(item: tuple[str, int, int] | None) -> Text | None:
        return item and Text(_EN.share(*item[1:]), _ZH.share(*item[1:]))

    return [
        Difference(
            Subject.LINK,
            name,
            _word("reidentified"),
            told(old),
            told(new),
            _direction((new[1] if new else 0) - (old[1] if old else 0)),
        )
        for name, old, new in _pairs(links(before), links(after), lambda item: item[0])
        if old != new
    ]


def _scores(before: Assessment, after: Assessment) -> list[Difference]:
    found = []
    for name, old, new in _pairs(before.scores, after.scores, lambda item: item.model):
        levels = [item.level if item else None for item in (old, new)]
        if (one := new or old) and levels[0] != levels[1]:
            steps = [level.value if level else 0 for level in levels]
            worse = steps[1] - steps[0] if all(levels) else 0
            texts = [level.label if level else None for level in levels]
            found.append(Difference(Subject.SCORE, name, one.title, texts[0], texts[1], _direction(worse)))
    return found


def _facts(before: Assessment, after: Assessment) -> list[Difference]:
    return [
        Difference(Subject.FACT, name, one.label, old.text if old else None, new.text if new else None, Direction.OTHER)
        for name, old, new in _pairs(before.facts, after.facts, lambda item: item.name)
        if (one := new or old) and (old and old.value) != (new and new.value)
    ]


def _questions(before: Assessment, after: Assessment) -> list[Difference]:
    waits = _word("chg_open")
    return [
        Difference(
            Subject.QUESTION,
            name,
            one.text,
            waits if old else None,
            waits if new else None,
            _direction(bool(new) - bool(old)),
        )
        for name, old, new in _pairs(before.questions, after.questions, lambda item: item.fact)
        if (one := new or old) and bool(old) != bool(new)
    ]


def _not_examined(before: Scanned, after: Scanned) -> list[Difference]:
    return [
        Difference(
            Subject.NOT_EXAMINED,
            one.where,
            _word("not_examined"),
            old.reason if old else None,
            new.reason if new else None,
            _direction(bool(new) - bool(old)),
        )
        for _, old, new in _pairs(
            before.not_examined, after.not_examined, lambda item: f"{item.where}\0{item.reason.en}"
        )
        if (one := new or old) and bool(old) != bool(new)
    ]


def _datasets(before: Scanned, after: Scanned) -> list[Difference]:
    return _digests(
        Subject.DATASET,
        [(item.dataset, _plain(item.dataset), f"{item.rows:,} · {item.sha256[:_SHORT]}…") for item in before.inputs],
        [(item.dataset, _plain(item.dataset), f"{item.rows:,} · {item.sha256[:_SHORT]}…") for item in after.inputs],
    )


def _packs(before: Assessment, after: Assessment) -> list[Difference]:
    return _digests(
        Subject.PACK,
        [(item.id, item.title, f"{item.version} · {item.sha256[:_SHORT]}…") for item in before.packs],
        [(item.id, item.title, f"{item.version} · {item.sha256[:_SHORT]}…") for item in after.packs],
    )


def _digests(
    subject: Subject, before: list[tuple[str, Text, str]], after: list[tuple[str, Text, str]]
) -> list[Difference]:
    return [
        Difference(
            subject, name, one[1], _plain(old[2]) if old else None, _plain(new[2]) if new else None, Direction.OTHER
        )
        for name, old, new in _pairs(before, after, lambda item: item[0])
        if (one := new or old) and (old and old[2]) != (new and new[2])
    ]
