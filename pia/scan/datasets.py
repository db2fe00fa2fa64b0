"""What was opened -> datasets: each content one of its own, or all of them the tables of one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pia.errors import PiaError
from pia.model.finding import NotExamined
from pia.model.limits import DEFAULT, Limits
from pia.model.text import Text
from pia.scan.formats import format_suffix
from pia.scan.headless import with_first_rows
from pia.scan.limiting import within
from pia.scan.opening import Access, Opened, Part, open_locator
from pia.sources import Batch, Progress, Reading, Source


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is read as one.

    Attributes:
        name: Name of the dataset.
        locator: Where it is, as it can be shown.
        parts: Its contents.
        not_examined: What lies beside them and cannot be read.
        limits: How much of each part is read.
    """

    name: str
    locator: str
    parts: tuple[Part, ...]
    not_examined: tuple[NotExamined, ...] = ()
    limits: Limits = DEFAULT

    def read(self, progress: Progress) -> Reading:
        """The rows of all parts, one part after the other, each opened when its turn comes.

        A part that cannot be read does not stop the others: it is not examined. The digest of several parts is that
        of the lines `digest  name`, as `sha256sum` prints them.

        Raises:
            PiaError: It has one part, and that cannot be opened.
        """
        if len(self.parts) == 1 and not self.parts[0].name:
            return read_part(self.parts[0], self.name, self.limits, progress)
        joined = _Joined(self, progress)
        return Reading(joined.batches(), joined.sha256, joined.not_examined)


@dataclass(frozen=True, slots=True)
class Found:
    """What the locators of a run lead to.

    Attributes:
        datasets: What can be read, in order.
        not_examined: What lies beside it and cannot be read.
        errors: What should be readable and is not.
    """

    datasets: tuple[Dataset, ...]
    not_examined: tuple[NotExamined, ...]
    errors: tuple[PiaError, ...]


def open_apart(named: Sequence[tuple[str, str]], access: Access) -> Found:
    """Every content behind some locators, given as (name, locator), as a dataset of its own, named by where it is.

    Raises:
        SourceError: There is no such input format.
    """
    if access.input_format:
        format_suffix(access.input_format)
    opened, errors = _open(named, access)
    datasets = tuple(
        Dataset(part.content.locator if part.name else name, part.content.locator, (part,), limits=access.limits)
        for name, item in opened
        for part in item.parts
    )
    left = tuple(
        replace(lying, where=f"{item.locator.rstrip('/')}/{lying.where}")
        for _, item in opened
        for lying in item.not_examined
    )
    return Found(datasets, left, (*errors, *(error for _, item in opened for _, error in item.errors)))


def open_as_one(named: Sequence[tuple[str, str]], access: Access) -> Found:
    """All contents behind each locator, given as (name, locator), as one dataset, whose tables they are."""
    opened, errors = _open(named, access)
    datasets = []
    for name, item in opened:
        if not item.parts:
            errors.append(together([error for _, error in item.errors]))
            continue
        left = [replace(lying, where=f"{name}/{lying.where}") for lying in item.not_examined]
        left += [unread(error, f"{name}/{below}") for below, error in item.errors]
        datasets.append(Dataset(name, item.locator, item.parts, tuple(left), access.limits))
    return Found(tuple(datasets), (), tuple(errors))


def _open(named: Sequence[tuple[str, str]], access: Access) -> tuple[list[tuple[str, Opened]], list[PiaError]]:
    opened: list[tuple[str, Opened]] = []
    errors: list[PiaError] = []
    for name, locator in named:
        try:
            item = open_locator(locator, access)
        except PiaError as error:
            errors.append(error)
        else:
            opened.append((item.locator if name == locator else name, item))
    return opened, errors


def bounded(source: Source, limits: Limits) -> Source:
    """A source that heeds those limits that concern how it reads."""
    heeding: Callable[[Limits], Source] | None = getattr(source, "within", None)
    return heeding(limits) if heeding else source


def read_part(part: Part, name: str, limits: Limits, progress: Progress) -> Reading:
    """A part within the limits; a first row that was taken for a header is a row again.

    Raises:
        PiaError: It cannot be opened.
    """
    source = bounded(part.source, limits)
    reading = within(source.read(part.content, name, progress), limits, name)
    return replace(reading, batches=with_first_rows(reading.batches)) if reading.guessed else reading


class _Joined:
    """Several contents being read as one."""

    def __init__(self, dataset: Dataset, progress: Progress) -> None:
        self.dataset, self.progress = dataset, progress
        self.total = sum(part.content.size for part in dataset.parts)
        self.done = 0
        self.lines: list[str] = []
        self.left: list[NotExamined] = list(dataset.not_examined)

    def batches(self) -> Iterator[Batch]:
        failed: list[PiaError] = []
        for part in self.dataset.parts:
            try:
                yield from self._part(part)
            except PiaError as error:
                failed.append(error)
                self.left.append(unread(error, f"{self.dataset.name}/{part.name}"))
                self.lines.append(f"unread  {part.name}")
            self.done += part.content.size
        if len(failed) == len(self.dataset.parts):
            raise together(failed)

    def _part(self, part: Part) -> Iterator[Batch]:
        reading = read_part(part, f"{self.dataset.name}/{part.name}", self.dataset.limits, self._progress)
        try:
            for batch in reading.batches:
                table = f"{part.name}/{batch.table}" if batch.table else part.name
                yield replace(batch, table=table)
            self.lines.append(f"{reading.sha256()}  {part.name}")
        finally:
            self.left += reading.not_examined()

    def _progress(self, done: int, _total: int) -> None:
        self.progress(self.done + done, self.total)

    def sha256(self) -> str:
        return hashlib.sha256("\n".join(self.lines).encode()).hexdigest()

    def not_examined(self) -> tuple[NotExamined, ...]:
        return tuple(self.left)


def together(errors: Sequence[PiaError]) -> PiaError:
    """Several errors as one, of the kind that is gravest by its exit code."""
    gravest = max(errors, key=lambda error: error.exit_code)
    return gravest.__class__(problem for error in errors for problem in error.problems)


def unread(error: PiaError, where: str) -> NotExamined:
    """A part that broke, among others that did not."""
    what = "; ".join(problem.what for problem in error.problems)
    return NotExamined(where, Text(f"it could not be read: {what}", f"无法读取：{what}"))
