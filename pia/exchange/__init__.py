"""The contract of an exchange format: another tool's assessment in, a deployment out, and back.

One format per file. A format module holds `EXCHANGE`, an object that fits `Exchange`. What one side says and the other
has no place for is listed, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pia.model.assessment import Assessment
from pia.model.deployment import Deployment
from pia.model.text import Strict, Text


@dataclass(frozen=True, slots=True, order=True)
class Carried(Strict):
    """Where a part of a deployment came from.

    Attributes:
        to: Its key in `deployment.yaml`, dotted.
        field: The field of the other format.
    """

    to: str
    field: str


@dataclass(frozen=True, slots=True, order=True)
class Left(Strict):
    """Something that was not carried over, or that had to be assumed.

    Attributes:
        field: Its place in the file it stands in; never its value.
        reason: Why.
    """

    field: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Imported(Strict):
    """What was read of another tool's assessment.

    Attributes:
        tool: The tool that wrote it.
        version: Version of the tool or of its format, as the file says; empty if it does not.
        deployment: What is proposed, as far as the file says.
        carried: Where each part of it came from.
        left: Fields that hold something and were not carried over.
        to_settle: Keys of the deployment that the file does not say, and what stands there instead.
    """

    tool: str
    version: str
    deployment: Deployment
    carried: tuple[Carried, ...]
    left: tuple[Left, ...]
    to_settle: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Exported(Strict):
    """An assessment in another tool's format.

    Attributes:
        tree: The file, as plain data.
        left: Parts of the assessment that the format has no place for.
        notes: What else a reader of the file should know.
    """

    tree: Mapping[str, object]
    left: tuple[Left, ...]
    notes: tuple[Text, ...] = field(default=())


class Exchange(Protocol):
    """What a format module offers as `EXCHANGE`."""

    @property
    def name(self) -> str:
        """Its id."""
        ...

    @property
    def title(self) -> Text:
        """The tool and its format."""
        ...

    def fits(self, tree: object) -> bool:
        """Whether a document looks like one of this format."""
        ...

    def read(self, tree: object, where: str) -> Imported:
        """The deployment in a document of this format.

        Raises:
            DocumentError: It is not of this format, or is malformed; all problems at once.
        """
        ...

    def write(self, assessment: Assessment) -> Exported:
        """The assessment as a document of this format; the same assessment gives the same document."""
        ...
