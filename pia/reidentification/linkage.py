"""Which columns of which datasets join, and how many people are re-identified through it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import combinations, permutations

import numpy as np

from pia.model.dataset import Column
from pia.model.linkage import JoinedColumns, Link, Linkage
from pia.model.text import Text
from pia.reidentification.codes import CodedTable
from pia.reidentification.equivalence import Classes, Counts, classes, joint
from pia.reidentification.joinable import Joinable, SketchedTable, joinable, normalise
from pia.reidentification.sketches import Hashes
from pia.reidentification.suggestion import Roles

_LEAST_CONTAINED = 0.02
_ALIKE_CONTAINED = 0.8
_ALIKE_DISTINCT = 100
_ALIKE_LENGTH = 5
_TELLING = 50


class LinkedTable:
    """One table that may join others.

    Attributes:
        table: Its coded columns.
        roles: What they are in disclosure control.
        every: All its columns.
        joinable: Its coded columns, ready to be compared.
    """

    def __init__(
        self,
        table: CodedTable,
        roles: Roles,
        kinds: Mapping[str, frozenset[str]],
        every: Sequence[Column],
        key: bytes,
    ) -> None:
        """Values are normalised and hashed under `key` once per different value."""
        self.table, self.roles, self.every = table, roles, tuple(every)
        self._kinds, self._key = kinds, key

    @cached_property
    def joinable(self) -> tuple[Joinable, ...]:
        """Its coded columns in the order of the table."""
        return tuple(
            joinable(coded, self._kinds.get(name, frozenset()), self._key) for name, coded in self.table.columns.items()
        )


def _estimated(tables: Sequence[LinkedTable], large: Sequence[SketchedTable]) -> tuple[JoinedColumns, ...]:
    sketched = [(item.dataset, item.joinable) for item in large]
    every = [(item.table.dataset, item.joinable) for item in tables] + sketched
    pairs = {
        pair
        for name, own in sketched
        for other_name, other in every
        if name != other_name
        for one in own
        for two in other
        for left, right in ((one, two), (two, one))
        if (pair := _pair(left, right))
    }
    return tuple(sorted(pairs, key=lambda pair: (-pair.containment, pair.left, pair.right)))


def link(tables: Sequence[LinkedTable], large: Sequence[SketchedTable] = ()) -> Linkage:
    """How some tables of different datasets join, both ways.

    Columns belong together if they hold the same kind of data or have the same header and share values, or if nearly
    all values of the one, long and many, occur in the other. An identifier joins alone; quasi-identifiers join
    together.
    """
    links: list[Link] = []
    compared = 0
    for one, other in combinations(tables, 2):
        if one.table.dataset != other.table.dataset:
            compared += len(one.joinable) * len(other.joinable)
            for left, right in permutations((one, other)):
                links += _links(left, right)
    names = tuple(sorted({*(str(item.table) for item in tables), *(item.dataset for item in large)}))
    ordered = sorted(links, key=_order)
    return Linkage(names, tuple(ordered), compared, _estimated(tables, large))


def _order(link: Link) -> tuple[int, int, str, str, list[tuple[Column, Column]]]:
    joined = [(pair.left, pair.right) for pair in link.columns]
    return -link.reidentified, -link.matched, link.left, link.right, joined


def _links(left: LinkedTable, right: LinkedTable) -> list[Link]:
    pairs = [pair for one in left.joinable for other in right.joinable if (pair := _pair(one, other))]
    strong = [
        pair
        for pair in pairs
        if pair.left.name in left.roles.identifiers and pair.right.name in right.roles.identifiers
    ]
    weak = _one_to_one([pair for pair in pairs if pair not in strong])
    telling = {joinable.column: joinable.distinct for joinable in left.joinable}
    sets: list[tuple[JoinedColumns, ...]] = [(pair,) for pair in strong]
    if len(weak) > 1 or any(telling[pair.left] >= _TELLING for pair in weak):
        sets.append(tuple(weak))
    found = [_joined(left, right, pairs) for pairs in sets]
    return [item for item in found if item.matched]


def _pair(left: Joinable, right: Joinable) -> JoinedColumns | None:
    shared = left.kinds & right.kinds
    same_header = normalise(left.column.name) == normalise(right.column.name)
    alike = min(left.length, right.length) >= _ALIKE_LENGTH and left.distinct > _ALIKE_DISTINCT
    if not (shared or same_header or alike):
        return None
    found = left.containment(right)
    least = _LEAST_CONTAINED if shared or same_header else _ALIKE_CONTAINED
    if found.share < least and right.containment(left).share < least:
        return None
    if shared:
        because = Text("both hold the same kind of personal data", "两者含同类个人信息")
    elif same_header:
        because = Text("they have the same header", "字段名相同")
    else:
        because = Text("nearly all values of one occur in the other", "一方的取值几乎都出现在另一方")
    return JoinedColumns(left.column, right.column, found.share, found.error, because)


def _one_to_one(pairs: Sequence[JoinedColumns]) -> list[JoinedColumns]:
    """The best partner of each column, every column once."""
    kept: list[JoinedColumns] = []
    for pair in sorted(pairs, key=lambda pair: (-pair.containment, pair.left, pair.right)):
        if all(pair.left != other.left and pair.right != other.right for other in kept):
            kept.append(pair)
    return sorted(kept, key=lambda pair: (pair.left, pair.right))


def _joined(left: LinkedTable, right: LinkedTable, pairs: tuple[JoinedColumns, ...]) -> Link:
    own = [_row_hashes(left, pair.left) for pair in pairs]
    other = [_row_hashes(right, pair.right) for pair in pairs]
    full = np.all([column > 0 for column in own], axis=0)
    there = np.all([column > 0 for column in other], axis=0)
    rows, lookup = int(full.sum()), int(there.sum())
    coded = []
    for one, two in zip(own, other, strict=True):
        values, codes = np.unique(np.concatenate([one[full], two[there]]), return_inverse=True)
        coded.append((codes.astype(np.int32), len(values)))
    found = classes(coded, rows + lookup)
    people = np.bincount(found.ids[rows:], minlength=len(found.sizes))
    identities = tuple(right.table.columns[name].column for name in right.roles.identifiers)
    persons = _persons(right)
    if persons is not None and lookup:
        owner, _, _ = joint(Classes(found.ids[rows:], people), persons[there], int(persons.max()) + 1)
        people = np.bincount(owner, minlength=len(people))
    fits = people[found.ids[:rows]]
    joined = {pair.left for pair in pairs}
    return Link(
        left=str(left.table),
        right=str(right.table),
        columns=pairs,
        rows=rows,
        matched=int(np.count_nonzero(fits)),
        reidentified=int(np.count_nonzero(fits == 1)),
        identities=identities,
        reveals=tuple(column for column in left.every if column not in joined) if identities else (),
    )


def _row_hashes(table: LinkedTable, column: Column) -> Hashes:
    found = next(item for item in table.joinable if item.column == column)
    return found.hashes[table.table.columns[column.name].codes]


def _persons(table: LinkedTable) -> Counts | None:
    """A number per row for the person it is about, by the identifier with most different values.

    A row without that identifier is about a person of its own. `None` if there is no identifier.
    """
    hashes = [_row_hashes(table, table.table.columns[name].column) for name in table.roles.identifiers]
    if not hashes:
        return None
    chosen = max(hashes, key=lambda column: len(np.unique(column)))
    values, persons = np.unique(chosen, return_inverse=True)
    return np.where(chosen > 0, persons, len(values) + np.arange(len(chosen)))
