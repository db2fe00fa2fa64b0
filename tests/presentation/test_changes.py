from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pia import documents
from pia.model.assessment import Assessment
from pia.model.changes import Changes, Direction, Subject
from pia.model.finding import NotExamined
from pia.model.risk import Verdict
from pia.model.text import Text
from pia.presentation.changes import changes

Assessed = Callable[[str], Assessment]


def found(before: Assessment, after: Assessment, subject: Subject) -> list[tuple[str, Direction, bool, bool]]:
    return [
        (item.where, item.direction, item.before is not None, item.after is not None)
        for item in changes(before, after).differences
        if item.subject is subject
    ]


def test_nothing_is_different_from_itself(assessed: Assessed) -> None:
    for name in ("floating-population", "air-quality"):
        assert changes(assessed(name), assessed(name)).differences == ()


def test_what_became_personal_is_worse_and_back_is_better(assessed: Assessed) -> None:
    after = assessed("floating-population")
    gone = after.findings[0]
    before = replace(after, findings=after.findings[1:])
    assert found(before, after, Subject.FINDING) == [(str(gone.column), Direction.WORSE, False, True)]
    assert found(after, before, Subject.FINDING) == [(str(gone.column), Direction.BETTER, True, False)]


def test_a_share_that_grew_is_worse(assessed: Assessed) -> None:
    before = assessed("floating-population")
    first = before.findings[0]
    more = replace(before, findings=(replace(first, cells=first.cells - 5), *before.findings[1:]))
    assert found(more, before, Subject.FINDING) == [(str(first.column), Direction.WORSE, True, True)]


def test_rules_risks_and_questions_move(assessed: Assessed) -> None:
    before = assessed("floating-population")
    failed = next(item for item in before.results if item.verdict is Verdict.FAIL)
    met = tuple(replace(item, verdict=Verdict.PASS) if item is failed else item for item in before.results)
    after = replace(
        before,
        results=met,
        risks=tuple(risk for risk in before.risks if risk.rule != failed.rule),
        questions=before.questions[1:],
    )
    assert found(before, after, Subject.RULE) == [(failed.rule, Direction.BETTER, True, True)]
    assert found(after, before, Subject.RULE) == [(failed.rule, Direction.WORSE, True, True)]
    assert [item[1:] for item in found(before, after, Subject.RISK)] == [(Direction.BETTER, True, False)]
    assert [item[1:] for item in found(before, after, Subject.QUESTION)] == [(Direction.BETTER, True, False)]


def test_data_packs_and_what_was_not_examined_are_compared(assessed: Assessed) -> None:
    before = assessed("floating-population")
    item = before.inputs[0]
    known = next(fact for fact in before.facts if fact.value is not None)
    after = replace(
        before,
        inputs=(replace(item, sha256="0" * 64, columns=item.columns[1:]),),
        packs=before.packs[1:],
        not_examined=(NotExamined("a.csv", Text("x", "y")),),
        facts=tuple(fact for fact in before.facts if fact is not known),
        scores=before.scores[1:],
        reidentification=(),
    )
    assert found(before, after, Subject.DATASET) == [(item.dataset, Direction.OTHER, True, True)]
    assert found(before, after, Subject.COLUMN) == [(str(item.columns[0].column), Direction.OTHER, True, False)]
    assert found(before, after, Subject.PACK) == [(before.packs[0].id, Direction.OTHER, True, False)]
    assert found(before, after, Subject.NOT_EXAMINED) == [("a.csv", Direction.WORSE, False, True)]
    assert [item[0] for item in found(before, after, Subject.FACT)] == [known.name]
    assert len(found(before, after, Subject.EXPOSURE)) == len(before.reidentification)


def test_a_smaller_class_is_worse(assessed: Assessed) -> None:
    after = assessed("community-grid")
    exposure = tuple(replace(item, smallest_class=item.smallest_class + 3) for item in after.reidentification)
    assert exposure
    moved = found(replace(after, reidentification=exposure), after, Subject.EXPOSURE)
    assert {item[1:] for item in moved} == {(Direction.WORSE, True, True)}


def test_two_deployments_differ_in_everything_and_the_report_is_ordered(assessed: Assessed) -> None:
    told = changes(assessed("air-quality"), assessed("floating-population"))
    order = [list(Subject).index(item.subject) for item in told.differences]
    assert order == sorted(order)
    assert len({item.subject for item in told.differences}) >= 8
    data = documents.dump_json(told)
    assert documents.loads(data, "changes.json", Changes).value == told
