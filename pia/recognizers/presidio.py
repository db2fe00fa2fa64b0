"""Every pattern recognizer that Presidio ships, for all its countries and languages, behind our contract.

Presidio's patterns and context words are read from the installed package, once per version: importing it takes longer
than scanning a small file, so what was read is kept in the user's cache folder (no data of anybody, only patterns), and
the package is imported only when one of its own tests has to be asked. Its engine, its language models and its network
look-ups are not used. A passed checksum alone is worth `_PASSED` here and not 1
as in Presidio: one digit in ten passes a Luhn test by accident.

Source: presidio-analyzer, `predefined_recognizers`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from pia import __version__
from pia.checksums import VERDICTS
from pia.checksums.interpreted import verdict_of
from pia.checksums.kinds import KINDS
from pia.distributions import version_of
from pia.documents import write
from pia.errors import DocumentError
from pia.matching.forms import Form
from pia.recognizers import LIKELY, PROOF, Example, Match

_PASSED = 0.7
_PROVEN = frozenset({"IBAN_CODE", "CRYPTO", "IT_FISCAL_CODE"})
_CHANCE = 0.17
"""No shipped checksum lets a larger share of random values pass (measured per recognizer in its test)."""

FORM_ONLY = frozenset(
    {
        "TR_LICENSE_PLATE",
        "UK_VEHICLE_REGISTRATION",
        "ZA_COMPANY_REGISTRATION",
        "ZA_DRIVER_LICENSE",
        "ZA_INCOME_TAX_NUMBER",
        "ZA_LICENSE_PLATE",
        "ZA_PASSPORT",
        "ZA_TRAFFIC_REGISTER_NUMBER",
        "ZA_VAT_NUMBER",
    }
)
"""Types whose shipped test looks at the form again and lets most values pass: it can refuse, but prove nothing."""

_DISTINCT_FORMS = {"US_SSN": 0.65, "US_MBI": 0.65, "MAC_ADDRESS": PROOF}
"""Forms that are rarer than the score Presidio gives them says: `123-45-6789`, `1EG4-TE5-MK73`, six pairs of hex."""

_DIGITS = 3
_SUPERSEDED = frozenset({"EmailRecognizer"})
"""Left out: `email.address` finds every address that it finds."""

_FEW_DIGITS = re.compile(rf"(?:\d\D*){{{_DIGITS}}}")
_WITHOUT_DIGITS = frozenset({"URL", "IP_ADDRESS", "MAC_ADDRESS", "CRYPTO", "UUID", "DATE_TIME"})


@dataclass(frozen=True, slots=True)
class PresidioPattern:
    """One pattern recognizer of Presidio, behind our contract.

    Attributes:
        name: `presidio.` and Presidio's own name.
        entity_type: Presidio's.
        context: Presidio's context words, in lower case.
        against: Always empty; Presidio has none.
        chance: `_CHANCE` where a test decides, else 0.
        header_weight: Always 0: a header adds 0.35 to what the values say, as in Presidio.
        needs_header: Whether its patterns mean nothing without context.
        patterns: Expression, flags and score of each pattern.
        validate: Presidio's test.
        invalidate: Presidio's counter-test.
    """

    name: str
    entity_type: str
    context: tuple[str, ...]
    against: tuple[str, ...]
    chance: float
    header_weight: float
    needs_header: bool
    patterns: tuple[tuple[str, int, float], ...] = field(repr=False)
    validate: Callable[[str], bool | None] | None = field(repr=False)
    invalidate: Callable[[str], bool | None] | None = field(repr=False)

    @property
    def forms(self) -> tuple[Form, ...]:
        """What it looks for."""
        digits = 0 if self.entity_type in _WITHOUT_DIGITS else _DIGITS
        return tuple(Form(expression, flags, "regex", digits=digits) for expression, flags, _ in self.patterns)

    @property
    def tested(self) -> bool:
        """Whether Presidio tests its matches."""
        return self.validate is not None or self.invalidate is not None

    @property
    def share(self) -> float:
        """Always 0: one checksum in a text may count."""
        return 0.0

    def matches(self, values: Sequence[str]) -> Iterator[Match]:
        """Every candidate in the values, in order."""
        import regex

        anything = self.entity_type in _WITHOUT_DIGITS
        compiled = [regex.compile(expression, flags) for expression, flags, _ in self.patterns]
        for index, value in enumerate(values):
            if not anything and not _FEW_DIGITS.search(value):
                continue
            best: dict[tuple[int, int], float] = {}
            for form, expression in enumerate(compiled):
                for found in expression.finditer(value):
                    if found.end() > found.start():
                        score = self.scored(form, self.verdict(found.group()))
                        best[found.span()] = max(score, best.get(found.span(), 0.0))
            for (start, end), score in sorted(best.items()):
                yield Match(index, start, end, score)

    def verdict(self, text: str) -> bool | None:
        """What Presidio's tests say of a matched text: by our own test in their place where there is one."""
        if self.name in KINDS and text.isascii():
            return VERDICTS[verdict_of(self.name, text)]
        try:
            verdict = self.validate(text) if self.validate else None
            refused = self.invalidate(text) if self.invalidate else None
        except (ValueError, KeyError, IndexError, TypeError):
            return False
        if refused or verdict is False:
            return False
        return True if verdict and self.entity_type not in FORM_ONLY else None

    def scored(self, form: int, verdict: bool | None) -> float:
        """The score of a match of a pattern."""
        score = self.patterns[form][2]
        if verdict is not None:
            return (1.0 if self.entity_type in _PROVEN else max(score, _PASSED)) if verdict else 0.0
        distinct = _DISTINCT_FORMS.get(self.entity_type)
        return distinct if distinct and score >= 0.5 else score


def _bounded(expression: str) -> str:
    """An expression that does not begin or end inside a longer run of letters and digits, nor after a plus sign.

    Some of Presidio's have no boundary: eleven digits in the middle of an account number would be a PESEL. What follows
    a plus sign is a telephone number, whichever checksum its digits pass.
    """
    core = expression.replace("(?i)", "")
    if core.startswith("(?<="):
        return expression
    before = "" if re.match(r"\(*\\b|\(\?<[!=]|\^", core) else "(?<![A-Za-z0-9])"
    after = "" if re.search(r"\\b\)*$|\(\?[!=][^()]*\)$|\$$", core) else "(?![A-Za-z0-9])"
    return f"(?<!\\+){before}(?:{core}){after}"


@dataclass(frozen=True, slots=True)
class _Description:
    """What is kept of one of Presidio's recognizers.

    Attributes:
        kind: Its class.
        name: Its name.
        entity_type: Its type.
        context: Its context words.
        flags: Flags of its patterns.
        patterns: Expression and score of each.
        validates: Whether it has a test.
        invalidates: Whether it has a counter-test.
    """

    kind: str
    name: str
    entity_type: str
    context: list[str]
    flags: int
    patterns: list[tuple[str, float]]
    validates: bool
    invalidates: bool


def _described() -> list[_Description]:
    """What the installed package ships."""
    import presidio_analyzer.predefined_recognizers as shipped
    from presidio_analyzer import PatternRecognizer

    kinds: set[Any] = {
        kind
        for kind in vars(shipped).values()
        if isinstance(kind, type) and issubclass(kind, PatternRecognizer) and kind is not PatternRecognizer
    }
    return [
        _Description(
            kind=kind.__name__,
            name=original.name,
            entity_type=original.supported_entities[0],
            context=sorted({word.lower().strip() for word in original.context or ()}),
            flags=int(original.global_regex_flags),
            patterns=[(pattern.regex, float(pattern.score)) for pattern in original.patterns],
            validates=kind.validate_result is not PatternRecognizer.validate_result,
            invalidates=kind.invalidate_result is not PatternRecognizer.invalidate_result,
        )
        for kind in sorted(kinds, key=lambda kind: kind.__name__)
        for original in [kind()]
    ]


def _kept() -> list[_Description]:
    """What the package ships, from the cache if it was read before."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")) / "pia"  # noqa: PTH111 - never raises
    path = folder / f"presidio-{version_of('presidio-analyzer')}-{__version__}.json"
    with suppress(OSError, ValueError, TypeError):
        return [_Description(**item) for item in json.loads(path.read_text(encoding="utf-8"))]
    described = _described()
    with suppress(DocumentError):
        write(path, json.dumps([asdict(item) for item in described]).encode())
    return described


@lru_cache(maxsize=256)
def _original(kind: str) -> Any:
    import presidio_analyzer.predefined_recognizers as shipped

    return getattr(shipped, kind)()


def _ask(kind: str, test: str, text: str) -> bool | None:
    verdict: bool | None = getattr(_original(kind), test)(text)
    return verdict


def _wrap(original: _Description) -> PresidioPattern:
    entity_type = original.entity_type
    validate = partial(_ask, original.kind, "validate_result") if original.validates else None
    bounded = str if entity_type in _WITHOUT_DIGITS else _bounded
    patterns = tuple((bounded(expression), original.flags, score) for expression, score in original.patterns)
    best = max([*(score for _, _, score in patterns), _DISTINCT_FORMS.get(entity_type, 0.0)])
    return PresidioPattern(
        name=f"presidio.{original.name}",
        entity_type=entity_type,
        context=tuple(original.context),
        against=(),
        chance=_CHANCE if validate and entity_type not in _PROVEN else 0.0,
        header_weight=0.0,
        needs_header=best < LIKELY and (validate is None or entity_type in FORM_ONLY),
        patterns=patterns,
        validate=validate,
        invalidate=partial(_ask, original.kind, "invalidate_result") if original.invalidates else None,
    )


RECOGNIZERS = tuple(
    sorted((_wrap(item) for item in _kept() if item.kind not in _SUPERSEDED), key=lambda recognizer: recognizer.name)
)

EXAMPLES = (
    Example("IBAN_CODE", "GB82 WEST 1234 5698 7654 32", True),
    Example("IBAN_CODE", "GB82 WEST 1234 5698 7654 33", False),
    Example("CREDIT_CARD", "4111 1111 1111 1111", True),
    Example("CREDIT_CARD", "4111 1111 1111 1112", False),
    Example("IP_ADDRESS", "192.0.2.41", True),
    Example("IP_ADDRESS", "2001:db8::8a2e:370:7334", True),
    Example("IP_ADDRESS", "192.0.2", False),
    Example("MAC_ADDRESS", "00:00:5E:00:53:AF", True),
    Example("MAC_ADDRESS", "00:00:5E:00:53", False),
    Example("US_SSN", "078-05-1121", True),
    Example("US_SSN", "078051121", False),
    Example("UK_NHS", "943 476 5919", True),
    Example("UK_NHS", "943 476 5918", False),
    Example("PL_PESEL", "44051401359", True),
    Example("PL_PESEL", "44051401358", False),
    Example("IT_FISCAL_CODE", "RSSMRA85T10A562S", True),
    Example("ES_NIF", "12345678Z", True),
    Example("ES_NIF", "12345678A", False),
    Example("UK_NINO", "AB123456C", True, "national insurance"),
    Example("UK_NINO", "AB123456C", False, "part"),
    Example("IN_AADHAAR", "2345 6789 0124", True),
    Example("IN_AADHAAR", "2345 6789 0123", False),
    Example("US_DRIVER_LICENSE", "H12234567", True, "driver license"),
    Example("US_DRIVER_LICENSE", "H12234567", False, "part"),
)
