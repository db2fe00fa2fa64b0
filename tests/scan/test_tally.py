from __future__ import annotations

from functools import reduce
from itertools import pairwise

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.model.finding import Evidence
from pia.recognizers import Recognizer
from pia.recognizers.china import RECOGNIZERS as CHINA
from pia.recognizers.email import RECOGNIZERS as EMAIL
from pia.scan.findings import columns_of, findings
from pia.scan.tally import MOST_DISTINCT, ColumnTally, ScanTally, merged, tally_batch
from pia.sources import Batch

KEY = b"of this run"
IDENTIFIERS = {"EMAIL_ADDRESS"}
SOUGHT: tuple[Recognizer, ...] = (*EMAIL, *CHINA)
CELLS = st.sampled_from(
    [None, "", " ", "a@example.org", "b@example.org", "13800138000", "10800138000", "call 13800138000 now", "x" * 30]
)
ROWS = st.lists(st.tuples(CELLS, CELLS), max_size=30)


def batch(rows: list[tuple[str | None, str | None]], first_row: int = 1) -> Batch:
    columns = [pa.array([row[place] for row in rows], pa.string()) for place in (0, 1)]
    return Batch("", first_row, pa.record_batch(columns, names=["mail", "手机"]))


def tally(rows: list[tuple[str | None, str | None]], first_row: int = 1) -> ScanTally:
    return tally_batch(batch(rows, first_row), SOUGHT, KEY, IDENTIFIERS)


def shown(result: ScanTally) -> object:
    distinct = {key: column.distinct.tolist() for key, column in result.columns.items()}
    return columns_of(result, "d"), findings(result, "d", SOUGHT), result.rows, distinct


@settings(deadline=None)
@given(ROWS, st.data())
def test_any_split_in_any_order_gives_the_same_findings(
    rows: list[tuple[str | None, str | None]], data: st.DataObject
) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(rows)), max_size=4)))
    edges = [0, *cuts, len(rows)]
    parts = [tally(rows[start:end], start + 1) for start, end in pairwise(edges)]
    mixed = data.draw(st.permutations(parts))
    assert shown(reduce(ScanTally.merge, mixed, ScanTally())) == shown(tally(rows))


@given(ROWS)
def test_the_empty_tally_is_a_unit(rows: list[tuple[str | None, str | None]]) -> None:
    one = tally(rows)
    assert shown(one.merge(ScanTally())) == shown(ScanTally().merge(one)) == shown(one)


def test_counts_are_of_cells_and_evidence_is_of_the_lowest_rows() -> None:
    result = tally([("x", None), ("a@example.org", None), ("a@example.org", None), ("b@example.org", " ")], 11)
    level = result.columns["", "mail"].levels["email.address", 1.0]
    assert (level.cells, level.embedded) == (3, 0)
    assert level.evidence == tuple(Evidence(row, "*@*******.***") for row in (12, 13, 14))
    assert (result.columns["", "手机"].cells, result.columns["", "手机"].filled) == (4, 0)
    assert len(result.columns["", "mail"].distinct) == 2


def test_a_match_inside_a_sentence_is_counted_as_such() -> None:
    result = tally([("please write to a@example.org before noon", None)])
    assert result.columns["", "mail"].levels["email.address", 1.0].embedded == 1


def test_other_types_than_text_are_read_as_text() -> None:
    data = pa.record_batch([pa.array([13800138000, None, 1], pa.int64())], names=["手机"])
    column = tally_batch(Batch("", 1, data), SOUGHT, KEY).columns["", "手机"]
    assert column.dtype == "int64"
    assert column.levels["china.mobile", 0.7].cells == 1


def test_hashes_depend_on_the_key_only() -> None:
    rows: list[tuple[str | None, str | None]] = [("a@example.org", "b")]
    again = tally_batch(batch(rows), SOUGHT, KEY, IDENTIFIERS).columns["", "mail"].distinct
    other = tally_batch(batch(rows), SOUGHT, b"another", IDENTIFIERS).columns["", "mail"].distinct
    assert np.array_equal(tally(rows).columns["", "mail"].distinct, again)
    assert not np.array_equal(again, other)


def test_many_tallies_are_held_a_few_at_a_time() -> None:
    rows: list[tuple[str | None, str | None]] = [(f"a{number}@example.org", "x") for number in range(100)]
    parts = [tally([row], number + 1) for number, row in enumerate(rows)]
    assert shown(merged(iter(parts))) == shown(tally(rows))
    assert shown(merged(())) == shown(ScanTally())


def test_a_full_list_of_hashes_stays_the_lowest_of_all() -> None:
    rng = np.random.default_rng(7)
    parts = [rng.integers(0, 2**64, 1 << 19, dtype=np.uint64) for _ in range(4)]
    columns = [ColumnTally("string", 0, 0, {}, part) for part in parts]
    lowest = np.sort(np.concatenate(parts))[:MOST_DISTINCT]
    together = ColumnTally.together([ColumnTally.together(columns[:3]), columns[3]])
    assert np.array_equal(together.distinct, lowest)
    assert np.array_equal(ColumnTally.together(columns[::-1]).distinct, lowest)
    unsorted = ColumnTally("string", 0, 0, {}, np.concatenate(parts[2:]))
    assert np.array_equal(ColumnTally.together([unsorted, *columns[:2]]).distinct, lowest)
