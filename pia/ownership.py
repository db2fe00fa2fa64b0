"""Who answers for a table, by the manifest that dbt writes (`target/manifest.json`, schema v4 and later)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from pia import documents
from pia.errors import DocumentError, Problem
from pia.model.dataset import Column, Input

KINDS = ("model", "seed", "snapshot", "source")


@dataclass(frozen=True, slots=True, order=True)
class Resource:
    """A table as dbt knows it.

    Attributes:
        kind: `model`, `seed`, `snapshot` or `source`.
        name: Its name in the project.
        source: The source a table belongs to; empty for the other kinds.
        owner: Who answers for it, as `name <e-mail>`; empty if nobody is named.
        tables: What its table may be called in the warehouse, in lower case.
    """

    kind: str
    name: str
    source: str
    owner: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The tables of a dbt project; an empty one names nobody."""

    resources: tuple[Resource, ...] = ()

    def of(self, item: Input, table: str) -> Resource | None:
        """The resource behind a table that was read: by its table, its dataset's name or its file's name."""
        for name in (table, table.rpartition(".")[2], item.dataset, PurePath(item.dataset).stem, _stem(item)):
            for resource in self.resources:
                if name and name.lower() in resource.tables:
                    return resource
        return None

    def owners(self, inputs: tuple[Input, ...]) -> Mapping[Column, str]:
        """Who answers for each column that was read; columns without an owner are left out."""
        found = {scanned.column: self.of(item, scanned.column.table) for item in inputs for scanned in item.columns}
        return {column: resource.owner for column, resource in found.items() if resource and resource.owner}


def load_manifest(path: Path) -> Manifest:
    """The manifest of a dbt project.

    Raises:
        DocumentError: It cannot be read, or is no manifest.
    """
    tree = documents.load(path, dict[str, Any]).value
    parts = [tree.get(part) for part in ("nodes", "sources", "groups")]
    if not isinstance(parts[0], dict) or not all(part is None or isinstance(part, dict) for part in parts):
        problem = Problem(str(path), "this is no manifest of dbt", "Give the target/manifest.json that dbt writes.")
        raise DocumentError(problem)
    nodes, sources, groups = (_members(part) for part in parts)
    leaders = {str(group.get("name")): _person(group.get("owner")) for group in groups}
    return Manifest(tuple(sorted(_resource(node, leaders) for node in (*nodes, *sources) if _kind(node))))


def _members(part: Any) -> list[Mapping[str, Any]]:
    return [member for member in (part or {}).values() if isinstance(member, dict)]


def _kind(node: Mapping[str, Any]) -> bool:
    return node.get("resource_type") in KINDS


def _resource(node: Mapping[str, Any], leaders: Mapping[str, str]) -> Resource:
    kind, name = str(node["resource_type"]), str(node.get("name", ""))
    source = str(node.get("source_name", "")) if kind == "source" else ""
    tables = {str(node.get(key) or name).lower() for key in ("name", "alias", "identifier")}
    return Resource(kind, name, source, _owner(node, leaders), tuple(sorted(tables)))


def _owner(node: Mapping[str, Any], leaders: Mapping[str, str]) -> str:
    """The owner in `meta` outweighs that of the group: it is the nearer word."""
    given = node.get("config")
    config: Mapping[str, Any] = given if isinstance(given, dict) else {}
    for place in (config, node):
        meta = place.get("meta")
        if isinstance(meta, dict) and (person := _person(meta.get("owner"))):
            return person
    return leaders.get(str(config.get("group") or node.get("group") or ""), "")


def _person(owner: Any) -> str:
    """An owner as one line: a text, `{name, email}`, or several of them."""
    if isinstance(owner, str):
        return " ".join(owner.split())
    if isinstance(owner, list):
        return ", ".join(filter(None, map(_person, owner)))
    if not isinstance(owner, dict):
        return ""
    name, mails = _person(owner.get("name")), list(_mails(owner.get("email")))
    return " ".join([*([name] if name else []), *(f"<{mail}>" for mail in mails)])


def _mails(email: Any) -> Iterator[str]:
    yield from (mail for mail in (email if isinstance(email, list) else [email]) if isinstance(mail, str) and mail)


def _stem(item: Input) -> str:
    return PurePath(item.locator).name.partition(".")[0]
