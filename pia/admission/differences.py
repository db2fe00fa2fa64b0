"""An assessment as it stands and as it follows from its facts -> where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pia.gate import GateReason
from pia.model.assessment import Assessment, PackReference
from pia.model.text import Text


def differences(stated: Assessment, derived: Assessment) -> tuple[GateReason, ...]:
    """Every fact, verdict, question, risk, score and waiver that does not follow from what was measured and declared.

    Args:
        stated: The assessment from its file.
        derived: What it comes to when it is judged again.
    """
    if stated == derived:
        return ()
    left, right = _named(stated), _named(derived)
    apart = sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))
    text = Text("This does not follow from the facts: it was edited", "与事实推导的结果不符：曾被改动")
    return tuple(GateReason("failed", name, text) for name in apart or ["assessment"])


def _named(assessment: Assessment) -> dict[str, object]:
    return {
        **{f"fact {item.name}": item for item in assessment.facts},
        **{f"verdict {item.rule}": item for item in assessment.results},
        **{f"question {item.fact}": item for item in assessment.questions},
        **{f"risk {item.rule}": item for item in assessment.risks},
        **{f"score {item.model}": item for item in assessment.scores},
        **{f"category {item.entity_type}": item for item in assessment.categories},
        **{f"waiver {item.waiver.rule}": item for item in assessment.waivers},
    }


def changed_packs(stated: Iterable[PackReference], present: Mapping[str, str]) -> tuple[GateReason, ...]:
    """Packs that are not the ones an assessment was made with.

    Args:
        stated: The packs it names.
        present: The digest of each pack there is here, by its id.
    """
    return tuple(
        GateReason("incomplete", pack.id, _pack_text(pack, present.get(pack.id)))
        for pack in stated
        if present.get(pack.id) != pack.sha256
    )


def _pack_text(pack: PackReference, present: str | None) -> Text:
    if present is None:
        return Text(
            f"Version {pack.version} of the pack was used; there is no such pack here",
            f"所用规则包版本为 {pack.version}，此处没有该规则包",
        )
    return Text(
        f"Version {pack.version} of the pack was used, with the digest {pack.sha256[:12]}; here it is {present[:12]}",
        f"所用规则包版本为 {pack.version}（摘要 {pack.sha256[:12]}），此处为 {present[:12]}",
    )
