"""What a wheel of pia runs with, as CycloneDX JSON with equal bytes for equal locks: python -m tests.supply.sbom."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

from pia import __version__
from tests.supply.licences import Licences, licence_of, licences
from tests.supply.locked import ROOT, RUNTIME

SPEC = "1.6"


def sbom(lock: Path = RUNTIME, known: Licences | None = None) -> bytes:
    """The bill of materials of a lock file.

    The packages, their versions, purls and digests are those of the lock; licences are those of what is installed.

    Raises:
        subprocess.CalledProcessError: The lock file cannot be read.
    """
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", str(lock), "--pyproject", "pyproject.toml"]
    command += ["--output-reproducible", "--short-PURLs", "--sv", SPEC, "--of", "JSON", "--validate"]
    made = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    tree = json.loads(made)
    known = known or licences()
    tree["metadata"]["component"]["version"] = __version__
    for component in tree["components"]:
        component.pop("description", None)
        try:
            said = licence_of(component["name"], known)
        except PackageNotFoundError:
            continue
        if said:
            component["licenses"] = [{"expression": said}]
    tree["components"].sort(key=lambda component: (component["name"], component["version"]))
    return (json.dumps(tree, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


if __name__ == "__main__":
    sys.stdout.buffer.write(sbom())
