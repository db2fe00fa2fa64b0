from __future__ import annotations

from pia.matching.expressions import compile_program
from pia.matching.threads import Closed, Found, Machine, Place, Threads


def closed(expression: str, text: str) -> Closed:
    """The threads at the end of a text, all of which they have read."""
    program = compile_program(expression, 0)
    machine = Machine(program)
    threads: Threads = (machine.start(),)
    before = None
    for character in text:
        kind = tuple(bool(one.members(character)) for one in program.charsets)
        threads = machine.step(machine.close(threads, Place(before, kind)).waiting, kind)
        before = machine.remembered(kind)
    return machine.close(threads, Place(before, None))


def test_threads_stand_in_the_order_of_preference() -> None:
    assert closed("a|ab", "a").found is Found.YES
    assert not closed("a|ab", "a").waiting
    assert closed("ab|a", "a").waiting
    assert closed("a+?", "a").waiting == ()


def test_a_look_ahead_is_settled_by_the_end_of_the_text() -> None:
    assert closed("a(?=bc)", "a").found is Found.NO
    assert closed("a(?!bc)", "a").found is Found.YES
    assert closed(r"\d(?=a|\b)", "0").found is Found.YES


def test_a_look_ahead_stays_open_while_the_text_may_decide_it() -> None:
    program = compile_program("a(?!bc)", 0)
    machine = Machine(program)
    kinds = [tuple(bool(one.members(character)) for one in program.charsets) for character in "ab"]
    threads = machine.step(machine.close((machine.start(),), Place(None, kinds[0])).waiting, kinds[0])
    assert machine.close(threads, Place(machine.remembered(kinds[0]), kinds[1])).found is Found.MAYBE


def test_only_what_assertions_ask_about_is_remembered() -> None:
    machine = Machine(compile_program(r"ab\b", 0))
    assert sum(machine.remembered((True,) * len(machine.program.charsets))) == 1
