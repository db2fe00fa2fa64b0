"""JSON as it should not be: depth, numbers that are none, keys twice, odd escapes, damage between records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.badinput import CANARIES, Case, scanned

_VALUE = json.dumps(CANARIES[0])
_RECORD = json.dumps({"name": CANARIES[0], "id": CANARIES[1]})


def cases(seed: int) -> Iterator[Case]:
    """Every kind; nothing of it is drawn by the seed."""
    for name, text in _texts().items():
        for file in ("t.json", "t.jsonl"):
            yield scanned("JSON", f"{name} ({file[2:]})", file, text.encode("utf-8", "surrogatepass"))
    for name, text in _large().items():
        yield scanned("large JSON", name, "t.json", text.encode(), big=True)
    yield from _columnar()


def _texts() -> dict[str, str]:
    return {
        "blank": " \n ",
        "nothing but a bracket": "[",
        "an empty array": "[]",
        "an empty object": "{}",
        "null": "null",
        "a bare text": _VALUE,
        "a bare number": "1" * 5000,
        "NaN": f'[{{"a": NaN, "b": Infinity, "c": -Infinity, "d": {_VALUE}}}]',
        "numbers too large": f'[{{"a": 1e999999, "b": -1e-999999, "c": {"9" * 20000}, "d": {_VALUE}}}]',
        "numbers that are none": '[{"a": 01}, {"a": +1}, {"a": .5}, {"a": 1.}, {"a": 0x1}]',
        "a key twice": f'[{{"a": {_VALUE}, "a": {_VALUE}, "a": 1}}]',
        "a key a thousand times": "[{" + ",".join(f'"a": {_VALUE}' for _ in range(1000)) + "}]",
        "keys that are cells": "[{" + ",".join(f'"k{number}@leak.example.org": 1' for number in range(3000)) + "}]",
        "empty keys": '[{"": 1, " ": 2, "\\u0000": 3, ".": 4, "a.b": 5, "[]": 6, "{}": 7}]',
        "a key of 100,000 characters": f'[{{"{"k" * 100_000}": {_VALUE}}}]',
        "deep arrays": "[" * 100_000 + "]" * 100_000,
        "deep arrays never closed": "[" * 100_000,
        "deep objects": '{"a":' * 50_000 + _VALUE + "}" * 50_000,
        "deep in a record": f'[{_RECORD}, {{"a": ' + "[" * 500 + _VALUE + "]" * 500 + f"}}, {_RECORD}]",
        "broken escapes": '[{"a": "\\x41"}]',
        "half a character": f'[{{"a": "\\ud800", "b": "\\udc00 \\ud83d", "c": {_VALUE}}}]',
        "raw controls": f'[{{"a": "x\n\t\0y", "b": {_VALUE}}}]',
        "single quotes": f"[{{'a': '{CANARIES[0]}'}}]",
        "comments": f"[/* x */ {_RECORD}, // y\n {_RECORD}]",
        "trailing commas": f"[{_RECORD},]",
        "missing commas": f"[{_RECORD} {_RECORD}]",
        "two documents": f"[{_RECORD}][{_RECORD}]",
        "text behind": f"[{_RECORD}] and more {CANARIES[0]}",
        "never closed": f"[{_RECORD}, {_RECORD}",
        "a text never closed": f'[{{"a": "{CANARIES[0]}',
        "kinds in turn": f'[1, "a", null, true, [1], {{"a": 1}}, {_VALUE}, [[[{_VALUE}]]]]',
        "a column of every kind": "\n".join(f'{{"a": {value}}}' for value in ("1", _VALUE, "null", "[]", "{}", "[{}]")),
        "lines, some broken": f"{_RECORD}\n{{broken {CANARIES[0]}\n\n{_RECORD}\nnull\n{_RECORD[:9]}\n",
        "byte order mark": "\ufeff" + f"[{_RECORD}]",
        "record separators": f"\x1e{_RECORD}\n\x1e{_RECORD}\n",
        "CSV named JSON": f"name,id\n{CANARIES[0]},1\n",
        "YAML named JSON": f"- name: {CANARIES[0]}\n",
        "markup": f"<html>{CANARIES[0]}</html>",
        "padded": f"{'':1000}[{_RECORD}{'':1000}]",
        "a prototype": f'[{{"__proto__": {_VALUE}, "constructor": 1, "__class__": 2}}]',
    }


def _large() -> dict[str, str]:
    return {
        "a text of 70 MB": '[{"a": "' + "Canarybird " * 6_400_000 + '"}]',
        "300,000 keys": "[{" + ",".join(f'"k{number}": 1' for number in range(300_000)) + "}]",
        "a number of 30 MB": "[" + "9" * 30_000_000 + "]",
        "a record of 2,000,000 numbers": "[[" + ",".join(["1"] * 2_000_000) + "]]",
        "20,000,000 brackets": "[" * 20_000_000,
        "a million empty records": "[" + ",".join(["{}"] * 1_000_000) + "]",
    }


def _columnar() -> Iterator[Case]:
    """Parquet and Arrow files that are sound and yet odd."""
    cells = pa.array(CANARIES)
    tables = {
        "no columns": pa.table({}),
        "no rows": pa.table({"a": pa.array([], pa.string())}),
        "names twice": pa.Table.from_arrays([cells, cells], names=["a", "a"]),
        "names empty": pa.Table.from_arrays([cells, cells], names=["", " "]),
        "a hostile name": pa.table({"<b>{{ 7*7 }}\u202e\x1b[2J\0": cells}),
        "deep": pa.table({"a": pa.array([_deep(25)])}),
        "bytes": pa.table({"a": pa.array([b"\xff\xfe\0", CANARIES[0].encode(), b""])}),
        "null only": pa.table({"a": pa.nulls(10)}),
        "long lists": pa.table({"a": pa.array([list(CANARIES) * 3000])}),
        "times": pa.table(
            {"a": pa.array([2**62, -(2**62)], pa.timestamp("s")), "b": pa.array([0, 2**31 - 1], pa.date32())}
        ),
        "floats": pa.table({"a": [float("nan"), float("inf"), 1e308, 110105194912310021.0]}),
        "5,000 columns": pa.table({f"c{number}": cells for number in range(5000)}),
    }
    for name, table in tables.items():
        out = pa.BufferOutputStream()
        with pa.ipc.new_file(out, table.schema) as writer:
            writer.write_table(table)
        yield scanned("columnar", f"{name} (arrow)", "t.arrow", out.getvalue().to_pybytes())
        out = pa.BufferOutputStream()
        try:
            pq.write_table(table, out)
        except (pa.ArrowException, OSError):
            continue
        yield scanned("columnar", f"{name} (parquet)", "t.parquet", out.getvalue().to_pybytes())


def _deep(levels: int) -> Any:
    value: Any = CANARIES[0]
    for _ in range(levels):
        value = {"a": [value]}
    return value
