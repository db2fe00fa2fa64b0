from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trust._search import Hit, Search

VALUE = "Zéphyrine 柳 <Canary> 42"
SEARCH = Search([VALUE, "110105194912310021"])
WAYS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "upper": lambda value: value.upper().encode(),
    "utf-16": lambda value: value.encode("utf-16-le"),
    "gb18030": lambda value: value.encode("gb18030", "ignore"),
    "hexadecimal": lambda value: value.encode().hex().upper().encode(),
    "base64": lambda value: base64.b64encode(value.encode()),
    "base64 inside": lambda value: base64.b64encode(b"x" + value.encode() + b"yz"),
    "base64 further in": lambda value: base64.urlsafe_b64encode(b"xy" + value.encode() + b"z"),
    "URL": lambda value: quote(value).encode(),
    "JSON": lambda value: json.dumps([value]).encode(),
    "repr": lambda value: repr(value.encode()).encode(),
    "sha256": lambda value: hashlib.sha256(value.encode()).hexdigest().encode(),
    "md5 bytes": lambda value: hashlib.md5(value.encode(), usedforsecurity=False).digest(),
    "short blake2b": lambda value: hashlib.blake2b(value.encode(), digest_size=8).hexdigest().encode(),
    "half": lambda value: value[len(value) // 2 :].encode(),
    "gzip": lambda value: gzip.compress(value.encode()),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_value_is_found_however_it_is_written(way: str) -> None:
    written = WAYS[way](VALUE)
    around = b"" if way == "gzip" else b"abc "
    assert {hit.value for hit in SEARCH.hits(around + written)} == {VALUE}


def test_a_value_is_found_in_a_document_of_parts() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{VALUE[:2]}</w:t> 110105194912310021")
    assert [hit.value for hit in SEARCH.hits(out.getvalue()) if hit.form == "plain"] == ["110105194912310021"]


def test_a_keyed_hash_is_no_hit() -> None:
    assert not SEARCH.hits(hashlib.blake2b(VALUE.encode(), key=b"k" * 16).hexdigest().encode())
    assert not SEARCH.hits(b"nothing of that kind, and 11010519 is only a part")


def test_too_short_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        Search(["1234567"])


@given(before=st.binary(max_size=64), after=st.binary(max_size=64))
def test_a_value_is_found_wherever_it_stands(before: bytes, after: bytes) -> None:
    assert Hit("110105194912310021", "plain") in SEARCH.hits(b"-" + before + b"110105194912310021" + after)
