"""Makes the report's fonts: Noto Sans SC in two weights, cut down to the characters that reports use.

Needs the packages fonttools, brotli and justmytype-intl-cjk, which carries the original. It writes two TTF files for
the PDF, a WOFF2 file for the HTML, OFL.txt, and coverage.txt (code points as hexadecimal ranges).
Run: python fonts/make_fonts.py [FOLDER]
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = {"Regular": 400, "Bold": 700}
RANGES = (
    *((0x20, 0x7E), (0xA0, 0x17F), (0x400, 0x45F), (0x2010, 0x2027), (0x2030, 0x203B), (0x2190, 0x2199)),
    *((0x2460, 0x2473), (0x2500, 0x257F), (0x25A0, 0x25FF), (0x3000, 0x303F), (0xFF00, 0xFFEF)),
)


def gb2312() -> Iterator[int]:
    """Every character of GB 2312."""
    for first in range(0xA1, 0xF8):
        for second in range(0xA1, 0xFF):
            try:
                yield ord(bytes((first, second)).decode("gb2312"))
            except UnicodeDecodeError:
                continue


def origin() -> Path:
    """The folder of the original font in the package that carries it."""
    found = importlib.util.find_spec("justmytype_intl_cjk")
    if found is None or found.origin is None:
        raise SystemExit("justmytype-intl-cjk is not installed: pip install justmytype-intl-cjk fonttools brotli")
    return Path(found.origin).parent / "fonts" / "ofl" / "notosanssc"


def make(folder: Path) -> None:
    """Write the fonts into a folder."""
    wanted = set(gb2312()) | {point for first, last in RANGES for point in range(first, last + 1)}
    kept: set[int] = set()
    for style, weight in WEIGHTS.items():
        font = TTFont(origin() / "NotoSansSC[wght].ttf", recalcTimestamp=False)
        font = instantiateVariableFont(font, {"wght": weight}, updateFontNames=True)
        options = Options(layout_features=["kern", "locl", "ccmp"], hinting=False, name_IDs=["*"], notdef_outline=True)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        font["head"].modified = font["head"].created
        font.save(folder / f"NotoSansSC-{style}.ttf", reorderTables=True)
        if style == "Regular":
            font.flavor = "woff2"
            font.save(folder / "NotoSansSC-Regular.woff2", reorderTables=False)
        kept = set(font.getBestCmap())
    (folder / "coverage.txt").write_text("\n".join(_ranges(sorted(kept))) + "\n", encoding="ascii")
    shutil.copyfile(origin() / "OFL.txt", folder / "OFL.txt")


def _ranges(points: list[int]) -> Iterator[str]:
    first = last = points[0]
    for point in [*points[1:], -1]:
        if point == last + 1:
            last = point
            continue
        yield f"{first:04X}" if first == last else f"{first:04X}-{last:04X}"
        first = last = point


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
