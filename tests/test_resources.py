from __future__ import annotations

from pia.resources import resource


def test_a_checkout_has_its_resources_beside_the_package() -> None:
    for name, file in (("rules", "facts.yaml"), ("fonts", "coverage.txt"), ("report_templates", "assessment")):
        assert (resource(name) / file).exists()
