"""What a reader makes of files: every cell as text, an error, or a crash; one process per file.

Run by any interpreter that has the reader: python _reading.py READER FILE ..., one line of JSON for each file. It
imports nothing of pia but where pia itself is the reader.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import warnings
from collections.abc import Callable
from typing import Any

_SECONDS = 60
Cells = list[str]
Read = tuple[Cells, bool]
"""The cells, and whether anything was said of what is not among them."""


def _of_frame(frame: Any) -> Cells:
    values = [*map(str, frame.columns), *(str(cell) for row in frame.itertuples(index=False) for cell in row)]
    return [value for value in values if value != "nan"]


def _pandas() -> Callable[[str], Read]:
    import pandas as pd

    readers = {"json": pd.read_json, "parquet": pd.read_parquet, "pq": pd.read_parquet, "xlsx": pd.read_excel}
    readers |= {"xls": pd.read_excel, "ods": pd.read_excel, "arrow": pd.read_feather, "feather": pd.read_feather}

    def read(path: str) -> Read:
        suffix = (
            path.removesuffix(".gz").removesuffix(".bz2").removesuffix(".xz").removesuffix(".zst").rsplit(".", 1)[-1]
        )
        if suffix == "jsonl":
            return _of_frame(pd.read_json(path, lines=True)), False
        more = {"engine": "calamine"} if suffix in {"xlsx", "xls", "ods"} else {}
        return _of_frame(readers.get(suffix, pd.read_csv)(path, **more)), False

    return read


def _dataprofiler() -> Callable[[str], Read]:
    import dataprofiler

    return lambda path: (_of_frame(dataprofiler.Data(path).data), False)


def _presidio_structured() -> Callable[[str], Read]:
    from presidio_structured.data import CsvReader, JsonReader

    def read(path: str) -> Read:
        if path.endswith(".json"):
            return _texts(JsonReader().read(path)), False
        return _of_frame(CsvReader().read(path)), False

    return read


def _texts(value: Any) -> Cells:
    if isinstance(value, dict):
        return [*map(str, value), *(text for inner in value.values() for text in _texts(inner))]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list) else [str(value)]


def _pia() -> Callable[[str], Read]:
    from pia.scan.datasets import open_apart
    from pia.scan.opening import LOCAL

    def read(path: str) -> Read:
        found = open_apart([(path, path)], LOCAL)
        if found.errors:
            raise found.errors[0]
        cells: Cells = []
        left = [*found.not_examined]
        for dataset in found.datasets:
            reading = dataset.read(lambda _done, _all: None)
            for batch in reading.batches:
                cells += batch.data.schema.names
                cells += [str(cell) for column in batch.data.columns for cell in column.to_pylist() if cell is not None]
            left += reading.not_examined()
        return cells, bool(left)

    return read


READERS = {
    "pia": _pia,
    "pandas": _pandas,
    "presidio-structured": _presidio_structured,
    "DataProfiler": _dataprofiler,
}


def _apart(read: Callable[[str], Read], path: str) -> dict[str, object]:
    """The outcome of one file, read in a process of its own."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(ours)
        signal.alarm(_SECONDS)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                cells, said = read(path)
                outcome: dict[str, object] = {"cells": cells, "said": said or bool(caught)}
            except BaseException as error:
                outcome = {"error": type(error).__name__}
        with os.fdopen(theirs, "w", encoding="utf-8", errors="replace") as out:
            json.dump(outcome, out)
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, encoding="utf-8") as given:
        text = given.read()
    _, status = os.waitpid(pid, 0)
    return json.loads(text) if text and os.WIFEXITED(status) else {"crash": os.WTERMSIG(status)}


def main(reader: str, paths: list[str]) -> None:
    """Print the outcome of each file."""
    read = READERS[reader]()
    for path in paths:
        print(json.dumps(_apart(read, path)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
