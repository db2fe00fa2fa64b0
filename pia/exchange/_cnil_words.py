"""Which question of the CNIL's tool is which answer of pia; the questions are known by number only.

Source: numbers of LINCnil/pia, `pia_architecture.json`; 32x, 33x and 34x are illegitimate access, unwanted change and
disappearance, x1 impacts, x2 threats, x3 risk sources, x4 measures, x5 severity, x6 likelihood.
"""

from __future__ import annotations

from collections.abc import Mapping

CONTEXT = (111, 112, 113, 121, 122, 123)
"""Overview, responsibilities, standards, data, life cycle and supporting assets: prose that describes the whole."""

NOTES: Mapping[int, str] = {
    213: "every_column_needed",
    214: "accuracy_checks",
    215: "deletion_works",
    221: "notice_given",
    222: "consent_valid",
    223: "rights_route",
    224: "erasure_possible",
    225: "objection_honoured",
    227: "transfer_assessed",
}
"""Prose per question -> the answer that it is a note on."""

GAUGES: Mapping[str, str] = {"1": "negligible", "2": "limited", "3": "significant", "4": "maximum"}
OPINIONS: Mapping[str, str] = {"1": "Favourable", "0": "Unfavourable"}
PARTY_LABELS = ("Controller", "Processor", "Recipient")
DATA_LABELS = ("Data categories", "Data subjects", "Storage period in days")

_EVENTS = {"access": 2, "change": 3, "loss": 4}
BEFORE: Mapping[int, str] = {
    300 + 10 * item + digit: f"cnil_{event}_{axis}_before"
    for event, item in _EVENTS.items()
    for axis, digit in (("severity", 5), ("likelihood", 6))
}
"""Gauge of a question -> the answer."""

LISTED: Mapping[int, tuple[int, ...]] = {
    number: (number - 4,) if number % 10 == 5 else (number - 4, number - 3) for number in BEFORE
}
"""Impacts belong to severity; threats and risk sources to likelihood."""

AFTER: Mapping[str, str] = {
    f"evaluations.3.{item}.gauges.{letter}": f"cnil_{event}_{axis}_after"
    for event, item in _EVENTS.items()
    for axis, letter in (("severity", "x"), ("likelihood", "y"))
}
"""Gauge of the evaluator -> the answer."""
