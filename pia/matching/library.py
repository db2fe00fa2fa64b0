"""Automata by form, shared by all filters of a run; what they have learnt can be kept for the next one."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Sequence
from enum import EnumType
from typing import Any

from pia.matching.forms import Form
from pia.matching.programs import UnsupportedError
from pia.matching.single import FormAutomaton

_KNOWN = frozenset(
    {
        ("re", "RegexFlag"),
        ("regex", "RegexFlag"),
        ("regex._regex_core", "RegexFlag"),
        ("pia.matching.forms", "Form"),
        ("pia.matching.programs", "Charset"),
        ("pia.matching.programs", "Instruction"),
        ("pia.matching.programs", "Program"),
        ("pia.matching.single", "FormAutomaton"),
        ("pia.matching.single", "Outcome"),
        ("pia.matching.single", "State"),
        ("pia.matching.threads", "Condition"),
        ("pia.matching.threads", "Machine"),
    }
)
_DIGEST_BYTES = 32


class Library:
    """Automata by form."""

    def __init__(self) -> None:
        """Nothing is built yet."""
        self._automata: dict[Form, FormAutomaton | None] = {}

    def automaton(self, form: Form) -> FormAutomaton | None:
        """The automaton of a form; `None` where none can say it."""
        if form not in self._automata:
            try:
                self._automata[form] = FormAutomaton(form)
            except UnsupportedError:
                self._automata[form] = None
        return self._automata[form]

    def automata(self, forms: Sequence[Form]) -> list[FormAutomaton]:
        """Those of all these forms; none at all if one of them has none."""
        own = [automaton for automaton in map(self.automaton, forms) if automaton]
        return own if len(own) == len(forms) else []

    def dumps(self) -> bytes:
        """All that was learnt; it says what the forms are, and which texts they were taught by."""
        payload = pickle.dumps(self._automata, protocol=5)
        return hashlib.sha256(payload).digest() + payload

    @staticmethod
    def loads(data: bytes) -> Library:
        """What `dumps` gave.

        Raises:
            ValueError: It is cut off or altered, or holds anything but automata.
        """
        payload = data[_DIGEST_BYTES:]
        if hashlib.sha256(payload).digest() != data[:_DIGEST_BYTES]:
            raise ValueError("the kept automata are damaged")
        library = Library()
        try:
            library._automata = dict(_Reader(io.BytesIO(payload)).load())
        except (pickle.UnpicklingError, AttributeError, EOFError, LookupError, TypeError, ValueError) as error:
            raise ValueError("these are no automata") from error
        if not all(isinstance(one, FormAutomaton | None) for one in library._automata.values()):
            raise ValueError("these are no automata")
        return library


class _Reader(pickle.Unpickler):
    """Builds automata only: a file that names anything else is refused before that is touched."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "getattr"):
            return _member
        if (module, name) not in _KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of an automaton")
        return super().find_class(module, name)


def _member(kind: Any, name: str) -> Any:
    """What some versions of Python get a member of an enumeration by; it gets nothing else here."""
    if isinstance(kind, EnumType):
        return kind[name]
    raise pickle.UnpicklingError("this is no member of an enumeration")
