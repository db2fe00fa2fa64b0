"""What is done where a piece lies: read it, tally it; raw cells go no further."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from pia import __version__
from pia.errors import PiaError, PluginError, Problem
from pia.recognizers import Recognizer
from pia.scan.limiting import by_limit
from pia.scan.losses import spoiled
from pia.scan.pieces import Piece, PieceTally, Sum, cannot_be_cut, digest_of, reading_of, up_to_error
from pia.scan.scanner import gathered
from pia.scan.tally import ScanTally, merged, tally_batch
from pia.sources import Batch, Partition, Partitioned

_LOCK = threading.Lock()
_UNSENDABLE = (pickle.PicklingError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Worker:
    """Scans pieces; it is pickled, and takes what it looks for along.

    Attributes:
        version: Version of pia that began the scan.
        payload: Recognizers, the secret of the run, identifying entity types; pickled apart, so that workers can tell
            what keeps them from reading it.
    """

    version: str
    payload: bytes

    @classmethod
    def of(cls, recognizers: Sequence[Recognizer], key: bytes, identifiers: Collection[str]) -> Worker:
        """One for a run.

        Args:
            recognizers: What to look for.
            key: Secret of this run, under which values are hashed; it lands in no output.
            identifiers: Entity types whose distinct values are counted.

        Raises:
            PluginError: Some recognizers cannot be pickled; all of them at once.
        """
        wanted = tuple(recognizers), key, frozenset(identifiers)
        try:
            return cls(__version__, pickle.dumps(wanted))
        except _UNSENDABLE:
            raise PluginError(_rooted(recognizers)) from None

    def __call__(self, piece: Piece) -> Sum:
        """What is in a piece; whatever goes wrong is told in it."""
        return _guarded(piece, self._found)

    def tallied(self, batches: Iterable[Batch], *, big: bool) -> ScanTally:
        """The tally of batches."""
        tallies = self._tallies()
        if big:
            return merged(map(tallies(), gathered(iter(batches))))
        return merged(map(tallies.small, batches))

    def _tallies(self) -> _Tallies:
        with _LOCK:
            return _tallies(self.version, self.payload)

    def _found(self, piece: Piece) -> PieceTally:
        if piece.digested:
            return PieceTally(piece.number, sha256=digest_of(piece))
        self._tallies()
        reading = reading_of(piece)
        errors: list[PiaError] = []
        tally = self.tallied(up_to_error(reading.batches, errors), big=piece.big)
        left = reading.not_examined()
        if piece.partition is None:
            digest = "" if errors else reading.sha256()
            return PieceTally(piece.number, tally, sha256=digest, left=left, error=errors[0] if errors else None)
        told = not left or (piece.partition.tells and not any(map(by_limit, left)))
        return PieceTally(
            piece.number,
            tally,
            numbered=bool(piece.partition.first_row),
            summand=reading.summand,
            left=left,
            again=bool(errors) or not told,
        )


@dataclass(frozen=True, slots=True)
class Planner:
    """Says in which partitions a content is read; it is pickled.

    Attributes:
        size: Bytes that a partition should have.
    """

    size: int

    def __call__(self, piece: Piece) -> tuple[tuple[int, Partition], ...]:
        """Number of the part and its partitions, in order; none where it has to be read as a whole."""
        source = piece.part.source
        if not isinstance(source, Partitioned):
            return ()
        try:
            partitions = source.partitions(piece.part.content, self.size)
            cut = () if len(partitions) > 1 and cannot_be_cut(piece) else partitions
            return tuple((piece.number, partition) for partition in cut)
        except Exception:
            return ()


def _rooted(recognizers: Iterable[Recognizer]) -> Iterator[Problem]:
    fix = "Make it of objects that pickle takes, or scan with --engine local."
    for recognizer in recognizers:
        try:
            pickle.dumps(recognizer)
        except _UNSENDABLE:
            yield Problem(recognizer.name, "this recognizer cannot be sent to a cluster", fix)


def _guarded(piece: Piece, work: Callable[[Piece], PieceTally]) -> Sum:
    try:
        return (work(piece),)
    except PiaError as error:
        return (PieceTally(piece.number, error=error, again=piece.partition is not None),)
    except Exception as error:
        return spoiled(piece, error)


class _Tallies:
    """Both ways to tally a batch, for one run; the kernel is made once."""

    def __init__(self, recognizers: Sequence[Recognizer], key: bytes, identifiers: Collection[str]) -> None:
        self._sought = (recognizers, key, identifiers)
        self._kernel: Callable[[Batch], ScanTally] | None = None
        self.small = partial(tally_batch, recognizers=recognizers, key=key, identifiers=identifiers)

    def __call__(self) -> Callable[[Batch], ScanTally]:
        """The kernel's way."""
        with _LOCK:
            if self._kernel is None:
                from pia.scan.kernel import Kernel

                self._kernel = Kernel(*self._sought).tally
            return self._kernel


@lru_cache(maxsize=2)
def _tallies(version: str, payload: bytes) -> _Tallies:
    """What a process keeps of a run.

    Raises:
        PluginError: Another version of pia runs here, or a plug-in or a language model is not here.
    """
    if version != __version__:
        what = f"a worker has pia {__version__}, but the scan was begun by pia {version}"
        raise PluginError(Problem("", what, "Install the same version on all machines."))
    try:
        return _Tallies(*pickle.loads(payload))  # noqa: S301
    except (ImportError, AttributeError) as error:
        what = f"a worker lacks the module {error.name or 'of a recognizer'}"
        raise PluginError(Problem("", what, "Install the same plug-ins on all machines.")) from None
