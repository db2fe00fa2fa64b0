"""CNIL: severity and likelihood of three feared events, each before and after measures.

Source: CNIL, Privacy Impact Assessment, knowledge bases (2018): four steps on each axis. CNIL's own software plots the
pair on a nested grid of four by four and computes no combined level; the label that pia shows, the higher of the two,
is the ring of that grid in which the point lies.
"""

from __future__ import annotations

from itertools import product

from pia.model.score import Concern, Figure, Step
from pia.model.text import Text
from pia.scoring import Basis, Known
from pia.scoring._measured import Facts, because
from pia.scoring._sheet import Item, Sheet, Taken, Values

_SCALE = ("negligible", "limited", "significant", "maximum")
EVENTS = {
    "access": Text("Illegitimate access", "非法访问"),
    "change": Text("Unwanted change", "非预期修改"),
    "loss": Text("Disappearance", "数据消失"),
}
_AXES = {"severity": Text("severity", "严重性"), "likelihood": Text("likelihood", "可能性")}
_WHEN = {"before": Text("before measures", "措施前"), "after": Text("after measures", "措施后")}
STEPS = (
    Step(1, Text("negligible", "可忽略"), Concern.LOW),
    Step(2, Text("limited", "有限"), Concern.MEDIUM),
    Step(3, Text("significant", "显著"), Concern.HIGH),
    Step(4, Text("maximum", "极高"), Concern.HIGH),
)


def ring(severity: int, likelihood: int) -> int:
    """The ring of the nested grid in which a point lies, 1 to 4.

    >>> [ring(1, 1), ring(2, 1), ring(1, 3), ring(4, 4)]
    [1, 2, 3, 4]
    """
    return max(severity, likelihood)


def gauge(values: Values, event: str, axis: str, when: str) -> int:
    """A step of one axis, 1 to 4; measures never make it worse than it was before them."""
    step = _SCALE.index(values[f"cnil_{event}_{axis}_{when}"]) + 1
    return min(step, gauge(values, event, axis, "before")) if when == "after" else step


def _ring(values: Values, event: str, when: str) -> int:
    return ring(gauge(values, event, "severity", when), gauge(values, event, "likelihood", when))


def _step(values: Values) -> int:
    return max(_ring(values, event, "after") for event in EVENTS)


def _figures(taken: Taken) -> tuple[Figure, ...]:
    found = []
    for (when, period), (event, feared), (axis, name) in product(_WHEN.items(), EVENTS.items(), _AXES.items()):
        low, high = (gauge(values, event, axis, when) for values in (taken.best, taken.worst))
        label = Text(f"{feared.en}: {name.en} {period.en}", f"{feared.zh}：{period.zh}{name.zh}")
        found.append(Figure(f"{event}_{axis}_{when}", label, low if low == high else None, low, high, 4))
    return tuple(found)


def _severity_found(known: Facts) -> Known | None:
    """The gravest default severity of the data found; less is never concluded from it."""
    value = known["scan.impact"].value if "scan.impact" in known else 0
    if not isinstance(value, int) or not 1 <= value <= len(_SCALE):
        return None
    return Known(_SCALE[value - 1], because(known, "scan.impact"))


def _wrong(taken: Taken) -> tuple[tuple[str, str, str], ...]:
    """Answers by which measures make it worse."""
    found = []
    for event in EVENTS:
        for axis in _AXES:
            name = f"cnil_{event}_{axis}"
            after, before = (taken.answered.get(f"{name}_{when}") for when in ("after", "before"))
            if after and before and _SCALE.index(str(after.value)) > _SCALE.index(str(before.value)):
                found.append(
                    (f"{name}_after", "it is higher than before measures", f"Raise {name}_before, or lower it.")
                )
    return tuple(found)


def _notes(_basis: Basis, _taken: Taken) -> tuple[Text, ...]:
    return (
        Text(
            "CNIL sets the two axes side by side and gives no combined level; the level here, the higher of the two "
            "after measures over the three events, is pia's label.",
            "CNIL 只并列两条轴，不给出合并等级；此处等级取三类事件措施后两轴中较高者，为 pia 所加。",
        ),
    )


MODEL = Sheet(
    name="cnil",
    title=Text("CNIL method", "CNIL 方法"),
    source=Text("CNIL, Privacy Impact Assessment (2018)", "法国 CNIL《隐私影响评估》（2018）"),
    measures=Text("Risk to people of three feared events, after measures", "三类担忧事件在措施后对个人的风险"),
    about="people",
    items=tuple(
        Item(
            f"cnil_{event}_{axis}_{when}",
            _SCALE,
            *((_severity_found,) if (event, axis, when) == ("access", "severity", "before") else ()),
        )
        for event in EVENTS
        for axis in _AXES
        for when in _WHEN
    ),
    steps=STEPS,
    step=_step,
    figures=_figures,
    notes=_notes,
    wrong=_wrong,
)
