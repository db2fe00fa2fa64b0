"""What is said of a deployment, gathered part by part while a document is read, and put together at its end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace

from pia.exchange import Left
from pia.model.assessment import Assessment
from pia.model.deployment import (
    Answer,
    AnswerValue,
    Consultation,
    Controller,
    Deployment,
    Measure,
    ProcessingActivity,
    Recipient,
    ScoringAnswers,
    Technology,
    Transfer,
)
from pia.model.text import Text

DONT_KNOW = "dont_know"
KIND_ASSUMED = Text(
    "the file does not say whether it is technical or organisational: organisational is written",
    "文件未说明属技术措施还是管理措施：暂写为 organisational",
)
STATUS_ASSUMED = Text(
    "the file does not say whether it is in place: planned is written, which lowers no risk",
    "文件未说明是否已落实：暂写为 planned，不降低任何风险",
)
NAME_ASSUMED = Text("the file has no title: the name of the file is written", "文件没有标题：暂写为文件名")
NO_DATASET = Text("the file names no data that could be read: add it", "文件未写明可读取的数据：请补充")
NO_CONTROLLER = Text("the file does not say who is responsible: add it", "文件未写明个人信息处理者：请补充")
NO_LAW = Text("the file does not say whose law applies: add it", "文件未写明适用何地法律：请补充")


@dataclass(slots=True)
class Parts:
    """Parts of a deployment.

    Attributes:
        name: What is proposed.
        paragraphs: Its description.
        controller: Who is responsible.
        officer: The data protection officer.
        jurisdictions: Whose law applies.
        to_settle: What the file does not say.
    """

    name: str = ""
    paragraphs: list[str] = field(default_factory=list)
    controller: str = ""
    officer: str = ""
    jurisdictions: tuple[str, ...] = ()
    activities: Sequence[ProcessingActivity] = ()
    technologies: tuple[Technology, ...] = ()
    recipients: list[Recipient] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    consultations: list[Consultation] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    scoring: Mapping[str, AnswerValue] = field(default_factory=dict)
    to_settle: list[Left] = field(default_factory=list)

    def answer(self, name: str, value: str = "", note: str = "") -> None:
        """An answer; without a value what was written stays, as a note on an open question."""
        if value or note:
            self.answers[name] = Answer(value or DONT_KNOW, note)

    def settle(self, key: str, reason: Text) -> None:
        """Note what the file does not say."""
        self.to_settle.append(Left(key, reason))

    def deployment(self) -> Deployment:
        """All of it together; what the file does not say is noted."""
        self.settle("datasets", NO_DATASET)
        for key, said, reason in (
            ("controller.name", self.controller, NO_CONTROLLER),
            ("jurisdictions", self.jurisdictions, NO_LAW),
        ):
            if not said:
                self.settle(key, reason)
        return Deployment(
            name=self.name,
            description="\n\n".join(item for item in self.paragraphs if item),
            controller=Controller(self.controller, data_protection_officer=self.officer),
            datasets=(),
            activities=tuple(self.activities),
            jurisdictions=self.jurisdictions,
            technologies=self.technologies,
            recipients=tuple(self.recipients),
            transfers=tuple(self.transfers),
            measures=tuple(self.measures),
            consultations=tuple(self.consultations),
            answers=dict(self.answers),
            scoring=ScoringAnswers(canada_aia=self.scoring),
        )


def answer_of(deployment: Deployment, name: str) -> Answer:
    """An answer with its note; `dont_know` if there is none."""
    given = deployment.answers.get(name, Answer(DONT_KNOW))
    return given if isinstance(given, Answer) else Answer(given)


def split(text: str) -> tuple[str, str]:
    """A short title and what follows it; all is title if putting them together would not give the text again.

    >>> split("Encryption: TLS 1.3"), split("Encryption")
    (('Encryption', 'TLS 1.3'), ('Encryption', ''))
    """
    head, mark, tail = text.partition(": ")
    return (head, tail) if mark and head.strip() == head and head and tail.strip() == tail and tail else (text, "")


def joined(title: str, content: str) -> str:
    """A title and what follows it, as `split` parts them."""
    return f"{title}: {content}" if title and content and title != content else title or content


def said(value: object, key: str = "") -> list[tuple[str, object]]:
    """What a deployment says beyond its defaults: dotted keys, lists with their places, and the values."""
    if isinstance(value, tuple | list):
        return [pair for place, item in enumerate(value) for pair in said(item, f"{key}[{place}]")]
    if isinstance(value, Mapping):
        return [pair for part, item in value.items() for pair in said(item, f"{key}.{part}" if key else str(part))]
    if is_dataclass(value):
        return [
            pair
            for item in fields(value)
            if item.default is MISSING or getattr(value, item.name) != item.default
            for pair in said(getattr(value, item.name), f"{key}.{item.name}" if key else item.name)
        ]
    return [] if value in (None, "") else [(key, value)]


def left_of(assessment: Assessment, again: Deployment, without: Text) -> tuple[Left, ...]:
    """What of an assessment does not come back when what was written is read again, and why.

    The order of lists does not matter: what was said must come back somewhere in the same list.
    """
    back = Counter((_anywhere(key), value) for key, value in _pairs(again))
    left = []
    for key, value in _pairs(assessment.deployment):
        pair = (_anywhere(key), value)
        left += [] if back[pair] > 0 else [f"deployment.{key}"]
        back[pair] -= 1
    parts = [name for name in ("findings", "results", "risks", "waivers") if getattr(assessment, name)]
    return tuple(Left(key, without) for key in (*left, *parts))


def _pairs(deployment: Deployment) -> list[tuple[str, object]]:
    answers = {name: answer_of(deployment, name) for name in deployment.answers}
    return said(replace(deployment, answers=answers))


def _anywhere(key: str) -> str:
    return re.sub(r"\[[0-9]+\]", "[]", key)
