"""Jinja2 templates -> one page of HTML that stands alone: data is text, nothing is fetched, only our script runs."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from pia.errors import Problem, ReportError
from pia.presentation.glyphs import visible
from pia.presentation.look import Look
from pia.resources import resource

_HAN = re.compile(r"[\u3040-\u9fff]")
_HEAD = "<head>"


@cache
def _environment(folder: Path | None) -> jinja2.Environment:
    """Sandboxed, since organisations bring templates; what is not a picture of ours is escaped whatever they say."""
    places = [folder] if folder else []
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader([*places, resource("report_templates")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=lambda value: value if isinstance(value, Markup) else escape(visible(value)),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("safe", "mark_safe", "urlize", "xmlattr", "pprint"):
        environment.filters.pop(name, None)
    return environment


@cache
def _font_face() -> str:
    data = base64.b64encode((resource("fonts") / "NotoSansSC-Regular.woff2").read_bytes()).decode("ascii")
    return f'@font-face {{ font-family: "pia Sans SC"; src: url("data:font/woff2;base64,{data}") format("woff2"); }}'


@cache
def _script() -> str:
    return (resource("report_templates") / "assessment" / "filter.js").read_text(encoding="utf-8").strip()


@cache
def _policy() -> str:
    """The page's own rule for the browser: no network, no script but ours."""
    digest = base64.b64encode(hashlib.sha256(_script().encode()).digest()).decode("ascii")
    allowed = (
        f"default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; script-src 'sha256-{digest}'"
    )
    return f'{_HEAD}\n<meta http-equiv="Content-Security-Policy" content="{allowed}">'


def fill(template: str, look: Look, **content: Any) -> str:
    """A template filled in; a page with Chinese text carries its font, for machines that have none.

    Raises:
        ReportError: The template is broken, has no `<head>`, or reaches for what it must not.
    """
    script = Markup(f"<script>{_script()}</script>")  # noqa: S704 - a file of ours
    try:
        body = _environment(look.templates).get_template(template).render(look=look, script=script, **content)
    except jinja2.exceptions.SecurityError:
        raise _broken(template, None, "the report template reaches for what templates must not use") from None
    except jinja2.TemplateError as error:
        raise _broken(getattr(error, "name", None) or template, getattr(error, "lineno", None)) from None
    except (TypeError, ValueError, AttributeError, LookupError, ArithmeticError) as error:
        raise _broken(template, None, f"the report template fails ({type(error).__name__})") from None
    if _HEAD not in body:
        raise _broken(template, None, "the report template makes no page: there is no <head>")
    body = body.replace(_HEAD, _policy(), 1)
    return body.replace("</style>", f"{_font_face()}</style>", 1) if _HAN.search(body) else body


def _broken(name: str, line: int | None, what: str = "the report template is broken") -> ReportError:
    return ReportError(Problem(f"{name}{f':{line}' if line else ''}", what, "Compare it with the shipped one."))
