"""A project full of planted values: what stands in its cells, its structure, its declarations and its secrets.

Where each kind may appear is what `docs/trust.md` promises:

- cells (and what could be one: rows without a header, JSON keys that look like data, values of an allow list): nowhere;
- secrets (passwords, passphrases, private keys, variables): nowhere;
- structure (names of columns, sheets, tables, files, folders, JSON keys): in results, messages and reports;
- declarations (what people wrote into a deployment): in what is made of that deployment.

Structure and declarations have no business in caches, temporary files or the surroundings of other processes.
"""

from __future__ import annotations

import csv
import io
import json
import random
import sqlite3
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pia import plugins
from pia.recognizers import Example
from tests.sources.workbooks_for_tests import xlsx, xlsx_rows
from tests.trust._search import LEAST_BYTES, Search

ROOT = Path(__file__).resolve().parents[2]
ROWS = 40
FAULT = "Zephyrine Faultbearer 13913572468"

PERSONAL = {
    "姓名": ["欧阳甄别甲", "司马植入乙", "诸葛探针丙"],
    "email": ["planted.canary@leak.example.org", "second.canary@leak.example.org"],
    "手机": ["13913572468", "13913572469", "13913572470", "13913572471"],
    "address": ["江州市植入区金丝雀路7788号9栋", "江州市植入区金丝雀路7789号9栋"],
    "birth date": ["1949-12-31", "1951-07-30", "1962-11-29"],
    "postcode": ["QZ88031", "QZ88032", "QZ88033", "QZ88034", "QZ88035"],
    "notes": ["please call Zephyrine Canarybird on 13913572468 or write to planted.canary@leak.example.org at once"],
    "code": ["CANARYCODE77", "CANARYCODE78"],
    "amount": ["918273645.55", "918273646.55"],
}
"""Values that look like people's, and some that mean nothing."""

HEADLESS = ["Aurelia Plantedname", "Leopold Seedling", "Mirabelle Hiddenly", "Casimir Unseenman", "Ottilie Veiledova"]
ODD = {
    "ragged": "Ragged Canarybird 77",
    "undecodable": "Undecodable Canarybird 78",
    "above": "Title row about Canarybird 79",
    "hidden sheet": "Hidden Canarybird 80",
    "comment": "Comment by Canarybird 81",
    "binary": "Binary Canarybird 82",
    "JSON key": "key.canary83@leak.example.org",
    "JSON number": "110105194912310083",
    "broken JSON": "Broken line Canarybird 84",
    "allowed": "allowed.canary85@leak.example.org",
    "denied": "Denied Canarybird 86",
    "zip comment": "Archive comment Canarybird 87",
    "parquet metadata": "Metadata Canarybird 88",
    "fault": FAULT,
}
SECRETS = {
    "password": "hunter-passw0rd-canary",
    "passphrase": "correct-horse-canary-staple",
    "variable": "env-t0ken-canary-value",
}
STRUCTURE = {
    "column": "Kolumne Strukturvogel",
    "sheet": "Blatt Strukturvogel",
    "table": "tabelle_strukturvogel",
    "file": "datei_strukturvogel",
    "folder": "ordner_strukturvogel",
    "member": "mitglied_strukturvogel",
    "key": "schluessel_strukturvogel",
}
DECLARED = {
    "description": "Declared Beschreibungsvogel",
    "answer": "Answered Notizvogel",
    "controller": "Controlled Behoerdenvogel",
    "purpose": "Purposed Zweckvogel",
}


@dataclass(frozen=True, slots=True)
class Planted:
    """What was planted, as searches.

    Attributes:
        nowhere: Cells and secrets.
        structure: Names and declarations.
        cells: How many different cells were planted.
        secrets: The values of `SECRETS`, and the private key.
    """

    nowhere: Search
    structure: Search
    cells: int
    secrets: tuple[str, ...]


def examples() -> dict[tuple[str, str], list[str]]:
    """Every example of every recognizer family that is long enough to be searched for, by header and type."""
    found: dict[tuple[str, str], list[str]] = {}
    for family in plugins.names("recognizers"):
        told: Sequence[Example] = getattr(plugins.module("recognizers", family), "EXAMPLES", ())
        for example in told:
            if example.hit:
                found.setdefault((example.header, example.entity_type), []).append(example.text)
    return found


def searched(values: Sequence[str]) -> list[str]:
    """Those values that are long enough, and that nothing pia ships holds by itself."""
    long = [value for value in values if len(value) > 9 or (not value.isascii() and len(value.encode()) >= LEAST_BYTES)]
    shipped = [path for part in ("pia", "rules", "report_templates") for path in (ROOT / part).rglob("*")]
    search = Search(long)
    texts = [
        path for path in shipped if path.suffix in {".yaml", ".html", ".json", ".md", ".j2", ".css", ".js", ".typ"}
    ]
    # What Presidio ships holds values of its own.
    presidio = json.dumps([recognizer.patterns for recognizer in plugins.load("recognizers", "presidio")]).encode()
    own = {hit.value for data in (presidio, *(path.read_bytes() for path in texts)) for hit in search.hits(data)}
    return [value for value in long if value not in own]


def plant(folder: Path, seed: int = 11) -> Planted:
    """Write the project into an empty folder."""
    chance = random.Random(seed)
    types = examples()
    _write_examples(folder / "examples.csv", types)
    _write_people(folder, chance)
    _write_odd(folder)
    _write_nested(folder / f"{STRUCTURE['key']}.json")
    _write_documents(folder)
    own = [*(value for values in PERSONAL.values() for value in values), *HEADLESS, *ODD.values()]
    cells = searched([*own, *(value for values in types.values() for value in values)])
    secrets = tuple(SECRETS.values())
    return Planted(
        Search([*cells, *secrets], {*own, *secrets}),
        Search([*STRUCTURE.values(), *DECLARED.values()]),
        len(cells),
        secrets,
    )


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _write_examples(path: Path, types: dict[tuple[str, str], list[str]]) -> None:
    """One column per header and type, each example in turn."""
    rows = [[values[row % len(values)] for values in types.values()] for row in range(ROWS)]
    path.write_bytes(_csv([[header for header, _ in types], *rows]))


def people(rows: int) -> list[list[str]]:
    """Rows of every personal column, under its header."""
    body = [[values[row % len(values)] for values in PERSONAL.values()] for row in range(rows)]
    return [[*PERSONAL], *body]


def _write_people(folder: Path, chance: random.Random) -> None:
    table = people(ROWS)
    odd = ODD["ragged"].encode() + b",2\n" + b",".join([ODD["undecodable"].encode() + b" \xff\xfe"] * len(PERSONAL))
    (folder / "people.csv").write_bytes(_csv(table) + odd + b"\n")
    shuffled = table[1:]
    chance.shuffle(shuffled)
    (folder / "later.csv").write_bytes(_csv([table[0], *shuffled, *shuffled[:7]]))
    (folder / "many.csv").write_bytes(_csv(people(2500)))
    names = [[HEADLESS[row % 5], HEADLESS[(row * 3 + 1) % 5]] for row in range(5)]
    (folder / "headless.csv").write_bytes(_csv(names))
    (folder / "headless2.csv").write_bytes(_csv(table[1:]))
    pq.write_table(
        pa.table(
            {name: [row[place] for row in table[1:]] for place, name in enumerate(table[0])}
        ).replace_schema_metadata({"note": ODD["parquet metadata"]}),
        folder / "people.parquet",
    )
    inside = folder / STRUCTURE["folder"]
    inside.mkdir()
    (inside / f"{STRUCTURE['file']}.csv").write_bytes(
        _csv([[*PERSONAL, STRUCTURE["column"]], *([*row, "x"] for row in table[1:])])
    )
    with zipfile.ZipFile(folder / "packed.zip", "w") as archive:
        archive.comment = ODD["zip comment"].encode()
        archive.writestr(f"{STRUCTURE['member']}.csv", _csv(table))


def _write_odd(folder: Path) -> None:
    rows = xlsx_rows([[ODD["above"]], [], *people(ROWS)])
    hidden = xlsx_rows([["a", "b"], [ODD["hidden sheet"], "1"]])
    comments = {"xl/comments1.xml": f"<comments><text>{ODD['comment']}</text></comments>"}
    (folder / "book.xlsx").write_bytes(xlsx({STRUCTURE["sheet"]: rows, "Hidden": hidden}, comments, "Hidden"))
    database = sqlite3.connect(folder / "people.sqlite")
    marks = ",".join("?" * len(PERSONAL))
    names = ",".join(f'"{name}"' for name in PERSONAL)
    database.execute(f'CREATE TABLE "{STRUCTURE["table"]}" ({names}, bytes)')
    database.executemany(
        f'INSERT INTO "{STRUCTURE["table"]}" VALUES ({marks}, ?)',
        [[*row, b"\0" + ODD["binary"].encode()] for row in people(ROWS)[1:]],
    )
    database.commit()
    database.close()


def _write_nested(path: Path) -> None:
    records = [
        {STRUCTURE["key"]: {name: value}, "contacts": {ODD["JSON key"]: value}, "id": 0}
        for name, values in PERSONAL.items()
        for value in values
    ]
    text = json.dumps(records, ensure_ascii=False).replace('"id": 0', f'"id": {ODD["JSON number"]}')
    path.write_text(text, encoding="utf-8")
    (path.parent / "lines.jsonl").write_text(f'{{"a": "{ODD["broken JSON"]}"\n{{"a": 1}}\n', encoding="utf-8")


def _write_documents(folder: Path) -> None:
    (folder / "deployment.yaml").write_text(
        f"""
name: Planted
description: {DECLARED["description"]}
controller: {{name: {DECLARED["controller"]}}}
jurisdictions: [eu, cn]
datasets:
- {{name: people, path: people.csv}}
- {{name: book, path: book.xlsx}}
- {{name: base, path: people.sqlite}}
- {{name: nested, path: {STRUCTURE["key"]}.json}}
- {{name: inside, path: {STRUCTURE["folder"]}}}
- {{name: examples, path: examples.csv}}
- {{name: packed, path: packed.zip}}
activities:
- purpose: {DECLARED["purpose"]}
  legal_basis: public_task
  columns: [people.姓名, people.email]
recognizers: [own.yaml]
answers:
  large_scale: {{value: yes, note: "{DECLARED["answer"]}"}}
next_review: 2027-06-01
""",
        encoding="utf-8",
    )
    (folder / "own.yaml").write_text(
        f"""
recognizers:
- name: wards
  entity_type: HEALTH
  deny: ["{ODD["denied"]}", "{PERSONAL["code"][0]}"]
  score: 0.9
allow:
- {{entity_type: EMAIL_ADDRESS, values: ["{ODD["allowed"]}", "{PERSONAL["email"][0]}"], reason: public, owner: Registry,
   created: 2026-11-01, expires: 2027-10-31}}
""",
        encoding="utf-8",
    )
    gold = {
        "people.csv": {"email": {"types": ["EMAIL_ADDRESS"], "cells": {"EMAIL_ADDRESS": [1, 2]}}, "姓名": ["PERSON"]}
    }
    (folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (folder / "answers.json").write_text(json.dumps({"large_scale": "yes"}), encoding="utf-8")
