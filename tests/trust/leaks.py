"""No planted value in any byte that pia gives away: every command, every format, every stream, file and process."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from pia import plugins
from pia.cli import main
from tests.trust import Figure
from tests.trust._planted import SECRETS, STRUCTURE, Planted, plant
from tests.trust._watched import Run, Watched
from tests.trust._zygote import Zygote

NAME = "leaks"
ADDRESS = f"postgresql://ann:{SECRETS['password']}@127.0.0.1:1/people"
DATA = (
    *("people.csv", "examples.csv", "headless.csv", "headless2.csv", "book.xlsx", "people.sqlite", "people.parquet"),
    *("packed.zip", f"{STRUCTURE['key']}.json", "lines.jsonl", STRUCTURE["folder"], "many.csv"),
)
BY_PURPOSE = {"changed.csv", "officer.key"}
"""Files that hold values because the user asks for them: a changed table, a private key."""

_SHELLS = {"completion"}
"""Commands that ask the user's own shell for its version, which has the user's variables anyway."""

_QUICK = {"scan", "assess", "gate", "explain", "report", "risk"}


def commands() -> Iterator[tuple[str, ...]]:
    """Command lines in an order in which each finds what it needs; every command and every format is among them."""
    for file in DATA:
        yield ("scan", file, "-f", "table", "-f", "json")
    yield ("--lang", "zh", "scan", "people.csv", "-f", f"json={STRUCTURE['file']}.scan.json", "-f", "table")
    yield ("--color", "scan", *DATA[:3], "--fail-on", "high", "--recognizers", "own.yaml")
    yield ("scan", "-")
    yield ("scan", ADDRESS)
    yield ("scan", "missing.csv", "people.csv", "--input-format", "json")
    formats = [part for name in plugins.names("reports") for part in ("-f", name)]
    yield ("assess", "deployment.yaml", *formats)
    for language in ("en", "zh"):
        for edition in ("assessment", "residents"):
            yield ("--lang", language, "report", "assessment.json", "--edition", edition, *formats)
    for name in ("gdpr.35.2.dpo", "people::email", f"book/{STRUCTURE['sheet']}::email", "people::nonesuch"):
        yield ("explain", name)
    for name in ("people.csv::email", "people.csv::notes", "headless.csv::column 1", "book.xlsx::姓名"):
        yield ("explain", name, "-f", "json")
        yield ("--lang", "zh", "explain", name)
    yield from _measuring()
    yield from _gate()
    yield ("diff", "people.csv", "later.csv")
    yield ("diff", "people.csv", "later.csv", *formats)
    yield ("evaluate", "gold.json", "--cells")
    yield ("evaluate", "gold.json", "--cells", "-f", "json")
    yield ("recognizers", "check", "own.yaml")
    yield from (("score", name, "answers.json") for name in plugins.names("scoring"))
    yield from (("rules", *words) for words in (("list",), ("show", "eu-gdpr"), ("check",), ("test",), ("lock",)))
    yield from (("rules", "schema"), ("rules", "new", "mine/new.yaml"), ("init", "started.yaml"))
    yield from (
        (
            "export",
            "assessment.json",
            *(part for name in plugins.names("exchange") for part in ("-f", f"{name}={name}.json")),
        ),
    )
    yield ("import", "cnil.json", "--to", "imported/deployment.yaml")
    yield from (("models",), ("completion", "bash"), ("--version",), ("--help",))


def _measuring() -> Iterator[tuple[str, ...]]:
    quasi = ("--qi", "birth date,postcode")
    yield ("risk", "people.csv", "-f", "table", "-f", "json")
    yield ("--lang", "zh", "risk", "people.csv", *quasi, "--sensitive", "notes", "--population", "90000", "-f", "table")
    yield ("link", "people.csv", "later.csv", "-f", "table", "-f", "json")
    yield ("mitigate", "people.csv", *quasi, "--out", "changed.csv", "--hash", "email", "-f", "table", "-f", "json")


def _gate() -> Iterator[tuple[str, ...]]:
    yield ("keys", "new", "--out", "officer.key", "--encrypt")
    yield ("approve", "assessment.json", "--key", "officer.key", "--role", "officer", "--name", "Olaf")
    yield ("verify", "approval.json")
    yield ("verify", "approval.json", "-f", "json")
    formats = [part for name in plugins.names("gate_reports") for part in ("-f", name)]
    yield ("gate", "assessment.json", "-f", "text", *formats)
    yield ("gate", "deployment.yaml", "--approved", "approval.json", *formats)
    yield ("baseline", "deployment.yaml", "--out", "baseline.json")


def uncalled() -> set[str]:
    """Commands of the command line that no line of `commands` runs; the room is tried by its own tests."""
    words = {word for line in commands() for word in line}
    return set(main.commands) - words - {"serve"}


def leaked(run: Run, planted: Planted) -> list[str]:
    """Where a planted value stands in what a run gave away, and in which form; the value itself is not repeated."""
    found = []
    for where, data in run.everything():
        name = Path(where).name
        if any(wanted in name for wanted in BY_PURPOSE) or (name.endswith("-process") and run.arguments[0] in _SHELLS):
            continue
        for hit in planted.nowhere.hits(data):
            found.append(f"{' '.join(run.arguments)}: {name}: {hit.form} of {hit.value[:4]}...")
    for where, data in run.around.items():
        if not (where.endswith("-opened") or "-gone-" in where):
            found += [f"{run.arguments[0]}: {Path(where).name}: {hit.value}" for hit in planted.structure.hits(data)]
    return found


def runs(folder: Path, *, quick: bool) -> Iterator[tuple[Run, Planted]]:
    """Every command, run in the planted project."""
    place = Watched(folder)
    planted = plant(place.project)
    place.look()
    seen: set[str] = set()
    with Zygote(place.environment()) as zygote:
        for line in commands():
            word = next(word for word in line if word in main.commands or word.startswith("--ver") or word == "--help")
            if quick and (word not in _QUICK or word in seen):
                continue
            seen.add(word)
            stdin = (place.project / "people.csv").read_bytes() if line[-1] == "-" else b"\n" * 20
            yield place.run(zygote, line, stdin), planted


def measure(quick: bool) -> Sequence[Figure]:
    """Run the commands and search what they gave away."""
    tried = searched = forms = 0
    broken: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for run, planted in runs(Path(folder), quick=quick):
            tried += 1
            forms = planted.nowhere.forms
            searched += sum(len(data) for _, data in run.everything())
            broken += leaked(run, planted)
    note = f"runs of pia; {searched >> 20} MiB searched for {planted.cells} values in {forms:,} forms"
    return [Figure("No cell and no secret in anything that a command gives away", tried, len(broken), note)]
