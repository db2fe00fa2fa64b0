from __future__ import annotations

from pathlib import Path

import pytest

from pia.web.places import Place, address_of, place_of, policy_path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("", "city/grid", ".hidden"):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / name / "deployment.yaml").write_text("name: x", encoding="utf-8")
    return tmp_path


def test_an_address_names_a_folder_with_a_deployment(root: Path) -> None:
    found = place_of(root, "city/grid")
    assert found == Place("city/grid", root / "city" / "grid")
    assert (found.address, found.stem) == ("city/grid", "grid")
    here = place_of(root, "-")
    assert here == Place(".", root)
    assert here.address == address_of(".") == "-"


@pytest.mark.parametrize("address", ["", "city", "city/", "/city/grid", "city//grid", "../x", ".hidden", "city\\grid"])
def test_anything_else_is_none(root: Path, address: str) -> None:
    assert place_of(root, address) is None


def test_a_folder_that_cannot_be_looked_into_is_none(root: Path) -> None:
    assert place_of(root, "n" * 300) is None


def test_a_policy_beside_the_assessment_outweighs_that_of_the_folder(root: Path) -> None:
    place = Place("city/grid", root / "city" / "grid")
    assert policy_path(place, root) is None
    (root / "gate.yaml").write_text("", encoding="utf-8")
    assert policy_path(place, root) == root / "gate.yaml"
    (place.folder / "gate.yaml").write_text("", encoding="utf-8")
    assert policy_path(place, root) == place.folder / "gate.yaml"
