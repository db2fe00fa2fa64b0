from __future__ import annotations

import json
from pathlib import Path

from pia.handovers.great_expectations import HANDOVER
from pia.ownership import Manifest, load_manifest
from tests.handovers.reports_for_tests import MAIL, scanned
from tests.manifests_for_tests import manifest


def test_a_column_that_was_not_scanned_is_not_expected(tmp_path: Path) -> None:
    suites = {suite["name"]: suite for suite in json.loads(HANDOVER.render(scanned(tmp_path), Manifest()))}
    assert list(suites) == ["residents.pia", "prices.pia", "raw_calls.pia"]
    first, *others = suites["residents.pia"]["expectations"]
    assert first["type"] == "expect_table_columns_to_match_set"
    assert first["kwargs"] == {"column_set": ["id", "mail", "religion"], "exact_match": True}
    tagged = {one["kwargs"]["column"]: one["meta"]["pia"]["entity_types"] for one in others}
    assert tagged["mail"] == ["EMAIL_ADDRESS"]
    assert len(suites["prices.pia"]["expectations"]) == 1


def test_a_manifest_names_table_and_owner(tmp_path: Path) -> None:
    made = json.loads(HANDOVER.render(scanned(tmp_path), load_manifest(manifest(tmp_path))))
    owners = {suite["name"]: suite["meta"]["pia"].get("owner") for suite in made}
    assert owners["calls.pia"] == "<hotline@city.example>"
    assert owners["prices.pia"] is None
    assert MAIL not in json.dumps(made)
