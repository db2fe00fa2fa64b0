from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia import documents
from pia.errors import DocumentError
from pia.model.deployment import Answer, Deployment, Measure
from pia.model.finding import Finding, NotExamined
from pia.model.interval import Interval
from pia.model.rule import RulePack
from pia.model.text import Text

WELL = b"""name: x
description: y
controller: {name: z}
datasets: [{name: a, path: b.csv}]
"""


BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (98 + depth, 98 + depth, b",".join([b"*%c" % (97 + depth)] * 9)) for depth in range(7)
)


def problems(data: bytes, where: str = "d.yaml", kind: type[object] = Deployment) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        documents.loads(data, where, kind)
    return [str(problem) for problem in caught.value.problems]


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)


ANSWERS = PLAIN | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.lists(PLAIN).map(tuple)
DEPLOYMENTS = st.builds(Deployment, answers=st.dictionaries(PLAIN, ANSWERS | st.builds(Answer, value=ANSWERS)))
FINDINGS = st.builds(Finding, score=st.floats(0, 1)) | st.builds(NotExamined)


@settings(max_examples=60, deadline=None)
@given(DEPLOYMENTS | FINDINGS)
def test_what_is_written_is_what_is_read(value: Deployment | Finding | NotExamined) -> None:
    data = documents.dump_json(value)
    assert documents.loads(data, "x.json", type(value)).value == value
    assert documents.dump_json(documents.loads(data, "x.json", type(value)).value) == data


def test_yaml_is_read_by_the_core_rules() -> None:
    answers = b"answers: {a: yes, b: no, c: on, d: 2026-01-01, e: 012, f: 12:30, g: 3, h: 1.5, i: [x, y]}\n"
    loaded = documents.loads(WELL + answers, "d.yaml", Deployment)
    assert dict(loaded.value.answers) == {
        **{"a": "yes", "b": "no", "c": "on", "d": "2026-01-01", "e": "012", "f": "12:30"},
        **{"g": 3, "h": 1.5, "i": ("x", "y")},
    }


def test_dates_and_places() -> None:
    loaded = documents.loads(WELL + b"next_review: 2027-01-31\n", "d.yaml", Deployment)
    assert loaded.value.next_review == date(2027, 1, 31)
    assert loaded.at("datasets", 0, "path") == "d.yaml:4"
    assert loaded.at("datasets", 0, "absent", 3) == "d.yaml:4"
    assert documents.loads(b"[]", "x.json", tuple[str, ...]).at("a") == "x.json"


def test_all_errors_at_once_each_with_its_line() -> None:
    data = (
        b"name: x\ndescription: y\ncontroller: {name: z, contct: a}\ndatasets:\n- {name: a}\nactivities:\n- purpos: p\n"
    )
    assert problems(data) == [
        "d.yaml:3: unknown key 'controller.contct'. Did you mean 'contact'?",
        "d.yaml:5: 'datasets.0.path' is missing. Add it.",
        "d.yaml:7: 'activities.0.purpose' is missing. Add it.",
        "d.yaml:7: unknown key 'activities.0.purpos'. Did you mean 'purpose'?",
    ]


def test_problems_without_end_are_counted_and_the_first_told() -> None:
    told = problems(WELL.replace(b"datasets: [{name: a, path: b.csv}]", b"datasets:\n" + b"- {}\n" * 9_000))
    assert told[0] == "d.yaml: 18,000 problems, of which the first 10,000 are told"
    assert len(told) == 10_001


def test_no_message_repeats_a_value() -> None:
    told = problems(WELL.replace(b"name: x", b"name: [secretvalue]") + b"next_review: secretvalue\n")
    assert len(told) == 2
    assert not any("secretvalue" in line for line in told)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"# only a comment\n", "empty"),
        (b"\xff\xfe\x00", "no UTF-8 text"),
        (b"a\x00b", "no UTF-8 text"),
        (b"a: [", "this is not valid YAML"),
        (b"a: 1\n\tb: 2\n", "tabs"),
        (b"a: 1\na: 2\n", "d.yaml:2: the key 'a' stands twice"),
        (b"a: !boom x\n", "the tag !boom is not allowed"),
        (b"a: *nowhere\n", "not valid YAML"),
        (b"a: .inf\n", "d.yaml:1: this is no finite number"),
        (b"- 1\n", "'the document': input should be a dictionary"),
        (b"a: " + b"[" * 100 + b"]" * 100, "nested too deeply"),
        (b"a: " + b"[" * 1_000_000, "nested too deeply"),
        (b"- " * 500_000, "nested too deeply"),
        (b"x: " + b"y" * 5_000_001, "larger than 5 MB"),
        (BOMB, "aliases"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, what: str) -> None:
    assert what in problems(data)[0]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'{"a": 1,\n}', "x.json:2: this is not valid JSON"),
        (b'{"a": 1, "a": 2}', "the key 'a' stands twice"),
        (b'{"a": NaN}', "NaN is no JSON number"),
        (b"[" * 100_000, "not valid JSON|nested too deeply"),
    ],
)
def test_what_is_no_json_is_refused(data: bytes, what: str) -> None:
    assert any(part in problems(data, "x.json")[0] for part in what.split("|"))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path, what in ((tmp_path / "no.yaml", "no such file"), (tmp_path, "folder")):
        with pytest.raises(DocumentError, match=what):
            documents.load(path, Deployment)


def test_schema_for_editors() -> None:
    schema = documents.json_schema(RulePack)
    assert schema["additionalProperties"] is False
    assert set(schema["required"]) >= {"id", "title", "rules"}


def test_json_is_readable_and_ends_with_a_line() -> None:
    data = documents.dump_json((Text("a", "甲"), Interval(1, None)))
    assert data.endswith(b"\n")
    assert "甲" in data.decode()
    assert json.loads(data)[1] == {"min": 1, "max": None}


def test_writing_is_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.json"
    documents.write(path, b"one")
    documents.write(path, b"two")
    assert path.read_bytes() == b"two"
    assert [file.name for file in path.parent.iterdir()] == ["a.json"]
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DocumentError, match="--out"):
        documents.write(tmp_path / "file" / "a.json", b"x")


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_a_file_that_is_written_again_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    documents.write(path, b"{}")
    path.chmod(0o600)
    documents.write(path, b"[]")
    assert (path.stat().st_mode & 0o777, path.read_bytes()) == (0o600, b"[]")


def test_a_number_of_too_many_digits_is_refused() -> None:
    with pytest.raises(DocumentError, match="too many digits"):
        documents.loads(b'{"schema_version": ' + b"9" * 10_000 + b"}", "a.json", Deployment)


def test_yaml_comes_key_by_key_without_defaults() -> None:
    measure = Measure("Log\nall", "technical", due=date(2027, 1, 2))
    assert documents.dump_yaml_by_key(measure) == {
        "title": "title: |-\n  Log\n  all\n",
        "kind": "kind: technical\n",
        "due": "due: '2027-01-02'\n",
    }
