from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from pia.errors import ReportError
from pia.presentation.look import ACCENT, SHIPPED, contrast_to_white, look_of
from pia.presentation.raster import png

DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><rect width="80" height="40" fill="red"/></svg>'


def test_without_settings_it_is_the_shipped_look() -> None:
    assert look_of() == SHIPPED


def test_a_logo_becomes_a_picture_that_carries_its_data(tmp_path: Path) -> None:
    drawn, pixels = tmp_path / "logo.svg", tmp_path / "logo.PNG"
    drawn.write_text(DOT, encoding="utf-8")
    pixels.write_bytes(png(DOT))
    for path in (drawn, pixels):
        logo = look_of('City "A" <b>', path).logo
        root = ET.fromstring(logo)  # noqa: S314 - made a line above
        assert (root.get("width"), root.get("height")) == ("112", "56")
        assert root.get("aria-label") == 'City "A" <b>'
        assert base64.b64encode(path.read_bytes()).decode() in logo
        assert png(logo).startswith(b"\x89PNG")


def test_everything_wrong_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        look_of("", tmp_path / "none.png", "blue", tmp_path / "nowhere")
    told = str(caught.value)
    for words in ("the logo cannot be read", "'blue' is no colour", "this is no folder of templates"):
        assert words in told


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.gif", b"GIF89a"),
        ("logo.png", b"no picture"),
        ("logo.svg", b"<svg"),
        ("logo.svg", b"<html/>"),
        ("logo.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1">&a;</svg>'),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + bytes(600_000)),
    ],
)
def test_what_is_no_logo_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReportError, match="this cannot be a logo"):
        look_of("", tmp_path / name)


def test_a_drawing_without_measures_gets_some(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    assert 'width="224" height="56"' in look_of("", tmp_path / "logo.svg").logo


def test_a_colour_must_be_dark_enough_to_read() -> None:
    assert look_of(colour="#5A189A").accent == "#5a189a"
    with pytest.raises(ReportError, match=r"contrast of 2\.\d+:1 to white"):
        look_of(colour="#b8a100")
    assert contrast_to_white("#ffffff") == 1.0
    assert contrast_to_white("#767676") >= 4.5 > contrast_to_white("#777777")
    assert contrast_to_white(ACCENT) > 7
