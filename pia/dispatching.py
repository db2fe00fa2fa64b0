"""Datasets -> pieces -> a cluster -> what one reading of each dataset would count."""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from itertools import chain

from pia.engines import Session
from pia.errors import PiaError
from pia.model.finding import NotExamined
from pia.model.limits import Limits
from pia.scan.datasets import Dataset, together, unread
from pia.scan.losses import died
from pia.scan.pieces import Piece, Sum, has_end, told
from pia.scan.pieces import together as summed
from pia.scan.scanner import SMALL_BYTES
from pia.scan.tally import ColumnTally, ScanTally
from pia.scan.worker import Planner, Worker
from pia.sources import Held, Partition, Partitioned

PIECE_BYTES = 1 << 25
"""What a piece of a dataset should unpack to: some seconds of work."""

Plan = dict[int, tuple[Partition, ...]]
_Planned = tuple[tuple[int, Partition], ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in a dataset.

    Attributes:
        tally: The counts.
        sha256: Digest of its bytes.
        not_examined: What could not be read.
    """

    tally: ScanTally
    sha256: str
    not_examined: tuple[NotExamined, ...]


def counted(
    datasets: Sequence[Dataset], session: Session, worker: Worker, size: int = PIECE_BYTES
) -> Iterator[Counted | PiaError]:
    """What is in each dataset, in order, or why it cannot be read.

    Cells are read where the pieces are sent, and nothing but sums of tallies comes here.

    Args:
        datasets: What to scan.
        session: Where.
        worker: What to do with a piece.
        size: Bytes of a piece; a content of fewer is read as a whole.

    Raises:
        EngineError: The cluster is gone.
    """
    refused = [refusal(dataset) for dataset in datasets]
    sendable = [dataset for dataset, error in zip(datasets, refused, strict=True) if not error]
    with Holding() as holding:
        planned = plans(sendable, session, size, holding)
        groups = (pieces_of(dataset, plan) for dataset, plan in zip(sendable, planned, strict=True))
        sums = session.sums(worker, groups, summed, died, told)
        for dataset, error in zip(datasets, refused, strict=True):
            found = error or _exactly(dataset, next(sums), session, worker)
            if not error:
                holding.release()
            yield found if isinstance(found, PiaError) else _counted(dataset, found)


class Holding:
    """What has to be held in one state from here while it is read elsewhere: snapshots of databases."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._held: deque[ExitStack] = deque()

    def __enter__(self) -> Holding:
        return self

    def __exit__(self, *_: object) -> None:
        while self._held:
            self.release()

    def hold(self, dataset: Dataset, size: int) -> Plan:
        """Partitions of those parts of a dataset that can be held; they are until it is released."""
        stack, plan = ExitStack(), dict[int, tuple[Partition, ...]]()
        self._held.append(stack)
        for number, part in enumerate(dataset.parts):
            if isinstance(part.source, Held) and not has_end(dataset.limits):
                # Whoever reads it as a whole will say what is wrong with it.
                with suppress(Exception):
                    plan[number] = stack.enter_context(part.source.held(part.content, size))
        return plan

    def release(self) -> None:
        """Let go of the dataset that has been held for longest."""
        self._held.popleft().close()


def refusal(dataset: Dataset) -> PiaError | None:
    """Why a dataset cannot be sent to another process."""
    try:
        pickle.dumps(dataset.parts)
    except PiaError as error:
        return error
    return None


def plans(datasets: Sequence[Dataset], session: Session, size: int, holding: Holding) -> Iterator[Plan]:
    """In which partitions to read the big parts of each dataset; workers find it out, for they see the data.

    Only what has to be held in one state is planned here.
    """
    asked = [[piece for piece in pieces_of(dataset, {}) if _may_be_cut(piece, size)] for dataset in datasets]
    answers = session.sums(Planner(size), (group for group in asked if group), _chained, _uncut, _itself)
    for dataset, group in zip(datasets, asked, strict=True):
        plan = holding.hold(dataset, size)
        for number, partition in next(answers) if group else ():
            plan[number] = (*plan.get(number, ()), partition)
        yield plan


def _may_be_cut(piece: Piece, size: int) -> bool:
    stored = piece.part.content.size
    return isinstance(piece.part.source, Partitioned) and (not stored or stored > size // 4)


def _chained(answers: Sequence[_Planned]) -> _Planned:
    return tuple(chain.from_iterable(answers))


def _itself(answer: _Planned) -> _Planned:
    return answer


def _uncut(_piece: Piece) -> _Planned:
    return ()


def pieces_of(dataset: Dataset, plan: Plan) -> list[Piece]:
    """The pieces of a dataset; where a part is cut, its digest is a piece of its own and the last, or a sum."""
    sizes = [part.content.size for part in dataset.parts]
    big = sum(sizes) > SMALL_BYTES or not all(sizes)
    pieces: list[Piece] = []
    for number, part in enumerate(dataset.parts):
        name = f"{dataset.name}/{part.name}" if is_joined(dataset) else dataset.name
        whole = Piece(name, number, part, big, limits=dataset.limits)
        cut = plan.get(number, ())
        if len(cut) > 1:
            pieces += [replace(whole, partition=partition) for partition in cut]
            if not isinstance(part.source, Held):
                pieces.append(replace(whole, partition=cut[-1], digested=True))
        else:
            pieces.append(whole)
    return pieces


def is_joined(dataset: Dataset) -> bool:
    """Whether its parts are read as tables of one dataset."""
    return len(dataset.parts) != 1 or bool(dataset.parts[0].name)


def _exactly(dataset: Dataset, found: Sum, session: Session, worker: Worker) -> Sum:
    """The same, with parts read as a whole whose pieces did not tell what a reading would."""
    again = {part.number for part in found if part.again or _is_too_wide(part.tally, dataset.limits)}
    if not again:
        return found
    pieces = [piece for piece in pieces_of(dataset, {}) if piece.number in again]
    kept = tuple(part for part in found if part.number not in again)
    return summed([kept, *session.sums(worker, [pieces], summed, died, told)])


def _is_too_wide(tally: ScanTally, limits: Limits) -> bool:
    """Whether pieces have more columns in a table together than a reading of all would have kept."""
    widths = Counter(table for table, _ in tally.columns)
    return bool(limits.columns) and any(width > limits.columns for width in widths.values())


def _counted(dataset: Dataset, found: Sum) -> Counted | PiaError:
    if not is_joined(dataset):
        only = found[0]
        return only.error or Counted(only.tally, only.sha256, only.left)
    left: list[NotExamined] = list(dataset.not_examined)
    for own in found:
        left += own.left
        if own.error:
            left.append(unread(own.error, f"{dataset.name}/{dataset.parts[own.number].name}"))
    digest = digest_of(dataset, ((own.number, "" if own.error else own.sha256) for own in found))
    errors = [own.error for own in found if own.error]
    if len(errors) == len(found):
        return together(errors)
    return Counted(_side_by_side(dataset, found), digest, tuple(left))


def digest_of(dataset: Dataset, parts: Iterable[tuple[int, str]]) -> str:
    """The digest of a dataset by those of its parts, given as (number, digest), empty for one that cannot be read."""
    if not is_joined(dataset):
        return "".join(digest for _, digest in parts)
    lines = [f"{digest or 'unread'}  {dataset.parts[number].name}" for number, digest in parts]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _side_by_side(dataset: Dataset, found: Sum) -> ScanTally:
    """The tallies of all parts, whose tables bear their names."""
    rows: dict[str, int] = {}
    columns: dict[tuple[str, str], ColumnTally] = {}
    order: dict[tuple[str, str], int] = {}
    for own in found:
        part = dataset.parts[own.number].name
        named = {table: f"{part}/{table}" if table else part for table in own.tally.rows}
        rows |= {named[table]: count for table, count in own.tally.rows.items()}
        columns |= {(named[table], name): column for (table, name), column in own.tally.columns.items()}
        order |= {(named[table], name): place for (table, name), place in own.tally.order.items()}
    return ScanTally(rows, columns, order)
