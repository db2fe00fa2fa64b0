from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_samples_are_what_their_script_makes(root: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, root / "samples" / "make_samples.py", tmp_path], check=True)
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.csv"))
    kept = sorted(path.relative_to(root / "samples") for path in (root / "samples").rglob("*.csv"))
    assert made == kept
    for path in made:
        assert (tmp_path / path).read_bytes() == (root / "samples" / path).read_bytes(), path
