"""How time and an organisation tailor a rule pack: when it is in force, its thresholds, what it takes over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from pia.model.text import Strict, Text

ParameterValue = bool | int | float


def _key(name: str) -> str:
    """The key of a field: `from` is no name in Python."""
    return "from" if name == "since" else name


@dataclass(frozen=True, slots=True)
class Period(Strict):
    """Days on which something is in force; a bound that is missing is open.

    Attributes:
        since: First day; the key is `from`.
        until: Last day.
    """

    __pydantic_config__: ClassVar[Mapping[str, str | Callable[[str], str]]] = {  # type: ignore[assignment]
        "extra": "forbid",
        "alias_generator": _key,
    }

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies within it."""
        return not self.begins_after(day) and (self.until is None or day <= self.until)

    def begins_after(self, day: date) -> bool:
        """Whether it has not begun on a day."""
        return self.since is not None and day < self.since

    def within(self, other: Period) -> Period:
        """The days of both."""
        starts = [day for day in (self.since, other.since) if day]
        ends = [day for day in (self.until, other.until) if day]
        return Period(max(starts, default=None), min(ends, default=None))

    @property
    def empty(self) -> bool:
        """Whether it has no day."""
        return self.since is not None and self.until is not None and self.since > self.until


@dataclass(frozen=True, slots=True)
class Parameter(Strict):
    """A threshold that an organisation may set; conditions use it as `param.<name>`.

    Attributes:
        name: One word: letters, digits, underscores.
        type: What it holds.
        label: How a rendered condition names it.
        default: Its value if nobody sets it.
        min: Smallest value allowed of a number.
        max: Largest value allowed of a number.
        unit: Unit of a number.
    """

    name: str
    type: Literal["number", "boolean"]
    label: Text
    default: ParameterValue
    min: int | float | None = None
    max: int | float | None = None
    unit: Text | None = None


@dataclass(frozen=True, slots=True)
class Extension(Strict):
    """A pack whose rules another one takes over, so that it is used in its stead.

    Attributes:
        pack: Id of the pack taken over.
        drop: Ids of its rules that are left out; a prohibition cannot be.
        parameters: Values for its parameters, by name.
    """

    pack: str
    drop: tuple[str, ...] = ()
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParameterUse(Strict):
    """A parameter as it stood in an assessment.

    Attributes:
        name: Its name.
        label: Its name for people.
        value: The value used.
        default: The value it has if nobody sets it.
        set_by: Who set it: empty for the default, the id of a pack, or `deployment.yaml`.
    """

    name: str
    label: Text
    value: ParameterValue
    default: ParameterValue
    set_by: str = ""


@dataclass(frozen=True, slots=True)
class PackPin(Strict):
    """A pack pinned by its bytes.

    Attributes:
        id: Id of the pack.
        version: Its version.
        sha256: Digest of the file.
    """

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PackLock(Strict):
    """What `pia.lock` holds.

    Attributes:
        engine: Version of pia.
        words_sha256: Digest of `rules/facts.yaml` and `rules/categories.yaml`, in this order.
        packs: The packs, in the order of their ids.
    """

    engine: str
    words_sha256: str
    packs: tuple[PackPin, ...]
