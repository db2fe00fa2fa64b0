"""Which packs judge a deployment: those it names, or those of its jurisdictions, with the parameters it sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pia.assess.checked import LoadedPack
from pia.assess.parameters import settled
from pia.documents import Loaded
from pia.errors import DocumentError, Problem
from pia.model.deployment import Deployment


def packs_for(loaded: Loaded[Deployment], packs: Sequence[LoadedPack]) -> tuple[LoadedPack, ...]:
    """The packs a deployment names, or all that fit its jurisdictions; one that another takes over is left out.

    Raises:
        DocumentError: It names a pack that does not exist, sets a parameter wrongly, or two packs in use hold the
            same rule.
    """
    deployment, known = loaded.value, {pack.pack.id: pack for pack in packs}
    unknown = [name for name in deployment.rule_packs if name not in known]
    if unknown:
        hint = f"Known: {', '.join(known)}."
        raise DocumentError(
            Problem(loaded.at("rule_packs"), f"there is no rule pack '{name}'", hint) for name in unknown
        )
    chosen = _chosen(deployment, packs)
    taken_over = {pin.id for pack in chosen for pin in pack.pins}
    used = [pack for pack in chosen if pack.pack.id not in taken_over]
    tailored, problems = list[LoadedPack](), [*_unused(loaded, used), *_twice(loaded, used)]
    for pack in used:
        own, wrong = _tailored(loaded, pack)
        tailored.append(own)
        problems += wrong
    if problems:
        raise DocumentError(problems)
    return tuple(tailored)


def _chosen(deployment: Deployment, packs: Sequence[LoadedPack]) -> list[LoadedPack]:
    if deployment.rule_packs:
        return [pack for pack in packs if pack.pack.id in deployment.rule_packs]
    places = set(deployment.jurisdictions)
    return [pack for pack in packs if not pack.pack.jurisdictions or places & set(pack.pack.jurisdictions)]


def _unused(loaded: Loaded[Deployment], used: Sequence[LoadedPack]) -> Iterator[Problem]:
    known = [pack.pack.id for pack in used]
    for name in loaded.value.parameters:
        if name not in known:
            hint = f"In use: {', '.join(known) or 'none'}."
            yield Problem(loaded.at("parameters", name), f"there is no rule pack '{name}' in use", hint)


def _twice(loaded: Loaded[Deployment], used: Sequence[LoadedPack]) -> Iterator[Problem]:
    holder: dict[str, str] = {}
    for pack in used:
        for checked in pack.rules:
            first = holder.setdefault(checked.rule.id, pack.pack.id)
            if first != pack.pack.id:
                what = f"the packs '{first}' and '{pack.pack.id}' both hold the rule '{checked.rule.id}'"
                yield Problem(loaded.at("rule_packs"), what, "Name one of them under rule_packs.")


def _tailored(loaded: Loaded[Deployment], pack: LoadedPack) -> tuple[LoadedPack, list[Problem]]:
    given, name = loaded.value.parameters.get(pack.pack.id, {}), pack.pack.id
    settings, problems = settled(
        pack.settings, given, "deployment.yaml", lambda key: loaded.at("parameters", name, key)
    )
    return replace(pack, settings=settings), problems
