"""KHyperLogLog: uniqueness and containment of columns from small, mergeable sketches; estimates, never exact.

Source: Chia, Desfontaines, Perera, Simmons-Marengo, Li, Day, Wang, Guevara 2019, "KHyperLogLog: estimating
reidentifiability and joinability of large data at scale", IEEE Symposium on Security and Privacy.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
VALUES = 2048
"""Values that a sketch keeps (K of the paper)."""
PRECISION = 9
"""Registers per value are 2 to this power (M = 512 in the paper)."""

_Z = 1.959963984540054


def keyed_hashes(values: Iterable[str], key: bytes) -> Hashes:
    """A 64-bit keyed hash per value (BLAKE2b); without the key nobody can test a guess against it.

    Args:
        values: Texts.
        key: Secret of the run, 16 to 64 bytes; it lands in no output.
    """
    digests = b"".join(hashlib.blake2b(value.encode(), digest_size=8, key=key).digest() for value in values)
    return np.frombuffer(digests, dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its 95 % interval.

    Attributes:
        share: The estimate, in [0, 1].
        least: Lower end.
        most: Upper end.
    """

    share: float
    least: float
    most: float

    @property
    def error(self) -> float:
        """The larger half of the interval."""
        return max(self.share - self.least, self.most - self.share)


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """The K values with the lowest hashes, each with a HyperLogLog of the ids seen with it.

    Shape: `hashes` ascending, at most `size` of them; `registers` one row of 2^precision bytes each.

    Attributes:
        hashes: Hashes of values.
        registers: Largest rank per register.
        size: K.
    """

    hashes: Hashes
    registers: npt.NDArray[np.uint8]
    size: int = VALUES

    @classmethod
    def empty(cls, size: int = VALUES, precision: int = PRECISION) -> Self:
        """The unit of `merge`."""
        return cls(np.zeros(0, np.uint64), np.zeros((0, 1 << precision), np.uint8), size)

    def add(self, values: Hashes, ids: Hashes) -> Sketch:
        """With more rows: the hash of each one's value and of whom it is about."""
        if len(self.hashes) == self.size:
            low = values <= self.hashes[-1]
            values, ids = values[low], ids[low]
        kept, places = np.unique(values, return_inverse=True)
        kept = kept[: self.size]
        inside = places < len(kept)
        precision = self.registers.shape[1].bit_length() - 1
        registers = np.zeros((len(kept), 1 << precision), np.uint8)
        bucket = (ids[inside] >> np.uint64(64 - precision)).astype(np.int64)
        np.maximum.at(registers, (places[inside], bucket), _ranks(ids[inside], precision))
        return self.merge(Sketch(kept, registers, self.size))

    def merge(self, other: Sketch) -> Sketch:
        """Both together; the sketch of any split merges to the sketch of the whole, byte for byte."""
        both = np.union1d(self.hashes, other.hashes)[: self.size]
        registers = np.zeros((len(both), self.registers.shape[1]), np.uint8)
        for part in (self, other):
            known = part.hashes <= both[-1] if len(both) else np.zeros(0, bool)
            places = np.searchsorted(both, part.hashes[known])
            registers[places] = np.maximum(registers[places], part.registers[known])
        return Sketch(both, registers, self.size)

    @property
    def whole(self) -> bool:
        """Whether it holds every value seen, so that counts of values are exact up to equal hashes."""
        return len(self.hashes) < self.size

    def distinct(self) -> Estimate:
        """Number of different values, relative error 2 / sqrt(K - 2) in 95 % (Bar-Yossef et al. 2002)."""
        count = float(len(self.hashes))
        if self.whole:
            return Estimate(count, count, count)
        count = (self.size - 1) / ((float(self.hashes[-1]) + 1) / 2.0**64)
        error = _Z / math.sqrt(self.size - 2)
        return Estimate(count, count / (1 + error), count / (1 - error))

    def people(self) -> npt.NDArray[np.float64]:
        """Estimated number of ids per kept value (Flajolet et al. 2007, with linear counting for small numbers)."""
        registers = self.registers.astype(np.float64)
        buckets = registers.shape[1]
        raw = 0.7213 / (1 + 1.079 / buckets) * buckets**2 / np.exp2(-registers).sum(axis=1)
        zeros = np.count_nonzero(self.registers == 0, axis=1)
        linear = buckets * np.log(buckets / np.maximum(zeros, 1))
        return np.asarray(np.where((raw <= 2.5 * buckets) & (zeros > 0), linear, raw))

    def uniqueness(self, ids: int = 1) -> Estimate:
        """Share of the values that at most `ids` people have: the uniqueness distribution at one point.

        The interval is Wilson's for the kept values, wider by the chance that more ids fall into as few registers.
        """
        counts = np.rint(self.people())
        found = _wilson(int(np.count_nonzero(counts <= ids)), len(counts), exact=self.whole)
        slack = ids * (ids + 1) / 2 / self.registers.shape[1]
        return Estimate(found.share, max(0.0, found.least - slack), min(1.0, found.most + slack))

    def containment(self, other: Sketch) -> Estimate:
        """Share of this column's values that the other column has, too."""
        limits = [part.hashes[-1] for part in (self, other) if not part.whole]
        own = self.hashes[self.hashes <= min(limits)] if limits else self.hashes
        return _wilson(int(np.isin(own, other.hashes).sum()), len(own), exact=not limits)


def _ranks(ids: Hashes, precision: int) -> npt.NDArray[np.uint8]:
    """Leading zeros behind the bits that choose the register, and one; by the exponent of the number."""
    rest = ids << np.uint64(precision)
    exponents = np.frexp((rest >> np.uint64(11)).astype(np.float64))[1]
    return (54 - exponents).astype(np.uint8)


def _wilson(hits: int, trials: int, *, exact: bool) -> Estimate:
    """A share with Wilson's 95 % interval."""
    if not trials:
        return Estimate(0.0, 0.0, 0.0 if exact else 1.0)
    share = hits / trials
    if exact:
        return Estimate(share, share, share)
    square = _Z * _Z
    middle = (share + square / (2 * trials)) / (1 + square / trials)
    half = _Z / (1 + square / trials) * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    return Estimate(share, max(0.0, middle - half), min(1.0, middle + half))
