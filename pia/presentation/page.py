"""The content of a report as one HTML page, from its Jinja2 template."""

from __future__ import annotations

import base64
import re
from functools import cache

import jinja2
from markupsafe import Markup

from pia.errors import Problem, ReportError
from pia.model.assessment import Assessment
from pia.model.text import Language
from pia.presentation.content import Content
from pia.presentation.words import Words
from pia.resources import resource

_HAN = re.compile(r"[\u3040-\u9fff]")


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resource("report_templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=lambda value: value if isinstance(value, Markup) else visible(value),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["picture"] = Markup
    return environment


def visible(text: object) -> str:
    r"""A text from a file as it can be shown: control and direction characters become visible.

    >>> visible("a\u202eb")
    'a[U+202E]b'
    """
    return "".join(
        character if character.isprintable() or character in "\n\u3000" else f"[U+{ord(character):04X}]"
        for character in str(text)
    )


@cache
def _font_face() -> str:
    data = base64.b64encode((resource("fonts") / "NotoSansSC-Regular.woff2").read_bytes()).decode("ascii")
    return f'@font-face {{ font-family: "pia Sans SC"; src: url("data:font/woff2;base64,{data}") format("woff2"); }}'


def page(assessment: Assessment, language: Language) -> str:
    """The report as HTML; data is escaped, words come from the words file.

    A page with Chinese text carries its font, so that it can be read on a machine without one.

    Raises:
        ReportError: The template is broken.
    """
    words = Words(language)
    try:
        template = _environment().get_template("assessment/assessment.html.jinja")
        body = template.render(content=Content(assessment, words), a=assessment, w=words, lang=language.value)
    except jinja2.TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"{getattr(error, 'name', None) or 'assessment.html.jinja'}{f':{line}' if line else ''}"
        raise ReportError(Problem(where, "the report template is broken", "Compare it with the shipped one.")) from None
    return body.replace("</style>", f"{_font_face()}</style>", 1) if _HAN.search(body) else body
