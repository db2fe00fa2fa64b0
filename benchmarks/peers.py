"""Each peer doing its work on one CSV file, as a process of its own; needs nothing of pia.

    python benchmarks/peers.py installed
    python benchmarks/peers.py NAME table.csv

Readers print the rows they read. Those that search print their cells, how often they found something (in a cell, for
each entity type; presidio-structured tells only columns), and the seconds of the search alone: imports, reading and
building the engine are not counted against them.
"""

from __future__ import annotations

import csv
import json
import resource
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any


def pandas_typed(path: str) -> dict[str, Any]:
    """`pandas.read_csv`."""
    import pandas

    return {"rows": len(pandas.read_csv(path))}


def pandas_text(path: str) -> dict[str, Any]:
    """`pandas.read_csv(dtype=str)`."""
    import pandas

    return {"rows": len(pandas.read_csv(path, dtype=str))}


def pyarrow_text(path: str) -> dict[str, Any]:
    """The streaming reader of pyarrow, every column as text, one batch in memory."""
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    with open(path, encoding="utf-8", newline="") as file:  # noqa: PTH123
        header = next(csv.reader(file))
    types = arrow_csv.ConvertOptions(column_types=dict.fromkeys(header, pa.string()))
    with arrow_csv.open_csv(path, convert_options=types) as reader:
        return {"rows": sum(batch.num_rows for batch in reader)}


def _timed(cells: int, search: Callable[[], int], **more: Any) -> dict[str, Any]:
    """What a search found and took; `search` gives how often it found something."""
    wall, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    matches = search()
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cells": cells, "matches": matches, "wall": time.perf_counter() - wall, "cpu": cpu, **more}


def _columns(path: str) -> dict[str, list[str]]:
    with open(path, encoding="utf-8", newline="") as file:  # noqa: PTH123
        header, *rows = csv.reader(file)
    return {name: [row[place] for row in rows] for place, name in enumerate(header)}


def _analyzer() -> tuple[Any, list[str]]:
    """Presidio's analyzer with its English pattern recognizers on a blank spaCy pipeline, and their class names."""
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine, PatternRecognizer, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class Blank(SpacyNlpEngine):  # type: ignore[misc]
        """A tokenizer and nothing else: no model is loaded or downloaded."""

        def load(self) -> None:
            self.nlp = {"en": spacy.blank("en")}

    # The shipped list of domains serves: asking the network for a newer one would be counted as searching.
    tldextract.tldextract.TLD_EXTRACTOR.suffix_list_urls = ()
    shipped = RecognizerRegistry()
    shipped.load_predefined_recognizers(languages=["en"])
    used = [recognizer for recognizer in shipped.recognizers if isinstance(recognizer, PatternRecognizer)]
    engine = Blank()
    engine.load()
    registry = RecognizerRegistry(recognizers=used, supported_languages=["en"])
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])
    return analyzer, sorted(type(recognizer).__name__ for recognizer in used)


def presidio(path: str) -> dict[str, Any]:
    """Presidio's `BatchAnalyzerEngine` over all columns."""
    from presidio_analyzer import BatchAnalyzerEngine

    analyzer, names = _analyzer()
    columns = _columns(path)
    engine = BatchAnalyzerEngine(analyzer_engine=analyzer)

    def search() -> int:
        found = engine.analyze_dict(columns, language="en")
        cells = (results for column in found for results in column.recognizer_results)
        return sum(len({result.entity_type for result in results}) for results in cells)

    return _timed(sum(map(len, columns.values())), search, recognizers=names)


def presidio_structured(path: str) -> dict[str, Any]:
    """presidio-structured's analysis of a data frame, every row."""
    import pandas
    from presidio_structured import PandasAnalysisBuilder

    analyzer, _ = _analyzer()
    frame = pandas.read_csv(path, dtype=str)
    builder = PandasAnalysisBuilder(analyzer)
    return _timed(frame.size, lambda: len(builder.generate_analysis(frame, language="en").entity_mapping))


def dataprofiler(path: str) -> dict[str, Any]:
    """DataProfiler's structured labeler over every row."""
    import dataprofiler
    import pandas

    frame = pandas.read_csv(path, dtype=str)
    labeler = dataprofiler.DataLabeler(labeler_type="structured")
    nothing = {"BACKGROUND", "PAD", "UNKNOWN"}
    return _timed(frame.size, lambda: sum(label not in nothing for label in labeler.predict(frame)["pred"].flat))


PEERS: dict[str, tuple[Callable[[str], dict[str, Any]], tuple[str, ...]]] = {
    "pandas_typed": (pandas_typed, ("pandas",)),
    "pandas_text": (pandas_text, ("pandas",)),
    "pyarrow_text": (pyarrow_text, ("pyarrow",)),
    "presidio": (presidio, ("presidio-analyzer", "spacy")),
    "presidio_structured": (presidio_structured, ("presidio-structured", "presidio-analyzer", "spacy", "pandas")),
    "dataprofiler": (dataprofiler, ("DataProfiler", "tensorflow")),
}
"""What can be run, and the distributions it needs; the first is the peer itself."""


def installed() -> dict[str, dict[str, Any]]:
    """Per peer, its version, or the first distribution that is missing."""
    found: dict[str, dict[str, Any]] = {}
    for name, (_, needed) in PEERS.items():
        try:
            own, *_ = [version(one) for one in needed]
            found[name] = {"version": own, "missing": ""}
        except PackageNotFoundError as error:
            found[name] = {"version": "", "missing": str(error.name)}
    return found


def main() -> None:
    """Run what the command line names, and print JSON."""
    name, *paths = sys.argv[1:]
    print(json.dumps(installed() if name == "installed" else PEERS[name][0](*paths)))


if __name__ == "__main__":
    main()
