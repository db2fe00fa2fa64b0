from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia import documents
from pia.assess.drafting import QUESTIONS, draft
from pia.model.deployment import Deployment
from pia.model.text import Language


@pytest.mark.parametrize("language", list(Language))
def test_a_draft_is_a_commented_deployment(language: Language) -> None:
    answers = {"name": 'A "name": #1', "path": "data/residents.csv", "jurisdictions": "eu, cn", "controller": "c"}
    data = draft(answers, language)
    deployment = documents.loads(data, "d.yaml", Deployment).value
    assert deployment.name == 'A "name": #1'
    assert deployment.jurisdictions == ("eu", "cn")
    assert (deployment.datasets[0].name, deployment.datasets[0].path) == ("residents", "data/residents.csv")
    assert deployment.language is language
    assert data.count(b"#") > 15


@pytest.mark.slow
@given(
    st.dictionaries(
        st.sampled_from(list(QUESTIONS)), st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))
    )
)
def test_any_answers_make_a_readable_draft(answers: dict[str, str]) -> None:
    deployment = documents.loads(draft(answers, Language.EN), "d.yaml", Deployment).value
    assert deployment.description == answers.get("description", "")
