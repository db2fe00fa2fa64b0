from __future__ import annotations

from pathlib import Path

import pytest

from pia.errors import SourceError
from pia.scan.opening import source_for


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
