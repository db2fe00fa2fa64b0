"""Plug-ins that break, with the value of a cell in their mouths: at each stage, in every way that Python knows.

`FAULT` names the stage and the kind, `stage:kind`. An entry point puts this module on one shelf in place of a shipped
plug-in.
"""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NoReturn

import pyarrow as pa

from pia.contents import Content
from pia.errors import PiaError
from pia.recognizers import Example, Match
from pia.sources import Batch, Progress, Reading
from tests.trust._planted import FAULT

STAGES = {
    "open": ("sources", "csv"),
    "first batch": ("sources", "csv"),
    "later batch": ("sources", "csv"),
    "digest": ("sources", "csv"),
    "left out": ("sources", "csv"),
    "matches": ("recognizers", "email"),
    "forms": ("recognizers", "email"),
    "engine": ("engines", "local"),
    "result": ("engines", "local"),
    "report": ("reports", "html"),
    "gate": ("gate_reports", "json"),
}
"""Where something breaks: the shelf, and the plug-in that this module stands in for."""


class _SilentError(Exception):
    def __str__(self) -> str:
        raise ValueError(FAULT)


class _ShoutingError(BaseException):
    pass


def _thread() -> None:
    thread = threading.Thread(target=_raise, args=(ValueError(FAULT),))
    thread.start()
    thread.join()


def _raise(error: BaseException) -> NoReturn:
    raise error


def _chained() -> NoReturn:
    try:
        raise KeyError(FAULT)
    except KeyError as error:
        raise ValueError(FAULT) from error


def _noted() -> NoReturn:
    error = ValueError(FAULT)
    error.add_note(FAULT)
    raise error


class _Leaving:
    def __del__(self) -> None:
        raise ValueError(FAULT)


def _warned() -> NoReturn:
    warnings.warn(FAULT, stacklevel=1)
    raise OSError(5, FAULT, FAULT)


KINDS: dict[str, Callable[[], object]] = {
    "ValueError": lambda: _raise(ValueError(FAULT)),
    "KeyError": lambda: _raise(KeyError(FAULT)),
    "UnicodeError": lambda: FAULT.encode().decode("ascii") if not FAULT.isascii() else b"\xff".decode(),
    "OSError, warned of": _warned,
    "chained": _chained,
    "with notes": _noted,
    "that cannot be told": lambda: _raise(_SilentError()),
    "of no kind": lambda: _raise(_ShoutingError(FAULT)),
    "group": lambda: _raise(BaseExceptionGroup(FAULT, [ValueError(FAULT)])),
    "exit": lambda: _raise(SystemExit(FAULT)),
    "interrupt": lambda: _raise(KeyboardInterrupt(FAULT)),
    "memory": lambda: _raise(MemoryError(FAULT)),
    "recursion": lambda: _raise(RecursionError(FAULT)),
    "end of a generator": lambda: _raise(StopIteration(FAULT)),
    "Arrow": lambda: _raise(pa.ArrowInvalid(FAULT)),
    "in a thread": _thread,
    "while let go": _Leaving,
}
"""Ways of breaking."""


def breaks(stage: str) -> None:
    """Break, if this is where it is asked for."""
    asked, _, kind = os.environ.get("FAULT", "").partition(":")
    if asked == stage:
        KINDS[kind]()


class _Source:
    name = "csv"
    suffixes: tuple[str, ...] = (".csv",)
    schemes: tuple[str, ...] = ()

    def read(self, content: Content, dataset: str, progress: Progress) -> Reading:
        breaks("open")
        return Reading(self._batches(), self._sha256, self._not_examined)

    def _batches(self) -> Iterator[Batch]:
        breaks("first batch")
        cells = pa.record_batch([pa.array([FAULT, "ann@leak.example.org"] * 20)], names=["name"])
        for number in range(3):
            yield Batch("", 1 + 40 * number, cells)
            breaks("later batch")

    def _sha256(self) -> str:
        breaks("digest")
        return "0" * 64

    def _not_examined(self) -> tuple[()]:
        breaks("left out")
        return ()


class _Recognizer:
    name = "email.faulty"
    entity_type = "EMAIL_ADDRESS"
    context: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    chance = 0.0
    header_weight = 0.0
    needs_header = False
    share = 0.0

    @property
    def forms(self) -> tuple[()]:
        breaks("forms")
        return ()

    def matches(self, values: Sequence[str]) -> Iterator[Match]:
        for index, value in enumerate(values):
            if "@" in value or value == FAULT:
                breaks("matches")
                yield Match(index, 0, len(value), 1.0)


class _Engine:
    name = "local"

    def run(self, function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            breaks("engine")
            yield function(batch)
            breaks("result")


class _Report:
    name = "html"
    suffix = ".html"

    def render(self, *given: object, **more: object) -> bytes:
        breaks("report")
        breaks("gate")
        raise PiaError(())


SOURCE = _Source()
RECOGNIZERS = (_Recognizer(),)
EXAMPLES = (Example("EMAIL_ADDRESS", "ann@leak.example.org", True),)
ENGINE = _Engine()
REPORT = _Report()
