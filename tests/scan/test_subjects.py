from __future__ import annotations

import pyarrow as pa

from pia.model.interval import Interval
from pia.recognizers import Recognizer
from pia.recognizers.email import RECOGNIZERS as EMAIL
from pia.scan.findings import findings
from pia.scan.subjects import subjects, together
from pia.scan.tally import tally_batch
from pia.sources import Batch

SOUGHT: tuple[Recognizer, ...] = EMAIL


def counted(values: list[str], identifiers: set[str]) -> Interval:
    data = pa.record_batch([pa.array(values, pa.string())], names=["c"])
    tally = tally_batch(Batch("", 1, data), SOUGHT, b"key", identifiers)
    return subjects(tally, findings(tally, "d", SOUGHT), identifiers)


def test_between_distinct_identifiers_and_rows() -> None:
    mails = ["a@example.org", "b@example.org", "a@example.org"]
    assert counted(mails, {"EMAIL_ADDRESS"}) == Interval(2, 3)
    assert counted(mails, set()) == Interval(1, 3)


def test_identifiers_inside_sentences_count_no_one() -> None:
    assert counted(["please write to a@example.org before noon"] * 3, {"EMAIL_ADDRESS"}) == Interval(1, 3)


def test_no_personal_data_means_nobody() -> None:
    assert counted(["x", "y"], {"EMAIL_ADDRESS"}) == Interval(0, 0)


def test_people_of_several_datasets_may_be_the_same() -> None:
    assert together([Interval(5, 10), Interval(8, 8), Interval(2)]) == Interval(8, 20)
    assert together([]) == Interval(0, 0)
