"""Commands of pia in a process that counts every use of the network: python -m tests.trust._offline FOLDER."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

NETWORK = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"})


def commands(folder: Path) -> list[list[str]]:
    """Every command that reads data, a document or rules, on the project in a folder."""
    data, target, out = str(folder / "t.csv"), str(folder / "deployment.yaml"), str(folder / "out")
    made, rules = f"{out}/assessment.json", ["--rules", str(folder)]
    policy = ["--policy", str(folder / "gate.yaml")]
    formats = [part for name in ("html", "pdf", "docx", "markdown", "json") for part in ("-f", name)]
    return [
        ["scan", data, "-f", "json"],
        ["assess", target, *rules, "--out", out, *formats],
        ["report", made, *formats],
        ["report", made, "--edition", "residents", "-f", "html"],
        ["gate", target, *rules, *policy, "--approved", str(folder / "approval.json")],
        ["verify", str(folder / "approval.json"), str(folder / "assessment.json"), *rules, *policy],
        ["risk", data, "--qi", "number", "--k", "2"],
        ["link", data, str(folder / "u.csv")],
        ["explain", f"{data}::mail"],
        ["rules", "list"],
        ["models"],
    ]


def main(folder: Path) -> None:
    """Run the commands, and print what each did with the network, as JSON."""
    used: Counter[str] = Counter()
    sys.addaudithook(lambda name, _details: used.update([name]) if name in NETWORK else None)
    from pia.cli import main as pia

    told = []
    for command in commands(folder):
        used.clear()
        try:
            pia(command, prog_name="pia")
            code: object = 0
        except SystemExit as end:
            code = end.code or 0
        told.append({"command": command[0], "code": code, "used": dict(used)})
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
