"""What every exchange format must do, whatever it is."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia import plugins
from pia.assess import crosscheck
from pia.documents import Loaded
from pia.errors import DocumentError
from pia.exchange import Exchange
from pia.exchange._ledger import leaves
from pia.exchange._parts import answer_of
from pia.judging import Rulebook
from pia.model.assessment import Assessment
from pia.model.deployment import Answer, Consultation, Measure, ProcessingActivity, Recipient
from tests.exchange.files_for_tests import FILES, again, with_deployment, words

FORMATS = pytest.mark.parametrize("name", list(FILES))
TEXTS = st.text("ab <&>\"'é中\n:-#1", min_size=1, max_size=12).map(lambda text: " ".join(text.split()) or "x")


def exchange(name: str) -> Exchange:
    found: Exchange = plugins.load("exchange", name)
    return found


def test_there_is_a_file_for_every_format() -> None:
    assert list(FILES) == list(plugins.names("exchange"))


@FORMATS
def test_a_file_fits_its_own_format_alone(name: str) -> None:
    assert [other for other in FILES if exchange(other).fits(FILES[name]())] == [name]


@FORMATS
def test_nothing_that_a_file_says_is_dropped_in_silence(name: str) -> None:
    tree = FILES[name]()
    found = exchange(name).read(tree, "file.json")
    named = {item.field for item in found.carried} | {item.field for item in found.left}
    kinds = {field for field in named if ".*." in field}
    marked = _marked(tree)
    for field, mark in marked.items():
        changed = exchange(name).read(mark, "file.json")
        own = {item.field for item in changed.carried} | {item.field for item in changed.left}
        assert own - named or own & kinds, field
    assert found.carried
    assert found.left


def _marked(tree: dict[str, object]) -> dict[str, dict[str, object]]:
    """The file with one more field each: at its top, and in the first object of each of its parts."""
    found: dict[str, dict[str, object]] = {"top": {**json.loads(json.dumps(tree)), "a_new_field": "says something"}}
    for part, value in tree.items():
        copy = json.loads(json.dumps(tree))
        inside = copy[part][0] if isinstance(value, list) else copy[part]
        if isinstance(inside, dict):
            inside["a_new_field"] = "says something"
            found[part] = copy
    return found


@FORMATS
def test_what_is_imported_is_a_deployment_that_pia_takes(name: str, book: Rulebook) -> None:
    found = exchange(name).read(FILES[name](), "file.json").deployment
    loaded = Loaded(found, "deployment.yaml", "", {})
    assert crosscheck.check_answers(loaded, book.facts) == ()
    assert found.datasets == ()


@FORMATS
def test_an_import_written_and_read_again_says_what_the_format_can_hold(name: str, sample: Assessment) -> None:
    first = exchange(name).read(FILES[name](), "file.json").deployment
    second = again(exchange(name), sample, first)
    assert again(exchange(name), sample, second) == second
    written = exchange(name).write(with_deployment(sample, second))
    assert not [item.field for item in written.left if not item.field.startswith("deployment.measures")]


@FORMATS
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_what_does_not_come_back_is_named(name: str, sample: Assessment, data: st.DataObject) -> None:
    draw = data.draw
    names = draw(st.lists(TEXTS, max_size=3))
    deployment = replace(
        sample.deployment,
        name=draw(TEXTS),
        description=draw(TEXTS),
        activities=tuple(
            ProcessingActivity(
                item,
                legal_reference=draw(TEXTS),
                data_categories=(draw(TEXTS),),
                storage_period_days=draw(st.integers(0, 9999)),
            )
            for item in names
        ),
        measures=tuple(Measure(item, "technical", owner=draw(TEXTS)) for item in names),
        consultations=tuple(Consultation(item, opinion=draw(TEXTS)) for item in names),
        recipients=tuple(Recipient(item, draw(st.sampled_from(["processor", "recipient"]))) for item in names),
        answers={"accuracy_checks": Answer("dont_know", draw(TEXTS)), "residents_views": Answer("no", draw(TEXTS))},
    )
    assessment = with_deployment(sample, deployment)
    written = exchange(name).write(assessment)
    back = exchange(name).read(json.loads(json.dumps(written.tree)), "file.json").deployment
    left = {item.field.removeprefix("deployment.") for item in written.left}
    assert ("description" in left) == (back.description != deployment.description)
    for key in ("purpose", "legal_reference", "storage_period_days"):
        kept = [getattr(item, key) for item in back.activities if getattr(item, key) not in (None, "")]
        said = {f"activities[{at}].{key}": getattr(item, key) for at, item in enumerate(deployment.activities)}
        assert all(field in left or value in kept for field, value in said.items())
    for answer in deployment.answers:
        same = answer_of(back, answer) == answer_of(deployment, answer)
        assert same != any(field.startswith(f"answers.{answer}") for field in left)


@FORMATS
def test_an_assessment_with_findings_says_that_they_stay_behind(name: str, sample: Assessment) -> None:
    written = exchange(name).write(sample)
    fields = {item.field for item in written.left}
    assert "findings" in fields
    assert "deployment.datasets[0].path" in fields
    assert exchange(name).write(sample) == written
    assert list(leaves(json.loads(json.dumps(written.tree))))
    assert "Gridware" not in " ".join(item.reason.en for item in written.left)
    assert list(words(written.tree))


@FORMATS
@pytest.mark.parametrize("tree", [{}, {"pia": []}, {"answers": []}, {"data": {"x": 1}}, [], "x", None])
def test_a_file_of_something_else_is_refused_with_its_place(name: str, tree: object) -> None:
    with pytest.raises(DocumentError, match="file.json: "):
        exchange(name).read(tree, "file.json")
    assert not exchange(name).fits(tree)


@FORMATS
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_whatever_stands_in_a_field_no_file_breaks_the_reading(name: str, data: st.DataObject) -> None:
    tree = FILES[name]()
    junk = st.one_of(
        st.one_of(st.none(), st.booleans(), st.integers(-3, 9), st.floats(allow_nan=False), st.text(max_size=5)),
        st.lists(st.one_of(st.text(max_size=3), st.integers(), st.just({"a": 1}), st.just([1])), max_size=3),
        st.sampled_from(["\ud800", {"value": {"b": [1]}}, {"value": True}]),
    )
    places = _places(tree)
    for _ in range(3):
        holder, key = data.draw(st.sampled_from(places))
        if key in holder:
            holder[key] = data.draw(junk)
    try:
        found = exchange(name).read(tree, "file.json")
    except DocumentError as error:
        assert all(problem.where == "file.json" for problem in error.problems)
    else:
        json.dumps(found.deployment.description).encode()


def _places(tree: object) -> list[tuple[dict[str, object], str]]:
    if isinstance(tree, list):
        return [place for item in tree for place in _places(item)]
    if not isinstance(tree, dict):
        return []
    return [*((tree, key) for key in tree), *(place for value in tree.values() for place in _places(value))]
