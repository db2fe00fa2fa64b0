"""Every field of a document accounted for once: carried over with its provenance, or left with the reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from pia.exchange import Carried, Left
from pia.model.text import Text

NO_PLACE = Text("deployment.yaml has no place for it", "deployment.yaml 没有对应的位置")
UNKNOWN = Text("it is no field of the format as pia knows it", "不是 pia 所知的该格式字段")
MISFIT = Text("its value is none of those the format allows", "其取值不在该格式允许之列")
BOOKKEEPING = Text("it is the other tool's bookkeeping", "属原工具的内部记录")

_SHORTEST_ISO_DAY = 10


def leaves(tree: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value of plain data that says something, with its dotted place; what is empty says nothing."""
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield from leaves(value, f"{path}.{key}" if path else str(key))
    elif isinstance(tree, list | tuple) and any(isinstance(item, Mapping | list | tuple) for item in tree):
        for place, item in enumerate(tree):
            yield from leaves(item, f"{path}[{place}]")
    elif tree not in (None, "", [], ()):
        yield path, tree


class Ledger:
    """The fields of one document, each taken or left.

    Attributes:
        carried: Where each part of the deployment came from, in the order it was taken.
        left: What was left on purpose.
    """

    def __init__(self, fields: Mapping[str, object]) -> None:
        """All fields that say something, by their place."""
        self._fields = dict(fields)
        self.carried: list[Carried] = []
        self.left: list[Left] = []

    def __contains__(self, field: str) -> bool:
        """Whether a field says something and was neither taken nor left."""
        return field in self._fields

    def names(self, start: str = "") -> list[str]:
        """Fields not yet accounted for whose place begins so, in the order of the document."""
        return [name for name in self._fields if name.startswith(start)]

    def peek(self, field: str) -> object:
        """The value of a field, which stays to be accounted for; `None` if it says nothing."""
        return self._fields.get(field)

    def take(self, field: str, *to: str) -> object:
        """The value of a field, carried over to keys of the deployment; `None` if it says nothing."""
        if field not in self._fields:
            return None
        self.carried += [Carried(key, field) for key in to]
        return self._fields.pop(field)

    def note(self, field: str, *to: str) -> None:
        """Note that a field, taken before, was carried over to other keys as well."""
        self.carried += [Carried(key, field) for key in to]

    def text(self, field: str, *to: str) -> str:
        """The text of a field, carried over; a field that holds no text is left, and empty here."""
        value = self._fields.get(field)
        if isinstance(value, str) and value.strip():
            self.take(field, *to)
            return whole(value)
        if value is not None:
            self.leave(field, MISFIT)
        return ""

    def option(self, field: str, options: Mapping[str, str], *to: str) -> str:
        """What a field's option stands for; an option that is not among them is left, and empty here."""
        value = self._fields.get(field)
        if value is None:
            return ""
        key = str(value).lower() if isinstance(value, bool) else str(value)
        if isinstance(value, list | Mapping) or key not in options:
            self.leave(field, MISFIT)
            return ""
        self.take(field, *to)
        return options[key]

    def day(self, field: str, *to: str) -> date | None:
        """The day of a date or a time in ISO 8601, carried over; anything else is left."""
        value = self._fields.get(field)
        try:
            day = date.fromisoformat(str(value)[:_SHORTEST_ISO_DAY]) if value is not None else None
        except ValueError:
            self.leave(field, MISFIT)
            return None
        if day:
            self.take(field, *to)
        return day

    def leave(self, field: str, reason: Text) -> None:
        """Leave a field, if it says something."""
        if field in self._fields:
            del self._fields[field]
            self.left.append(Left(field, reason))

    def close(self, bookkeeping: Collection[str] = (), known: Collection[str] = ()) -> tuple[Left, ...]:
        """All that is left, on purpose or because nobody asked for it; bookkeeping comes last, once for its kind.

        Args:
            bookkeeping: Last parts of places that are the other tool's own.
            known: First parts of places that belong to the format.
        """
        kept = set()
        for name in self.names():
            first, last = re.split(r"[.\[]", name)[0], name.rpartition(".")[2]
            if last in bookkeeping:
                kept.add(name if name.count(".") < 2 else f"{first}.*.{last}")
                self._fields.pop(name)
            else:
                self.leave(name, NO_PLACE if not known or first in known else UNKNOWN)
        found = [*self.left, *(Left(name, BOOKKEEPING) for name in kept)]
        return tuple(sorted(found, key=lambda item: (item.reason == BOOKKEEPING, item)))


def whole(text: str) -> str:
    r"""A text without what cannot be written as UTF-8, white space at its ends, and more than one blank line at a time.

    >>> whole(" one\r\ntwo ")
    'one\ntwo'
    """
    clean = text.encode("utf-8", "replace").decode("utf-8")
    printable = "".join(item for item in clean if item in "\n\t" or item.isprintable() or item > "\x9f")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in printable.splitlines())).strip()
