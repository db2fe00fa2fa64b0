"""Bad input: tried, handled, and what must never be: tracebacks, hangs, leaks, too much memory, unclear errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.tables import Table
from tests.badinput import Case, documents, nested, packed, places, texts
from tests.badinput import tables as formats
from tests.badinput.running import MOST_BYTES, MOST_SECONDS, Result, run_all
from tests.trust import Figure

NAME = "badinput"
SEED = 11
_QUICK_STEP = 37
_FAULTS = {
    "traceback": "No bad input ends in a traceback or a crash",
    "hang": f"No bad input takes more than {MOST_SECONDS:.0f} s",
    "leak": "No bad input makes a cell come out",
    "memory": f"No bad input takes more than {MOST_BYTES >> 30} GiB of memory",
    "unclear": "No bad input is refused without a word",
}
_results: list[Result] = []


def cases(seed: int) -> Iterator[Case]:
    """All of them, in order."""
    for module in (formats, texts, nested, packed, places, documents):
        yield from module.cases(seed)


def measure(quick: bool) -> Sequence[Figure]:
    """Run the cases, or every 37th of those that are not large on purpose."""
    chosen = list(cases(SEED))
    if quick:
        chosen = [case for case in chosen if not case.big][::_QUICK_STEP]
    _results[:] = run_all(chosen)
    told = sum(result.told for result in _results)
    note = f"cases; {told:,} refused in words or with something counted as not examined, the others read"
    figures = []
    for fault, promise in _FAULTS.items():
        broken = [f"{item.case.family}: {item.case.name}" for item in _results if fault in item.faults]
        figures.append(Figure(promise, len(_results), len(broken), "; ".join(broken[:5]) or note))
        note = ""
    return figures


def tables() -> list[Table]:
    """What became of each family."""
    return [outcomes(_results)]


def outcomes(results: Sequence[Result]) -> Table:
    """What became of each family of cases."""
    families = dict.fromkeys(item.case.family for item in results)
    header = ("family", "tried", "handled", "tracebacks", "hangs over 10 s", "leaks", "memory over 2 GiB", "slowest, s")
    rows = []
    for family in (*families, ""):
        own = [item for item in results if item.case.family == family or not family]
        counts = [sum(fault in item.faults for item in own) for fault in ("traceback", "hang", "leak", "memory")]
        slowest = max((item.answer.seconds for item in own), default=0.0)
        figures = [len(own), sum(item.handled for item in own), *counts]
        rows.append((family or "**all**", *(f"{figure:,}" for figure in figures), f"{slowest:.1f}"))
    return Table("Bad input", header, rows)
