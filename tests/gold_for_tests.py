"""The neutral scorer and the tables it is for, where they lie beside the project."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

BESIDE = next(
    (
        folder / "shared" / "detection"
        for folder in Path(__file__).resolve().parents[2:]
        if (folder / "shared" / "detection").is_dir()
    ),
    None,
)


def scored(
    beside: Path, gold: object, found: object, ignored: set[str], tables: Path | None = None
) -> dict[str, list[float]]:
    """What the scorer says: `micro`, `macro`, `neg` and, by name, the figures of each type."""
    with tempfile.TemporaryDirectory() as folder:
        names = [str(Path(folder) / name) for name in ("gold.json", "pred.json", "out.json")]
        for name, value in zip(names, (gold, found), strict=False):
            Path(name).write_text(json.dumps(value), encoding="utf-8")
        command = [sys.executable, "-I", str(beside / "score.py"), *names[:2], "--quiet", "--json", names[2]]
        command += ["--ignore", ",".join(sorted(ignored)), *(["--tables", str(tables)] if tables else [])]
        subprocess.run(command, check=True, capture_output=True)
        said = json.loads(Path(names[2]).read_text(encoding="utf-8"))
    return {**said["types"], "micro": said["micro"], "macro": [said["macro"]], "neg": said["neg"][:2]}
