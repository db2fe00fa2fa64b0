"""The journal `review.jsonl`: one line per act, each bound to the one before it; lines are only ever added.

Every line holds the digest of itself and of the chain before it, so that a line that was edited, removed or inserted
breaks the chain. `.review.head` beside it counts the lines and repeats the last digest, so that lines that are missing
at the end are noticed. Neither is a signature: who can write both can forge both.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pia import documents
from pia.errors import DocumentError, Problem, ReviewError
from pia.model.review import Act, Entry, Journal
from pia.model.text import Text

START = "0" * 64
"""The chain before the first line."""

_MOST_BYTES = 100_000_000


def read(path: Path) -> Journal:
    """The journal in a file; empty if there is none.

    Raises:
        ReviewError: It cannot be read, or is larger than 100 MB.
    """
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise ReviewError(Problem(path.name, _reason(error), "Check the permissions.")) from None
    if len(data) > _MOST_BYTES:
        raise ReviewError(Problem(path.name, "the journal is larger than 100 MB", "Move it aside; a new one begins."))
    whole, _, rest = data.rpartition(b"\n")
    lines = whole.split(b"\n") if whole else []
    entries, broken, chain = list[Entry](), list[Text](), START
    for number, line in enumerate(lines, start=1):
        entry = _entry(line)
        if entry is None:
            broken.append(Text(f"line {number} cannot be read", f"第 {number} 行无法读取"))
        else:
            broken += _faults(entry, number, line, chain)
            entries.append(entry)
        chain = _stated(line)
    return Journal(tuple(entries), bool(rest), (*broken, *_cut(path, [_stated(line) for line in lines])))


def append(path: Path, entry: Entry) -> Entry:
    """Add a line, on the disk when this returns; the caller holds the lock, and lets it be counted.

    The number and the chain of `entry` are set here. What a killed process left of a line is cut off; a line of
    its own tells that.

    Raises:
        ReviewError: The journal cannot be written or read.
    """
    try:
        data = path.read_bytes() if path.exists() else b""
        whole, _, rest = data.rpartition(b"\n")
        lines = whole.split(b"\n") if whole else []
        chain, added = _stated(lines[-1]) if lines else START, b""
        kept = len(data) - len(rest)
        if rest:
            torn = replace(
                entry, act=Act.REPAIRED, where=path.name, before=None, after=None, file="", base="", result=""
            )
            torn = replace(torn, note="a line that was cut off", operation=None, path=())
            repaired, line = _sealed(torn, len(lines) + 1, chain)
            added, chain, lines = line, repaired.chain, [*lines, line]
        sealed, line = _sealed(entry, len(lines) + 1, chain)
        _write(path, kept, added + line)
    except OSError as error:
        raise ReviewError(Problem(path.name, _reason(error), "Check the permissions.")) from None
    return sealed


def count(path: Path, entry: Entry) -> None:
    """Let the head count the line that was added last, once what it says is done.

    Raises:
        DocumentError: The head cannot be written.
    """
    documents.write(_head(path), f"{entry.number} {entry.chain}\n".encode())


def uncounted(path: Path, journal: Journal) -> Entry | None:
    """The last line, if the head does not count it yet: a process was killed before what it says was done or counted.

    Args:
        path: The file of the journal.
        journal: What is in it; where it is broken nothing is to be done by it.
    """
    entries = () if journal.broken else journal.entries
    try:
        counted = int(_head(path).read_text(encoding="ascii").split()[0])
    except FileNotFoundError:
        counted = 0 if len(entries) == 1 else len(entries)
    except (OSError, ValueError, IndexError):
        return None
    return entries[-1] if len(entries) > counted else None


def _write(path: Path, kept: int, data: bytes) -> None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    with os.fdopen(handle, "r+b") as file:
        file.truncate(kept)
        file.seek(kept)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sealed(entry: Entry, number: int, chain: str) -> tuple[Entry, bytes]:
    numbered = replace(entry, number=number, chain="")
    body = _body(numbered)
    sealed = replace(numbered, chain=_digest(body, chain))
    return sealed, body[:-1] + f', "chain": "{sealed.chain}"}}\n'.encode()


def _body(entry: Entry) -> bytes:
    """The line without its chain: one JSON object; fields that say nothing are left out."""
    plain = json.loads(documents.dump_json(entry))
    kept = {key: value for key, value in plain.items() if value not in ("", None, []) or key in ("before", "after")}
    return json.dumps(kept, ensure_ascii=False).encode()


def _digest(body: bytes, chain: str) -> str:
    return hashlib.sha256(chain.encode() + b"\n" + body).hexdigest()


def _entry(line: bytes) -> Entry | None:
    try:
        return documents.loads(line, "line.json", Entry).value
    except DocumentError:
        return None


def _stated(line: bytes) -> str:
    """The chain that a line states; its own digest if it states none, so that the next line does not fit."""
    head, found, tail = line.rstrip(b"\n").rpartition(b', "chain": "')
    return tail.removesuffix(b'"}').decode("ascii", "replace") if found and head else hashlib.sha256(line).hexdigest()


def _faults(entry: Entry, number: int, line: bytes, chain: str) -> Sequence[Text]:
    body = line.rpartition(b', "chain": "')[0] + b"}"
    if entry.number == number and entry.chain == _digest(body, chain):
        return ()
    return (
        Text(
            f"line {number} was edited, or lines before it were removed or inserted",
            f"第 {number} 行被改动，或其前有行被删除或插入",
        ),
    )


def _cut(path: Path, chains: Sequence[str]) -> Sequence[Text]:
    """What the head says against the end of the journal; a line more than it counts was added by a killed process."""
    try:
        number, chain = _head(path).read_text(encoding="ascii").split()
        counted = int(number)
    except FileNotFoundError:
        lost = Text(f"{_head(path).name} is missing", f"{_head(path).name} 缺失")
        return (lost,) if len(chains) > 1 else ()
    except (OSError, ValueError):
        return (Text(f"{_head(path).name} cannot be read", f"{_head(path).name} 无法读取"),)
    if counted > len(chains):
        missing = counted - len(chains)
        return (Text(f"{missing} lines are missing at the end", f"末尾缺少 {missing} 行"),)
    if counted < 1 or chains[counted - 1] != chain:
        return (Text(f"line {counted} is not the one that was written last", f"第 {counted} 行并非最后写入的一行"),)
    return ()


def _head(path: Path) -> Path:
    return path.with_name(f".{path.stem}.head")


def _reason(error: OSError) -> str:
    return (error.strerror or "it cannot be read").lower()
