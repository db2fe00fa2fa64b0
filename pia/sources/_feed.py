"""Blocks of text on their way into Arrow's reader, which takes them in a thread of its own."""

from __future__ import annotations

import threading
import weakref
from collections import deque
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any

from pia.errors import PiaError
from pia.sources._blocks import BLOCK_BYTES, MOST_BYTES, Utf8Blocks

_AHEAD = 3
_PATIENCE_SECONDS = 2.0


@dataclass(slots=True)
class Ended:
    """How reading ended.

    Attributes:
        error: Why the blocks ended early; it is not raised in Arrow's thread.
        gone: Filled once Arrow has let go of its file; until then its thread may still need the interpreter. The queue
            runs no Python code, in the midst of which the interpreter could end.
        watch: What sets it.
        ahead: Lengths of the blocks that were given out and not taken as rows.
        taken: Told when one is taken.
    """

    error: Exception | None = None
    gone: SimpleQueue[object] = field(default_factory=SimpleQueue)
    watch: weakref.ref[Feed] | None = None
    ahead: deque[int] = field(default_factory=deque)
    taken: threading.Condition = field(default_factory=threading.Condition)

    def take(self) -> None:
        """The rows of the oldest block have come out."""
        with self.taken:
            if self.ahead:
                self.ahead.popleft()
            self.taken.notify_all()

    def give(self, length: int) -> None:
        """Note a block; wait while long ones are ahead, of which Arrow would hold dozens."""
        with self.taken:
            self.ahead.append(length)
            self.taken.wait_for(self._has_room, _PATIENCE_SECONDS)

    def _has_room(self) -> bool:
        # Of usual blocks Arrow holds few by itself, and no rows come out of those in which every row is left out.
        long = [length for length in self.ahead if length > 2 * BLOCK_BYTES]
        return len(long) <= _AHEAD or sum(long) <= MOST_BYTES


class Feed:
    """The blocks as the file that Arrow reads, in a thread of its own."""

    def __init__(self, blocks: Utf8Blocks, ended: Ended) -> None:
        """Give out the blocks; `ended` learns how that ends."""
        self._blocks, self._ended = blocks, ended
        self.closed = False
        ended.watch = weakref.ref(self, ended.gone.put)

    def close(self) -> None:
        """Nothing: who opened the blocks closes them."""
        self.closed = True

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> Any:
        """The next block, whatever size is asked for; empty at the end."""
        try:
            block = self._blocks.read()
            self._ended.give(len(block))
            return block
        except PiaError as error:
            self._ended.error = error.with_traceback(None)
        except (OSError, ValueError) as error:
            error.__traceback__ = None
            self._ended.error = OSError()
        return b""
