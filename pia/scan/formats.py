"""Which source reads what: by scheme, by suffix, by the name of a format."""

from __future__ import annotations

from collections.abc import Mapping

from pia import plugins
from pia.errors import Problem, SourceError
from pia.model.text import Text
from pia.scan.kinds import EMPTY, Kind
from pia.sources import Source


def by_scheme() -> dict[str, Source]:
    """The source of each scheme."""
    sources: dict[str, Source] = plugins.load_all("sources")
    return {scheme.removesuffix("://"): source for source in sources.values() for scheme in source.schemes}


def by_suffix() -> dict[str, Source]:
    """The source of each file suffix."""
    sources: dict[str, Source] = plugins.load_all("sources")
    return {suffix: source for source in sources.values() for suffix in source.suffixes}


def suffix_of(name: str, suffixes: Mapping[str, Source]) -> str:
    """The suffix of a name that a source reads, the longest if several fit; empty if none does."""
    return max((suffix for suffix in suffixes if name.lower().endswith(suffix)), key=len, default="")


def format_suffix(format_: str) -> str:
    """The file suffix that stands for a format: itself without the dot, or the first of the source of that name.

    Raises:
        SourceError: There is no such format.
    """
    suffixes, name = by_suffix(), format_.lower().removeprefix(".")
    if f".{name}" in suffixes:
        return f".{name}"
    first = next((suffix for suffix, source in suffixes.items() if source.name == name), None)
    if first is None:
        known = ", ".join(sorted(suffix.removeprefix(".") for suffix in suffixes))
        raise SourceError(Problem("--input-format", f"there is no format '{format_}'", f"Known: {known}."))
    return first


def no_source(kind: Kind) -> Text:
    """Why a file of a kind is not examined."""
    what = f" ({kind.what})" if kind.what else ""
    return Text(f"no source reads files of this kind{what}", f"没有数据源可读取此类文件{what}")


def unreadable_kind(locator: str, kind: Kind) -> SourceError:
    """That a file which was named is of a kind no source reads, and what to do."""
    if "archive" in kind.what:
        return SourceError(Problem(locator, f"this is {kind.what}, which is not read", "Unpack it first."))
    if kind is EMPTY:
        return SourceError(Problem(locator, "the file is empty", "Give a file that holds data."))
    fix = f"Known: {', '.join(sorted(by_suffix()))}; rename it, or use: pia scan --input-format FORMAT"
    return SourceError(Problem(locator, no_source(kind).en, fix))
