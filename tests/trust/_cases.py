"""Commands that write, each with what it wrote before and what a run writes that is disturbed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tests.projects_for_tests import project
from tests.trust._forge import Ended, Forge, Run

DAYS = (date(2026, 11, 24), date(2026, 12, 1))
_NOON = 12 * 3600
_LITTER = re.compile(r"\.[0-9a-f]{8}\.pia-tmp")
_LOCK = re.compile(r"\.approval\.json\.lock")


@dataclass(frozen=True, slots=True)
class Case:
    """A command and its files.

    Attributes:
        name: Of the command.
        folder: Where its outputs lie, and nothing else changes.
        runs: The run that gives the old files, and the one that gives the new ones.
        files: What either gives undisturbed, by name.
        ended: How the latter ended undisturbed.
    """

    name: str
    folder: Path
    runs: tuple[Run, Run]
    files: tuple[Mapping[str, bytes], Mapping[str, bytes]]
    ended: Ended

    def restore(self) -> None:
        """Put the old files back; what killed runs left stays."""
        for name, data in self.files[0].items():
            (self.folder / name).write_bytes(data)

    def now(self) -> dict[str, bytes]:
        """The outputs as they lie there now."""
        return _read(self.folder, self.files[0])

    def litter(self) -> list[str]:
        """Names of files that are being written, or that a killed run left."""
        return [path.name for path in self.folder.iterdir() if _LITTER.fullmatch(path.name)]

    def strange(self) -> list[str]:
        """Names of files that nobody said would be there."""
        known = {*self.files[0], "source.json"}
        names = [path.name for path in self.folder.iterdir() if path.name not in known]
        return [name for name in names if not _LITTER.fullmatch(name) and not _LOCK.fullmatch(name)]


def epoch(day: date) -> str:
    """Noon of a day, as `SOURCE_DATE_EPOCH` takes it."""
    return str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + _NOON)


def cases(place: Path, forge: Forge) -> list[Case]:
    """Scan, assess, approve and report, on a small project that is made in a folder."""
    place.mkdir()
    made = project(place)
    (place / "u.csv").write_text("mail,number\nz@example.org,9\n", encoding="utf-8")
    out = {name: place / name for name in ("scan", "assess", "approve", "report")}
    for folder in out.values():
        folder.mkdir()
    source = shutil.copy(made.folder / "assessment.json", out["report"] / "source.json")
    rules, formats = ("--rules", str(place)), ("-f", "html", "-f", "markdown")
    scan = ("-f", f"json={out['scan'] / 'scan.json'}")
    assess = ("assess", str(place / "deployment.yaml"), *rules, *formats, "--out", str(out["assess"]))
    signed = ("--key", str(place / "Ann.key"), "--role", "assessor", "--out", str(out["approve"] / "approval.json"))
    approve = ("approve", str(place / "assessment.json"), *rules, *signed, "--name")
    report = ("report", str(source), *formats, "-f", "docx")
    written = ("report.html", "report.md")
    return [
        _case("scan", out, forge, [("scan", str(place / name), *scan) for name in ("t.csv", "u.csv")], ["scan.json"]),
        _case("assess", out, forge, [assess, assess], ["assessment.json", *written]),
        _case("approve", out, forge, [(*approve, name) for name in ("Ann", "Anna")], ["approval.json"]),
        _case("report", out, forge, [report, (*report, "--brand-name", "Other")], [*written, "report.docx"]),
    ]


def _case(
    name: str, out: Mapping[str, Path], forge: Forge, commands: Sequence[tuple[str, ...]], outputs: Sequence[str]
) -> Case:
    """The case with what it gives undisturbed.

    Raises:
        RuntimeError: A command fails, or both give the same; nothing could be learned from disturbing it.
    """
    before, after = (Run(run, {"SOURCE_DATE_EPOCH": epoch(day)}) for run, day in zip(commands, DAYS, strict=True))
    (first,), old = forge.run(before), _read(out[name], outputs)
    (second,), new = forge.run(after), _read(out[name], outputs)
    if first.code or second.code or any(old[output] == new[output] for output in outputs):
        raise RuntimeError(f"{name}: exit codes {first.code} and {second.code}, or nothing differs")
    return Case(name, out[name], (before, after), (old, new), second)


def _read(folder: Path, outputs: Sequence[str] | Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in outputs if (folder / name).exists()}
