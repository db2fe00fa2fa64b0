"""The answers that Canada's Algorithmic Impact Assessment saves: SurveyJS answers by question id.

The questions are those of the scoring model `canada_aia`; it also says what fits. The file holds no score: pia and the
tool reckon it from the answers alike.
"""

from __future__ import annotations

from collections.abc import Mapping

from pia.errors import DocumentError, Problem
from pia.exchange import Exported, Imported
from pia.exchange._ledger import MISFIT, UNKNOWN, Ledger, leaves, whole
from pia.exchange._parts import Parts, left_of
from pia.model.assessment import Assessment
from pia.model.deployment import AnswerValue, ScoringAnswers
from pia.model.text import Text
from pia.scoring import Basis, Known
from pia.scoring._aia_facts import measured_answers
from pia.scoring.canada_aia import MODEL

_WITHOUT = Text(
    "the answers of the Algorithmic Impact Assessment have no place for it", "算法影响评估的回答中没有对应的位置"
)
_TITLE, _DESCRIPTION = "projectDetailsTitle", "projectDetailsDescription"
_COMMENT = "-Comment"


class CanadaAiaAnswers:
    """The format.

    Attributes:
        name: Its id, that of the scoring model.
        title: The tool.
    """

    name = "canada_aia"
    title = Text("Algorithmic Impact Assessment of Canada (JSON)", "加拿大算法影响评估（JSON）")

    def fits(self, tree: object) -> bool:
        """At least one of its keys is a question of the survey."""
        return any(key in MODEL.questions().questions for key in _data(tree))

    def read(self, tree: object, where: str) -> Imported:
        """The deployment in a file of answers: the title, the description, and every answer that fits its question.

        Raises:
            DocumentError: It holds no answer to any question of the survey.
        """
        if not self.fits(tree):
            problem = Problem(
                where, "this holds no answers to the Algorithmic Impact Assessment", "Save the survey again."
            )
            raise DocumentError(problem)
        assert isinstance(tree, Mapping)  # noqa: S101 - it fits, and so it is an object
        data, parts = _data(tree), Parts()
        rest = {} if data is tree else {key: value for key, value in tree.items() if key != "data"}
        ledger = Ledger({**_answers(data), **dict(leaves(rest))})
        parts.scoring = _fitting(ledger)
        for key in (_TITLE, _DESCRIPTION):
            if isinstance(given := parts.scoring.get(key), str):
                to = "name" if key == _TITLE else "description"
                ledger.note(f"data.{key}", to)
                parts.name, parts.paragraphs = (given, []) if key == _TITLE else (parts.name, [given])
        return Imported(
            tool="Algorithmic Impact Assessment",
            version=str(rest.get("version") or ""),
            deployment=parts.deployment(),
            carried=tuple(ledger.carried),
            left=ledger.close({"currentPage", "version"}, {"data", "currentPage", "version"}),
            to_settle=tuple(parts.to_settle),
        )

    def write(self, assessment: Assessment) -> Exported:
        """The answers; what pia measured answers questions that nobody answered, as it does in the score."""
        deployment = assessment.deployment
        given = {key: _list(value) for key, value in deployment.scoring.canada_aia.items() if value not in ("", ())}
        known = {fact.name: Known(fact.value, fact.because) for fact in assessment.facts if fact.value is not None}
        measured = {name: item.value for name, item in measured_answers(known).items() if name not in given}
        texts = {_TITLE: deployment.name, _DESCRIPTION: deployment.description}
        data = {**{key: text for key, text in texts.items() if text}, **measured, **given}
        again = self.read({"data": data}, self.name).deployment if data else Parts().deployment()
        notes = Text(f"{len(measured)} answers come from the scan of the data", f"{len(measured)} 个回答来自数据扫描")
        left = left_of(assessment, again, _WITHOUT)
        return Exported({"currentPage": 0, "data": data}, left, (notes,) if measured else ())


def _data(tree: object) -> Mapping[str, object]:
    inside = tree.get("data") if isinstance(tree, Mapping) else None
    return inside if isinstance(inside, Mapping) else tree if isinstance(tree, Mapping) else {}


def _answers(data: Mapping[str, object]) -> dict[str, object]:
    """Answers, each whole: also one that is an object is one answer."""
    return {f"data.{key}": value for key, value in data.items() if value not in (None, "", [])}


def _fitting(ledger: Ledger) -> dict[str, AnswerValue]:
    """The answers that the scoring model takes; the others are left with the reason."""
    found: dict[str, AnswerValue] = {}
    for field in ledger.names("data."):
        name, value = field.removeprefix("data."), ledger.peek(field)
        answer = _plain(value)
        if name.removesuffix(_COMMENT) not in MODEL.questions().questions:
            ledger.leave(field, UNKNOWN)
        elif answer is None or MODEL.problems(Basis({}, {}, ScoringAnswers({name: answer}))):
            ledger.leave(field, MISFIT)
        else:
            ledger.take(field, f"scoring.canada_aia.{name}")
            found[name] = answer
    return found


def _plain(value: object) -> AnswerValue | None:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


def _list(value: AnswerValue) -> object:
    return list(value) if isinstance(value, tuple) else value


EXCHANGE = CanadaAiaAnswers()
