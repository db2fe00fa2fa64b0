"""The privacy surface: everything that was agreed to when a deployment was approved, as items that can only grow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pia.model.text import Strict


class SurfaceKind(StrEnum):
    """What an item of a surface is about; the subject of an item is named in brackets."""

    COLUMN = "column"
    """A column that is read (column)."""
    PERSONAL_DATA = "personal_data"
    """Personal data in a column (column, entity type); its extent is how sensitive it is, 1 to 8."""
    QUASI_IDENTIFIER = "quasi_identifier"
    """A column that singles people out together with others (column)."""
    K = "k"
    """The band of k of a table (table); its extent is 0 for k of 100 and more, 7 for k = 1."""
    UNMEASURED = "unmeasured"
    """A table whose re-identification risk could not be measured (table)."""
    JOIN = "join"
    """Two columns of different datasets that hold the same things (column, column)."""
    LINK = "link"
    """A table whose people another table names (table, table); its extent is the band of their share, 0 to 5."""
    REVEALED = "revealed"
    """A column that becomes a fact about a named person through a link (table, table, column)."""
    PURPOSE = "purpose"
    """A purpose (purpose)."""
    LEGAL_BASIS = "legal_basis"
    """The legal basis of a purpose (purpose, basis); an empty basis is none."""
    PURPOSE_COLUMN = "purpose_column"
    """A column a purpose uses (purpose, column)."""
    PURPOSE_RECIPIENT = "purpose_recipient"
    """Who receives data for a purpose (purpose, recipient)."""
    STORAGE = "storage"
    """How long data is kept for a purpose (purpose); its extent is days."""
    RECIPIENT = "recipient"
    """A processor or recipient in a country (name, role, country)."""
    WITHOUT_CONTRACT = "without_contract"
    """A processor or recipient without a contract (name)."""
    TRANSFER = "transfer"
    """A transfer (recipient, country)."""
    WITHOUT_SAFEGUARD = "without_safeguard"
    """A transfer without a safeguard (recipient, country)."""
    TECHNOLOGY = "technology"
    """A technology (name)."""


UNBOUNDED_DAYS = 1_000_000
"""The extent of a storage period that is not settled, in days."""


@dataclass(frozen=True, slots=True, order=True)
class SurfaceItem(Strict):
    """One thing that was agreed to.

    Attributes:
        kind: What it is about.
        subject: Of what, in the order that the kind names.
        extent: How far it goes; a larger one is more than was agreed to. 0 where there is only yes or no.
    """

    kind: SurfaceKind
    subject: tuple[str, ...]
    extent: int = 0


@dataclass(frozen=True, slots=True)
class Surface(Strict):
    """The privacy surface of a deployment.

    Attributes:
        items: What it consists of, sorted, each kind and subject once.
    """

    items: tuple[SurfaceItem, ...]
