"""Whether the licence of every locked package is allowed: python -m tests.supply.licences."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import yaml
from license_expression import ExpressionError, LicenseExpression, Licensing, get_spdx_licensing

from tests.supply.locked import RUNTIME, TEST, Locked, packages

LIST = Path(__file__).with_name("licences.yaml")


@dataclass(frozen=True, slots=True)
class Licences:
    """What is allowed.

    Attributes:
        allowed: For every package.
        agreed: For one package.
        read: Of packages whose metadata says nothing.
        names: SPDX's name of what older metadata says.
    """

    allowed: frozenset[str]
    agreed: Mapping[str, str]
    read: Mapping[str, str]
    names: Mapping[str, str]


def licences(path: Path = LIST) -> Licences:
    """The committed list."""
    tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Licences(frozenset(tree["allowed"]), tree["agreed"], tree["read"], tree["names"])


def licence_of(name: str, known: Licences) -> str:
    """The licence of an installed package as an SPDX expression; empty if it says none.

    Raises:
        PackageNotFoundError: It is not installed.
    """
    found = metadata(name).json
    if found.get("license_expression"):
        return str(found["license_expression"])
    classified = [str(item).rpartition(" :: ")[2] for item in found.get("classifier", []) if "License ::" in item]
    named = [known.names.get(item, item) for item in classified if item != "OSI Approved"]
    if named:
        return " AND ".join(named)
    said = str(found.get("license") or "").strip()
    return known.names.get(said, said) or known.read.get(name, "")


@cache
def _licensing() -> Licensing:
    """Every licence that SPDX knows; made once, for that takes a while."""
    return get_spdx_licensing()


def objection(name: str, said: str, known: Licences) -> str:
    """Why the licence of a package is not allowed; empty if it is."""
    if not said:
        return f"{name}: its metadata names no licence"
    try:
        parsed = _licensing().parse(said, validate=True)
    except ExpressionError:
        return f"{name}: its licence is no SPDX expression: {said[:60]!r}"
    if _holds(parsed, known.allowed | {known.agreed.get(name, "")}):
        return ""
    return f"{name}: its licence is not on the list: {said[:60]}"


def _holds(expression: LicenseExpression, allowed: Iterable[str]) -> bool:
    parts = [_holds(part, allowed) for part in getattr(expression, "args", ())]
    if not parts or hasattr(expression, "license_symbol"):
        return str(expression) in allowed
    return any(parts) if expression.operator.strip() == "OR" else all(parts)


def check(locked: Iterable[Locked], known: Licences) -> tuple[list[str], list[str]]:
    """What is not allowed, and what could not be told since it is not installed."""
    wrong, untold = [], []
    for item in locked:
        try:
            found = objection(item.name, licence_of(item.name, known), known)
        except PackageNotFoundError:
            if item.wanted_here:
                wrong.append(f"{item.name}: it is locked for this machine, but not installed")
            untold.append(item.name)
            continue
        wrong += [found] * bool(found)
    return wrong, untold


def main() -> int:
    """Print what is not allowed; the exit code is 1 if anything is."""
    every = packages(RUNTIME, TEST)
    wrong, untold = check(every, licences())
    for line in wrong:
        sys.stdout.write(f"{line}\n")
    told = f"{len(every) - len(untold)} packages looked at, {len(wrong)} not allowed"
    sys.stdout.write(f"{told}; for other machines, not looked at: {', '.join(untold) or 'none'}\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
