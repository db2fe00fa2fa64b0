"""Defaults for the command line from `pia.toml` or `[tool.pia]`; a flag or a `PIA_*` variable outweighs them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from pia.errors import DocumentError, Problem
from pia.model.limits import KIBIBYTE, Limits

_SIZE = re.compile(r"([0-9]{1,15})([KMGkmg]?)")

Known = Mapping[str, Sequence[str]]
"""Options by command; those of every command under the empty name."""


def defaults(path: Path | None, folder: Path, known: Known) -> dict[str, Any]:
    """What a configuration file sets, in the form click wants: options by name, those of a command below its name.

    Args:
        path: The file named by the user; `None` looks for `pia.toml`, then for `[tool.pia]`, in `folder`.
        folder: Where to look.
        known: The options there are.

    Raises:
        DocumentError: The file is missing, is no TOML, or sets what does not exist; all problems at once.
    """
    path = file_of(path, folder)
    if path is None:
        return {}
    settings = _load(path)
    if path.name == "pyproject.toml":
        settings = settings.get("tool", {}).get("pia", {})
    problems = [problem for key, value in settings.items() for problem in _check(str(path), key, value, known)]
    if problems:
        raise DocumentError(problems)
    return settings


def file_of(path: Path | None, folder: Path) -> Path | None:
    """The file that is read, given what the user named and where to look; `None` if there is none."""
    return path or next((file for file in (folder / "pia.toml", folder / "pyproject.toml") if file.is_file()), None)


def _load(path: Path) -> dict[str, Any]:
    if path.exists() and not path.is_file():
        raise DocumentError(Problem(str(path), "this is no file", "Name another file with --config."))
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise DocumentError(Problem(str(path), reason, "Name another file with --config.")) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = f"{path}:{line}" if line else str(path)
        raise DocumentError(Problem(where, "this is not valid TOML", "Mend the syntax.")) from None


def _check(where: str, key: str, value: object, known: Known) -> list[Problem]:
    if isinstance(value, dict):
        if not key or key not in known:
            return [_unknown(where, key, [name for name in known if name])]
        return [_unknown(where, f"{key}.{name}", known[key]) for name in value if name not in known[key]]
    return [] if key in known[""] else [_unknown(where, key, list(dict.fromkeys((*known[""], *known))))]


def _unknown(where: str, key: str, known: Sequence[str]) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(key.rpartition(".")[2], known, 1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(name for name in known if name)}."
    return Problem(where, f"unknown setting '{key}'", hint)


def limits_of(given: str | Mapping[str, object] | Sequence[str]) -> Limits:
    """Limits written as `rows=1000,cell=64K`, or as a table of a configuration file.

    Raises:
        DocumentError: There is no such limit, or its value is no number; all of them at once.
    """
    from difflib import get_close_matches

    named = given.items() if isinstance(given, Mapping) else [item.partition("=")[::2] for item in _listed(given)]
    known = [field.name for field in fields(Limits)]
    problems: list[Problem] = []
    found: dict[str, int] = {}
    for name, value in named:
        size = _SIZE.fullmatch(str(value).strip())
        if name.strip() not in known:
            near = get_close_matches(name, known, 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}."
            problems.append(Problem("--limits", f"there is no limit '{name}'", hint))
        elif size is None or isinstance(value, bool):
            fix = f"Write a whole number such as {name.strip()}=1000, 64K, 10M or 2G; 0 is no limit."
            problems.append(Problem("--limits", f"the limit '{name.strip()}' has no number", fix))
        else:
            found[name.strip()] = int(size[1]) * KIBIBYTE ** "_KMG".index(size[2].upper() or "_")
    if problems:
        raise DocumentError(problems)
    return Limits(**found)


def _listed(given: str | Sequence[str]) -> list[str]:
    return [item for item in given.split(",") if item.strip()] if isinstance(given, str) else list(given)
