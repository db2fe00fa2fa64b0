"""The DPIA report of the Dutch government (Rijksmodel DPIA 3.0): 17 chapters, of which groups repeat per activity.

A group inside a repeated group keeps no trace of the activity it belongs to. It is tied to one only where its text says
so, where there is one activity, or where there are as many groups as activities.
"""

from __future__ import annotations

from pia.exchange import Exported, Imported
from pia.exchange._dutch import WITHOUT, close, fits, ledger_of, places
from pia.exchange._dutch_activities import read_activities
from pia.exchange._dutch_words import (
    CONTROLLER,
    FURTHER_USE,
    JOINT,
    LEVELS,
    NO_CODE,
    NOTES,
    PROCEDURE,
    RIGHTS,
    ROLES,
    SETTLED,
)
from pia.exchange._dutch_writing import tree_of
from pia.exchange._ledger import Ledger
from pia.exchange._parts import KIND_ASSUMED, STATUS_ASSUMED, Parts, left_of
from pia.exchange._rich_text import plain
from pia.model.assessment import Assessment
from pia.model.deployment import Consultation, Measure, Recipient, Transfer
from pia.model.text import Text

_COUNTRY_CODE = 2


class DutchDpia:
    """The format.

    Attributes:
        name: Its id.
        title: The tool.
    """

    name = "dutch_dpia"
    title = Text("DPIA of the Dutch government (JSON, YAML)", "荷兰政府 DPIA（JSON、YAML）")

    def fits(self, tree: object) -> bool:
        """It is a saved state with the URN of the DPIA, or has its answers below its name."""
        return fits(tree, "dpia")

    def read(self, tree: object, where: str) -> Imported:
        """The deployment in a saved DPIA.

        Raises:
            DocumentError: It is none.
        """
        ledger, parts = ledger_of(tree, where, "dpia"), Parts(jurisdictions=("eu",))
        urn = ledger.take("metadata.urn", "jurisdictions")
        parts.paragraphs = [plain(ledger.text("1.1", "description"))]
        _people(ledger, parts)
        read_activities(ledger, parts)
        _parties(ledger, parts)
        _transfers(ledger, parts)
        _answers(ledger, parts)
        _measures(ledger, parts)
        return Imported(
            tool="DPIA Rapportagemodel Rijksdienst",
            version=str(urn or "").rpartition(":")[2],
            deployment=parts.deployment(),
            carried=tuple(ledger.carried),
            left=close(ledger),
            to_settle=tuple(parts.to_settle),
        )

    def write(self, assessment: Assessment) -> Exported:
        """The DPIA, as far as the deployment says it."""
        tree = tree_of(assessment)
        return Exported(tree, left_of(assessment, self.read(tree, self.name).deployment, WITHOUT))


def _prose(ledger: Ledger, field: str, *to: str) -> str:
    return plain(ledger.text(field, *to))


def _people(ledger: Ledger, parts: Parts) -> None:
    """The organisation that signs is responsible; the data protection officer, with the advice, was consulted."""
    for field in ("20.1.1[0]", "19.4.1"):
        if not parts.controller:
            parts.controller = _prose(ledger, field, "controller.name")
    parts.officer = _prose(ledger, "19.5.4", "controller.data_protection_officer")
    advice = _prose(ledger, "19.5.7", "consultations[0].opinion")
    if advice:
        parts.consultations.append(
            Consultation(parts.officer, on=ledger.day("19.5.6", "consultations[0].on"), opinion=advice)
        )
        parts.answer("dpo_consulted", "yes")


def _parties(ledger: Ledger, parts: Parts) -> None:
    """Parties by their gravest role; what each has at stake, and what the people concerned said of it."""
    names = {}
    for index in places(ledger, "6.1.1.1"):
        name = names[index] = plain(str(ledger.peek(f"6.1.1.1[{index}]")))
        value = ledger.peek(f"6.1.1.2[{index}]")
        roles = [role for role in value if isinstance(role, str)] if isinstance(value, list) else []
        if CONTROLLER in roles and parts.controller in ("", name):
            parts.controller = name
            _take_party(ledger, index, "controller.name")
        elif JOINT in roles:
            parts.answer("joint_control", "yes", "; ".join(item for item in (_note(parts), name) if item))
            _take_party(ledger, index, "answers.joint_control")
        elif role := next((ROLES[item] for item in ROLES if item in roles), ""):
            parts.recipients.append(Recipient(name, "processor" if role == "processor" else "recipient"))
            _take_party(ledger, index, f"recipients[{len(parts.recipients) - 1}]")
    for index in places(ledger, "7.1.1"):
        text = _prose(ledger, f"7.1.1[{index}]", f"consultations[{len(parts.consultations)}].opinion")
        if text:
            parts.consultations.append(Consultation(names.get(index, ""), opinion=text))


def _note(parts: Parts) -> str:
    return parts.answers["joint_control"].note if "joint_control" in parts.answers else ""


def _take_party(ledger: Ledger, index: int, key: str) -> None:
    ledger.take(f"6.1.1.1[{index}]", key)
    ledger.take(f"6.1.1.2[{index}]", key)


def _transfers(ledger: Ledger, parts: Parts) -> None:
    """Places with a mechanism are transfers; one without may lie inside the EEA, and is left."""
    for index in places(ledger, "8.1.1.1", "8.1.1.2"):
        key = f"transfers[{len(parts.transfers)}]"
        if f"8.1.1.2[{index}]" not in ledger:
            continue
        safeguard = _prose(ledger, f"8.1.1.2[{index}]", f"{key}.safeguard")
        country = str(ledger.peek(f"8.1.1.1[{index}]") or "").strip()
        if len(country) == _COUNTRY_CODE and country.isascii() and country.isupper():
            ledger.take(f"8.1.1.1[{index}]", f"{key}.country")
            parts.transfers.append(Transfer("", country, safeguard))
        else:
            parts.settle(f"{key}.country", NO_CODE)
            recipient = _prose(ledger, f"8.1.1.1[{index}]", f"{key}.recipient")
            parts.transfers.append(Transfer(recipient, "", safeguard))


def _answers(ledger: Ledger, parts: Parts) -> None:
    """Whether there is a procedure for each right, further use, and prose as notes on open questions."""
    for task, name in NOTES.items():
        parts.answer(name, note=_prose(ledger, task, f"answers.{name}"))
    for task, name in RIGHTS.items():
        value = ledger.option(f"{task}.1", PROCEDURE, f"answers.{name}") if task in SETTLED else ""
        parts.answer(name, value, _prose(ledger, f"{task}.2", f"answers.{name}"))
    further = {str(ledger.peek(f"13.1.1.5[{index}]")): index for index in places(ledger, "13.1.1.5")}
    if len(further) == 1 and next(iter(further)) in FURTHER_USE:
        for index in places(ledger, "13.1.1.5"):
            value = ledger.option(f"13.1.1.5[{index}]", FURTHER_USE, "answers.new_use_compatible")
            parts.answer("new_use_compatible", value)


def _measures(ledger: Ledger, parts: Parts) -> None:
    remaining = []
    for index in places(ledger, "17.1.3", "17.1.4"):
        key = f"measures[{len(parts.measures)}]"
        title = _prose(ledger, f"17.1.3[{index}]", f"{key}.title")
        remaining.append(ledger.option(f"17.1.4[{index}]", LEVELS, "answers.residual_high"))
        if title:
            parts.settle(f"{key}.kind", KIND_ASSUMED)
            parts.settle(f"{key}.status", STATUS_ASSUMED)
            owner = _prose(ledger, f"17.1.7[{index}]", f"{key}.owner")
            parts.measures.append(Measure(title, "organisational", owner=owner))
    if "yes" in remaining or (remaining and all(remaining)):
        parts.answer("residual_high", "yes" if "yes" in remaining else "no")


EXCHANGE = DutchDpia()
