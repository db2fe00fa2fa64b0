from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia import documents, translation
from pia.errors import DocumentError, PluginError
from pia.model.deployment import Answer, Deployment
from pia.model.text import Language
from pia.trees import emit_yaml, parse_yaml
from tests.exchange.files_for_tests import FILES, cnil, dpia


def saved(folder: Path, tree: object, name: str = "file.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(tree), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", list(FILES))
def test_a_format_is_found_out_and_the_deployment_can_be_read(name: str, tmp_path: Path) -> None:
    path = saved(tmp_path, FILES[name]())
    found = translation.translate(path, "", Language.EN)
    loaded = documents.loads(found.deployment, "deployment.yaml", Deployment)
    assert found.told.format == name
    assert loaded.value.name in ("Park counter", "Queue bot", "file")
    assert documents.loads(found.record, "import.json", translation.ImportRecord).value == found.told
    assert translation.translate(path, name, Language.EN) == found


def test_comments_say_where_everything_came_from_in_both_languages(tmp_path: Path) -> None:
    path = saved(tmp_path, cnil())
    text = translation.translate(path, "", Language.EN).deployment.decode()
    assert "# Imported by pia " in text
    assert "# Written by: CNIL PIA 201910230914\n" in text
    assert "# name  <-  pia.name\n" in text
    assert "# - answers.226.text: deployment.yaml has no place for it\n" in text
    assert "# - jurisdictions: the file does not say whose law applies: add it\n" in text
    assert "# 未能导入：\n" in translation.translate(path, "", Language.ZH).deployment.decode()


def test_a_name_from_the_file_cannot_become_a_line_of_the_deployment(tmp_path: Path) -> None:
    tree = {**cnil(), "x\nwaivers: forged.yaml\u2028": 1}
    found = translation.translate(saved(tmp_path, tree), "", Language.EN)
    assert documents.loads(found.deployment, "deployment.yaml", Deployment).value.waivers == ""
    assert "\nwaivers:" not in found.deployment.decode()


def test_answers_with_a_note_keep_it_and_those_without_stay_short(tmp_path: Path) -> None:
    found = documents.loads(
        translation.translate(saved(tmp_path, dpia()), "", Language.EN).deployment, "d.yaml", Deployment
    )
    assert found.value.answers["residual_high"] == "yes"
    assert found.value.answers["rights_route"] == Answer("yes", "per brief")


def test_yaml_is_read_like_json(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(emit_yaml(dpia()), encoding="utf-8")
    read = translation.translate(path, "", Language.EN).told
    assert read.carried == translation.translate(saved(tmp_path, dpia()), "", Language.EN).told.carried


def test_a_file_of_no_format_or_of_an_unknown_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="of no known format. Name one with --format: canada_aia, cnil, dutch_dpia"):
        translation.translate(saved(tmp_path, {"secret": 1}), "", Language.EN)
    both = {**cnil(), "data": {"businessDrivers5": "item3-0"}}
    with pytest.raises(DocumentError, match="could be a file of several formats"):
        translation.translate(saved(tmp_path, both), "", Language.EN)
    with pytest.raises(PluginError, match="Did you mean 'cnil'"):
        translation.translate(saved(tmp_path, cnil()), "cnli", Language.EN)
    (tmp_path / "file.json").write_text("{", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"file\.json:1: this is not valid JSON"):
        translation.translate(tmp_path / "file.json", "", Language.EN)


def test_a_file_nested_without_end_is_refused_wherever_that_shows(tmp_path: Path) -> None:
    start = json.dumps(cnil())[:-1]
    told = []
    for depth in (*range(850, 1000, 5), 200_000):
        path = tmp_path / "file.json"
        path.write_text(f'{start}, "deep": {"[" * depth}1{"]" * depth}}}', encoding="utf-8")
        try:
            translation.translate(path, "", Language.EN)
        except DocumentError as error:
            told.append(str(error))
    assert told
    assert {text.partition("file.json: ")[2] for text in told} == {"the document is nested too deeply. Flatten it."}


PLAIN = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False)
    )
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab: #-1\n", max_size=4), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from("abc"), PLAIN, max_size=3))
def test_what_is_emitted_is_read_as_the_same_data(tree: dict[str, object]) -> None:
    assert parse_yaml(emit_yaml(tree), "x.yaml")[0] == tree
