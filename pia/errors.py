"""The errors a user can meet: what is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with an input.

    Attributes:
        where: File, `file:line` or `file: column`, as the user named it; never a cell value.
        what: What is wrong, in one sentence without a full stop.
        fix: What to do about it, in one sentence; empty if there is nothing to advise.
    """

    where: str
    what: str
    fix: str = ""

    def __str__(self) -> str:
        """The line a user reads: `where: what. fix`."""
        sentence = f"{self.where}: {self.what}" if self.where else self.what
        return f"{sentence}. {self.fix}" if self.fix else sentence


class PiaError(Exception):
    """Input that pia cannot work with; carries every problem found, in order.

    Attributes:
        problems: All problems of the input, collected before raising.
        exit_code: What the command line exits with (`docs/cli.md`).
    """

    exit_code = 2

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        """Collect one problem or many."""
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SourceError(PiaError):
    """A data source that is not what was asked for: missing, a folder, empty, or of another format."""


class UnreadableError(SourceError):
    """A data source that exists but cannot be read: no permission, a broken file, a lost connection."""

    exit_code = 3


class DocumentError(PiaError):
    """A YAML or JSON document that is malformed or does not fit its schema."""


class RuleError(PiaError):
    """A rule pack that cannot be trusted: unknown facts, impossible conditions, failing examples."""


class PluginError(PiaError):
    """A plug-in shelf asked for something that is not on it, or that does not fit the shelf's contract."""


class ReportError(PiaError):
    """A report that cannot be rendered or written."""


class ApprovalError(PiaError):
    """A key, a signature or an approval that cannot be made or trusted."""

    exit_code = 4


class ReviewError(PiaError):
    """Something a reviewer may not do: by their role, because the record is signed, or because a reason is missing."""
