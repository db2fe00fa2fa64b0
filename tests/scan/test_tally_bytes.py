from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.errors import DocumentError
from pia.scan.tally_bytes import packed, tally_of, unpacked
from tests.scan.test_tally import ROWS, shown, tally


@settings(deadline=None)
@given(ROWS)
def test_what_is_packed_comes_back(rows: list[tuple[str | None, str | None]]) -> None:
    given_ = tally(rows)
    data = packed("scanner", "data", given_)
    kept, hashes = unpacked(data)
    assert (kept.scanner, kept.data) == ("scanner", "data")
    assert shown(tally_of(kept, hashes)) == shown(given_)
    assert packed("scanner", "data", tally_of(kept, hashes)) == data


@settings(deadline=None)
@given(st.binary(max_size=80))
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(DocumentError):
        unpacked(data)
