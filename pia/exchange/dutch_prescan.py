"""The pre-scan DPIA of the Dutch government: the questions of the scoring model `wp248`, and a description.

A box that is not ticked stays an open question: only the box itself was seen to be ticked by somebody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pia.exchange import Exported, Imported
from pia.exchange._dutch import BASES, BASIS_OPTIONS, PERIODS, WITHOUT, YES_NO, close, fits, ledger_of, state
from pia.exchange._ledger import Ledger
from pia.exchange._parts import Parts, answer_of, left_of
from pia.exchange._rich_text import plain
from pia.model.assessment import Assessment
from pia.model.deployment import Deployment, LegalBasis, ProcessingActivity, Technology
from pia.model.text import Text

URN = "urn:nl:prescan:2.0"

_CITIZENS = "Burgers over wie gegevens worden verwerkt in het proces/systeem/applicatie"
_BOXES: Mapping[str, Mapping[str, str]] = {
    "1.4.1": {
        "Categorie betrokkenen: Medewerkers/bewindspersonen": "subjects_employees",
        f"Categorie betrokkenen: {_CITIZENS}": "subjects_citizens",
        "Categorie betrokkenen: Kinderen jonger dan 16 jaar": "subjects_children",
        "Categorie betrokkenen: Andere kwetsbare groepen (gehandicapten, minderheden, etc.)": "subjects_vulnerable",
    },
    "4.1": {
        "Lijst EDPB: Bijzondere persoonsgegevens of zeer gevoelige persoonsgegevens": "sensitive_data",
        "Lijst EDPB: Blokkering van een dienst, recht of contract": "blocks_right",
        "Lijst EDPB: Geautomatiseerde besluitvorming": "automated_decisions",
        "Lijst EDPB: Gebruik van nieuwe technologieën": "innovative_technology",
        "Lijst EDPB: Grootschalige gegevensverwerkingen": "large_scale",
        "Lijst EDPB: Koppelen van datasets": "datasets_matched",
        "Lijst EDPB: Mensen beoordelen met persoonskenmerken (evaluatie of scoring)": "evaluation_or_scoring",
        "Lijst EDPB: Stelselmatige en grootschalige monitoring": "systematic_monitoring",
    },
}
"""Box ticked -> the answer it says yes to."""
_KINDS = ("1.1.2", "1.2.2", "1.3.2")
_MONTHLY = {
    "Continu": "yes",
    "Vaker dan maandelijks": "yes",
    "Minstens maandelijks": "yes",
    "Minstens jaarlijks": "no",
    "Onregelmatig": "no",
    "Eenmalig": "no",
}
_PLAIN: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "0.1": ("new_regulation", YES_NO),
    "1.5.1": ("people_10000", YES_NO),
    "1.5.3": ("collected_monthly", _MONTHLY),
    "1.5.4": ("kept_one_year", PERIODS),
}


class DutchPrescan:
    """The format.

    Attributes:
        name: Its id.
        title: The tool.
    """

    name = "dutch_prescan"
    title = Text("Pre-scan DPIA of the Dutch government (JSON, YAML)", "荷兰政府 DPIA 预扫描（JSON、YAML）")

    def fits(self, tree: object) -> bool:
        """It is a saved state with the URN of the pre-scan, or has its answers below its name."""
        return fits(tree, "prescan")

    def read(self, tree: object, where: str) -> Imported:
        """The deployment in a saved pre-scan.

        Raises:
            DocumentError: It is none.
        """
        ledger, parts = ledger_of(tree, where, "prescan"), Parts(jurisdictions=("eu",))
        urn = ledger.take("metadata.urn", "jurisdictions")
        parts.paragraphs = [plain(ledger.text("0.2", "description"))]
        parts.activities = _activities(ledger)
        if ledger.option("0.5.1", YES_NO, "technologies") == "yes":
            parts.technologies = (Technology.CLOUD,)
        for task, (answer, options) in _PLAIN.items():
            parts.answer(answer, ledger.option(task, options, f"answers.{answer}"))
        _kinds(ledger, parts)
        for task, boxes in _BOXES.items():
            _ticked(ledger, parts, task, boxes)
        if isinstance(ledger.peek("3.1"), list):
            ledger.take("3.1", "answers.authority_list_item")
            parts.answer("authority_list_item", "yes")
        if str(ledger.peek("2.1.1")).lower() == "false":
            parts.answer("transfer_abroad", ledger.option("2.1.1", {"false": "none"}, "answers.transfer_abroad"))
        return Imported(
            tool="Pre-scan DPIA",
            version=str(urn or "").rpartition(":")[2],
            deployment=parts.deployment(),
            carried=tuple(ledger.carried),
            left=close(ledger),
            to_settle=tuple(parts.to_settle),
        )

    def write(self, assessment: Assessment) -> Exported:
        """The pre-scan, as far as the deployment answers it."""
        tree = state(URN, assessment.assessed_on.isoformat(), _answers(assessment.deployment))
        return Exported(tree, left_of(assessment, self.read(tree, self.name).deployment, WITHOUT))


def _activities(ledger: Ledger) -> list[ProcessingActivity]:
    purpose = plain(ledger.text("0.3", "activities[0].purpose"))
    if not purpose:
        return []
    basis = ledger.option("0.4", BASES, "activities[0].legal_basis")
    categories = [item for task in _KINDS for item in _items(ledger, task)]
    subjects = _items(ledger, "1.4.1")
    for task, items, key in (
        *((task, categories, "data_categories") for task in _KINDS),
        ("1.4.1", subjects, "data_subjects"),
    ):
        if items and task in ledger:
            ledger.note(task, f"activities[0].{key}")
    words = [item.partition(": ")[2] or item for item in (*categories, *subjects)]
    return [
        ProcessingActivity(
            purpose,
            LegalBasis(basis) if basis else None,
            data_categories=tuple(words[: len(categories)]),
            data_subjects=tuple(words[len(categories) :]),
        )
    ]


def _items(ledger: Ledger, task: str) -> list[str]:
    value = ledger.peek(task)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _kinds(ledger: Ledger, parts: Parts) -> None:
    """Kinds of data by their number, where somebody said which there are."""
    ordinary = _items(ledger, "1.1.2")
    if ordinary:
        ledger.take("1.1.2", "answers.ordinary_kinds")
        parts.answer("ordinary_kinds", "six_or_more" if len(ordinary) >= 6 else "fewer_than_six")
    said = {task: ledger.option(task, YES_NO, "answers.special_kinds") for task in ("1.1.1", "1.2.1", "1.3.1")}
    grave = [*_items(ledger, "1.2.2"), *_items(ledger, "1.3.2")]
    for task in ("1.2.2", "1.3.2"):
        if _items(ledger, task):
            ledger.take(task, "answers.special_kinds")
    if grave:
        parts.answer("special_kinds", "more_than_six" if len(grave) > 6 else "up_to_six")
    elif said["1.2.1"] == said["1.3.1"] == "no":
        parts.answer("special_kinds", "none")


def _ticked(ledger: Ledger, parts: Parts, task: str, boxes: Mapping[str, str]) -> None:
    ticked = _items(ledger, task)
    found = [boxes[item] for item in ticked if item in boxes]
    for name in found:
        ledger.note(task, f"answers.{name}")
        parts.answer(name, "yes")
    if len(found) == len(ticked):
        ledger.take(task)


def _answers(deployment: Deployment) -> Iterator[tuple[str, str | list[str]]]:
    def given(name: str) -> str:
        return str(answer_of(deployment, name).value)

    flags = {"yes": "true", "no": "false"}
    yield "0.1", flags.get(given("new_regulation"), "")
    yield "0.2", deployment.description
    if len(deployment.activities) == 1:
        activity = deployment.activities[0]
        yield "0.3", activity.purpose
        yield "0.4", BASIS_OPTIONS.get(activity.legal_basis, "") if activity.legal_basis else ""
    if Technology.CLOUD in deployment.technologies:
        yield "0.5.1", "true"
    for task, boxes in _BOXES.items():
        yield task, [box for box, name in boxes.items() if given(name) == "yes"]
    yield "1.5.1", flags.get(given("people_10000"), "")
    yield "2.1.1", {"none": "false", "safeguarded": "true", "unsafeguarded": "true"}.get(given("transfer_abroad"), "")


EXCHANGE = DutchPrescan()
