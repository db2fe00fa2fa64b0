"""Whether a locked package has a known vulnerability: python -m tests.supply.audit (asks the registry).

pip-audit says "no known vulnerabilities" of packages it could not ask about, too; here these are counted, and a package
that nobody could tell about keeps the audit from passing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.supply.locked import RUNTIME, TEST, packages

PASSED, VULNERABLE, UNTOLD = 0, 1, 3


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found.

    Attributes:
        clean: Packages without a known vulnerability.
        vulnerable: Those with one: `name version: ids`.
        untold: Those that could not be asked about.
    """

    clean: tuple[str, ...]
    vulnerable: tuple[str, ...]
    untold: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """1 if a package is vulnerable, 3 if it could not be told of one, 0 otherwise."""
        if self.vulnerable:
            return VULNERABLE
        return UNTOLD if self.untold or not self.clean else PASSED


def read(told: Mapping[str, Any] | None, wanted: Sequence[str]) -> Audit:
    """What pip-audit told of the packages of a lock file.

    Args:
        told: Its JSON; nothing if it broke off.
        wanted: Every package it was to tell about.
    """
    answers = {str(item["name"]): item for item in (told or {}).get("dependencies", [])}
    clean, vulnerable = [], []
    for name in sorted(set(wanted) & answers.keys()):
        item = answers[name]
        if item.get("vulns"):
            ids = ", ".join(sorted(str(found["id"]) for found in item["vulns"]))
            vulnerable.append(f"{name} {item.get('version', '?')}: {ids}")
        elif "skip_reason" not in item and "vulns" in item:
            clean.append(name)
    told_of = {*clean, *(line.partition(" ")[0] for line in vulnerable)}
    return Audit(tuple(clean), tuple(vulnerable), tuple(sorted(set(wanted) - told_of)))


def audit(path: Path) -> Audit:
    """Ask about the packages of a lock file that are for this machine, without installing anything."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(path), "--require-hashes", "--disable-pip"]
    done = subprocess.run(
        [*command, "--progress-spinner", "off", "-f", "json"], capture_output=True, text=True, check=False
    )
    try:
        told = json.loads(done.stdout)
    except ValueError:
        told = None
    return read(told, [item.name for item in packages(path) if item.wanted_here])


def main() -> int:
    """Print what was found in both lock files; the gravest exit code."""
    codes = []
    for path in (RUNTIME, TEST):
        found = audit(path)
        codes.append(found.exit_code)
        for line in found.vulnerable:
            sys.stdout.write(f"{path.name}: VULNERABLE: {line}\n")
        if found.untold:
            some = f"{len(found.untold)} packages ({', '.join(found.untold[:5])}, ...)"
            sys.stdout.write(f"{path.name}: could not tell of {some}: the registry did not answer\n")
        sys.stdout.write(f"{path.name}: {len(found.clean)} packages without a known vulnerability\n")
    return VULNERABLE if VULNERABLE in codes else max(codes)


if __name__ == "__main__":
    sys.exit(main())
