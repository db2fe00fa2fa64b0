"""Purposes -> tied to data, notice, appeal, a human channel, participation and capacity; what is missing is a lack.

An answer of one purpose outweighs the answer for the whole deployment; without either it is open, never a lack.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pia.model.dataset import Input, ScannedColumn
from pia.model.deployment import Answer, Deployment, ProcessingActivity
from pia.model.necessity import Provision, ProvisionCheck, PurposeNeed, worst
from pia.model.risk import Verdict
from pia.model.text import Text

ANSWERED_BY: Mapping[Provision, str] = {
    Provision.NOTICE: "notice_given",
    Provision.APPEAL: "rights_route",
    Provision.HUMAN_CHANNEL: "human_contact",
    Provision.PARTICIPATION: "participation",
    Provision.CAPACITY: "capacity_ready",
}
"""The question under `answers` that settles a provision for every purpose that has no answer of its own."""

_OWED_TO_SUBJECTS = frozenset({Provision.NOTICE, Provision.APPEAL, Provision.HUMAN_CHANNEL})
_VERDICTS = {
    "yes": Verdict.PASS,
    "partly": Verdict.FAIL,
    "no": Verdict.FAIL,
    "not_applicable": Verdict.NOT_APPLICABLE,
}
_SAYS = {
    Verdict.PASS: Text("it is there", "已具备"),
    Verdict.FAIL: Text("it is missing", "欠缺"),
    Verdict.NOT_APPLICABLE: Text("it does not arise", "不涉及"),
    Verdict.UNRESOLVED: Text("nobody has answered", "尚无人回答"),
}
_PARTLY = Text("it is there in part only", "仅部分具备")


def purpose_needs(
    deployment: Deployment, inputs: Sequence[Input], *, nobody: bool, complete: bool
) -> tuple[PurposeNeed, ...]:
    """Every purpose, held against what it needs and owes.

    Args:
        deployment: What is proposed.
        inputs: What was read.
        nobody: Whether it is known that the data is about nobody; then nothing is owed to data subjects, unless a
            purpose names some.
        complete: Whether nothing was left unexamined.
    """
    columns = {str(column.column): column for item in inputs for column in item.columns}
    needs = []
    for place, activity in enumerate(deployment.activities):
        checks = [_data(activity, place, columns, complete=complete)]
        for provision in ANSWERED_BY:
            owed = provision not in _OWED_TO_SUBJECTS or not nobody or bool(activity.data_subjects)
            checks.append(_provision(deployment, place, provision, owed=owed))
        needs.append(PurposeNeed(activity.purpose, worst(tuple(check.verdict for check in checks)), tuple(checks)))
    return tuple(needs)


def _data(
    activity: ProcessingActivity, place: int, columns: Mapping[str, ScannedColumn], *, complete: bool
) -> ProvisionCheck:
    """Data is there if a column that the purpose names holds a value, unless people say that it does not suffice."""
    named = [columns[name] for name in activity.columns if name in columns]
    filled = sum(column.filled > 0 for column in named)
    if activity.data_suffices == "no":
        verdict, because = Verdict.FAIL, Text("its data does not suffice", "数据不足以实现该目的")
    elif filled:
        verdict = Verdict.PASS
        because = Text(
            f"{filled} of its {len(named)} columns hold values", f"{len(named)} 个所需字段中有 {filled} 个有值"
        )
    elif named and complete:
        verdict, because = Verdict.FAIL, Text("every column it names is empty", "所列字段均无任何值")
    elif named:
        verdict = Verdict.UNRESOLVED
        because = Text("the columns it names were not examined whole", "所列字段未能完整检查")
    else:
        verdict, because = Verdict.UNRESOLVED, Text("it names no column", "未列出任何字段")
    key = "data_suffices" if activity.data_suffices == "no" else "columns"
    return ProvisionCheck(Provision.DATA, verdict, because, f"activities.{place}.{key}")


def _provision(deployment: Deployment, place: int, provision: Provision, *, owed: bool) -> ProvisionCheck:
    name = ANSWERED_BY[provision]
    own: str | None = getattr(deployment.activities[place], provision.value)
    given = deployment.answers.get(name)
    general = given.value if isinstance(given, Answer) else given
    answer = general if own is None else own
    verdict = _VERDICTS.get(str(answer), Verdict.UNRESOLVED)
    key = f"answers.{name}" if own is None and given is not None else f"activities.{place}.{provision.value}"
    if not owed and answer is None:
        because = Text("the data is about nobody", "数据不涉及任何个人")
        return ProvisionCheck(provision, Verdict.NOT_APPLICABLE, because, key)
    return ProvisionCheck(provision, verdict, _PARTLY if answer == "partly" else _SAYS[verdict], key)
