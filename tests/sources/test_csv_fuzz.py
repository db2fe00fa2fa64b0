from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pia.contents.local import LocalFile
from pia.errors import SourceError
from pia.sources.csv import SOURCE

PIECES = st.sampled_from(
    [b",", b";", b"\t", b'"', b'""', b"\n", b"\r\n", b"\r", b"a", b"\xe5\xa5\xbd", b"\xff", b"\xc4\xe3", b" ", b"=1+1"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map(b"".join) | st.binary(max_size=200))
def test_any_bytes_are_rows_or_a_source_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(data)
        try:
            reading = SOURCE.read(LocalFile(path), "d", lambda done, total: None)
            batches = list(reading.batches)
        except SourceError as error:
            assert error.problems[0].fix
            return
        assert batches
        assert all(batch.data.schema == batches[0].data.schema for batch in batches)
        assert len(reading.sha256()) == 64
        assert all(left.rows > 0 for left in reading.not_examined())
