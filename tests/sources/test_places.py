from __future__ import annotations

from pathlib import Path

from pia.contents.compressed import Compressed
from pia.contents.local import LocalFile
from pia.contents.remote import RemoteFile
from pia.sources import Partitioned
from pia.sources._places import has_places
from pia.sources.csv import SOURCE as CSV
from pia.sources.parquet import SOURCE as PARQUET


def test_files_and_remote_objects_have_places_and_compressed_ones_do_not(tmp_path: Path) -> None:
    (tmp_path / "t.csv.gz").write_bytes(b"")
    packed = Compressed(LocalFile(tmp_path / "t.csv.gz"), ".gz")
    assert has_places(LocalFile(tmp_path / "t.csv"))
    assert has_places(RemoteFile("s3://bucket/t.csv"))
    assert not has_places(packed)
    assert isinstance(CSV, Partitioned)
    assert isinstance(PARQUET, Partitioned)
    assert CSV.partitions(packed, 10) == PARQUET.partitions(packed, 10) == ()
