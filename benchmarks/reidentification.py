"""pia and pyCANON side by side: every measure that both have, on the same file, as whole processes.

    python benchmarks/reidentification.py [--rows 1000000] [--alone]

Makes an invented register with six quasi-identifiers, one sensitive attribute of words and one of numbers, runs each
tool in a process of its own, compares the figures, and prints seconds and peak memory. `--alone` runs pia only.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from multiprocessing import Process
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import csv

QUASI = {"sex": 2, "age_band": 6, "district": 5, "education": 3, "marital": 2, "occupation": 3}
SENSITIVE = {"illness": 6, "visits": 10}
PEER = """
import json, sys, warnings
warnings.simplefilter("ignore")
import pandas as pd
from pycanon import anonymity as a
file, quasi, sensitive = sys.argv[1], sys.argv[2].split(","), sys.argv[3].split(",")
data = pd.read_csv(file, dtype={name: str for name in [*quasi, "illness"]})
found = {"k": a.k_anonymity(data, quasi)}
for name in sensitive:
    one = [name]
    found[name] = {
        "alpha": a.alpha_k_anonymity(data, quasi, one)[0], "distinct_l": a.l_diversity(data, quasi, one),
        "entropy_l": a.entropy_l_diversity(data, quasi, one), "c": a.recursive_c_l_diversity(data, quasi, one)[0],
        "t": a.t_closeness(data, quasi, one), "basic_beta": a.basic_beta_likeness(data, quasi, one),
        "enhanced_beta": a.enhanced_beta_likeness(data, quasi, one), "delta": a.delta_disclosure(data, quasi, one),
    }
print(json.dumps(found, default=float))
"""
SAME = ("alpha", "distinct_l", "t", "basic_beta", "enhanced_beta", "delta")


def make(path: Path, rows: int) -> None:
    """An invented register; illness depends a little on age, so that no measure is trivial."""
    rng = np.random.default_rng(7)
    columns = {
        name: pa.array([f"{name[:2]}{value}" for value in range(size)]).take(rng.integers(0, size, rows))
        for name, size in QUASI.items()
    }
    shares = np.array([0.5, 0.25, 0.13, 0.07, 0.03, 0.02])
    columns["illness"] = pa.array(["none", "flu", "asthma", "cold", "gout", "tb"]).take(rng.choice(6, rows, p=shares))
    columns["visits"] = pa.array(rng.poisson(3, rows).clip(max=9).astype(str))
    csv.write_csv(pa.table(columns), path)


def run(arguments: list[str]) -> tuple[float, float, str]:
    """Seconds, peak memory in MB and standard output of a whole process."""
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, *arguments], stdout=out)  # noqa: S603
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if status:
            raise SystemExit(f"{arguments[0]} failed")
        out.seek(0)
        return seconds, usage.ru_maxrss / 1024, out.read().decode()


def differences(own: dict[str, Any], peer: dict[str, Any]) -> list[str]:
    """Measures on which the two tools do not agree to nine digits."""
    (risk,) = own["reidentification"]
    found = [] if risk["smallest_class"] == peer["k"] else ["k"]
    for item in risk["sensitive"]:
        other = peer[item["column"]["name"]]
        found += [f"{name}" for name in SAME if abs(item[name] - other[name]) > 1e-9 * max(1, abs(other[name]))]
        if int(item["entropy_l"] + 1e-9) != other["entropy_l"]:
            found.append("entropy_l")
    return found


def main() -> None:
    """Run both and print a row each; data is made in a process of its own, for peak memory is inherited."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--alone", action="store_true")
    options = parser.parse_args()
    quasi, sensitive = ",".join(QUASI), ",".join(SENSITIVE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        maker = Process(target=make, args=(path, options.rows))
        maker.start()
        maker.join()
        print(f"{options.rows:,} rows, {len(QUASI)} quasi-identifiers, {path.stat().st_size / 1e6:.0f} MB")
        pia = ["-m", "pia", "--no-progress", "risk", str(path), "--qi", quasi, "--sensitive", sensitive, "-f", "json"]
        seconds, memory, said = run(pia)
        print(f"pia      {seconds:8.2f} s {memory:8.0f} MB")
        if options.alone:
            return
        peer_seconds, peer_memory, peer_said = run(["-c", PEER, str(path), quasi, sensitive])
        print(f"pyCANON  {peer_seconds:8.2f} s {peer_memory:8.0f} MB")
        print(f"ratio    {seconds / peer_seconds:8.4f}   {memory / peer_memory:8.2f}")
        unequal = differences(json.loads(said), json.loads(peer_said))
        print("figures equal" if not unequal else f"figures differ: {', '.join(unequal)}")


if __name__ == "__main__":
    main()
