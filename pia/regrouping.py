"""Datasets in pieces, to a cluster and back as groups or sketches, for what is measured in them."""

from __future__ import annotations

import os
import pickle
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, cast

from pia.dispatching import PIECE_BYTES, Holding, Plan, digest_of, is_joined, pieces_of, plans, refusal
from pia.engines import Session
from pia.errors import EngineError, PiaError, Problem
from pia.model.finding import NotExamined
from pia.scan.datasets import Dataset, together
from pia.scan.limiting import by_limit
from pia.scan.losses import place_of
from pia.scan.pieces import Piece, reading_of, sum_of, up_to_error
from pia.scan.pieces import digest_of as digest_of_piece
from pia.scanning import EngineChoice, connected
from pia.sources import Batch, Partition, Summand

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Found = TypeVar("Found")
_NONCE_BYTES = 12


class Measure(Protocol[Found]):
    """What is wanted of a dataset; it is pickled."""

    def of(self, batches: Iterable[Batch]) -> Found:
        """Of some rows."""
        ...

    def together(self, parts: Iterable[Found]) -> Found:
        """Of neighbours, in order; associative."""
        ...


@dataclass(frozen=True, slots=True)
class Away:
    """A cluster that is connected.

    Attributes:
        session: The cluster.
        piece_bytes: What a piece should unpack to.
        secret: Key under which results are encrypted while they are there; it lands in no output.
    """

    session: Session
    piece_bytes: int = PIECE_BYTES
    secret: bytes = field(default_factory=partial(secrets.token_bytes, 32), repr=False)


@contextmanager
def connected_to(choice: EngineChoice) -> Iterator[Away | None]:
    """The cluster of a choice until the context is left; nothing if it is this process.

    Raises:
        PiaError: There is no such engine, or the cluster does not answer.
    """
    with connected(choice) as session:
        yield None if session is None else Away(session, choice.piece_bytes)


@dataclass(frozen=True, slots=True, eq=False)
class Sealed:
    """What was found in neighbouring pieces of a part.

    Attributes:
        number: Place of the part in its dataset.
        found: It, pickled and encrypted: clusters lay results aside on their disks.
        sha256: Digest of the part, or empty.
        summand: What the pieces add to that digest, where it is a sum.
        again: Whether the part has to be read as a whole.
        error: Why reading it broke off.
    """

    number: int
    found: bytes = field(default=b"", repr=False)
    sha256: str = ""
    summand: Summand | None = None
    again: bool = False
    error: PiaError | None = None


_Sum = tuple[Sealed, ...]


@dataclass(frozen=True, slots=True)
class Work(Generic[Found]):
    """Reads a piece where it lies; it is pickled.

    Attributes:
        measure: What is wanted.
        secret: Key under which results are encrypted, 32 bytes.
    """

    measure: Measure[Found]
    secret: bytes = field(repr=False)

    def __call__(self, piece: Piece) -> _Sum:
        """What is in a piece; whatever goes wrong is told in it."""
        try:
            return (self._found(piece),)
        except PiaError as error:
            return (Sealed(piece.number, error=error, again=piece.partition is not None),)
        except Exception as error:
            return _trouble(piece, f"a bug in pia or in a library ({type(error).__name__})")

    def _found(self, piece: Piece) -> Sealed:
        number, span = piece.number, piece.partition
        if piece.digested:
            return Sealed(number, sha256=digest_of_piece(piece))
        reading = reading_of(piece)
        errors: list[PiaError] = []
        found = self._sealed(self.measure.of(_placed(up_to_error(reading.batches, errors), piece.part.name)))
        if span is None:
            error = errors[0] if errors else None
            return Sealed(number, found, "" if error else reading.sha256(), error=error)
        again = bool(errors) or not _told(span, reading.not_examined())
        return Sealed(number, found, summand=reading.summand, again=again)

    def together(self, sums: Sequence[_Sum]) -> _Sum:
        """The sum of neighbours, in order."""
        ordered = sorted((part for item in sums for part in item), key=lambda part: part.number)
        return tuple(self._joined(list(own)) for _, own in groupby(ordered, key=lambda part: part.number))

    def _joined(self, parts: Sequence[Sealed]) -> Sealed:
        if len(parts) == 1:
            return parts[0]
        return Sealed(
            number=parts[0].number,
            found=self._sealed(self.opened(parts)),
            sha256="".join(part.sha256 for part in parts),
            summand=sum_of([part.summand for part in parts]),
            again=any(part.again for part in parts),
            error=next((part.error for part in parts if part.error), None),
        )

    def _sealed(self, found: Found) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher().encrypt(nonce, pickle.dumps(found), None)

    def opened(self, parts: Sequence[Sealed]) -> Found:
        """What is in several together."""
        cipher = self._cipher()
        texts = [part.found for part in parts if part.found]
        plain = (cipher.decrypt(text[:_NONCE_BYTES], text[_NONCE_BYTES:], None) for text in texts)
        return self.measure.together(cast("Found", pickle.loads(item)) for item in plain)  # noqa: S301

    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self.secret)


def measured(dataset: Dataset, away: Away, measure: Measure[Found], *, numbered: bool = False) -> tuple[Found, str]:
    """What is in a dataset, and its digest; read on a cluster.

    Args:
        dataset: The dataset.
        away: The cluster.
        measure: What is wanted.
        numbered: Whether rows must have the numbers of a whole reading.

    Raises:
        PiaError: The dataset cannot be read or sent, or the cluster is gone.
    """
    if error := refusal(dataset):
        raise error
    work = Work(measure, away.secret)
    with Holding() as holding:
        (plan,) = plans([dataset], away.session, away.piece_bytes, holding)
        pieces = pieces_of(dataset, _with_numbers(plan) if numbered else plan)
        found = _exactly(dataset, _sum(work, pieces, away), work, away)
    _check(dataset, found)
    digest = digest_of(dataset, ((part.number, "" if part.error else _digest(part)) for part in found))
    return work.opened(found), digest


def _digest(part: Sealed) -> str:
    return part.summand.hexdigest() if part.summand else part.sha256


def _with_numbers(plan: Plan) -> Plan:
    return {number: cut for number, cut in plan.items() if all(partition.first_row for partition in cut)}


def _sum(work: Work[Found], pieces: Sequence[Piece], away: Away) -> _Sum:
    (found,) = away.session.sums(work, [pieces], work.together, _lost, _itself)
    return found


def _exactly(dataset: Dataset, found: _Sum, work: Work[Found], away: Away) -> _Sum:
    """The same, with parts read as a whole whose pieces did not tell what a reading would."""
    again = {part.number for part in found if part.again}
    if not again:
        return found
    pieces = [piece for piece in pieces_of(dataset, {}) if piece.number in again]
    kept = tuple(part for part in found if part.number not in again)
    return work.together([kept, _sum(work, pieces, away)])


def _check(dataset: Dataset, found: _Sum) -> None:
    """Raise what keeps the dataset from being measured: a part that only cannot be read leaves the others."""
    errors = [part.error for part in found if part.error]
    grave = [error for error in errors if isinstance(error, EngineError)]
    if grave or len(errors) == len(found) or (errors and not is_joined(dataset)):
        raise together(grave or errors)


def _placed(batches: Iterable[Batch], part: str) -> Iterator[Batch]:
    """Batches of a part of a dataset under the names that tables have in the dataset."""
    for batch in batches:
        table = f"{part}/{batch.table}" if batch.table and part else part or batch.table
        yield replace(batch, table=table)


def _lost(piece: Piece) -> _Sum:
    return _trouble(piece, "every process that tried ended")


def _trouble(piece: Piece, why: str) -> _Sum:
    where, what, _ = place_of(piece)
    fix = "See the logs of the cluster, or measure with --engine local."
    return (Sealed(piece.number, error=EngineError(Problem(where, f"{what.en} could not be measured: {why}", fix))),)


def _itself(found: _Sum) -> _Sum:
    return found


def _told(span: Partition, left: Sequence[NotExamined]) -> bool:
    """Whether the pieces of a part say together what was left out of it."""
    return not left or (span.tells and not any(map(by_limit, left)))
