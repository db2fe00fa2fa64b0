from __future__ import annotations

from pathlib import Path

import pytest

from pia import documents
from pia.assess.checked import LoadedPack
from pia.assess.choice import packs_for
from pia.assess.packs import load_packs
from pia.documents import Loaded
from pia.errors import DocumentError
from pia.model.deployment import Deployment
from tests.assess.facts_for_tests import FACTS
from tests.assess.packs_for_tests import write_pack

OVER = "\nextends: [{pack: t, parameters: {most: 4}}]\nrules:"
MOST = """
parameters:
- {name: most, type: number, label: {en: Most, zh: 上限}, default: 3, max: 9}
rules:"""


def deployment(text: str) -> Loaded[Deployment]:
    base = b"name: x\ndescription: y\ncontroller: {name: z}\ndatasets: []\n"
    return documents.loads(base + text.encode(), "d.yaml", Deployment)


def test_packs_are_chosen_by_name_or_by_jurisdiction(tmp_path: Path) -> None:
    packs, _ = load_packs(
        [write_pack(tmp_path), write_pack(tmp_path, ("[eu]", "[]"), ("t.1.one", "u.1.one"), name="u")], FACTS
    )

    def chosen(text: str) -> list[str]:
        base = b"name: x\ndescription: y\ncontroller: {name: z}\ndatasets: []\n"
        loaded = documents.loads(base + text.encode(), "d.yaml", Deployment)
        return [pack.pack.id for pack in packs_for(loaded, packs)]

    assert chosen("") == ["u"]
    assert chosen("jurisdictions: [eu]") == ["t", "u"]
    assert chosen("rule_packs: [t]") == ["t"]
    with pytest.raises(DocumentError, match=r"d.yaml:5: there is no rule pack 'v'. Known: t, u"):
        chosen("rule_packs: [v]")


@pytest.fixture
def family(tmp_path: Path) -> tuple[LoadedPack, ...]:
    above = write_pack(tmp_path, ("\nrules:", MOST))
    own = write_pack(tmp_path, ("\nrules:", OVER), ("t.1.one", "u.1.one"), name="u")
    other = write_pack(tmp_path, ("\nrules:", OVER), ("t.1.one", "v.1.one"), name="v")
    return load_packs([above, own, other], FACTS)[0]


def test_a_pack_is_used_in_stead_of_the_one_it_takes_over(family: tuple[LoadedPack, ...]) -> None:
    (used,) = packs_for(deployment("rule_packs: [t, u]"), family)
    assert [checked.rule.id for checked in used.rules] == ["t.1.one", "u.1.one"]
    assert [pack.pack.id for pack in packs_for(deployment("rule_packs: [t]"), family)] == ["t"]


def test_no_rule_is_judged_twice(family: tuple[LoadedPack, ...]) -> None:
    with pytest.raises(DocumentError, match="d.yaml:1: the packs 'u' and 'v' both hold the rule 't.1.one'. Name one"):
        packs_for(deployment("jurisdictions: [eu]"), family)


def test_a_deployment_sets_parameters(family: tuple[LoadedPack, ...]) -> None:
    (used,) = packs_for(deployment("rule_packs: [u]\nparameters: {u: {most: 7}}"), family)
    assert used.values == {"param.most": 7}
    assert used.settings[0].use.set_by == "deployment.yaml"
    assert packs_for(deployment("rule_packs: [u]"), family)[0].settings[0].use.set_by == "u"
    assert packs_for(deployment("rule_packs: [t]"), family)[0].settings[0].use.set_by == ""


def test_parameters_that_fit_nothing_are_refused(family: tuple[LoadedPack, ...]) -> None:
    given = "rule_packs: [u]\nparameters:\n  u:\n    most: 10\n    mots: 1\n  w: {}\n"
    with pytest.raises(DocumentError) as caught:
        packs_for(deployment(given), family)
    assert [str(problem) for problem in caught.value.problems] == [
        "d.yaml:10: there is no rule pack 'w' in use. In use: u.",
        "d.yaml:8: the parameter 'most' is above 9",
        "d.yaml:9: there is no parameter 'mots'. Did you mean 'most'?",
    ]
