"""Places that hold no table: links, pipes, devices, folders, files that nobody may read, names that are hostile."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.badinput import Case, holding
from tests.badinput.tables import as_csv

Make = Callable[[Path], object]

_NAMES = (
    *(
        "-rf.csv",
        "a b.csv",
        "\u202evsc.exe.csv",
        "\x1b[31m.csv",
        "{{7*7}}.csv",
        "<b>.csv",
        "%s%n.csv",
        "[a].csv",
        "*.csv",
    ),
    *(
        "a\nb.csv",
        "'; DROP TABLE x;--.csv",
        "$(id).csv",
        "https:.csv",
        "::.csv",
        "n" * 250 + ".csv",
        ".csv",
        "csv",
        "é\u0301.csv",
    ),
)


_COMMANDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("scan", "mitigate", "explain", "assess", "gate", "report"), ()),
    "risk": ("--qi", "name"),
}


def cases(seed: int) -> Iterator[Case]:
    """Every kind; nothing of it is drawn by the seed."""
    for name, (make, target) in _PLACES.items():
        for word, more in _COMMANDS.items():
            named = f"{target}::name" if word == "explain" else target
            yield Case("places", f"{name}: {word}", make, (word, *more, named))
    for number, name in enumerate(_NAMES):
        for word, file in (("scan", f"./{name}"), ("folder", ".")):
            yield Case("names of files", f"{number}: {word}", holding(name, as_csv()), ("scan", file))
    yield Case("names of files", "bytes that are no text", _raw_name, ("scan", "."))


def _raw_name(folder: Path) -> None:
    with Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.csv")).open("wb") as file:
        file.write(as_csv())


def _link(target: str) -> Make:
    return lambda folder: (folder / "t.csv").symlink_to(target)


def _loop(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "b").symlink_to("../a")
    (folder / "t.csv").symlink_to("t.csv")


def _chain(folder: Path) -> None:
    for number in range(60):
        (folder / f"{number}.csv").symlink_to(f"{number + 1}.csv")
    (folder / "60.csv").write_bytes(as_csv())


def _locked(folder: Path) -> None:
    (folder / "t.csv").write_bytes(as_csv())
    (folder / "t.csv").chmod(0)


def _locked_folder(folder: Path) -> None:
    (folder / "inside").mkdir()
    (folder / "inside" / "t.csv").write_bytes(as_csv())
    (folder / "inside").chmod(0)


def _deep(folder: Path) -> None:
    inside = folder
    for _ in range(200):
        inside /= "d"
        inside.mkdir()
    (inside / "t.csv").write_bytes(as_csv())


def _growing(folder: Path) -> None:
    (folder / "t.csv").symlink_to("/dev/stdin")


_PLACES: dict[str, tuple[Make, str]] = {
    "missing": (lambda folder: None, "t.csv"),
    "a folder": (lambda folder: (folder / "t.csv").mkdir(), "t.csv"),
    "an empty folder": (lambda folder: (folder / "in").mkdir(), "in"),
    "a link to nothing": (_link("nowhere.csv"), "t.csv"),
    "a link to itself": (_loop, "t.csv"),
    "a loop of folders": (_loop, "a"),
    "a chain of links": (_chain, "0.csv"),
    "a pipe": (lambda folder: os.mkfifo(folder / "t.csv"), "t.csv"),
    "a pipe in a folder": (lambda folder: os.mkfifo(folder / "t.csv"), "."),
    "/dev/zero": (_link("/dev/zero"), "t.csv"),
    "/dev/full": (_link("/dev/full"), "t.csv"),
    "/dev/null": (_link("/dev/null"), "/dev/null"),
    "/proc/self/mem": (_link("/proc/self/mem"), "t.csv"),
    "/proc/self/environ": (_link("/proc/self/environ"), "t.csv"),
    "standard input as a file": (_growing, "t.csv"),
    "a file that nobody may read": (_locked, "t.csv"),
    "a folder that nobody may read": (_locked_folder, "inside"),
    "a deep folder": (_deep, "."),
    "an empty name": (lambda folder: None, ""),
    "a name that is too long": (lambda folder: None, "n" * 5000),
    "a glob of nothing": (lambda folder: None, "*.nothing"),
    "a glob that is none": (lambda folder: None, "[!"),
    "an address of nothing": (lambda folder: None, "nothing://x/y"),
    "an address of a database": (lambda folder: None, "postgresql://u:p@127.0.0.1:1/x"),
    "an address that is broken": (lambda folder: None, "mysql://u:@[::1/x"),
    "a remote file": (lambda folder: None, "https://127.0.0.1:1/t.csv"),
}
