"""Every sample's report, in both languages, is what it was; `python -m tests.test_snapshots` writes anew.

What is short stands here as text: the edition for residents, and the whole report of the smallest sample. Of the rest
the headings stand here, and the digest of every format: it says that something changed, and the texts what.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pia import documents, reporting
from pia.model.assessment import Assessment
from pia.model.text import Language
from tests.assessments_for_tests import assess

FOLDER = Path(__file__).parent / "snapshots"
SAMPLES = ("air-quality", "community-grid", "floating-population", "urban-sensing")
WHOLE = "air-quality"


def texts(name: str, assessment: Assessment) -> Iterator[tuple[str, bytes]]:
    """File name and content of every snapshot of one sample."""
    for language in Language:
        stem = f"{name}.{language.value}"
        yield f"{stem}.residents.md", reporting.report(assessment, "markdown", language, "residents")
        whole = reporting.report(assessment, "markdown", language)
        if name == WHOLE:
            yield f"{stem}.md", whole
        headings = "\n".join(re.findall(r"^#+ .*$", whole.decode(), re.MULTILINE))
        told = {"headings": headings.splitlines(), "sha256": dict(digests(assessment, language))}
        yield f"{stem}.json", (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def digests(assessment: Assessment, language: Language) -> Iterator[tuple[str, str]]:
    for format_ in ("html", "markdown", "pdf", "docx"):
        data = reporting.report(assessment, format_, language)
        if format_ == "docx":
            data = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
        yield format_, hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", SAMPLES)
def test_reports_are_what_they_were(assessed: Callable[[str], Assessment], name: str) -> None:
    for file, data in texts(name, assessed(name)):
        assert (FOLDER / file).read_bytes().decode() == data.decode(), f"python -m tests.test_snapshots ({file})"


def test_nothing_else_stands_in_the_folder() -> None:
    known = re.compile(rf"(?:{'|'.join(SAMPLES)})\.(?:en|zh)\.(?:json|residents\.md)|{WHOLE}\.(?:en|zh)\.md")
    assert [path.name for path in FOLDER.iterdir() if not known.fullmatch(path.name)] == []


if __name__ == "__main__":
    for sample in SAMPLES:
        for file_name, content in texts(sample, assess(sample)):
            documents.write(FOLDER / file_name, content)
