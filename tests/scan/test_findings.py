from __future__ import annotations

import random
from functools import cache

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pia import plugins
from pia.model.finding import Finding
from pia.recognizers import Recognizer
from pia.scan.findings import accident, findings
from pia.scan.tally import tally_batch
from pia.sources import Batch


@cache
def shelf() -> tuple[Recognizer, ...]:
    return tuple(recognizer for family in plugins.load_all("recognizers").values() for recognizer in family)


def found(header: str, values: list[str]) -> dict[str, Finding]:
    data = pa.record_batch([pa.array(values, pa.string())], names=[header])
    tally = tally_batch(Batch("", 1, data), shelf(), b"key")
    return {finding.entity_type: finding for finding in findings(tally, "d", shelf())}


def digits(count: int, rows: int = 400) -> list[str]:
    dice = random.Random(count)
    return [str(dice.randrange(10 ** (count - 1), 10**count)) for _ in range(rows)]


def test_random_numbers_are_no_personal_data() -> None:
    for count in range(1, 20):
        types = set(found("reading", digits(count))) - {"DATE_TIME", "US_BANK_NUMBER"}
        assert not types, (count, types)


def test_decimals_dates_and_codes_are_no_personal_data() -> None:
    dice = random.Random(1)
    assert not found("value", [f"{dice.uniform(0, 1e4):.3f}" for _ in range(300)])
    assert not found("code", [f"AB-{dice.randrange(1000):03d}/{dice.choice('XYZ')}" for _ in range(300)])
    assert set(
        found("updated", [f"2026-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}" for _ in range(300)])
    ) <= {"DATE_TIME"}


def test_one_unmistakable_value_among_thousands_is_found() -> None:
    values = ["nothing to see"] * 3000 + ["write to a@example.org"]
    finding = found("notes", values)["EMAIL_ADDRESS"]
    assert (finding.cells, finding.scanned, finding.embedded) == (1, 3001, 0)
    assert finding.evidence[0].row == 3001


def test_a_header_alone_gives_less_than_values_and_header_together() -> None:
    dice = random.Random(2)
    numbers = [f"1{dice.choice('3589')}{dice.randrange(10**9):09d}" for _ in range(50)]
    by_values, by_both = found("c1", numbers)["PHONE_NUMBER"], found("手机号码", numbers)["PHONE_NUMBER"]
    by_header = found("手机号码", ["8765 4321"] * 50)["PHONE_NUMBER"]
    assert by_header.score < by_both.score
    assert by_values.score < by_both.score
    assert len(by_values.because) == 1
    assert len(by_both.because) == 2


def test_a_header_whose_values_do_not_fit_is_no_finding() -> None:
    assert "DATE_OF_BIRTH" not in found("date_of_birth", ["see file"] * 40 + ["1949-12-31"])


def test_a_location_counts_only_beside_a_person() -> None:
    columns = {"lat": ["31.230416"] * 5, "lon": ["121.473701"] * 5}
    alone = pa.record_batch([pa.array(cells) for cells in columns.values()], names=list(columns))
    beside = alone.append_column("email", pa.array(["a@example.org"] * 5))

    def types(data: pa.RecordBatch) -> set[str]:
        tally = tally_batch(Batch("", 1, data), shelf(), b"key")
        return {finding.entity_type for finding in findings(tally, "d", shelf(), {"COORDINATES"})}

    assert not types(alone)
    assert types(beside) == {"COORDINATES", "EMAIL_ADDRESS"}


@given(st.integers(1, 300), st.data(), st.floats(0.001, 0.5))
def test_the_bound_on_accidents_is_a_probability_and_falls(candidates: int, data: st.DataObject, chance: float) -> None:
    passed = data.draw(st.integers(0, candidates))
    assert 0 <= accident(passed, candidates, chance) <= 1
    if passed < candidates:
        assert accident(passed + 1, candidates, chance) <= accident(passed, candidates, chance) + 1e-12


def test_accidents_by_hand() -> None:
    assert accident(0, 0, 0.1) == 1.0
    assert accident(3, 3, 0.1) == 0.1**3
    assert accident(1, 5, 0.0) == 0.0
    assert accident(10, 100, 0.1) == 1.0
    assert accident(90, 100, 0.1) < 1e-60


def test_terms_of_a_special_category_need_most_of_a_column() -> None:
    assert "RELIGION" in found("c1", ["Catholic", "Muslim", "None", "Hindu"] * 10)
    assert "RELIGION" not in found("c1", ["Catholic", "office", "market", "hall", "lamp"] * 10)
    assert "ETHNICITY" not in found("c1", ["White", "Black", "Other"] * 10)


def test_a_thing_only_spoken_of_counts_beside_other_personal_data() -> None:
    texts = ["has asthma", *["lamp repaired"] * 9] * 4
    assert "HEALTH" not in found("notes", texts)
    data = pa.record_batch([pa.array(texts), pa.array([f"a{n}@example.org" for n in range(40)])], names=["notes", "c2"])
    tally = tally_batch(Batch("", 1, data), shelf(), b"key")
    assert {finding.entity_type for finding in findings(tally, "d", shelf())} == {"HEALTH", "EMAIL_ADDRESS"}


def test_a_weak_check_convinces_only_if_nearly_all_pass() -> None:
    dice = random.Random(3)
    numbers = [dice.randrange(10**8, 10**9) for _ in range(4000)]
    valid = [
        str(one)
        for one in numbers
        if sum(int(d) * w for d, w in zip(str(one), (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0
    ]
    assert "NATIONAL_ID" in found("c1", valid[:100])
    assert "NATIONAL_ID" not in found("c1", valid[:50] + [str(one) for one in numbers[:150]])
