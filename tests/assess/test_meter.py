from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from pia.assess.meter import excess_and_lack, meter_facts
from pia.judging import Rulebook
from pia.model.dataset import Column, Input, ScannedColumn
from pia.model.deployment import Controller, Deployment, ProcessingActivity, Provided
from pia.model.finding import Finding
from pia.model.interval import Interval
from pia.model.necessity import ExcessAndLack, Provision, worst
from pia.model.risk import Verdict
from pia.model.rule import FactValue

OWN = [item.value for item in Provision if item is not Provision.DATA]
ANSWERS = st.sampled_from([None, "yes", "no", "partly", "dont_know"])
PURPOSES = st.lists(st.fixed_dictionaries(dict.fromkeys(OWN, ANSWERS)), min_size=1, max_size=3)
READ = (Input("a", "a.csv", "0", 5, tuple(ScannedColumn(Column("a", "", n), 5, 5) for n in ("mail", "ill", "hour"))),)
FOUND = [
    Finding(Column("a", "", name), kind, "x.x", 1.0, 5, 5, (), ())
    for name, kind in (("mail", "EMAIL_ADDRESS"), ("ill", "HEALTH"))
]


def meter(book: Rulebook, *activities: ProcessingActivity, complete: bool = True) -> ExcessAndLack:
    declared = Deployment("n", "d", Controller("c"), (), activities)
    return excess_and_lack(declared, READ, FOUND, book.categories, complete=complete)


def bounds(value: FactValue) -> tuple[float, float]:
    if isinstance(value, Interval):
        return value.min, float("inf") if value.max is None else value.max
    assert isinstance(value, int | float)
    return value, value


def test_numbers_and_shares(book: Rulebook) -> None:
    named = ProcessingActivity(
        "p",
        data_categories=("visits",),
        columns=("a.ill",),
        notice="yes",
        appeal="no",
        human_channel="partly",
        participation="not_applicable",
    )
    facts = meter_facts(meter(book, named))
    assert facts["scan.excess_columns"] == (Interval(1, 2), ("a.mail",))
    assert facts["scan.share_excess"] == (Interval(50.0, 100.0), ("a.mail",))
    assert facts["proj.lacks"] == (Interval(2, 3), ("activities.0.appeal", "activities.0.human_channel"))
    assert facts["proj.share_lacking"][0] == Interval(40.0, 60.0)
    assert facts["proj.purposes_lacking"][0] == 1


def test_without_a_purpose_all_is_in_excess_and_no_lack_is_known(book: Rulebook) -> None:
    facts = meter_facts(meter(book))
    assert facts["scan.excess_columns"][0] == 2
    assert set(facts) == {"scan.excess_columns", "scan.share_excess"}


def test_a_part_of_the_data_gives_a_lower_bound(book: Rulebook) -> None:
    facts = meter_facts(meter(book, complete=False))
    assert facts["scan.excess_columns"][0] == Interval(2)
    assert "scan.share_excess" not in facts


def test_nothing_personal_is_no_excess(book: Rulebook) -> None:
    declared = Deployment("n", "d", Controller("c"), (), (ProcessingActivity("p"),))
    clean = excess_and_lack(declared, READ, (), book.categories, complete=True)
    assert meter_facts(clean)["scan.share_excess"] == (0, ())
    assert len(clean.provisions_with(Verdict.NOT_APPLICABLE)) == 3


def test_verdicts_join_by_kleenes_and() -> None:
    truth = {Verdict.PASS: True, Verdict.FAIL: False, Verdict.UNRESOLVED: None}
    for left, right in product(truth, repeat=2):
        values = {truth[left], truth[right]}
        expected = False if False in values else None if None in values else True
        assert truth[worst((left, right))] is expected
    for verdict in Verdict:
        assert worst((verdict, Verdict.NOT_APPLICABLE)) is verdict


@given(purposes=PURPOSES, settled=st.lists(st.sampled_from(["yes", "no"]), min_size=15, max_size=15))
def test_answers_only_narrow_what_was_known(purposes: list[dict[str, Any]], settled: list[str], book: Rulebook) -> None:
    open_ = [ProcessingActivity("p", columns=("a.mail",), **item) for item in purposes]
    answers = iter(settled)
    filled: list[dict[str, Any]] = [
        {key: next(answers) if value in {None, "dont_know"} else value for key, value in item.items()}
        for item in purposes
    ]
    full = [ProcessingActivity("p", columns=("a.mail",), **item) for item in filled]
    before, after = meter(book, *open_), meter(book, *full)
    for old, new in zip(before.purposes, after.purposes, strict=True):
        assert old.verdict is Verdict.UNRESOLVED or old.verdict is new.verdict
    assert not after.provisions_with(Verdict.UNRESOLVED)
    for name, (value, _) in meter_facts(after).items():
        low, high = bounds(meter_facts(before)[name][0])
        assert low <= bounds(value)[0] <= bounds(value)[1] <= high


@given(named=st.sets(st.sampled_from(["a.mail", "a.ill", "a.hour"])), said=st.sampled_from(["health data", "names"]))
def test_saying_which_kinds_are_needed_only_narrows(named: set[str], said: str, book: Rulebook) -> None:
    silent = ProcessingActivity("p", columns=tuple(sorted(named)))
    before = meter_facts(meter(book, silent))["scan.excess_columns"][0]
    after = meter_facts(meter(book, replace(silent, data_categories=(said,))))["scan.excess_columns"][0]
    assert bounds(before)[0] <= bounds(after)[0] <= bounds(after)[1] <= bounds(before)[1]


def test_every_provision_but_data_has_a_field() -> None:
    fields = ProcessingActivity.__dataclass_fields__
    assert set(OWN) <= set(fields)
    assert "dont_know" in str(get_args(Provided))
