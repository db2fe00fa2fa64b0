"""How far a scan came, kept in files: a killed run is taken up where it stopped, and ends with the same bytes."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from pia import outputs
from pia.contents.address import Address
from pia.errors import PiaError
from pia.model.text import Text
from pia.scan.datasets import Dataset
from pia.scan.opening import STANDARD_INPUT, Part
from pia.scan.tally import ScanTally
from pia.scan.tally_bytes import packed, tally_of, unpacked
from pia.sources import Batch

EVERY_SECONDS = 10.0
"""How far a scan came is kept so often, or so seldom that keeping takes a tenth of the time."""

_WORTH = 10
_CHUNK = 1 << 20
_SEAL = 32
_MARK = b"pia checkpoint 1"

_ONCE = ("only files can be taken up; it is scanned from the start", "只有文件可以继续扫描，将从头扫描")
_DAMAGED = ("its checkpoint is damaged; it is scanned from the start", "其检查点已损坏，将从头扫描")
_OTHER_SEARCH = (
    "pia or what it looks for has changed; it is scanned from the start",
    "pia 或检测内容已变化，将从头扫描",
)
_OTHER_DATA = ("the data has changed; it is scanned from the start", "数据已变化，将从头扫描")

Told = tuple[str, str]
"""A sentence in English and Chinese, or nothing."""

Run = Callable[[Callable[[Batch], ScanTally], Iterable[Batch]], Iterator[ScanTally]]


class Checkpoints:
    """Files that tell how far the scans of a run came, one per dataset.

    They hold counts, names of columns and masked evidence as every output does, and hashes of values under a key that
    only the data itself gives: without the data they tell nothing of a value, cannot be forged, and are refused once a
    byte of the data differs.

    Attributes:
        notes: What a user should know: what was taken up, and what was begun anew and why.
    """

    def __init__(self, folder: Path, scanner: str, every: float = EVERY_SECONDS) -> None:
        """Nothing is read or written yet.

        Args:
            folder: Where the files lie; it is made.
            scanner: The version of pia, what ships with it, and how data is opened, in words that differ when they do.
            every: Seconds between two times that it is kept how far the scan came; 0: after every batch.
        """
        self.notes: list[Text] = []
        self._folder, self._scanner, self._every = folder, scanner, every
        self._used: list[Path] = []

    def of(self, dataset: Dataset, searched: str) -> Checkpoint | None:
        """The checkpoint of a dataset; none if its data cannot be read twice, which is told.

        Args:
            dataset: What is scanned.
            searched: Digest of what is looked for.
        """
        if any(_passes(part) for part in dataset.parts):
            self._note(dataset, *_ONCE)
            return None
        key, scanner = _key(dataset), f"{self._scanner} {searched}"
        name = hashlib.sha256(f"{dataset.name}\0{dataset.locator}".encode()).hexdigest()[:32]
        path = self._folder / f"{name}.checkpoint"
        self._used.append(path)
        found = Checkpoint(path, scanner, key, self._every)
        told = found.load()
        if told:
            self._note(dataset, *told)
        return found

    def clear(self) -> None:
        """Take the files away, once the outputs of the run are written; and the folder, if nothing else is in it."""
        with suppress(OSError):
            for path in self._used:
                path.unlink(missing_ok=True)
            self._folder.rmdir()

    def _note(self, dataset: Dataset, en: str, zh: str) -> None:
        self.notes.append(Text(f"{dataset.name}: {en}", f"{dataset.name}：{zh}"))


class Checkpoint:
    """How far the scan of one dataset came.

    Attributes:
        key: Under which its values are hashed; it follows from the data and lands nowhere.
        tally: What was counted.
    """

    def __init__(self, path: Path, scanner: str, key: bytes, every: float) -> None:
        """Nothing is read yet."""
        self.key, self.tally = _derived(key, b"values"), ScanTally()
        self._seal, self._data = _derived(key, b"seal"), _derived(key, b"data").hex()
        self._path, self._scanner, self._every = path, scanner, every

    def load(self) -> Told | tuple[()]:
        """Take up what was kept, if it fits; and what there is to tell of it."""
        try:
            data = self._path.read_bytes()
        except OSError:
            return ()
        seal, rest = data[:_SEAL], data[_SEAL:]
        try:
            kept, hashes = unpacked(rest)
        except PiaError:
            return _DAMAGED
        if kept.scanner != self._scanner:
            return _OTHER_SEARCH
        if kept.data != self._data:
            return _OTHER_DATA
        if not hmac.compare_digest(seal, self._sealed(rest)):
            return _DAMAGED
        self.tally = tally_of(kept, hashes)
        rows = sum(self.tally.rows.values())
        return f"the scan goes on behind row {rows:,}", f"从第 {rows:,} 行之后继续扫描"

    def merged(self, run: Run, work: Callable[[Batch], ScanTally], batches: Iterable[Batch]) -> ScanTally:
        """The tally of all batches, of which those that were tallied before are only read.

        Args:
            run: Of an engine that gives results in order.
            work: Tallies a batch.
            batches: The dataset from its start.

        Raises:
            DocumentError: The checkpoint cannot be written.
        """
        held, due = [self.tally], time.monotonic() + self._every
        try:
            for tally in run(work, _behind(batches, sum(self.tally.rows.values()))):
                held.append(tally)
                begin = time.monotonic()
                if begin >= due:
                    self.tally = ScanTally.together(held)
                    held = [self.tally]
                    self._save()
                    end = time.monotonic()
                    due = end + max(self._every, _WORTH * (end - begin)) if self._every else begin
        finally:
            self.tally = ScanTally.together(held)
            self._save()
        return self.tally

    def _save(self) -> None:
        rest = packed(self._scanner, self._data, self.tally)
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        outputs.write({self._path: self._sealed(rest) + rest})

    def _sealed(self, rest: bytes) -> bytes:
        return hashlib.blake2b(rest, key=self._seal, digest_size=_SEAL).digest()


def _passes(part: Part) -> bool:
    """Whether bytes pass once only, or rows come from a database, which may hold others the next time."""
    return isinstance(part.content, Address) or part.content.locator.partition("/")[0] == STANDARD_INPUT


def _key(dataset: Dataset) -> bytes:
    """A digest of all bytes of a dataset, which is not among those that pia publishes.

    What cannot be read ends there, and is told when it is scanned.
    """
    digest = hashlib.blake2b(_MARK)
    for part in dataset.parts:
        digest.update(f"{len(part.name)} {part.name} {part.source.name}".encode())
        size = 0
        with suppress(PiaError), part.content.open() as stream:
            while data := stream.read(_CHUNK):
                digest.update(data)
                size += len(data)
        digest.update(size.to_bytes(8, "big"))
    return digest.digest()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hashlib.blake2b(purpose, key=key, digest_size=32).digest()


def _behind(batches: Iterable[Batch], rows: int) -> Iterator[Batch]:
    """The batches behind so many rows; a table without rows costs nothing and is tallied again."""
    for batch in batches:
        own = batch.data.num_rows
        if rows == 0 or own == 0:
            yield batch
        elif own > rows:
            yield Batch(batch.table, batch.first_row + rows, batch.data.slice(rows))
        rows = max(0, rows - own)
