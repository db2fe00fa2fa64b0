from __future__ import annotations

import pytest

from pia import documents
from pia.assess.parameters import Setting, declaration, declared, settled, values_of
from pia.documents import Loaded
from pia.model.rule import FactType, RulePack
from pia.model.tailoring import Parameter
from pia.model.text import Text
from tests.assess.packs_for_tests import HEAD

MOST = Parameter("most", "number", Text("Most", "上限"), 3, min=1, max=9, unit=Text("people", "人"))
STRICT = Parameter("strict", "boolean", Text("Strict", "从严"), False)


def pack(*rows: str) -> Loaded[RulePack]:
    listed = "\nparameters:\n" + "".join(f"- {{label: {{en: A, zh: 甲}}, {row}}}\n" for row in rows)
    return documents.loads((HEAD.removesuffix("rules:") + "rules: []" + listed).encode(), "p.yaml", RulePack)


def test_a_parameter_is_a_word_with_its_unit() -> None:
    word = declaration(MOST)
    assert (word.name, word.type, word.label, word.unit) == ("param.most", FactType.NUMBER, MOST.label, MOST.unit)
    assert values_of([Setting(MOST, 4), Setting(STRICT, True)]) == {"param.most": 4, "param.strict": True}


def test_a_packs_own_parameters_stand_behind_those_it_takes_over() -> None:
    settings, problems = declared(pack("name: own, type: number, default: 1"), [Setting(MOST, 4, "t")])
    assert [(item.parameter.name, item.value, item.set_by) for item in settings] == [("most", 4, "t"), ("own", 1, "")]
    assert problems == []


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("name: Own, type: number, default: 1", "p.yaml:11: the parameter 'Own' has no proper name"),
        ("name: most, type: number, default: 1", "p.yaml:11: the parameter 'most' is declared twice"),
        ("name: own, type: number, default: true", "p.yaml:11: the parameter 'own': its default is no number"),
        ("name: own, type: boolean, default: 1", "p.yaml:11: the parameter 'own': its default is no boolean"),
        ("name: own, type: number, default: 1, min: 2", "p.yaml:11: the parameter 'own': its default is below 2"),
        ("name: own, type: number, default: 5, max: 2.5", "p.yaml:11: the parameter 'own': its default is above 2.5"),
    ],
)
def test_what_is_no_parameter_is_refused(row: str, line: str) -> None:
    (problem,) = declared(pack(row), [Setting(MOST, 4)])[1]
    assert str(problem).startswith(line)


def test_values_are_set_within_their_bounds() -> None:
    settings, problems = settled([Setting(MOST, 3), Setting(STRICT, False)], {"most": 9}, "x", lambda name: name)
    assert [(item.value, item.set_by) for item in settings] == [(9, "x"), (False, "")]
    assert problems == []
    _, problems = settled([Setting(MOST, 3)], {"most": 10, "zzz": 1}, "x", lambda name: f"at {name}")
    assert [str(problem) for problem in problems] == [
        "at most: the parameter 'most' is above 9",
        "at zzz: there is no parameter 'zzz'. Known: most.",
    ]
