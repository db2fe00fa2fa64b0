"""Findings, headers, distinctness and entropy -> which columns single people out, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pia.model.dataset import Column
from pia.model.finding import EntityCategory, Finding
from pia.model.text import Text
from pia.reidentification.codes import CodedColumn, CodedTable

MOST = 8
"""Quasi-identifiers suggested per table; those with most entropy are kept."""

_PREVALENT = 0.5
_NEARLY_UNIQUE = 0.9
_PLACE_OR_GROUP = re.compile(
    r"(?:^|[\W_])(?:district|ward|region|county|city|town|village|street|neighbou?rhood|community|area|grid|zone|block"
    r"|zip|birth_?place|school|department|rank|language)(?:$|[\W_])"
    r"|区|街道|社区|居委|村|镇|乡|网格|小区|籍贯|出生地|学校|部门|职务|语言",
    re.IGNORECASE,
)
CHOSEN = Text("chosen by the user", "由用户指定")


@dataclass(frozen=True, slots=True)
class Roles:
    """What the columns of one table are in disclosure control, before their values are counted.

    Attributes:
        quasi: Candidates for quasi-identifiers, each with its reason.
        sensitive: Sensitive attributes.
        identifiers: Columns that name or number a person directly.
        by_header: Candidates for which the header alone speaks.
    """

    quasi: Mapping[str, Text] = field(default_factory=dict)
    sensitive: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    by_header: frozenset[str] = frozenset()

    @property
    def all(self) -> tuple[str, ...]:
        """Every column with a role."""
        return tuple(dict.fromkeys((*self.quasi, *self.sensitive, *self.identifiers)))


def roles(columns: Sequence[Column], findings: Sequence[Finding], categories: Mapping[str, EntityCategory]) -> Roles:
    """The roles of the columns of one table; none in a table without personal data."""
    kinds: dict[str, dict[str, EntityCategory]] = {"identifier": {}, "quasi_identifier": {}, "sensitive_attribute": {}}
    names = {column.name for column in columns}
    for finding in sorted(findings, key=lambda finding: finding.score):
        category = categories.get(finding.entity_type)
        whole = finding.prevalence >= _PREVALENT and finding.embedded <= finding.cells / 2
        if category and category.kind in kinds and whole and finding.column.name in names:
            kinds[category.kind][finding.column.name] = category
    identifiers = kinds["identifier"]
    if not any(kinds.values()):
        return Roles()
    quasi = {
        column.name: _because(kinds["quasi_identifier"][column.name])
        for column in columns
        if column.name in kinds["quasi_identifier"] and column.name not in identifiers
    }
    taken = {*identifiers, *kinds["quasi_identifier"], *kinds["sensitive_attribute"]}
    headers = {
        column.name: Text("its header names a place or a group", "字段名表示地点或群体")
        for column in columns
        if column.name not in taken and _PLACE_OR_GROUP.search(column.name)
    }
    sensitive = tuple(c.name for c in columns if c.name in kinds["sensitive_attribute"] and c.name not in identifiers)
    return Roles(quasi | headers, sensitive, tuple(sorted(identifiers)), frozenset(headers))


def _because(category: EntityCategory) -> Text:
    return Text(f"it holds {category.label.en}", f"含有{category.label.zh}")


def suggest(table: CodedTable, found: Roles) -> tuple[dict[str, Text], tuple[Text, ...]]:
    """The quasi-identifiers of a table, each with its reason, and a note for each candidate left out.

    Left out are columns that are empty or the same in every row, those known by the header alone that are nearly
    unique (they number the rows), and all but the `MOST` with most entropy.
    """
    notes: list[Text] = []
    bits: dict[str, float] = {}
    for name in found.quasi:
        column = table.columns[name]
        if column.filled and column.distinct > 1:
            if name in found.by_header and column.distinct >= _NEARLY_UNIQUE * table.rows:
                notes.append(Text(f"'{name}' is nearly unique and was left out", f"字段“{name}”几乎逐行不同，未计入"))
            else:
                bits[name] = entropy(column)
    ranked = sorted(bits, key=lambda name: (-bits[name], name))
    for name in ranked[MOST:]:
        notes.append(Text(f"'{name}' tells least apart and was left out", f"字段“{name}”区分度最低，未计入"))
    kept = [name for name in found.quasi if name in ranked[:MOST]]
    return {name: _with_entropy(found.quasi[name], table.columns[name], bits[name]) for name in kept}, tuple(notes)


def entropy(column: CodedColumn) -> float:
    """Entropy of the values of a column, in bits; an empty cell is a value."""
    counts = column.counts()
    shares = counts[counts > 0] / len(column.codes)
    return float(-(shares * np.log2(shares)).sum()) + 0.0


def _with_entropy(reason: Text, column: CodedColumn, bits: float) -> Text:
    return Text(
        f"{reason.en}; {column.distinct:,} values, {bits:.1f} bits",
        f"{reason.zh}；{column.distinct:,} 个取值，{bits:.1f} 比特",
    )
