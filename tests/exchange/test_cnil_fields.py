from __future__ import annotations

import pytest

from pia.errors import DocumentError
from pia.exchange._cnil_fields import fields_of


def test_fields_are_named_by_what_they_belong_to() -> None:
    tree = {
        "pia": {"name": "x", "structure_data": {"sections": []}},
        "answers": [{"reference_to": 111, "data": {"text": "a"}}, {"reference_to": "111", "data": None, "id": 2}],
        "measures": None,
        "evaluations": [{"reference_to": "3.2", "gauges": {"x": 0, "y": None}}],
        "other": [{"a": 1}],
    }
    assert fields_of(tree, "f.json") == {
        "pia.name": "x",
        "pia.structure_data": True,
        "answers.111.text": "a",
        "answers.111.reference_to": 111,
        "answers.111#2.id": 2,
        "answers.111#2.reference_to": "111",
        "evaluations.3.2.reference_to": "3.2",
        "evaluations.3.2.gauges.x": 0,
        "other[0].a": 1,
    }


def test_all_faults_are_told_at_once_without_what_stands_there() -> None:
    tree = {"pia": {}, "answers": "secret", "measures": [{"title": "secret"}], "comments": ["secret"]}
    with pytest.raises(DocumentError) as caught:
        fields_of(tree, "f.json")
    told = str(caught.value)
    assert "f.json: 'answers' is no list" in told
    assert "'measures[0]' has no 'id'" in told
    assert "'comments[0]' has no 'id'" in told
    assert "secret" not in told
