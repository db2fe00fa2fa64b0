from __future__ import annotations

import pytest

from pia.assess.inventory import Facts, inventory_facts
from pia.judging import Rulebook
from pia.model.dataset import Column, Input, ScannedColumn
from pia.model.finding import Finding
from pia.model.interval import Interval


def finding(column: str, entity_type: str, table: str = "", embedded: int = 0) -> Finding:
    return Finding(Column("a", table, column), entity_type, "x.x", 1.0, 5, 5, (), (), embedded)


def facts(book: Rulebook, *findings: Finding, complete: bool = True, spare: tuple[int, ...] = ()) -> Facts:
    columns = [ScannedColumn(item.column, 10, 10) for item in findings]
    columns += [ScannedColumn(Column("a", "", f"spare{place}"), 10, filled) for place, filled in enumerate(spare)]
    read = (Input("a", "a.csv", "0", 10, tuple(columns)),) if columns else ()
    return inventory_facts(read, findings, book.categories, frozenset(book.categories), complete=complete)


def test_columns_are_counted_by_what_they_hold(book: Rulebook) -> None:
    found = facts(book, finding("mail", "EMAIL_ADDRESS"), finding("ill", "HEALTH", embedded=2), finding("sex", "SEX"))
    assert found["scan.identifier_columns"] == (1, ("a.mail",))
    assert found["scan.special_columns"] == (1, ("a.ill",))
    assert found["scan.sensitive_columns"] == (1, ("a.ill",))
    assert found["scan.free_text_columns"] == (1, ("a.ill",))


def test_a_column_with_two_kinds_counts_once(book: Rulebook) -> None:
    found = facts(book, finding("note", "EMAIL_ADDRESS"), finding("note", "PHONE_NUMBER"))
    assert found["scan.identifier_columns"] == (1, ("a.note",))
    assert found["scan.combined_identifiers"] == (2, ("a.note",))


def test_a_part_of_the_data_gives_lower_bounds_and_no_shares(book: Rulebook) -> None:
    found = facts(book, finding("mail", "EMAIL_ADDRESS"), complete=False, spare=(0,))
    assert found["scan.identifier_columns"][0] == Interval(1)
    assert found["scan.special_columns"][0] == Interval(0)
    assert found["scan.combined_identifiers"][0] == Interval(1)
    unknown = {"scan.share_personal", "scan.share_empty", "scan.empty_columns", "scan.secrets", "scan.sensitive_named"}
    assert not unknown & set(found)


def test_shares_are_in_percent(book: Rulebook) -> None:
    found = facts(book, finding("mail", "EMAIL_ADDRESS"), spare=(0, 4))
    assert found["scan.share_personal"] == (33.3, ("a.mail",))
    assert found["scan.share_empty"] == (53.3, ("a.spare0", "a.spare1"))
    assert found["scan.empty_columns"] == (1, ("a.spare0",))


def test_nothing_read_has_no_shares(book: Rulebook) -> None:
    assert not {"scan.share_personal", "scan.share_empty"} & set(facts(book))


@pytest.mark.parametrize("entity_type", ["PASSWORD", "SECRET_KEY"])
def test_one_secret_is_enough(book: Rulebook, entity_type: str) -> None:
    assert facts(book, finding("x", entity_type), complete=False)["scan.secrets"] == (True, ("a.x",))


@pytest.mark.parametrize(("sought", "known"), [({"PASSWORD"}, False), ({"PASSWORD", "SECRET_KEY"}, True)])
def test_that_there_is_no_secret_needs_both_kinds_to_be_looked_for(
    book: Rulebook, sought: set[str], known: bool
) -> None:
    found = inventory_facts((), (), book.categories, sought, complete=True)
    assert found.get("scan.secrets") == ((False, ()) if known else None)


def test_sensitive_data_counts_as_named_only_in_the_same_table(book: Rulebook) -> None:
    ill, mail = finding("ill", "HEALTH", "t"), finding("mail", "EMAIL_ADDRESS", "t")
    assert facts(book, ill, mail, complete=False)["scan.sensitive_named"] == (True, ("a/t.ill",))
    assert facts(book, ill, finding("mail", "EMAIL_ADDRESS", "u"))["scan.sensitive_named"] == (False, ())
    assert facts(book, finding("id", "CN_RESIDENT_ID"))["scan.sensitive_named"] == (False, ())
