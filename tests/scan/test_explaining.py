from __future__ import annotations

from typing import Any

import pyarrow as pa

from pia.model.dataset import Column
from pia.model.explanation import Outcome, Voice
from pia.recognizers import Pattern, PatternRecognizer
from pia.scan.explaining import Judged, voices
from pia.scan.findings import findings
from pia.scan.tally import tally_batch
from tests.scan.tables_for_tests import KEY, batch, recognizers
from tests.scan.test_findings import digits, shelf


def heard(
    name: str, cells: list[str], beside: dict[str, list[str]] | None = None, dependent: frozenset[str] = frozenset()
) -> dict[str, Voice]:
    columns: dict[str, pa.Array[Any]] = {name: pa.array(cells)}
    columns |= {other: pa.array(values) for other, values in (beside or {}).items()}
    tally = tally_batch(batch(columns), shelf(), KEY)
    found = findings(tally, "d", shelf(), dependent)
    spoken = voices(Column("d", "t", name), shelf(), Judged(tally, "d", dependent, found, found))
    return {voice.recognizer: voice for voice in spoken}


def reasons(voice: Voice) -> str:
    return "; ".join(text.en for text in voice.because)


def test_what_is_reported_comes_first_with_its_reasons() -> None:
    spoken = heard("手机号码", ["+86 13800138000"] * 5)
    first = next(iter(spoken.values()))
    assert (first.recognizer, first.outcome, first.entity_type) == ("china.mobile", Outcome.REPORTED, "PHONE_NUMBER")
    assert "手机" in first.supporting
    assert "the column name says so" in reasons(first)
    others = [voice for voice in spoken.values() if voice.outcome is Outcome.SAME_TYPE]
    assert "phone.international" in {voice.recognizer for voice in others}
    assert all("china.mobile is surer: PHONE_NUMBER" in reasons(voice) for voice in others)


def test_random_numbers_are_too_weak_and_every_missed_threshold_is_told() -> None:
    card = heard("reading", digits(16))["presidio.CreditCardRecognizer"]
    assert card.outcome is Outcome.TOO_WEAK
    assert card.candidates >= card.matched >= card.likely
    assert "would be needed" in reasons(card)
    assert "accident explains as many" in reasons(card)
    assert "no word of the header supports it" in reasons(card)


def test_a_header_that_supports_what_does_not_fit_is_told() -> None:
    cells = ["see file"] * 40 + ["1949-12-31"]
    birth = next(voice for voice in heard("date_of_birth", cells).values() if voice.entity_type == "DATE_OF_BIRTH")
    assert birth.outcome is Outcome.TOO_WEAK
    assert "its values alone say too little" in reasons(birth)
    assert "the header supports it, but only 1/41 cells fit (50% needed)" in reasons(birth)


def test_a_guess_gives_way_to_what_the_column_proves() -> None:
    spoken = heard("bank account", ["GB82 WEST 1234 5698 7654 32"] * 6)
    assert spoken["presidio.IbanRecognizer"].outcome is Outcome.REPORTED
    lost = spoken["finance.bank_account"]
    assert lost.outcome is Outcome.OUTVOTED
    assert reasons(lost) == "presidio.IbanRecognizer is surer: IBAN_CODE, score 1.00, 6/6 cells"


def test_a_location_without_a_person_is_not_personal_data() -> None:
    dependent = frozenset({"COORDINATES"})
    alone = heard("lat", ["31.230416"] * 5, dependent=dependent)
    assert alone["location.single"].outcome is Outcome.NOT_ALONE
    lacking = alone["location.latitude_beside"]
    assert lacking.outcome is Outcome.TOO_WEAK
    assert lacking.because[-1].en == "no column beside it fits location.longitude_beside, location.single"
    beside = heard("lat", ["31.230416"] * 5, {"email": ["a@example.org"] * 5}, dependent)
    assert beside["location.single"].outcome is Outcome.REPORTED


def test_what_people_set_aside_is_told() -> None:
    tally = tally_batch(batch({"c1": pa.array(["a@example.org"] * 3)}), recognizers(), KEY)
    found = findings(tally, "d", recognizers())
    spoken = voices(Column("d", "t", "c1"), recognizers(), Judged(tally, "d", (), found, ()))
    assert [(voice.recognizer, voice.outcome) for voice in spoken] == [("email.address", Outcome.SET_ASIDE)]


def test_a_header_that_speaks_against_it_or_says_too_little_is_told() -> None:
    shape = Pattern(r"[A-Z]\d{3}", 0.1)
    refused = PatternRecognizer("x.a", "AGE", (Pattern(r"[A-Z]\d{3}", 0.7),), against=("part",), chance=0.5)
    faint = PatternRecognizer("x.b", "SEX", (shape,), context=("part",))
    tally = tally_batch(batch({"part": pa.array(["A123", "x", "y"])}), [refused, faint], KEY)
    spoken = voices(Column("d", "t", "part"), [refused, faint], Judged(tally, "d", (), (), ()))
    told = {voice.recognizer: reasons(voice) for voice in spoken}
    assert told["x.a"].endswith("the header speaks against it: part")
    assert "only 1/3 cells fit" in told["x.b"]
    whole = tally_batch(batch({"part": pa.array(["A123"])}), [faint], KEY)
    (voice,) = voices(Column("d", "t", "part"), [faint], Judged(whole, "d", (), (), ()))
    assert reasons(voice).endswith("header and values together stay below the score that is reported")
