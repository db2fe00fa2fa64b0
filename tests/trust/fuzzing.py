"""Every parser of ours on seeds that Hypothesis cuts, joins and spoils: only our errors, in time, without a value."""

from __future__ import annotations

import resource
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.trust import Figure
from tests.trust._targets import TARGETS, try_one

NAME = "fuzzing"
SEEDS = Path(__file__).parent / "seeds"
MINUTES = 10
ROUND, QUICK_ROUND = 100, 8
MOST_SECONDS = 10
MOST_BYTES = 2 << 30
TOKENS = [
    *(b"\x00", b"\xff", b"\xef\xbb\xbf", b"\r", b"\n", b"\t", b'"', b"'", b"\\", b"{", b"}", b"[", b"]", b"(", b")"),
    *(
        b":",
        b",",
        b"- ",
        b"&a ",
        b"*a",
        b"!!python/object:x ",
        b"<<: ",
        b"|",
        b"%",
        b"?",
        b"#",
        b"---\n",
        b"~",
        b"null",
    ),
    *(
        b"-1",
        b"1e999",
        b"NaN",
        b"9" * 40,
        b"1.5",
        b"true",
        b"{1,9}",
        b"{0,65536}",
        b"(?=",
        b"(?<=a)",
        b"\\1",
        b"[^",
        b"*",
    ),
    *(
        "欧阳".encode(),
        "\u202e".encode(),
        b"\xed\xa0\x80",
        b"2026-02-30",
        b"scan.",
        b"size(",
        b".exists(x, ",
        b" in ",
        b"&&",
    ),
]


class Hang(BaseException):
    """A parser worked too long; the clock runs only while it works, so a busy machine is no fault of it."""


@cache
def seeds_of(name: str) -> tuple[bytes, ...]:
    """The committed inputs of a parser, in order."""
    return tuple(path.read_bytes() for path in sorted((SEEDS / name).iterdir()))


@st.composite
def spoiled(draw: st.DrawFn, name: str) -> bytes:
    """A seed with some pieces cut out, doubled, replaced, or joined with another seed; now and then any bytes."""
    if draw(st.integers(0, 19)) == 0:
        return draw(st.binary(max_size=200))
    data = draw(st.sampled_from(seeds_of(name)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 0, 1, 1, 2, 5, 20, 200])))
        piece = draw(
            st.sampled_from(TOKENS)
            | st.just(data[start:end] * 2)
            | st.just(b"")
            | st.sampled_from(seeds_of(name))
            | st.sampled_from(TOKENS).map(lambda token: token * 300)
        )
        data = data[:start] + piece + data[end:]
    return data


@contextmanager
def _in_time() -> Iterator[None]:
    """Raise `Hang` after too long; not while coverage is traced, whose lock an interruption would leave locked."""
    if sys.gettrace() is not None:
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@cache
def _warm(name: str) -> None:
    """Let a parser load its libraries and rules, which is not counted as its work."""
    try_one(name, seeds_of(name)[0])


def tried(name: str, data: bytes) -> str:
    """What is wrong with how a parser takes some bytes, hanging included; empty if nothing is."""
    _warm(name)
    try:
        with _in_time():
            return try_one(name, data)
    except Hang:
        return f"more than {MOST_SECONDS} s"


def fuzz(name: str, number: int, examples: int) -> dict[bytes, str]:
    """The inputs on which a parser failed in one round, with what was wrong; the same for the same number."""
    failed: dict[bytes, str] = {}

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(spoiled(name))
    def play(data: bytes) -> None:
        if wrong := tried(name, data):
            failed[data] = wrong

    play()
    return failed


def measure(quick: bool) -> Sequence[Figure]:
    """The seeds as they are, then rounds of spoiled ones until the time is over."""
    failed = {name: {data: wrong for data in seeds_of(name) if (wrong := tried(name, data))} for name in TARGETS}
    counted = dict.fromkeys(TARGETS, 0) | {name: len(seeds_of(name)) for name in TARGETS}
    end, number = time.monotonic() + 60 * MINUTES, 0
    while number == 0 or (not quick and time.monotonic() < end):
        for name in TARGETS:
            failed[name] |= fuzz(name, number, QUICK_ROUND if quick else ROUND)
            counted[name] += QUICK_ROUND if quick else ROUND
        number += 1
    return [
        Figure(
            "any bytes for our parsers: only our errors, within 10 s of work, without a value",
            sum(counted.values()),
            sum(map(len, failed.values())),
            _told(failed) or f"{len(TARGETS)} parsers, {number} rounds",
        ),
        Figure(
            "fuzzing stays below 2 GiB of memory",
            1,
            int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > MOST_BYTES),
        ),
    ]


def _told(failed: Mapping[str, Mapping[bytes, str]]) -> str:
    return "; ".join(f"{name}: {', '.join(sorted(set(wrong.values())))}" for name, wrong in failed.items() if wrong)


def main(minutes: float) -> int:
    """Fuzz for so long; each input on which a parser failed is printed, and the exit code is 1 if there was one."""
    end, number, found = time.monotonic() + 60 * minutes, 0, 0
    while time.monotonic() < end:
        for name in TARGETS:
            for data, wrong in fuzz(name, number, ROUND).items():
                found += 1
                sys.stdout.write(f"{name} (round {number}): {wrong}: {data!r}\n")
                sys.stdout.flush()
        number += 1
    sys.stdout.write(f"{number} rounds of {ROUND} inputs for each of {len(TARGETS)} parsers, {found} failed\n")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES))
