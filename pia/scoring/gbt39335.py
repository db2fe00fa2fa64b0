"""GB/T 39335, annex D: impact on a person and likelihood, looked up in a matrix, with corrections that need a reason.

Source: GB/T 39335, read in the approval draft of 2019; not compared with the published text of 2020. Of the dimensions
of the impact, and of the sources of the likelihood, the gravest counts: the standard leaves that to a judgement of the
whole.
"""

from __future__ import annotations

from pia.model.levels import risk_level
from pia.model.risk import Likelihood, Severity
from pia.model.score import Concern, Figure, Step
from pia.model.text import Text
from pia.scoring import Basis, Known
from pia.scoring._measured import Facts, at_least, because, decided, holds, truth
from pia.scoring._sheet import Item, Sheet, Taken, Values

_IMPACT = ("low", "medium", "high", "severe")
_LIKELIHOOD = ("low", "medium", "high", "very_high")
_DIMENSIONS = tuple(f"gbt_impact_{name}" for name in ("autonomy", "discrimination", "reputation", "property"))
_SOURCES = tuple(f"gbt_likelihood_{name}" for name in ("technology", "process", "people", "scale"))
_REASONED = frozenset({"yes"})
_MANY, _MILLION, _TEN_MILLION = 500_000, 1_000_000, 10_000_000
STEPS = (
    Step(1, Text("low", "低"), Concern.LOW),
    Step(2, Text("medium", "中"), Concern.MEDIUM),
    Step(3, Text("high", "高"), Concern.HIGH),
    Step(4, Text("severe", "严重"), Concern.HIGH),
)


def corrected(step: int, up: int, down: int) -> int:
    """A level moved by its corrections, one step each, kept on its scale of four.

    >>> corrected(4, 2, 0), corrected(1, 0, 1), corrected(2, 2, 1)
    (4, 1, 3)
    """
    return min(4, max(1, step + up - down))


def impact(values: Values) -> int:
    """The impact, 1 to 4: the gravest dimension, with its corrections.

    One step up for sensitive data of many people and one for a vulnerable group, one down for confirmed
    de-identification.
    """
    up = sum(values[name] == "yes" for name in ("gbt_sensitive_scale", "gbt_vulnerable_group"))
    return corrected(_gravest(values, _DIMENSIONS, _IMPACT), up, values["gbt_deidentified"] == "yes")


def likelihood(values: Values) -> int:
    """The likelihood, 1 to 4: the gravest source, one step down for complete measures that have proven themselves."""
    return corrected(_gravest(values, _SOURCES, _LIKELIHOOD), 0, values["gbt_measures_proven"] == "yes")


def _gravest(values: Values, names: tuple[str, ...], scale: tuple[str, ...]) -> int:
    return max(scale.index(values[name]) for name in names) + 1


def _step(values: Values) -> int:
    return risk_level(Likelihood(likelihood(values)), Severity(impact(values))).value


def _scale(known: Facts) -> Known | None:
    """More than 10 million people point to high, more than a million to medium."""
    for bound, option in ((_TEN_MILLION + 1, "high"), (_MILLION + 1, "medium")):
        reached = at_least(known, "scan.subjects", bound)
        if reached is not False:
            return Known(option, because(known, "scan.subjects")) if reached else None
    return Known("low", because(known, "scan.subjects"))


def _sensitive(known: Facts) -> bool | None:
    sensitive, many = truth(known, "scan.sensitive"), at_least(known, "scan.subjects", _MANY)
    if sensitive is False or many is False:
        return False
    return True if sensitive and many else None


def _figures(taken: Taken) -> tuple[Figure, ...]:
    rows = (("impact", Text("Impact", "影响程度"), impact), ("likelihood", Text("Likelihood", "可能性"), likelihood))
    return tuple(
        Figure(name, label, low if low == high else None, low, high, 4)
        for name, label, of in rows
        for low, high in [(of(taken.best), of(taken.worst))]
    )


def _notes(basis: Basis, taken: Taken) -> tuple[Text, ...]:
    return (
        Text(
            "Read in the approval draft of 2019; not compared with the published text.",
            "依据 2019 年报批稿，未与正式发布文本核对。",
        ),
        _acceptance(basis, taken),
        _triggers(basis),
    )


def _acceptance(basis: Basis, taken: Taken) -> Text:
    """Whether the risk reaches the level that the organisation calls unacceptable."""
    known = basis.known.get("ans.gbt_unacceptable")
    if known is None:
        return Text(
            "The organisation has not said which level it does not accept (answers.gbt_unacceptable).",
            "单位尚未设定不可接受的风险等级（answers.gbt_unacceptable）。",
        )
    bound = _IMPACT.index(str(known.value)) + 1
    name = STEPS[bound - 1].label
    if _step(taken.best) >= bound:
        return Text(
            f"Not acceptable: it reaches '{name.en}'.",
            f"不可接受：达到单位设定的“{name.zh}”。",
        )
    if _step(taken.worst) >= bound:
        return Text(
            f"It may reach '{name.en}', which the organisation does not accept.",
            f"可能达到单位设定的不可接受等级“{name.zh}”。",
        )
    return Text(f"Acceptable: it stays below '{name.en}'.", f"可接受：低于单位设定的“{name.zh}”。")


def _triggers(basis: Basis) -> Text:
    """What calls for an assessment under PIPL Art. 55, and how long its record is kept (Art. 56)."""
    known = basis.known
    automated = known.get("ans.automated_decisions")
    found = [
        label
        for applies, label in (
            (truth(known, "scan.sensitive"), Text("sensitive personal information", "敏感个人信息")),
            (automated is not None and automated.value == "yes", Text("automated decisions", "自动化决策")),
            (
                at_least(known, "proj.processors", 1) or at_least(known, "proj.recipients", 1),
                Text("entrusting or providing to others", "委托处理或向他人提供"),
            ),
            (at_least(known, "proj.transfers", 1), Text("provision abroad", "向境外提供")),
        )
        if applies
    ]
    if not found:
        return Text("No trigger of PIPL Art. 55 is established.", "尚未确认《个人信息保护法》第五十五条所列情形。")
    english, chinese = ", ".join(item.en for item in found), "、".join(item.zh for item in found)
    return Text(
        f"PIPL Art. 55 calls for an assessment: {english}. Keep its record for three years (Art. 56).",
        f"《个人信息保护法》第五十五条要求评估：{chinese}。记录至少保存三年（第五十六条）。",
    )


MODEL = Sheet(
    name="gbt39335",
    title=Text("GB/T 39335 security impact assessment", "GB/T 39335 个人信息安全影响评估"),
    source=Text("GB/T 39335, annex D (approval draft of 2019)", "GB/T 39335 附录 D（2019 年报批稿）"),
    measures=Text("Risk to people: impact and likelihood, looked up", "对个人的风险：影响程度与可能性查表"),
    about="people",
    items=(
        *(Item(name, _IMPACT) for name in _DIMENSIONS),
        *(Item(name, _LIKELIHOOD) for name in _SOURCES[:3]),
        Item(_SOURCES[3], _LIKELIHOOD, _scale),
        Item(
            "gbt_sensitive_scale",
            ("no", "yes"),
            decided(_sensitive, "scan.sensitive", "scan.subjects"),
            _REASONED,
        ),
        Item("gbt_vulnerable_group", ("no", "yes"), holds("scan.has.child", no=""), _REASONED),
        Item("gbt_deidentified", ("yes", "no"), holds("scan.direct_identifier", yes="no", no=""), _REASONED),
        Item("gbt_measures_proven", ("yes", "no"), reasoned=_REASONED),
    ),
    steps=STEPS,
    step=_step,
    figures=_figures,
    notes=_notes,
    also=("gbt_unacceptable", "automated_decisions"),
)
