"""Columns -> tied to the purposes that name them; personal data that no purpose needs is an excess of technology."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from pia.assess.inventory import special_types
from pia.assess.kinds import covered
from pia.model.dataset import Column, Input
from pia.model.deployment import Deployment, ProcessingActivity
from pia.model.finding import EntityCategory, Finding
from pia.model.necessity import ColumnCheck, ColumnNeed, Criterion, worst
from pia.model.risk import Verdict
from pia.model.text import Text

_COUNTED = frozenset({"quasi_identifier", "sensitive_attribute"})


def column_needs(
    deployment: Deployment,
    inputs: Sequence[Input],
    findings: Sequence[Finding],
    categories: Mapping[str, EntityCategory],
    *,
    complete: bool,
) -> tuple[ColumnNeed, ...]:
    """Every column that was read, held against the purposes.

    Args:
        deployment: What is proposed.
        inputs: What was read.
        findings: Personal data found.
        categories: Legal categories by entity type.
        complete: Whether nothing was left unexamined; if not, a column without a finding may still hold personal data.
    """
    telling = _telling_apart(deployment)
    kinds: dict[Column, set[str]] = {}
    for finding in findings:
        kinds.setdefault(finding.column, set()).add(finding.entity_type)
    return tuple(
        _need(column.column, deployment.activities, kinds.get(column.column, set()), categories)
        if column.column in kinds or (column.column.dataset, column.column.name) in telling
        else _plain(column.column, deployment.activities, complete=complete)
        for item in inputs
        for column in item.columns
    )


def _telling_apart(deployment: Deployment) -> frozenset[tuple[str, str]]:
    """Columns of which the deployment itself says that they tell people apart or are sensitive."""
    return frozenset(
        (dataset.name, name)
        for dataset in deployment.datasets
        for name in (*dataset.quasi_identifiers, *dataset.sensitive_attributes)
    )


def _plain(column: Column, activities: Sequence[ProcessingActivity], *, complete: bool) -> ColumnNeed:
    """A column without personal data: no excess, but whether it has none is open after a partial scan."""
    purposes = tuple(item.purpose for item in activities if str(column) in item.columns)
    if purposes:
        return ColumnNeed(column, False, purposes, Verdict.PASS, (_named(purposes),))
    if complete:
        return ColumnNeed(column, False, (), Verdict.NOT_APPLICABLE, ())
    because = Text(
        "no purpose names it, and it was not examined whole, so it may hold personal data",
        "没有任何目的列出该字段，且未能完整检查，可能含个人信息",
    )
    check = ColumnCheck(Criterion.PURPOSE, Verdict.UNRESOLVED, because)
    return ColumnNeed(column, False, (), Verdict.UNRESOLVED, (check,))


def _need(
    column: Column,
    activities: Sequence[ProcessingActivity],
    kinds: Collection[str],
    categories: Mapping[str, EntityCategory],
) -> ColumnNeed:
    naming = [item for item in activities if str(column) in item.columns]
    needing = [item for item in naming if str(column) not in item.columns_not_needed]
    purposes = tuple(item.purpose for item in naming)
    if not naming:
        because = Text("no purpose names it", "没有任何目的列出该字段")
        checks: tuple[ColumnCheck, ...] = (ColumnCheck(Criterion.PURPOSE, Verdict.FAIL, because),)
    elif not needing:
        because = Text(
            "every purpose that names it says that it could do without it",
            "列出该字段的各项目的均说明无需该字段也可实现",
        )
        checks = (_named(purposes), ColumnCheck(Criterion.NEED, Verdict.FAIL, because))
    else:
        checks = (_named(purposes), *_kind_checks(needing, kinds, categories))
    return ColumnNeed(column, True, purposes, worst(tuple(check.verdict for check in checks)), checks)


def _named(purposes: Sequence[str]) -> ColumnCheck:
    because = Text(f"named by: {'; '.join(purposes)}", f"列出该字段的目的：{'；'.join(purposes)}")
    return ColumnCheck(Criterion.PURPOSE, Verdict.PASS, because)


def _kind_checks(
    activities: Sequence[ProcessingActivity], kinds: Collection[str], categories: Mapping[str, EntityCategory]
) -> Iterable[ColumnCheck]:
    """Whether the purposes say that they need the kinds that tell people apart, or are sensitive, in a column."""
    grave = special_types(categories, "GDPR") | special_types(categories, "PIPL")
    words = {word for item in activities for word in (*item.data_categories, *item.data_subjects)}
    said = any(item.data_categories for item in activities)
    for name in sorted(kinds):
        category = categories.get(name)
        if category is None or not (category.kind in _COUNTED or name in grave):
            continue
        found = covered(words, category, categories) if said else None
        yield ColumnCheck(Criterion.KINDS, _VERDICTS[found], _kind_reason(category.label, found, said=said))


_VERDICTS = {True: Verdict.PASS, False: Verdict.FAIL, None: Verdict.UNRESOLVED}


def _kind_reason(kind: Text, found: bool | None, *, said: bool) -> Text:
    if not said:
        return Text(
            f"it holds {kind.en}; its purposes do not say which kinds of data they need (data_categories)",
            f"含{kind.zh}；相关目的未说明所需的信息种类（data_categories）",
        )
    if found is None:
        return Text(
            f"it holds {kind.en}; the words of data_categories leave open whether that is needed",
            f"含{kind.zh}；依 data_categories 的用语无法判断是否需要",
        )
    if found:
        return Text(f"its purposes say that they need {kind.en}", f"相关目的写明需要{kind.zh}")
    return Text(
        f"it holds {kind.en}, which none of its purposes says it needs", f"含{kind.zh}，但没有任何相关目的写明需要"
    )
