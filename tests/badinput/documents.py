"""Documents that are bombs, lies or nonsense: deployments, assessments, policies, recognizers, gold, templates."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from tests.badinput import CANARIES, Case
from tests.badinput.tables import as_csv

FLIPS = 6
_DEPLOYMENT = """name: N
description: D
controller: {name: C}
jurisdictions: [eu]
datasets: [{name: t, path: t.csv}]
activities: [{purpose: P, legal_basis: consent, columns: [t.name]}]
answers: {large_scale: {value: yes, note: n}}
"""
_OWN = """allow:
- {entity_type: EMAIL_ADDRESS, values: [info@town.example], reason: public, owner: R, created: 2026-11-01,
   expires: 2027-10-31}
"""
_GOLD = json.dumps({"t.csv": {"email": ["EMAIL_ADDRESS"]}})
_POLICY = "signers: []\nrequired: {officer: 1}\n"
_BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]\n" for number in range(1, 10)
)
_YAML: Mapping[str, str] = {
    "empty": "",
    "blank": " \n# nothing\n",
    "a text": "hello",
    "a list": "- a\n- b\n",
    "a bomb of aliases": _BOMB,
    "an alias of itself": "a: &a [*a]\n",
    "an alias of nothing": "a: *b\n",
    "merge keys": "a: &a {x: 1}\nb: {<<: *a}\n",
    "a tag of Python": "name: !!python/object/apply:os.system ['echo x']\n",
    "a tag of its own": "name: !x y\n",
    "binary": "name: !!binary AAAA\n",
    "deep": "a: " + "[" * 5000 + "]" * 5000,
    "deep mappings": "".join(f"{' ' * number}a:\n" for number in range(300)),
    "a key twice": _DEPLOYMENT + "name: M\n",
    "a key that is a list": "? [a]\n: b\n",
    "two documents": _DEPLOYMENT + "---\n" + _DEPLOYMENT,
    "tabs": "name:\n\t- x\n",
    "controls": "name: \x01\n",
    "a NUL": "name: a\0b\n",
    "never closed": "name: [a, {b: c\n",
    "a quote never closed": 'name: "a\n',
    "numbers that are none": "name: .nan\nnext_review: 1e999\n",
    "a date that is none": _DEPLOYMENT + "next_review: 2026-02-30\n",
    "unknown keys": _DEPLOYMENT + f"{CANARIES[0].replace(' ', '_')}: 1\n",
    "100,000 items": _DEPLOYMENT + "technologies: [" + "iot," * 100_000 + "]\n",
    "a text of 4 MB": f"name: {'x' * 4_000_000}\n",
    "6 MB": "#" * 6_000_000,
    "a path that leads out": _DEPLOYMENT.replace("t.csv", "../../../../etc/passwd"),
    "a path of a device": _DEPLOYMENT.replace("t.csv", "/dev/zero"),
    "a path with a NUL": _DEPLOYMENT.replace("t.csv", '"t\\0.csv"'),
    "a path that is too long": _DEPLOYMENT.replace("t.csv", "t" * 5000),
    "a path of nothing": _DEPLOYMENT.replace("t.csv", "nowhere.csv"),
    "a dataset twice": _DEPLOYMENT.replace("path: t.csv}", "path: t.csv}, {name: t, path: t.csv}"),
    "a column that is not there": _DEPLOYMENT.replace("t.name", "t.nonesuch"),
    "a template": _DEPLOYMENT.replace("name: N", "name: \"{{ ''.__class__ }}\""),
    "markup": _DEPLOYMENT.replace("description: D", "description: \"<script>x</script>#read('/etc/passwd')\""),
    "direction": _DEPLOYMENT.replace("name: N", 'name: "\u202eN\u2066\x85"'),
    "answers of a wrong kind": _DEPLOYMENT.replace("value: yes", "value: [yes, {a: b}]"),
    "JSON": json.dumps({"name": "N"}),
    "CSV": as_csv().decode(),
    "UTF-16": "\ufeff" + _DEPLOYMENT,
}
_PATTERNS = (
    *("(a+)+$", "(a|a)*b", "(.*)*x", "([a-zA-Z]+)*$", "(a|aa)+$", "(.*a){20}", "(\\w+\\s?)*$", "^(([a-z])+.)+[A-Z]$"),
    *("(?:a?){50}a{50}", "(x+x+)+y", "a{1,99999}", "(a{1,1000}){1,1000}", "(", "[", "*a", "(?P<n>a)(?P<n>b)", "\\1(a)"),
    *("(?<=a+)b", "(?i:a", "\\p{L}+", "(?#", "a" * 5000, "(?:" * 500 + ")" * 500, "", "\0", "\ud7ff{3}", ".*.*.*.*x"),
    *(
        "(?=(a+))a*b\\1",
        "^(\\d+)+@",
        "(\\s*,\\s*)+x",
        "(?:[^a]*)*b",
        "((a{0,5}){0,5}){0,5}x",
        "(?>a+)+b",
        "\\b(\\w+)+\\b!",
    ),
)
_TEMPLATES = (
    *(
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{% for a in range(10**9) %}{{ a }}{% endfor %}",
        "{{ 'a' * 10**10 }}",
    ),
    *(
        "{% include '/etc/passwd' %}",
        "{% extends 'report.html' %}",
        "{{ nonesuch }}",
        "{% if %}",
        "{{ 9**9**9 }}",
        "{% raw %}",
    ),
    *(
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__.os.environ }}",
        "{{ 1/0 }}",
        "\0",
        "{#",
    ),
)


def cases(seed: int) -> Iterator[Case]:
    """Every kind; the bits that are turned are drawn by the seed."""
    for name, text in _YAML.items():
        yield _document("deployment.yaml", name, text, ("assess", "deployment.yaml", "-f", "json"))
        yield _document("deployment.yaml", f"{name}: gate", text, ("gate", "deployment.yaml", "-f", "json"))
        yield _document("recognizers", name, text, ("scan", "t.csv", "--recognizers", "x.yaml"), "x.yaml")
        yield _document("policy", name, text, ("gate", "deployment.yaml", "--policy", "gate.yaml"), "gate.yaml")
        yield _document("gold", name, text, ("evaluate", "gold.yaml"), "gold.yaml")
    for file, word in (
        ("assessment.json", "report"),
        ("assessment.json", "gate"),
        ("approval.json", "verify"),
        ("a.json", "score"),
    ):
        for name, text in _json().items():
            line = ("score", "cnil", file) if word == "score" else (word, file)
            yield _document(f"{word} of JSON", name, text, line, file)
    yield from _settings()
    yield from _flipped(random.Random(seed))
    for number, pattern in enumerate(_PATTERNS):
        text = f"recognizers:\n- {json.dumps(_recognizer(pattern))}\n"
        yield _document("patterns", f"{number}", text, ("scan", "t.csv", "--recognizers", "x.yaml"), "x.yaml")
    for number, template in enumerate(_TEMPLATES):
        assessed = ("assess", "deployment.yaml", "-f", "html", "--templates", "own")
        yield Case("templates", f"{number}", partial(_template, template), assessed)


def _recognizer(pattern: str) -> dict[str, object]:
    known = {"name": "own", "entity_type": "PERSON_CODE", "score": 0.7, "context": ["name"]}
    return {**known, "patterns": [pattern], "hits": ["a" * 30], "misses": ["0"]}


def _write(folder: Path, file: str, text: str) -> None:
    (folder / "t.csv").write_bytes(as_csv())
    (folder / "deployment.yaml").write_text(_DEPLOYMENT, encoding="utf-8")
    encoding = "utf-16" if text.startswith("\ufeff") else "utf-8"
    (folder / file).write_bytes(text.encode(encoding, "surrogatepass"))


def _document(family: str, name: str, text: str, arguments: tuple[str, ...], file: str = "deployment.yaml") -> Case:
    return Case(family, name, lambda folder: _write(folder, file, text), arguments)


def _template(text: str, folder: Path) -> None:
    _write(folder, "deployment.yaml", _DEPLOYMENT)
    for place in ("own", "own/report"):
        (folder / place).mkdir()
        (folder / place / "report.html").write_text(text, encoding="utf-8")
        (folder / place / "page.html").write_text(text, encoding="utf-8")


def _json() -> dict[str, str]:
    return {
        "empty": "",
        "null": "null",
        "a list": "[]",
        "an object": "{}",
        "deep": "[" * 100_000,
        "deep and closed": '{"a":' * 100_000 + "1" + "}" * 100_000,
        "a key twice": '{"schema_version": 1, "schema_version": 2}',
        "NaN": '{"schema_version": NaN}',
        "a huge number": '{"schema_version": ' + "9" * 10_000 + "}",
        "a later version": '{"schema_version": 999}',
        "half a character": '{"a": "\\ud800"}',
        "broken": '{"a": ',
        "YAML": "a: b\n",
        "CSV": as_csv().decode(),
        "UTF-16": '\ufeff{"a": 1}',
    }


def _settings() -> Iterator[Case]:
    """Configuration files and variables of every run."""
    for name, text in {
        "broken": "lang = ",
        "unknown": '"no such setting" = 1',
        "wrong kind": "lang = 5",
        "wrong value": 'lang = "xx"',
        "a table": "[scan.x]\ny = 1",
        "deep": "a = " + "[" * 5000 + "]" * 5000,
        "large": "a = '" + "x" * 3_000_000 + "'",
        "UTF-16": "\ufefflang = 'en'",
        "NUL": "lang = 'e\0n'",
    }.items():
        yield _document("pia.toml", name, text, ("scan", "t.csv"), "pia.toml")


def _flipped(chance: random.Random) -> Iterator[Case]:
    """Sound documents with a few characters changed."""
    commands = {
        "deployment.yaml": (_DEPLOYMENT, ("assess", "deployment.yaml", "-f", "json")),
        "x.yaml": (_OWN, ("recognizers", "check", "x.yaml")),
        "gold.json": (_GOLD, ("evaluate", "gold.json")),
        "gate.yaml": (_POLICY, ("gate", "deployment.yaml", "--policy", "gate.yaml")),
    }
    for file, (text, arguments) in commands.items():
        for number in range(FLIPS):
            changed = list(text)
            for _ in range(1 + number % 4):
                changed[chance.randrange(len(text))] = chance.choice("\0\t\n:-[]{}'\"&*!|>%@`#,? \u202e9")
            yield _document(f"changed {file}", str(number), "".join(changed), arguments, file)
