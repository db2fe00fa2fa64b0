from __future__ import annotations

import pickle

from pia.errors import EngineError, PiaError, Problem, SourceError, UnreadableError


def test_a_problem_reads_where_what_fix() -> None:
    assert str(Problem("a.yaml:3", "unknown key 'x'", "Remove it.")) == "a.yaml:3: unknown key 'x'. Remove it."
    assert str(Problem("", "nothing to do")) == "nothing to do"


def test_errors_carry_every_problem_and_an_exit_code() -> None:
    error = PiaError(Problem(str(place), "wrong") for place in range(3))
    assert len(error.problems) == 3
    assert str(error) == "0: wrong\n1: wrong\n2: wrong"
    assert (PiaError.exit_code, SourceError.exit_code, UnreadableError.exit_code) == (2, 2, 3)


def test_an_error_keeps_its_problems_on_its_way_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(EngineError([Problem("a", "b", "c"), Problem("d", "e")])))  # noqa: S301
    assert type(error) is EngineError
    assert error.problems == (Problem("a", "b", "c"), Problem("d", "e"))
    assert error.exit_code == 3
