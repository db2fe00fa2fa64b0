"""Tables to scan, and what a tally says of them whatever way it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from pia import plugins
from pia.recognizers import Recognizer
from pia.scan.findings import columns_of, findings
from pia.scan.tally import ScanTally
from pia.sources import Batch

KEY = b"of this run"
VALUES = [
    "",
    " ",
    "\u3000\n",
    "x",
    "ordinary words, and nothing else; more of them follow here",
    "a@example.org",
    "write to b@example.org or call 13800138000, both are read at noon",
    "13800138000",
    " 10800138000 ",
    "手机13800138000请打",
    "身份证号码11010519491231002X",
    "11010519491231002X",
    "110105194912310021",
    "+44 20 7946 0018",
    "0044 20 7946 0018",
    "＋８６１３８００１３８０００",
    "4111 1111 1111 1111",
    "4111-1111-1111-1112",
    "GB82 WEST 1234 5698 7654 32",
    "192.168.0.1 and 2001:db8::1",
    "123-45-6789",
    "00:1B:44:11:3A:B7",
    "https://example.org/a?b=c",
    "2024-05-17",
    "1990年5月17日",
    "31.2304167",
    "北京市朝阳区建国路88号",
    "张伟",
    "Ms Anna Example",
    "男",
    "Straße 5, 1\u212a ſ É \U0001d4b3",
    "٠١٢٣٤٥٦٧٨٩",
    "9434765919",
    "DE89370400440532013000 und 3704",
    "1EG4-TE5-MK73",
]
NAMES = ["c1", "手机", "e-mail", "身份证号", "iban", "name", "ssn", "date of birth", "address"]
CELLS = st.one_of(
    st.none(),
    st.sampled_from(VALUES),
    st.lists(st.sampled_from(VALUES), min_size=2, max_size=3).map(" ".join),
    st.tuples(st.sampled_from(VALUES), st.text("0123456789- .@a中", max_size=4)).map("".join),
    st.text(max_size=6),
)
COLUMNS = st.lists(CELLS, max_size=12)


_NAMES = (
    "phone.international",
    "phone.local",
    "phone.north_america",
    "email.address",
    "presidio.CreditCardRecognizer",
    "presidio.IbanRecognizer",
    "presidio.IpRecognizer",
    "presidio.MacAddressRecognizer",
    "presidio.NhsRecognizer",
    "presidio.UsSsnRecognizer",
    "presidio.UsMbiRecognizer",
    "presidio.UkNinoRecognizer",
)


@cache
def recognizers() -> tuple[Recognizer, ...]:
    """Recognizers of every make: with and without tests, compiled or not, whole or not, with and without headers."""
    shelf: Mapping[str, Sequence[Recognizer]] = plugins.load_all("recognizers")
    every = {one.name: one for family in shelf.values() for one in family}
    return (*(every[name] for name in _NAMES), *shelf["china"], *shelf["person"], *shelf["dates"])


IDENTIFIERS = frozenset({"EMAIL_ADDRESS", "PHONE_NUMBER", "CN_RESIDENT_ID", "CREDIT_CARD", "IBAN_CODE", "IP_ADDRESS"})


def batch(columns: dict[str, pa.Array[Any]], first_row: int = 1) -> Batch:
    """A batch of named columns."""
    return Batch("t", first_row, pa.record_batch(list(columns.values()), names=list(columns)))


def said(tally: ScanTally) -> dict[tuple[str, str], object]:
    """All that a tally says but the hashes themselves: their keys differ between the ways."""
    return {
        key: (column.dtype, column.cells, column.filled, dict(column.levels), len(set(column.distinct.tolist())))
        for key, column in tally.columns.items()
    }


def found(tally: ScanTally) -> object:
    """Columns and findings."""
    return columns_of(tally, "d"), findings(tally, "d", recognizers()), tally.rows
