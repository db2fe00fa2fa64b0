from __future__ import annotations

import json

import pytest

from tests.supply.locked import RUNTIME, packages
from tests.supply.sbom import sbom


@pytest.mark.slow
def test_it_names_every_locked_package_with_its_digests_and_has_the_same_bytes_again() -> None:
    data = sbom()
    tree = json.loads(data)
    listed = {
        (item["name"], item["version"]): {
            digest["content"] for place in item["externalReferences"] for digest in place.get("hashes", [])
        }
        for item in tree["components"]
    }
    assert listed == {(item.name, item.version): set(item.digests) for item in packages(RUNTIME)}
    assert {item["name"] for item in tree["components"] if "licenses" not in item} <= {"colorama"}
    assert (tree["bomFormat"], tree["specVersion"], tree["metadata"]["component"]["name"]) == (
        *("CycloneDX", "1.6", "pia-toolkit"),
    )
    assert "timestamp" not in tree["metadata"]
    assert sbom() == data
