"""A report as a Word document: real headings, lists, tables with header rows, pictures with text alternatives."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from pia.presentation.paper import Paper, PaperReport
from pia.presentation.raster import png
from pia.presentation.tree import tree

_LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
_WIDTH_MM, _WIDEST_PX = 170, 640
_EPOCH = (1980, 1, 1, 0, 0, 0)
_COLOURS = {"verdict-fail": "8F1D14", "level-4": "8F1D14", "level-3": "8F1D14", "special": "8F1D14"} | {
    "verdict-unresolved": "6B4A00",
    "level-2": "6B4A00",
    "verdict-pass": "1D5C33",
    "level-1": "1D5C33",
}


class DocxReport(PaperReport):
    """`report.docx`."""

    name = "docx"
    suffix = ".docx"

    def set(self, paper: Paper) -> bytes:
        """The page as a Word document; its dates are those of the page.

        Raises:
            ReportError: The template uses a tag outside the report's tag set, or a picture cannot be drawn.
        """
        writer = _Writer(paper)
        writer.blocks(tree(paper.html, str)["children"])
        return writer.bytes()


class _Writer:
    """Writes the tree, one block after another, to the end of a document."""

    def __init__(self, paper: Paper) -> None:
        import docx
        from docx.shared import Mm, Pt, RGBColor

        self.document = docx.Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm((210 - _WIDTH_MM) / 2)
        section.header.paragraphs[0].text = paper.running
        made = datetime.combine(paper.day, time(), UTC).replace(tzinfo=None)
        core = self.document.core_properties
        core.title, core.author, core.language = paper.title[:255], paper.author[:255], _LANGUAGES[paper.language.value]
        core.created = core.modified = made
        core.last_modified_by, core.comments, core.revision = "", "", 1
        self._style("Normal", paper).font.size = Pt(10)
        for level in range(1, 6):
            name = "Title" if level == 1 else f"Heading {level - 1}"
            self._style(name, paper).font.color.rgb = RGBColor.from_string(paper.accent[1:].upper())

    def _style(self, name: str, paper: Paper) -> Any:
        from docx.oxml.ns import qn

        style = self.document.styles[name]
        style.font.name = "Noto Sans SC"
        properties = style.element.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Sans SC")
        language = properties.makeelement(qn("w:lang"), {qn("w:val"): "en-GB", qn("w:eastAsia"): "zh-CN"})
        if name == "Normal" and paper.language.value:
            properties.append(language)
        return style

    def bytes(self) -> bytes:
        """The finished file; its entries carry no clock."""
        raw, fixed = io.BytesIO(), io.BytesIO()
        self.document.save(raw)
        with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                target.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
        return fixed.getvalue()

    def blocks(self, nodes: Sequence[Any]) -> None:
        """Every node of a list, in order."""
        for node in nodes:
            if isinstance(node, str):
                self.document.add_paragraph(node.strip())
            else:
                self._block(node)

    def _block(self, node: Any) -> None:
        tag = node["tag"]
        if re.fullmatch("h[1-5]", tag):
            _runs(self.document.add_heading(level=int(tag[1]) - 1), node)
        elif tag in {"p", "figcaption"}:
            _runs(self.document.add_paragraph(style="Caption" if tag == "figcaption" else None), node)
        elif tag in {"ul", "ol"}:
            self._list(node, tag)
        elif tag in {"dl", "table"}:
            self._table(_pairs(node) if tag == "dl" else _rows(node), head=tag == "table")
        elif tag == "svg":
            self._picture(node)
        else:
            self.blocks(node["children"])

    def _list(self, node: Any, tag: str) -> None:
        numbering = self._numbering() if tag == "ol" else None
        for item in _elements(node, "li"):
            paragraph = self.document.add_paragraph(style="List Number" if tag == "ol" else "List Bullet")
            if numbering is not None:
                own = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                own.get_or_add_numId().val, own.get_or_add_ilvl().val = numbering, 0
            _runs(paragraph, item)

    def _numbering(self) -> int:
        """A numbering that starts at 1: Word goes on counting through all lists of one style."""
        from docx.oxml.ns import qn

        all_numbers = self.document.part.numbering_part.element
        style = self.document.styles["List Number"].element.pPr.numPr.numId.val
        shared = next(item for item in all_numbers.findall(qn("w:num")) if item.numId == style)
        number = all_numbers.add_num(shared.abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    def _table(self, rows: Sequence[Sequence[Any]], *, head: bool) -> None:
        if not rows:
            return
        table = self.document.add_table(len(rows), max(len(row) for row in rows), "Table Grid" if head else None)
        for cells, row in zip(rows, table.rows, strict=True):
            for node, cell in zip(cells, row.cells, strict=False):
                _runs(cell.paragraphs[0], node, bold=node["tag"] in {"th", "dt"})
        if head:
            _repeat(table.rows[0])
        self.document.add_paragraph()

    def _picture(self, node: Any) -> None:
        from docx.shared import Mm

        width = float(re.search(r'width="([\d.]+)"', node["children"][0])[1])  # type: ignore[index]
        shape = self.document.add_picture(
            io.BytesIO(png(node["children"][0])), width=Mm(min(1.0, width / _WIDEST_PX) * _WIDTH_MM)
        )
        shape._inline.docPr.set("descr", node["kind"])


def _repeat(row: Any) -> None:
    """The first row is a header: repeated on every page and known to screen readers."""
    from docx.oxml.ns import qn

    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {}))


def _runs(paragraph: Any, node: Any, *, bold: bool = False) -> None:
    for child in node["children"]:
        _run(paragraph, child, {"bold": True} if bold else {})


def _run(paragraph: Any, node: Any, form: dict[str, Any]) -> None:
    from docx.shared import RGBColor

    if isinstance(node, str):
        run = paragraph.add_run(node)
        run.bold, run.italic = form.get("bold"), form.get("italic")
        if form.get("mono"):
            run.font.name = "Consolas"
        if form.get("colour"):
            run.font.color.rgb = RGBColor.from_string(form["colour"])
        return
    if node["tag"] == "br":
        paragraph.add_run().add_break()
        return
    own = {"strong": {"bold": True}, "em": {"italic": True}, "code": {"mono": True}}.get(node["tag"], {})
    colour = next((_COLOURS[kind] for kind in node["kind"].split() if kind in _COLOURS), None)
    badge = {"bold": True, "colour": colour} if "badge" in node["kind"].split() else {}
    for child in node["children"]:
        _run(paragraph, child, {**form, **own, **badge})


def _elements(node: Any, *tags: str) -> list[Any]:
    return [child for child in node["children"] if not isinstance(child, str) and child["tag"] in tags]


def _pairs(node: Any) -> list[list[Any]]:
    items = _elements(node, "dt", "dd")
    return [list(pair) for pair in zip(items[::2], items[1::2], strict=True)]


def _rows(node: Any) -> list[list[Any]]:
    parts = [part for name in ("thead", "tbody") for part in _elements(node, name)]
    return [_elements(row, "th", "td") for part in parts for row in _elements(part, "tr")]


REPORT = DocxReport()
