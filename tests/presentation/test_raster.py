from __future__ import annotations

import struct

import pytest

from pia.errors import ReportError
from pia.presentation.raster import png

DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="72" height="36"><rect width="72" height="36"/></svg>'


def test_a_picture_has_its_size_in_pixels() -> None:
    data = png(DOT, ppi=96)
    assert struct.unpack(">II", data[16:24]) == (72, 36)
    assert data == png(DOT, ppi=96)


def test_what_is_no_picture_is_told_without_its_text() -> None:
    with pytest.raises(ReportError) as caught:
        png("<svg>secret")
    assert "secret" not in str(caught.value)
