"""What is proposed, as `deployment.yaml` declares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from pia.model.dataset import Population
from pia.model.pram import DataAction
from pia.model.tailoring import ParameterValue
from pia.model.text import Language, Strict

AnswerValue = str | int | float | tuple[str, ...]
Provided = Literal["yes", "partly", "no", "not_applicable", "dont_know"] | None
"""Whether a purpose has what it needs or owes; `dont_know` is an honest answer and stays open."""


class Technology(StrEnum):
    """A technology a deployment uses; rule packs select on it."""

    BIG_DATA = "big_data"
    CLOUD = "cloud"
    AI = "ai"
    BLOCKCHAIN = "blockchain"
    IOT = "iot"
    FACE_RECOGNITION = "face_recognition"
    BIOMETRICS = "biometrics"
    MOBILE_APP = "mobile_app"
    REGISTER = "register"


class Practice(StrEnum):
    """A practice of governance that a deployment serves; rule packs select on it."""

    COMMUNITY_GRID = "community_grid"
    FLOATING_POPULATION = "floating_population"
    FINE_GRAINED_MANAGEMENT = "fine_grained_management"
    REAL_TIME_DECISIONS = "real_time_decisions"


class LegalBasis(StrEnum):
    """The legal basis of a processing activity (GDPR Art. 6(1); PIPL Art. 13(1) where it has the same one)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTERESTS = "vital_interests"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"
    EMERGENCY = "emergency"
    NEWS_AND_SUPERVISION = "news_and_supervision"
    ALREADY_PUBLIC = "already_public"


@dataclass(frozen=True, slots=True)
class Controller(Strict):
    """Who decides on purpose and means (个人信息处理者).

    Attributes:
        name: Name of the organisation.
        contact: How a resident reaches it.
        data_protection_officer: Name or office of the data protection officer; empty if there is none.
        public_body: Whether it is a public authority or acts for one.
    """

    name: str
    contact: str = ""
    data_protection_officer: str = ""
    public_body: bool = True


@dataclass(frozen=True, slots=True)
class DeclaredDataset(Strict):
    """A dataset of the deployment.

    Attributes:
        name: Short name, unique in the deployment.
        path: Locator; a relative path starts at the folder of `deployment.yaml`.
        description: What it holds.
        source_of_data: Where the data came from.
        quasi_identifiers: Columns that single people out together; without them pia suggests some.
        sensitive_attributes: Columns that an equivalence class must not give away; without them pia suggests some.
        population: Whom the data is a sample of, if that is known.
    """

    name: str
    path: str
    description: str = ""
    source_of_data: str = ""
    quasi_identifiers: tuple[str, ...] = ()
    sensitive_attributes: tuple[str, ...] = ()
    population: Population | None = None


@dataclass(frozen=True, slots=True)
class ProcessingActivity(Strict):
    """One thing that is done with the data, and why.

    Attributes:
        purpose: The specific purpose.
        legal_basis: On what basis.
        legal_reference: The law that gives the public task or the obligation.
        data_subjects: Whose data.
        data_categories: Kinds of data, in words; the labels of `rules/categories.yaml` are understood.
        columns: The columns it needs, as `dataset.column`.
        recipients: Who receives the data for it.
        storage_period_days: How long it is kept; `None` if that is not settled.
        columns_not_needed: Those of `columns` that it could do without.
        data_suffices: Whether the data is enough for it; `None` leaves that to what was measured.
        notice: Whether people are told of it; `None` here and below is settled by `answers`, if at all.
        appeal: Whether people can have what is done to them for it reviewed and corrected.
        human_channel: Whether they can reach a person about it.
        participation: Whether they took part in deciding on it.
        capacity: Whether there are staff, skills and money to act on the data.
    """

    purpose: str
    legal_basis: LegalBasis | None = None
    legal_reference: str = ""
    data_subjects: tuple[str, ...] = ()
    data_categories: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    storage_period_days: int | None = None
    columns_not_needed: tuple[str, ...] = ()
    data_suffices: Provided = None
    notice: Provided = None
    appeal: Provided = None
    human_channel: Provided = None
    participation: Provided = None
    capacity: Provided = None


@dataclass(frozen=True, slots=True)
class Recipient(Strict):
    """Who receives or processes personal data: a processor, or another recipient.

    Attributes:
        name: Name of the organisation.
        role: `processor` (on the controller's behalf) or `recipient`.
        country: ISO 3166-1 alpha-2 code; empty if unknown.
        contract: Reference of the contract or arrangement; empty if there is none.
        purpose: What for.
    """

    name: str
    role: Literal["processor", "recipient"] = "recipient"
    country: str = ""
    contract: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Transfer(Strict):
    """Personal data leaving the jurisdiction.

    Attributes:
        recipient: To whom.
        country: ISO 3166-1 alpha-2 code.
        safeguard: Adequacy, standard contract, assessment ...; empty if there is none.
    """

    recipient: str
    country: str
    safeguard: str = ""


@dataclass(frozen=True, slots=True)
class Measure(Strict):
    """A technical or organisational measure against risks.

    Attributes:
        title: What is done.
        kind: Technical or organisational.
        status: Only a measure that is in place lowers a residual risk.
        addresses: Ids of the rules whose risks it lowers.
        likelihood_steps: Steps it takes off the likelihood of each, 0 to 3.
        severity_steps: Steps it takes off the severity of each, 0 to 3.
        owner: Who sees to it.
        due: By when.
    """

    title: str
    kind: Literal["technical", "organisational"]
    status: Literal["planned", "in_place"] = "planned"
    addresses: tuple[str, ...] = ()
    likelihood_steps: int = 1
    severity_steps: int = 0
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Consultation(Strict):
    """Who was asked, and what became of it.

    Attributes:
        who: Residents, their representatives, staff, the data protection officer, experts.
        role: As whom they were asked: the officer advises (GDPR Art. 35(2)), residents and those who speak for them are
            heard (Art. 35(9)).
        on: When.
        opinion: What they said.
        outcome: What was changed, or why nothing was.
    """

    who: str
    role: Literal["officer", "residents", "representatives", "staff", "experts", "authority", "other"] = "other"
    on: date | None = None
    opinion: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Answer(Strict):
    """An answer with its provenance.

    Attributes:
        value: The option chosen; `dont_know` is an honest answer and stays unknown.
        note: Reasons or the place of the evidence.
        by: Who answered.
        on: When.
    """

    value: AnswerValue
    note: str = ""
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ScoringAnswers(Strict):
    """Answers that only one scoring model asks for; all others are `answers`.

    Attributes:
        canada_aia: Answers to the Algorithmic Impact Assessment, by question id.
        nist_pram: Data actions with their problems.
    """

    canada_aia: Mapping[str, AnswerValue] = field(default_factory=dict)
    nist_pram: tuple[DataAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Deployment(Strict):
    """The proposed deployment: the second half of an assessment, beside the data.

    Attributes:
        name: What is proposed.
        description: What it does, for a reader who never heard of it.
        language: Language of the text in this file, and of the report unless another is asked for.
        jurisdictions: Whose law applies (`eu`, `cn` ...).
        controller: Who is responsible.
        datasets: The data it uses.
        activities: What is done with the data.
        technologies: What it is built with.
        rule_packs: Packs to assess against; empty means every shipped pack that fits the jurisdictions.
        recipients: Processors and other recipients.
        transfers: Transfers out of the jurisdiction.
        measures: Measures against risks.
        consultations: Who was asked.
        answers: Answers to the questions of the rule packs, by the name of the fact without `ans.`.
        next_review: When the assessment is looked at again.
        scoring: Answers that only one scoring model asks for.
        practices: Practices of governance it serves; empty for none, `None` if that is not declared.
        parameters: Values for the parameters of rule packs, by pack and name.
        waivers: The file of waivers, from the folder of `deployment.yaml`; empty is `waivers.yaml`, if there is one.
        recognizers: Files of own recognizers, allow lists and overrides, from the folder of this file.
    """

    name: str
    description: str
    controller: Controller
    datasets: tuple[DeclaredDataset, ...]
    activities: tuple[ProcessingActivity, ...] = ()
    language: Language = Language.EN
    jurisdictions: tuple[str, ...] = ()
    technologies: tuple[Technology, ...] = ()
    rule_packs: tuple[str, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    measures: tuple[Measure, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    answers: Mapping[str, AnswerValue | Answer] = field(default_factory=dict)
    next_review: date | None = None
    scoring: ScoringAnswers = field(default_factory=ScoringAnswers)
    practices: tuple[Practice, ...] | None = None
    parameters: Mapping[str, Mapping[str, ParameterValue]] = field(default_factory=dict)
    waivers: str = ""
    recognizers: tuple[str, ...] = ()
