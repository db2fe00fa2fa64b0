from __future__ import annotations

from pathlib import Path

import pytest

from pia.errors import SourceError
from pia.scan.opening import open_source, source_for


def test_by_suffix_whatever_its_case() -> None:
    assert source_for("A.CSV").name == "csv"
    assert source_for("b.tsv").name == "csv"


def test_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "picture.bmp").write_bytes(b"BM")
    with pytest.raises(SourceError, match="folder"):
        source_for(str(tmp_path))
    with pytest.raises(SourceError, match="no such file"):
        source_for(str(tmp_path / "absent.bmp"))
    with pytest.raises(SourceError, match=r"no source reads files of this kind.*\.csv"):
        source_for(str(tmp_path / "picture.bmp"))


def test_the_content_is_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a\n1\n")
    source, content = open_source(str(tmp_path / "a.csv"))
    assert (source.name, content.name, content.size) == ("csv", "a.csv", 4)
