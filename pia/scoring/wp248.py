"""WP248 rev.01: is a data protection impact assessment needed? Nine criteria, with thresholds that can be computed.

Source: Article 29 Working Party, WP248 rev.01, III.B (endorsed by the EDPB): two criteria call for an assessment in
most cases, one can suffice; GDPR Art. 35(3)(a) to (c) call for one by themselves. The thresholds are those of the Dutch
central government's pre-scan (EUPL), as they are meant: in the published file the keys of its weights for data subjects
do not equal the stored options, so that those weights never count; here they do. 10,000 people are its bound for scale,
not a number of the law.
"""

from __future__ import annotations

from pia.model.score import Concern, Figure, Step
from pia.model.text import Text
from pia.scoring import Basis, Known
from pia.scoring._measured import Facts, at_least, because, decided, holds, reaches, truth
from pia.scoring._sheet import Item, Sheet, Taken, Values

_YES_NO = ("no", "yes")
_NEW = frozenset({"ai", "blockchain", "iot", "face_recognition", "biometrics"})
_HIGHLY_PERSONAL = tuple(
    f"scan.has.{kind}" for kind in ("criminal", "location", "bank_account", "payment_card", "password", "biometric")
)
_TRACES = tuple(f"scan.has.{kind}" for kind in ("device_id", "location", "face_image", "vehicle_plate"))
_WATCHING = frozenset({"iot", "face_recognition"})
_SUBJECTS = {"subjects_employees": 1, "subjects_citizens": 1, "subjects_children": 3, "subjects_vulnerable": 3}
_SCALE, _MANY_DAYS, _MOST_POINTS = 10_000, 365, 4
_CRITERIA = {
    "evaluation_or_scoring": Text("evaluation or scoring", "评价或评分"),
    "automated_decisions": Text("automated decisions with significant effect", "具有重大影响的自动化决定"),
    "systematic_monitoring": Text("systematic monitoring", "系统性监控"),
    "sensitive_data": Text("sensitive or highly personal data", "敏感或高度私密数据"),
    "large_scale": Text("large scale", "大规模"),
    "datasets_matched": Text("datasets matched or combined", "数据集匹配或合并"),
    "vulnerable": Text("vulnerable data subjects", "弱势主体"),
    "innovative_technology": Text("innovative technology", "创新技术"),
    "blocks_right": Text("keeps people from a right, service or contract", "妨碍行使权利、使用服务或订立合同"),
}
STEPS = (
    Step(1, Text("no assessment indicated", "未显示需要评估"), Concern.LOW),
    Step(2, Text("assessment recommended", "建议评估"), Concern.MEDIUM),
    Step(3, Text("assessment required", "必须评估"), Concern.HIGH),
)


def criteria(values: Values) -> tuple[str, ...]:
    """The criteria of the nine that are met; children and other vulnerable people are one criterion."""
    vulnerable = "yes" in (values["subjects_children"], values["subjects_vulnerable"])
    return tuple(name for name in _CRITERIA if (vulnerable if name == "vulnerable" else values[name] == "yes"))


def triggers(values: Values) -> tuple[str, ...]:
    """The points of GDPR Art. 35(3) that are met."""
    large = values["large_scale"] == "yes"
    met = {
        "a": values["evaluation_or_scoring"] == "yes" and values["automated_decisions"] == "yes",
        "b": values["special_kinds"] != "none" and large,
        "c": values["public_area"] == "yes" and values["systematic_monitoring"] == "yes" and large,
    }
    return tuple(point for point, holds_ in met.items() if holds_)


def prescan_points(values: Values) -> int:
    """The points of the pre-scan, 0 to 10; more than 4 call for an assessment."""
    subjects = sum(weight for name, weight in _SUBJECTS.items() if values[name] == "yes")
    return (
        (values["ordinary_kinds"] == "six_or_more")
        + ("none", "up_to_six", "more_than_six").index(values["special_kinds"])
        + (2 if subjects > 3 else 1 if subjects == 3 else 0)
        + sum(values[name] == "yes" for name in ("people_10000", "collected_monthly", "kept_one_year"))
        + ("none", "safeguarded", "unsafeguarded").index(values["transfer_abroad"])
    )


def _step(values: Values) -> int:
    met = _met(values)
    alone = values["new_regulation"] == "yes" or values["authority_list_item"] == "yes"
    if alone or triggers(values) or met >= 2 or prescan_points(values) > _MOST_POINTS:
        return 3
    return 2 if met == 1 else 1


def _special(known: Facts) -> Known | None:
    for bound, option in ((7, "more_than_six"), (1, "up_to_six")):
        reached = at_least(known, "scan.special_kinds", bound)
        if reached is not False:
            return Known(option, because(known, "scan.special_kinds")) if reached else None
    return Known("none", because(known, "scan.special_kinds"))


def _sensitive(known: Facts) -> bool | None:
    found = [truth(known, fact) for fact in ("scan.special_category", "scan.sensitive", *_HIGHLY_PERSONAL)]
    return True if True in found else None if None in found else False


def _technology(known: Facts, of: frozenset[str]) -> bool:
    value = known["proj.technology"].value if "proj.technology" in known else ()
    return isinstance(value, tuple) and bool(of & set(value))


def _watching(known: Facts) -> bool | None:
    traces = any(truth(known, fact) for fact in _TRACES)
    return True if traces and _technology(known, _WATCHING) else None


def _kept_long(known: Facts) -> bool | None:
    """A year or longer; shorter only if every activity says how long."""
    long = at_least(known, "proj.storage_period_days", _MANY_DAYS)
    return None if long is False and at_least(known, "proj.activities_without_storage_period", 1) is not False else long


def _transfer(known: Facts) -> Known | None:
    some, unsafe = at_least(known, "proj.transfers", 1), at_least(known, "proj.transfers_without_safeguard", 1)
    if some is None or unsafe is None:
        return None
    option = "unsafeguarded" if unsafe else "safeguarded" if some else "none"
    return Known(option, because(known, "proj.transfers", "proj.transfers_without_safeguard"))


def _met(values: Values) -> int:
    return len(criteria(values))


def _triggered(values: Values) -> int:
    return len(triggers(values))


def _figures(taken: Taken) -> tuple[Figure, ...]:
    rows = (
        ("criteria", Text("Criteria of WP248 met", "满足的 WP248 标准数"), _met, 9),
        (
            "triggers",
            Text("Points of GDPR Art. 35(3) met", "满足的 GDPR 第 35(3) 条情形数"),
            _triggered,
            3,
        ),
        ("prescan", Text("Points of the Dutch pre-scan", "荷兰预扫描得分"), prescan_points, 10),
    )
    return tuple(
        Figure(name, label, low if low == high else None, low, high, most)
        for name, label, of, most in rows
        for low, high in [(of(taken.best), of(taken.worst))]
    )


def _notes(_basis: Basis, taken: Taken) -> tuple[Text, ...]:
    met = [_CRITERIA[name] for name in criteria(taken.best)]
    return (
        Text(
            f"Criteria met for certain: {', '.join(item.en for item in met) or 'none'}.",
            f"已确定满足的标准：{'、'.join(item.zh for item in met) or '无'}。",
        ),
        Text(
            "It says whether to assess, not how grave the risk is. Who declines an assessment although two criteria "
            "are met must record why.",
            "它只回答是否需要评估，不衡量风险大小。满足两项标准而不评估的，须记录理由。",
        ),
        Text(
            "Thresholds of the Dutch pre-scan as they are meant; in its published file the weights of data subjects "
            "never count.",
            "采用荷兰预扫描阈值的本意；其发布文件中的主体权重实际上从未计入。",
        ),
    )


MODEL = Sheet(
    name="wp248",
    title=Text("WP248: is an assessment needed?", "WP248：是否需要影响评估"),
    source=Text(
        "WP248 rev.01, III.B; GDPR Art. 35(3); Dutch pre-scan", "WP248 rev.01 第三部分 B；GDPR 第 35(3) 条；荷兰预扫描"
    ),
    measures=Text("The duty to assess, not the risk", "评估义务，而非风险大小"),
    about="duty",
    items=(
        Item("evaluation_or_scoring", _YES_NO),
        Item("automated_decisions", _YES_NO),
        Item("systematic_monitoring", _YES_NO, decided(_watching, "proj.technology", *_TRACES)),
        Item("public_area", _YES_NO),
        Item("sensitive_data", _YES_NO, decided(_sensitive, "scan.special_category", "scan.sensitive")),
        Item("large_scale", _YES_NO, reaches("scan.subjects", _SCALE, no="")),
        Item("datasets_matched", _YES_NO, reaches("scan.shared_identifiers", 1, no="")),
        Item(
            "innovative_technology",
            _YES_NO,
            decided(lambda known: _technology(known, _NEW) or None, "proj.technology"),
        ),
        Item("blocks_right", _YES_NO),
        Item("new_regulation", _YES_NO),
        Item("authority_list_item", _YES_NO),
        Item(
            "ordinary_kinds",
            ("fewer_than_six", "six_or_more"),
            reaches("scan.ordinary_kinds", 6, yes="six_or_more", no="fewer_than_six"),
            points=(0, 1),
        ),
        Item("special_kinds", ("none", "up_to_six", "more_than_six"), _special, points=(0, 1, 2)),
        Item("subjects_employees", _YES_NO),
        Item("subjects_citizens", _YES_NO),
        Item("subjects_children", _YES_NO, holds("scan.has.child", no="")),
        Item("subjects_vulnerable", _YES_NO),
        Item("people_10000", _YES_NO, reaches("scan.subjects", _SCALE), points=(0, 1)),
        Item("collected_monthly", _YES_NO, points=(0, 1)),
        Item("kept_one_year", _YES_NO, decided(_kept_long, "proj.storage_period_days"), points=(0, 1)),
        Item("transfer_abroad", ("none", "safeguarded", "unsafeguarded"), _transfer, points=(0, 1, 2)),
    ),
    steps=STEPS,
    step=_step,
    figures=_figures,
    notes=_notes,
)
