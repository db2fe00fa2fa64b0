from __future__ import annotations

import pickle
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from pia import documents
from pia.cli import main
from pia.errors import PluginError
from pia.language_models import KINDS, _load, _received, kinds, load_models, recognizers
from pia.model.scanned import ScanReport
from tests.recognizers.models_for_tests import GLINER, STANZA, TRANSFORMERS, package, spacy_model

Table = Callable[..., Path]
TEXT = "In the end Anna Bell called the office again"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spacy_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
def libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of packages with the interfaces of the heavy libraries, and of models for them."""
    for name, source in (("stanza", STANZA), ("transformers", TRANSFORMERS), ("gliner", GLINER)):
        package(tmp_path / "packages", name, source)
    for language in ("en", "broken"):
        (tmp_path / "stanza" / language / "ner").mkdir(parents=True)
    for file in ("config.json", "gliner_config.json"):
        for name in ("good", "broken", "nameless"):
            folder = tmp_path / file.partition(".")[0] / name
            folder.mkdir(parents=True)
            (folder / file).write_text("{}", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path / "stanza"))
    yield tmp_path
    for name in ("stanza", "transformers", "gliner"):
        sys.modules.pop(name, None)


def test_a_spacy_model_finds_what_it_has_learnt(tiny: Path) -> None:
    (model,) = load_models([str(tiny)])
    assert model.title == "spaCy en_tiny 0.1.0"
    assert model.types == ("LOCATION", "PERSON")
    found = {recognizer.entity_type: list(recognizer.matches([TEXT, "short"])) for recognizer in recognizers([model])}
    assert [(match.value_index, TEXT[match.start : match.end], match.score) for match in found["PERSON"]] == [
        (0, "Anna Bell", 0.82)
    ]
    assert [match.score for match in found["LOCATION"]] == [0.0]


def test_a_model_is_sent_by_its_name_and_must_be_there_in_the_same_version(tiny: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    shutil.copytree(tiny, there)
    sent = pickle.dumps(recognizers(load_models([str(there)])))
    copies = pickle.loads(sent)  # noqa: S301
    (person,) = [recognizer for recognizer in copies if recognizer.entity_type == "PERSON"]
    assert [(match.start, match.end) for match in person.matches([TEXT])] == [(11, 20)]
    with pytest.raises(PluginError, match="a worker has spaCy en_tiny 0.1.0, but the scan was begun with"):
        _received(f"spacy:{there}", "spaCy en_tiny 9")
    shutil.rmtree(there)
    _load.cache_clear()
    with pytest.raises(PluginError, match="on a worker, the model is not on this machine"):
        pickle.loads(sent)  # noqa: S301


def test_the_report_says_which_model_was_used(tiny: Path, table: Table, tmp_path: Path) -> None:
    rows = "".join(f"{number},they say that Anna Bell called the office\n" for number in range(20))
    path = table(f"id,notes\n{rows}")
    out = tmp_path / "out.json"
    result = CliRunner().invoke(main, ["scan", str(path), "--nlp", str(tiny), "-f", f"json={out}", "-f", "table"])
    assert result.exit_code == 0, result.output
    assert "spaCy en_tiny 0.1.0" in result.stdout
    report = documents.load(out, ScanReport).value
    assert report.tool.language_models == ("spaCy en_tiny 0.1.0",)
    assert [finding.recognizer for finding in report.findings if finding.recognizer.startswith("nlp1.")]


def test_models_that_are_not_there_are_all_named_at_once_with_the_way_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(PluginError) as raised:
        load_models(["zh_core_web_lg", "stanza:xx", f"transformers:{tmp_path}", f"gliner:{tmp_path}"])
    assert [problem.where.partition(":")[0] for problem in raised.value.problems] == [
        "spacy",
        "stanza",
        "transformers",
        "gliner",
    ]
    assert "python -m spacy download" in raised.value.problems[0].fix
    assert not [problem for problem in raised.value.problems if "pip install zh" in problem.fix]


def test_a_spacy_model_that_is_broken_or_finds_no_names_is_refused(tiny: Path, tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(PluginError, match="finds no names"):
        load_models([str(tmp_path / "blank")])
    with pytest.raises(PluginError, match="cannot be loaded"):
        load_models([str(tmp_path / "broken")])


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("stanza:en", "Stanza en 1.0"),
        ("transformers:{}/config/good", "transformers good"),
        ("{}/config/good", "transformers good"),
        ("gliner:{}/gliner_config/good", "GLiNER good"),
        ("{}/gliner_config/good", "GLiNER good"),
    ],
)
def test_other_kinds_of_models_find_names(libraries: Path, name: str, title: str) -> None:
    (model,) = load_models([name.format(libraries)])
    assert model.title == title
    (person,) = [recognizer for recognizer in recognizers([model]) if recognizer.entity_type == "PERSON"]
    assert [(match.start, match.end) for match in person.matches([TEXT]) if match.score] == [(11, 20)]


@pytest.mark.parametrize(
    "name",
    [
        "stanza:broken",
        "transformers:{}/config/broken",
        "gliner:{}/gliner_config/broken",
        "transformers:{}/config/nameless",
    ],
)
def test_a_model_that_does_not_load_is_refused_without_its_words(libraries: Path, name: str) -> None:
    with pytest.raises(PluginError, match="cannot be loaded|finds no names") as raised:
        load_models([name.format(libraries)])
    assert "a value" not in str(raised.value)


def test_models_in_folders_that_are_not_there(libraries: Path) -> None:
    with pytest.raises(PluginError) as raised:
        load_models([f"transformers:{libraries}", f"gliner:{libraries}"])
    assert [problem.what for problem in raised.value.problems] == ["the model is not on this machine"] * 2


def test_kinds_say_what_is_there(libraries: Path) -> None:
    told = {kind.name: kind for kind in kinds()}
    assert tuple(told) == KINDS
    assert told["spacy"].installed
    assert told["stanza"].models == ("broken", "en")


def test_pia_models_says_how_to_get_them() -> None:
    result = CliRunner().invoke(main, ["models"])
    assert result.exit_code == 0
    assert "python -m spacy download" in result.stdout
    assert all(f"{kind}: " in result.stdout for kind in KINDS)


def test_a_missing_model_is_one_message(table: Table) -> None:
    result = CliRunner().invoke(main, ["scan", str(table("a\nx\n")), "--nlp", "en_core_web_lg"])
    assert result.exit_code == 2
    assert "spacy:en_core_web_lg: the model is not on this machine" in result.stderr
