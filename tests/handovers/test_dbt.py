from __future__ import annotations

from pathlib import Path

import yaml

from pia.handovers.dbt import HANDOVER
from pia.ownership import Manifest, load_manifest
from tests.handovers.reports_for_tests import MAIL, scanned
from tests.manifests_for_tests import manifest


def test_columns_carry_what_was_found(tmp_path: Path) -> None:
    made = yaml.safe_load(HANDOVER.render(scanned(tmp_path), Manifest()))
    assert [model["name"] for model in made["models"]] == ["residents", "raw_calls"]
    columns = {column["name"]: column["config"] for column in made["models"][0]["columns"]}
    assert columns["mail"]["meta"]["pia"]["entity_types"] == ["EMAIL_ADDRESS"]
    assert columns["mail"]["tags"] == ["personal_data"]
    assert columns["religion"]["tags"] == ["personal_data", "special_category"]
    assert "GDPR Art. 9(1)" in columns["religion"]["meta"]["pia"]["legal"]
    assert made["models"][0]["config"]["meta"]["pia"]["examined_whole"] is True


def test_a_manifest_gives_kind_name_and_owner(tmp_path: Path) -> None:
    made = yaml.safe_load(HANDOVER.render(scanned(tmp_path), load_manifest(manifest(tmp_path))))
    assert made["models"][0]["config"]["meta"]["owner"] == "Civil registry <registry@city.example>"
    (source,) = made["sources"]
    assert (source["name"], [table["name"] for table in source["tables"]]) == ("lake", ["calls"])


def test_no_value_is_handed_over_and_the_bytes_are_the_same(tmp_path: Path) -> None:
    report = scanned(tmp_path)
    data = HANDOVER.render(report, Manifest())
    assert MAIL.encode() not in data
    assert data == HANDOVER.render(report, Manifest())
