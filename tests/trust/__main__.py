"""Every promise with its figure, as one table: python -m tests.trust [--quick] [--markdown] [NAME ...].

The exit code is 1 if a promise was broken or never tried.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from benchmarks.tables import Table, fill
from tests import trust
from tests.trust import Figure, Measure

PAGE = Path(__file__).resolve().parents[2] / "docs" / "trust.md"
MARKS = ("<!-- figures -->", "<!-- end of figures -->")
HEADER = ("promise", "measure", "tried", "broken", "")


def measures() -> dict[str, Measure]:
    """Every measure of this package, by name."""
    modules = [
        importlib.import_module(f"{trust.__name__}.{found.name}")
        for found in pkgutil.iter_modules(trust.__path__)
        if not found.name.startswith("_")
    ]
    held = [module for module in modules if hasattr(module, "NAME") and hasattr(module, "measure")]
    return {module.NAME: cast("Measure", module) for module in held}


def table(figures: Mapping[str, Sequence[Figure]]) -> Table:
    """One row per promise; what does not hold is marked."""
    rows = [
        (figure.promise, name, f"{figure.tried:,}", f"{figure.broken:,}" + " (!)" * (not figure.holds), figure.note)
        for name, found in figures.items()
        for figure in found
    ]
    return Table("Promises", HEADER, rows)


def main(arguments: Sequence[str]) -> int:
    """Run the measures that are named, or all; print the table; the exit code."""
    known = measures()
    parser = argparse.ArgumentParser(prog="python -m tests.trust", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(known)}")
    parser.add_argument("--quick", action="store_true", help="a sample of each")
    parser.add_argument("--markdown", action="store_true", help=f"also put the figures into docs/{PAGE.name}")
    given = parser.parse_args(arguments)
    if unknown := sorted(set(given.names) - known.keys()):
        parser.error(f"no measure is called {', '.join(unknown)}")
    figures: dict[str, Sequence[Figure]] = {}
    tables: list[Table] = []
    for name, module in known.items():
        if given.names and name not in given.names:
            continue
        begin = time.perf_counter()
        figures[name] = module.measure(given.quick)
        tables += module.tables() if hasattr(module, "tables") else []
        sys.stderr.write(f"{name}: {time.perf_counter() - begin:.0f} s\n")
    text = "\n\n".join(item.markdown() for item in (table(figures), *tables))
    sys.stdout.write(f"{text}\n")
    if given.markdown:
        fill(PAGE, text, MARKS)
    return int(not all(figure.holds for found in figures.values() for figure in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
