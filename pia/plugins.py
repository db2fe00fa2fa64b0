"""What stands on a shelf: the modules of its own folder and the entry points of other distributions."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from pia.distributions import offers
from pia.errors import PluginError, Problem

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

SHELVES: Mapping[str, str] = {
    "sources": "SOURCE",
    "recognizers": "RECOGNIZERS",
    "engines": "ENGINE",
    "reports": "REPORT",
    "gate_reports": "REPORT",
    "scoring": "MODEL",
    "handovers": "HANDOVER",
    "exchange": "EXCHANGE",
}


@cache
def names(shelf: str) -> tuple[str, ...]:
    """Names of the plug-ins of a shelf, in alphabetical order; nothing is imported but the shelf's contract."""
    package = importlib.import_module(f"pia.{shelf}")
    own = {name for folder in package.__path__ for name in _modules(folder) if not name.startswith("_")}
    return tuple(sorted(own | _points(shelf).keys()))


def _modules(folder: str) -> tuple[str, ...]:
    """The modules in a folder, or in an archive."""
    if os.path.isdir(folder):  # noqa: PTH112 - pkgutil takes ten times as long
        return tuple(name.removesuffix(".py") for name in os.listdir(folder) if name.endswith(".py"))  # noqa: PTH208
    import pkgutil

    return tuple(module.name for module in pkgutil.iter_modules([folder]))


@cache
def _points(shelf: str) -> dict[str, EntryPoint]:
    if not offers(f"pia.{shelf}"):
        return {}
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=f"pia.{shelf}")}


def module(shelf: str, name: str) -> Any:
    """The module of one plug-in.

    Raises:
        PluginError: There is no such plug-in, or it does not hold what its shelf asks for.
    """
    known = names(shelf)
    if name not in known:
        from difflib import get_close_matches

        near = get_close_matches(name, known, 1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}."
        raise PluginError(Problem("", f"there is no '{name}' among the {shelf}", hint))
    points = _points(shelf)
    found = points[name].load() if name in points else importlib.import_module(f"pia.{shelf}.{name}")
    if not hasattr(found, SHELVES[shelf]):
        raise PluginError(Problem(name, f"the plug-in has no {SHELVES[shelf]}", f"See docs/{shelf}.md."))
    return found


def load(shelf: str, name: str) -> Any:
    """What one plug-in offers to its shelf.

    Raises:
        PluginError: There is no such plug-in, or it does not hold what its shelf asks for.
    """
    return getattr(module(shelf, name), SHELVES[shelf])


def load_all(shelf: str) -> dict[str, Any]:
    """What every plug-in of a shelf offers, by name, in alphabetical order.

    Raises:
        PluginError: A plug-in does not hold what its shelf asks for.
    """
    return {name: load(shelf, name) for name in names(shelf)}
