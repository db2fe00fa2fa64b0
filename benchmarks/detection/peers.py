"""Each peer's own idea of what the columns of some tables hold, as a process of its own; needs nothing of pia.

    python benchmarks/detection/peers.py installed
    python benchmarks/detection/peers.py NAME table.csv ...

Prints `{table: {column: [TYPE, ...]}}` in the words of the gold labels. A peer that tells cells and not columns is
credited with a type that it finds in half of the filled cells or more. Which of its types means which label is below.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

SHARE = 0.5
PRESIDIO = {
    "EMAIL_ADDRESS": "EMAIL",
    "PHONE_NUMBER": "PHONE",
    "IP_ADDRESS": "IP",
    "MAC_ADDRESS": "MAC",
    "CREDIT_CARD": "CREDIT_CARD",
    "IBAN_CODE": "IBAN",
    "US_BANK_NUMBER": "BANK_ACCOUNT",
    "US_DRIVER_LICENSE": "DRIVER_LICENSE",
    "US_PASSPORT": "PASSPORT",
    "UK_NHS": "HEALTH",
    "MEDICAL_LICENSE": "MEDICAL_LICENSE",
    "DATE_TIME": "DATE",
    "PERSON": "PERSON",
    "LOCATION": "ADDRESS",
    "URL": "URL",
    "CRYPTO": "CRYPTO",
}
"""Presidio's national numbers not named here (`US_SSN`, `ES_NIF` ...) are `NATIONAL_ID`."""

DATAPROFILER = {
    "ADDRESS": "ADDRESS",
    "BAN": "BANK_ACCOUNT",
    "CREDIT_CARD": "CREDIT_CARD",
    "DATE": "DATE",
    "DATETIME": "DATE",
    "DRIVERS_LICENSE": "DRIVER_LICENSE",
    "EMAIL_ADDRESS": "EMAIL",
    "HASH_OR_KEY": "PASSWORD",
    "IPV4": "IP",
    "IPV6": "IP",
    "MAC_ADDRESS": "MAC",
    "PERSON": "PERSON",
    "PHONE_NUMBER": "PHONE",
    "SSN": "NATIONAL_ID",
    "URL": "URL",
    "UUID": "GENERIC_ID",
}
Columns = dict[str, list[str]]


def _columns(path: str) -> Columns:
    with Path(path).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return {name: [row[place] for row in rows if len(row) > place] for place, name in enumerate(header)}


def _analyzer() -> Any:
    """Presidio with its English pattern recognizers on a blank pipeline: nothing is downloaded."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from peers import _analyzer as made  # type: ignore[import-not-found]

    return made()[0]


def presidio() -> Callable[[Columns], dict[str, set[str]]]:
    """Presidio's `BatchAnalyzerEngine`."""
    from presidio_analyzer import BatchAnalyzerEngine

    engine = BatchAnalyzerEngine(analyzer_engine=_analyzer())

    def found(columns: Columns) -> dict[str, set[str]]:
        told = {}
        for column in engine.analyze_dict(columns, language="en"):
            filled = sum(bool(cell.strip()) for cell in column.value)
            hits = Counter(name for cell in column.recognizer_results for name in {item.entity_type for item in cell})
            told[column.key] = {_word(name) for name, times in hits.items() if times >= SHARE * filled}
        return told

    return found


def _word(name: str) -> str:
    return PRESIDIO.get(name, "NATIONAL_ID")


def presidio_structured() -> Callable[[Columns], dict[str, set[str]]]:
    """presidio-structured's analysis of a data frame."""
    import pandas
    from presidio_structured import PandasAnalysisBuilder

    builder = PandasAnalysisBuilder(_analyzer())

    def found(columns: Columns) -> dict[str, set[str]]:
        frame = pandas.DataFrame(columns, dtype=str)
        mapping = builder.generate_analysis(frame, language="en").entity_mapping
        return {name: {_word(entity)} for name, entity in mapping.items()}

    return found


def dataprofiler() -> Callable[[Columns], dict[str, set[str]]]:
    """DataProfiler's structured labeler."""
    import dataprofiler as profiler

    labeler = profiler.DataLabeler(labeler_type="structured")

    def found(columns: Columns) -> dict[str, set[str]]:
        told: dict[str, set[str]] = {}
        for name, cells in columns.items():
            filled = [cell for cell in cells if cell.strip()]
            hits = Counter(labeler.predict(filled)["pred"]) if filled else Counter[str]()
            own = {
                DATAPROFILER[label]
                for label, times in hits.items()
                if times >= SHARE * len(filled) and label in DATAPROFILER
            }
            told[name] = own
        return told

    return found


PEERS: dict[str, tuple[Callable[[], Callable[[Columns], dict[str, set[str]]]], tuple[str, ...]]] = {
    "presidio": (presidio, ("presidio-analyzer", "spacy")),
    "presidio_structured": (presidio_structured, ("presidio-structured", "presidio-analyzer", "spacy", "pandas")),
    "dataprofiler": (dataprofiler, ("DataProfiler", "tensorflow")),
}
"""What can be run, and the distributions it needs; the first is the peer itself."""


def installed() -> dict[str, str]:
    """The version of every peer that can be run."""
    found: dict[str, str] = {}
    for name, (_, needed) in PEERS.items():
        try:
            found[name], *_ = [version(one) for one in needed]
        except PackageNotFoundError:
            continue
    return found


def main() -> None:
    """Run what the command line names, and print JSON."""
    name, *paths = sys.argv[1:]
    if name == "installed":
        print(json.dumps(installed()))
        return
    find = PEERS[name][0]()
    told = {Path(path).name: find(_columns(path)) for path in paths}
    plain = {table: {column: sorted(types) for column, types in own.items() if types} for table, own in told.items()}
    print(json.dumps(plain, ensure_ascii=False))


if __name__ == "__main__":
    main()
