from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pia import documents, plugins
from pia.errors import PiaError
from pia.model.deployment import Deployment, ScoringAnswers
from pia.model.pram import DataAction, OrganisationProblem
from pia.scoring import Known
from pia.scoring._running import basis_of, problems, score_all, score_file
from tests.scoring.basis_for_tests import facts

DEPLOYMENT = b"""name: x
description: y
controller: {name: z}
datasets: [{name: a, path: b.csv}]
answers:
  large_scale: yes
  blocks_right: {value: yes, note: why}
  datasets_matched: dont_know
  systematic_monitoring: nonsense
  nobody_asks: yes
  gbt_deidentified: yes
  cnil_loss_severity_before: limited
  cnil_loss_severity_after: maximum
scoring:
  canada_aia: {riskProfle1: item1-3, riskProfile2: item9}
  nist_pram: [{name: a, problems: [{problem: p, likelihood: 12}]}]
"""


def loaded(data: bytes = DEPLOYMENT) -> documents.Loaded[Deployment]:
    return documents.loads(data, "d.yaml", Deployment)


def test_every_problem_of_every_model_has_its_line() -> None:
    assert [str(problem).split(". ")[0] for problem in problems(basis_of(loaded(), facts()))] == [
        "d.yaml:15: there is no question 'riskProfle1'",
        "d.yaml:15: riskProfile2: this is no option",
        "d.yaml:13: cnil_loss_severity_after: it is higher than before measures",
        "d.yaml:11: gbt_deidentified: this answer needs a written reason",
        "d.yaml:16: likelihood lies outside 1 to 10",
    ]


def test_only_answers_that_are_options_count() -> None:
    known = basis_of(loaded(), facts(), {"scan.rows": Known(3)}).known
    assert known["ans.blocks_right"].note == "why"
    assert {"ans.large_scale", "scan.rows"} <= known.keys()
    assert not {"ans.datasets_matched", "ans.systematic_monitoring", "ans.nobody_asks"} & known.keys()


def test_all_models_score_one_basis() -> None:
    found = score_all(basis_of(loaded(DEPLOYMENT.partition(b"answers")[0]), facts()))
    assert tuple(score.model for score in found) == plugins.names("scoring")
    assert {score.about for score in found} == {"people", "organisation", "duty"}
    assert all(score.level is None for score in found)
    action = DataAction("a", (OrganisationProblem("p", 2, 3, 3, 3, 3),))
    plain = loaded(DEPLOYMENT.partition(b"answers")[0])
    rated = replace(plain, value=replace(plain.value, scoring=ScoringAnswers(nist_pram=(action,))))
    totals = {score.model: score.figures for score in score_all(basis_of(rated, facts()))}
    assert totals["nist_pram"][0].value == 24


def file(folder: Path, tree: object) -> Path:
    path = folder / "answers.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    return path


def test_a_file_of_answers_is_scored_alone(tmp_path: Path) -> None:
    path = file(tmp_path, {"large_scale": "yes", "sensitive_data": "yes"})
    level = score_file("wp248", path, facts(), None, live=False).level
    assert level is not None
    assert level.value == 3
    survey = tmp_path / "survey.json"
    survey.write_text('{"elements": [{"type": "radiogroup", "name": "a-RS", "choices": ["i-1", "i-2"]}]}')
    found = score_file("canada_aia", file(tmp_path, {"a-RS": "i-1"}), facts(), survey, live=True)
    assert {figure.name: figure.value for figure in found.figures}["raw"] == 1


@pytest.mark.parametrize(
    ("model", "text", "says"),
    [
        ("wp249", "{}", "Did you mean 'wp248'?"),
        ("wp248", '{"a": 1, "a": 2}', "the key 'a' stands twice"),
        ("wp248", "[1]", "should be a valid dictionary"),
        ("canada_aia", "{", "not valid JSON"),
    ],
)
def test_bad_files_and_models_are_named(tmp_path: Path, model: str, text: str, says: str) -> None:
    path = tmp_path / "answers.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PiaError, match=".") as caught:
        score_file(model, path, facts(), None, live=False)
    assert says in str(caught.value)
    assert caught.value.exit_code == 2


def test_only_one_model_takes_a_survey(tmp_path: Path) -> None:
    with pytest.raises(PiaError, match="this model takes no survey"):
        score_file("wp248", file(tmp_path, {}), facts(), None, live=True)
