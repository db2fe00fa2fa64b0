"""Which source reads a locator, and where its bytes are."""

from __future__ import annotations

from pathlib import Path

from pia import plugins
from pia.contents import Content
from pia.contents.local import LocalFile
from pia.errors import Problem, SourceError
from pia.sources import Source


def open_source(locator: str) -> tuple[Source, Content]:
    """The source that reads a locator, and the content it reads.

    Raises:
        SourceError: It is a folder, it is missing, or no source reads files of its kind.
    """
    return source_for(locator), LocalFile(Path(locator), locator)


def source_for(locator: str) -> Source:
    """The source whose suffix a locator ends with, the longest if several fit.

    Raises:
        SourceError: It is a folder, it is missing, or no source reads files of its kind.
    """
    sources: dict[str, Source] = plugins.load_all("sources")
    known = {suffix: source for source in sources.values() for suffix in source.suffixes}
    fitting = [suffix for suffix in known if locator.lower().endswith(suffix)]
    if fitting:
        return known[max(fitting, key=len)]
    if Path(locator).is_dir():
        raise SourceError(Problem(locator, "this is a folder", "Name the files in it, one by one."))
    if not Path(locator).exists():
        raise SourceError(Problem(locator, "there is no such file", "Check the spelling and the folder."))
    raise SourceError(Problem(locator, "no source reads files of this kind", f"Known: {', '.join(sorted(known))}."))
