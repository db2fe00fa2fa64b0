"""How fast rule packs load and judge, and what a hostile pack costs.

    python -m benchmarks.rules [--rules N] [--runs N]

Copies of the shipped rules fill up to N rules in a folder of packs; each figure is the median of the runs, in CPU
seconds of this process, so that other work on the machine counts little. A hostile pack of 100,000 rules is read in a
process of its own.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from benchmarks.processes import measured
from pia import pipeline
from pia.assess.packs import find_packs, load_facts, load_packs
from pia.assess.questions import questions
from pia.assess.verdicts import judge
from pia.judging import Rulebook
from pia.model.rule import FactValue
from pia.resources import resource

ROOT = Path(__file__).resolve().parents[1]
_DAY = date(2026, 11, 24)
_HOSTILE = 100_000
_REFUSED = "from pathlib import Path; from pia import documents, errors; from pia.model.rule import RulePack\n"
_REFUSED += "try: documents.load(Path({path!r}), RulePack)\nexcept errors.PiaError as error: print(len(error.problems))"


def copies(folder: Path, rules: int) -> int:
    """Fill a folder with copies of the shipped packs, each with ids of its own; the number of rules written."""
    texts = [path.read_text(encoding="utf-8") for path in find_packs([resource("rules")])]
    written = nth = 0
    while written < rules:
        for text in texts:
            head, *parts = text.split("\n- id: ")
            taken = parts[: rules - written]
            renamed = [f"\n- id: c{nth}.{part}" for part in taken]
            path = folder / "copies" / f"{nth}.yaml"
            path.parent.mkdir(exist_ok=True)
            body = head.replace("\nid: ", f"\nid: c{nth}-", 1).partition("\nfacts:")[0]
            body += "" if body.endswith("rules:") else "\nrules:"
            path.write_text(body + "".join(renamed), encoding="utf-8")
            written, nth = written + len(taken), nth + 1
            if written >= rules:
                break
    return written


def seconds(work: Callable[[], object], runs: int) -> float:
    """Median CPU seconds of some work, once done before."""
    work()
    taken = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def hostile(folder: Path) -> Iterator[tuple[str, Path]]:
    """Packs that must be refused: too big, too many, empty rules and examples, aliases that multiply."""
    rule = find_packs([resource("rules")])[0].read_text(encoding="utf-8").split("\n- id: ")[1]
    levels = "".join(f"b{nth}: &a{nth} [{', '.join([f'*a{nth - 1}'] * 9)}]\n" for nth in range(1, 10))
    contents = {
        "100,000 whole rules": ("rules:\n", f"- id: {rule}\n", _HOSTILE),
        "100,000 empty rules": ("rules:\n", "- {}\n", _HOSTILE),
        "10,000 empty rules": ("rules:\n", "- {}\n", 10_000),
        "190,000 empty examples in 19 rules": ("rules:\n", f"- tests: [{'{}, ' * 9_999}]\n", 19),
        "aliases, 9 levels of 9": ("a: &a0 [x]\n", levels, 1),
    }
    for place, (name, (head, part, times)) in enumerate(contents.items()):
        path = folder / f"hostile-{place}.yaml"
        with path.open("w", encoding="utf-8") as file:
            file.write(head)
            for _ in range(times):
                file.write(part)
        yield name, path


def _afresh() -> Rulebook:
    """The shipped rules, read from their files and not from memory."""
    pipeline._rulebook.cache_clear()
    return pipeline.rulebook()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="benchmarks.rules")
    parser.add_argument("--rules", type=int, default=500)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count, facts = copies(folder, options.rules), load_facts(resource("rules") / "facts.yaml")
        shipped = pipeline.rulebook()
        words = dict(shipped.facts)
        paths = find_packs([folder])
        packs, _ = load_packs(paths, words)
        values: dict[str, FactValue] = {"scan.personal": True, "scan.rows": 1000, "scan.subjects": 20_000}
        shown = {
            f"load the shipped rules ({sum(len(pack.rules) for pack in shipped.packs)}), facts and categories": seconds(
                _afresh, options.runs
            ),
            f"load {count} rules": seconds(lambda: load_packs(paths, words), options.runs),
            f"judge one assessment by {count} rules": seconds(lambda: judge(packs, words, values, _DAY), options.runs),
            f"judge it and order its questions, {count} rules": seconds(
                lambda: questions(judge(packs, words, values, _DAY), words, packs, values), options.runs
            ),
        }
        for what, taken in shown.items():
            print(f"| {what} | {taken:.3f} |")
        print(f"({len(facts)} facts shared)")
        for what, path in hostile(folder):
            usage = measured([sys.executable, "-c", _REFUSED.format(path=str(path))], ROOT)
            told = usage.output.strip()
            print(f"| {what} | {usage.wall_seconds:.1f} s | {usage.peak_bytes / 2**20:.0f} MiB | {told} problems |")


if __name__ == "__main__":
    main()
