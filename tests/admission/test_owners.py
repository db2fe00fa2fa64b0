from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from pia.admission.owners import with_owners
from pia.gate import GatePolicy, gate
from pia.model.assessment import Assessment
from pia.ownership import Manifest, load_manifest
from tests.manifests_for_tests import manifest


def test_reasons_about_owned_tables_name_the_owner(assessed: Callable[[str], Assessment], tmp_path: Path) -> None:
    assessment = assessed("floating-population")
    result = gate(assessment, GatePolicy("high", date(2026, 11, 24)))
    node = {"resource_type": "model", "name": "floating-population", "meta": {"owner": "Registry"}}
    named = with_owners(result, assessment, load_manifest(manifest(tmp_path, {"nodes": {"a": node}})))
    by_rule = {reason.where: reason.text for reason in named.reasons}
    assert by_rule["gdpr.6.1.basis"].en.endswith(" (owner: Registry)")
    assert by_rule["gdpr.6.1.basis"].zh.endswith("（负责人：Registry）")
    assert [reason.where for reason in named.reasons] == [reason.where for reason in result.reasons]
    assert with_owners(result, assessment, Manifest()) == result
