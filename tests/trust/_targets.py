"""Every parser that is pia's own, as a function of some bytes; whatever else than a `PiaError` leaves it is a fault."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from pia import configuration, documents, pipeline
from pia.admission import loading
from pia.approval.policies import load_policy
from pia.approval.trust import Trust, objections
from pia.assess import grammar, lock
from pia.assess.conditions import compile_condition
from pia.assess.fact_types import ConditionTypeError
from pia.assess.grammar import ConditionError
from pia.assess.packs import load_facts, load_packs
from pia.contents.address import masked, scheme_of
from pia.contents.local import LocalFile
from pia.errors import PiaError
from pia.evaluation import load_gold
from pia.model.approval import Approval
from pia.model.assessment import Assessment
from pia.model.deployment import Deployment
from pia.model.policy import Baseline
from pia.model.rule import FactDeclaration
from pia.model.waiver import WaiverFile
from pia.recognition import load_own
from pia.recognizers._declared import pattern_faults
from pia.resources import resource
from pia.scan.tally_bytes import unpacked
from pia.scoring._survey_file import read_survey
from pia.sources import Source
from pia.sources.csv import SOURCE as CSV
from pia.sources.json import SOURCE as JSON
from pia.trees import parse_json

CANARIES = ("Zephyrine", "Canarybird", "欧阳甄别", "hunter2")
"""Cells, allowed values and passwords of the seeds: no message may carry one."""

TODAY = date(2026, 11, 24)
_LONG_TEXTS = ("a" * 3000, "1" * 3000, "a1 " * 1000, "@" * 3000)


class LeakError(Exception):
    """A message carries a canary."""


Target = Callable[[bytes], None]


@contextmanager
def _file(data: bytes, name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


@cache
def _facts() -> Mapping[str, FactDeclaration]:
    return load_facts(resource("rules") / "facts.yaml")


def _condition(data: bytes) -> None:
    text = data.decode("utf-8", errors="replace")
    try:
        compile_condition(text, _facts()).evaluate({})
    except (ConditionError, ConditionTypeError):
        return
    grammar.parse(text)


def _pattern(data: bytes) -> None:
    expression = data.decode("utf-8", errors="replace")
    if not list(pattern_faults(expression, 0)):
        compiled = re.compile(expression)
        for text in _LONG_TEXTS:
            compiled.search(text)


def _address(data: bytes) -> None:
    text = data.decode("utf-8", errors="replace")
    shown = masked(text)
    if re.match(r"[a-z]+://[a-z]*:hunter2@[a-z]", text) and scheme_of(text) and "hunter2@" in shown:
        raise LeakError


def _document(name: str, type_: type[object]) -> Target:
    def parse(data: bytes) -> None:
        documents.loads(data, name, type_)

    return parse


def _at(name: str, load: Callable[[Path], object]) -> Target:
    def parse(data: bytes) -> None:
        with _file(data, name) as path:
            load(path)

    return parse


def _approval(path: Path) -> None:
    objections(loading.load(path, Approval).value, Trust((), {}, 1, TODAY))


def _settings(path: Path) -> None:
    configuration.defaults(path, path.parent, {"": ("lang", "quiet"), "scan": ("formats",), "gate": ("fail_on",)})


def _own(path: Path) -> None:
    load_own([path], pipeline.rulebook().categories, _facts(), TODAY)


def _survey(data: bytes) -> None:
    text = data.decode("utf-8", errors="replace")
    read_survey(parse_json(text, "survey.json"), "survey.json")


def _rows(source: Source, name: str) -> Target:
    def parse(data: bytes) -> None:
        with _file(data, name) as path:
            reading = source.read(LocalFile(path, name), "d", lambda _done, _total: None)
            for _batch in reading.batches:
                pass
            told = " ".join(f"{left.reason.en} {left.reason.zh}" for left in reading.not_examined())
            if any(canary in told for canary in CANARIES):
                raise LeakError

    return parse


TARGETS: dict[str, Target] = {
    "address": _address,
    "approval": _at("approval.json", _approval),
    "assessment": _document("assessment.json", Assessment),
    "baseline": _at("baseline.json", lambda path: loading.load(path, Baseline)),
    "checkpoint": lambda data: (unpacked(len(data).to_bytes(8, "big") + data), None)[1],
    "condition": _condition,
    "csv": _rows(CSV, "d.csv"),
    "deployment": _document("deployment.yaml", Deployment),
    "gold": _at("gold.json", load_gold),
    "json": _rows(JSON, "d.json"),
    "jsonl": _rows(JSON, "d.jsonl"),
    "lock": _at("pia.lock", lambda path: lock.check(path, lock.lock_of(()))),
    "pattern": _pattern,
    "policy": _at("gate.yaml", load_policy),
    "recognizers": _at("own.yaml", _own),
    "rules": _at("pack.yaml", lambda path: load_packs([path], _facts())),
    "settings": _at("pia.toml", _settings),
    "survey": _survey,
    "waivers": _document("waivers.yaml", WaiverFile),
}
"""By name, which is also the name of the folder of its seeds."""

MESSAGES_OF_VALUES = frozenset({"csv", "json", "jsonl", "recognizers", "address"})
"""Targets whose input holds values that no message may repeat."""


def try_one(name: str, data: bytes) -> str:
    """What is wrong with how a parser takes some bytes; empty if nothing is."""
    try:
        TARGETS[name](data)
    except PiaError as error:
        told = " ".join(f"{problem.what} {problem.fix}" for problem in error.problems)
        if name in MESSAGES_OF_VALUES and any(canary in told for canary in CANARIES):
            return "a message carries a value"
        return "" if error.problems else "an error without a problem"
    except LeakError:
        return "a message carries a value"
    except Exception as error:
        return type(error).__name__
    return ""
