"""pia's scan with the recognizers that a peer has, in every column: spans and scores of what they match.

    python -m benchmarks.alike table.csv EmailRecognizer CreditCardRecognizer ...

Prints the cells, and how many of them hold a match with a score above 0. A recognizer that pia would search only under
a header that supports it is searched everywhere here, as the peer does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace

from pia import plugins
from pia.engines import Engine
from pia.recognizers import Recognizer, email
from pia.recognizers.presidio import RECOGNIZERS
from pia.scan.datasets import open_apart
from pia.scan.kernel import Kernel
from pia.scan.opening import LOCAL
from pia.scan.tally import ScanTally, merged

OWN = {"EmailRecognizer": email.RECOGNIZERS[0]}
"""Presidio's recognizers that pia has replaced by its own."""


def recognizers(names: Sequence[str]) -> tuple[Recognizer, ...]:
    """The recognizers of these names, searched in every column.

    Raises:
        KeyError: pia has none of that name: the comparison would not be like for like.
    """
    shelf = {recognizer.name.removeprefix("presidio."): recognizer for recognizer in RECOGNIZERS}
    return tuple(OWN[name] if name in OWN else replace(shelf[name], needs_header=False) for name in names)


def tally(path: str, names: Sequence[str]) -> ScanTally:
    """What they match in a file."""
    opened = open_apart([("table", path)], LOCAL)
    for error in opened.errors:
        raise error
    reading = opened.datasets[0].read(lambda _done, _total: None)
    engine: Engine = plugins.load("engines", "local")
    return merged(engine.run(Kernel(recognizers(names), b"", ()).tally, reading.batches))


def main() -> None:
    """Print the counts as JSON."""
    path, *names = sys.argv[1:]
    columns = tally(path, names).columns.values()
    matches = sum(level.cells for column in columns for (_, score), level in column.levels.items() if score > 0)
    print(json.dumps({"cells": sum(column.cells for column in columns), "matches": matches}))


if __name__ == "__main__":
    main()
