from __future__ import annotations

import pytest

from pia.errors import SourceError
from pia.scan.formats import by_scheme, by_suffix, format_suffix, no_source, suffix_of, unreadable_kind
from pia.scan.kinds import EMPTY, UNKNOWN, Kind


def test_sources_by_suffix_and_scheme() -> None:
    suffixes = by_suffix()
    assert suffixes[".csv"].name == "csv"
    assert suffix_of("A.B.CSV", suffixes) == ".csv"
    assert suffix_of("a.bmp", suffixes) == ""
    assert all("/" not in scheme for scheme in by_scheme())


def test_a_format_is_a_suffix_or_the_name_of_a_source() -> None:
    assert format_suffix("tsv") == format_suffix(".TSV") == ".tsv"
    assert format_suffix("csv") == ".csv"
    with pytest.raises(SourceError, match=r"--input-format: there is no format 'xyz'. Known: .*csv"):
        format_suffix("xyz")


def test_says_what_a_file_is_and_what_to_do() -> None:
    assert "a tar archive, which is not read. Unpack it" in str(unreadable_kind("a", Kind("a tar archive")))
    assert "a: the file is empty." in str(unreadable_kind("a", EMPTY))
    assert "this kind (a PDF). Known: ." in str(unreadable_kind("a", Kind("a PDF")))
    assert no_source(UNKNOWN).en == "no source reads files of this kind"
    assert no_source(Kind("a PDF")).zh.endswith("(a PDF)")
