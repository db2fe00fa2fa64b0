from __future__ import annotations

from pathlib import Path

import pytest

from pia.errors import DocumentError
from pia.model.dataset import Column, Input, ScannedColumn
from pia.ownership import Manifest, load_manifest
from tests.manifests_for_tests import manifest


def read(dataset: str, table: str = "", locator: str = "") -> Input:
    columns = (ScannedColumn(Column(dataset, table, "id"), 1, 1),)
    return Input(dataset, locator or dataset, "00", 1, columns)


@pytest.mark.parametrize(
    ("dataset", "table", "known_as", "owner"),
    [
        ("residents", "", "model residents", "Civil registry <registry@city.example>"),
        ("exports/dim_residents.csv", "", "model residents", "Civil registry <registry@city.example>"),
        ("lake.db", "main.RAW_CALLS", "source calls", "<hotline@city.example>"),
        ("visits.parquet", "", "model visits", "Grid office"),
        ("streets", "", "seed streets", "Maps, Roads"),
        ("t", "", "snapshot t", "Snap shots"),
    ],
)
def test_a_table_is_found_by_its_names(tmp_path: Path, dataset: str, table: str, known_as: str, owner: str) -> None:
    found = load_manifest(manifest(tmp_path))
    item = read(dataset, table)
    resource = found.of(item, table)
    assert resource
    assert (f"{resource.kind} {resource.name}", resource.owner) == (known_as, owner)
    assert found.owners((item,)) == {item.columns[0].column: owner}


def test_who_is_not_named_is_not_made_up(tmp_path: Path) -> None:
    nodes = {"a": {"resource_type": "model", "name": "a", "group": "none", "meta": {"owner": 7}}}
    found = load_manifest(manifest(tmp_path, {"nodes": nodes}))
    assert found.owners((read("a"), read("b"))) == {}
    assert found.of(read("b"), "") is None
    assert Manifest().of(read("a"), "") is None


@pytest.mark.parametrize("content", [{}, {"nodes": []}, {"nodes": {}, "groups": 1}, [], "text"])
def test_a_file_that_is_no_manifest_is_refused(tmp_path: Path, content: object) -> None:
    with pytest.raises(DocumentError) as caught:
        load_manifest(manifest(tmp_path, content))
    assert "manifest.json" in str(caught.value)
