from __future__ import annotations

from collections import Counter

import pytest

from tests.badinput import Case, scanned
from tests.badinput.running import run_all
from tests.trust.badinput import SEED, cases, measure, outcomes


@pytest.mark.slow
def test_a_sample_of_all_bad_input_is_handled() -> None:
    for figure in measure(quick=True):
        assert figure.holds, figure
        assert figure.tried > 30


@pytest.mark.slow
def test_there_are_enough_cases_and_no_two_have_a_name() -> None:
    named = Counter((case.family, case.name) for case in cases(SEED))
    assert named.total() > 1000
    assert set(named.values()) == {1}


def test_the_cases_are_the_same_every_time() -> None:
    assert [case.name for case, _ in zip(cases(1), range(50), strict=False)] == [
        case.name for case, _ in zip(cases(1), range(50), strict=False)
    ]


@pytest.mark.deep
@pytest.mark.slow
def test_what_must_not_be_is_noticed() -> None:
    shown = scanned("f", "a name that is shown", "t.csv", b"name,Malformed Canarybird 4711\n1,2\n3,4\n")
    unknown = Case("f", "fine", lambda folder: (folder / "t.csv").write_bytes(b"a,b\n1,2\n"), ("scan", "t.csv"))
    results = list(run_all([shown, unknown]))
    assert [result.faults for result in results] == [["leak"], []]
    assert outcomes(results).rows[-1][:6] == ("**all**", "2", "1", "0", "0", "1")
