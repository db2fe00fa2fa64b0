"""Run all bad input and print what became of it: python -m tests.badinput [FAMILY ...].

Every family whose name begins with a word given is run; each fault is named on standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tests.badinput import Case
from tests.badinput.running import Result, run_all
from tests.trust.badinput import SEED, cases, outcomes


def main(words: Sequence[str]) -> int:
    """Run the cases; the exit code is 1 if one has a fault."""
    chosen: list[Case] = [case for case in cases(SEED) if not words or case.family.startswith(tuple(words))]
    results: list[Result] = []
    for result in run_all(chosen):
        results.append(result)
        if result.faults:
            case = result.case
            sys.stderr.write(
                f"{', '.join(result.faults)}: {case.family}: {case.name}: {result.answer}: {result.said}\n"
            )
    sys.stdout.write(outcomes(results).markdown() + "\n")
    return int(any(result.faults for result in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
