"""What a process that breaks may say and leave: the kind of an error and its place, never its words; no core file."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from pia.errors import Problem

if TYPE_CHECKING:
    from sys import UnraisableHookArgs


def keep_quiet() -> None:
    """Let nothing of this process repeat the words of an error, a warning or a library's log, which may quote a cell.

    Nor may the system write its memory to a core file.
    """
    sys.excepthook = lambda _kind, error, trace: _say(error, trace)
    threading.excepthook = lambda said: _say(said.exc_value, said.exc_traceback)
    sys.unraisablehook = _unraisable
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def bug(error: BaseException | None, trace: TracebackType | None) -> Problem:
    """An error that pia did not foresee, by its kind and the line that raised it."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    code = trace.tb_frame.f_code if trace else None
    where = f"{Path(code.co_filename).name}:{trace.tb_lineno}" if code and trace else "?"
    return Problem(where, f"a bug in pia ({type(error).__name__})", "Please report it with this line and the version.")


def _say(error: BaseException | None, trace: TracebackType | None) -> None:
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{bug(error, trace)}\n")


def _unraisable(said: UnraisableHookArgs) -> None:
    _say(said.exc_value, said.exc_traceback)
