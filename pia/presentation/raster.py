"""Pictures as pixels, for formats that cannot show SVG; drawn by the typesetter with the shipped fonts."""

from __future__ import annotations

from pia.errors import Problem, ReportError
from pia.resources import resource


def png(svg: str, ppi: float = 144.0) -> bytes:
    """A picture as PNG.

    Unit and range: `ppi` in pixels per inch, above 0.

    Raises:
        ReportError: It cannot be drawn.
    """
    import typst

    try:
        data = typst.compile(
            resource("report_templates") / "assessment" / "picture.typ",
            font_paths=[resource("fonts")],
            ignore_system_fonts=True,
            format="png",
            ppi=ppi,
            sys_inputs={"svg": svg},
        )
    except typst.TypstError:
        raise ReportError(Problem("", "a picture cannot be drawn", "Please report this.")) from None
    if not isinstance(data, bytes):
        raise ReportError(Problem("", "a picture fills more than one page", "Please report this."))
    return data
