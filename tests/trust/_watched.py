"""Running pia so that every byte it gives away can be searched: streams, files, temporary files, other processes."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.trust._planted import ROOT, SECRETS
from tests.trust._zygote import Request, Zygote

WATCHED = Path(__file__).with_name("watched")
_VARIABLES = {"PIA_KEY_PASSPHRASE": SECRETS["passphrase"], "PGPASSWORD": SECRETS["variable"]}
_PATIENCE_SECONDS = 60
"""Within so many seconds whoever is interrupted has ended."""


@dataclass(slots=True)
class Run:
    """One run of pia.

    Attributes:
        arguments: Of the command line.
        code: Exit code; negative if a signal ended it.
        streams: What it said, by stream.
        files: Every file that is new or changed, and what is kept of those that were taken away.
        around: Files, names and commands that only the machine sees: caches, temporary files, other processes.
    """

    arguments: tuple[str, ...]
    code: int
    streams: dict[str, bytes]
    files: dict[str, bytes] = field(default_factory=dict)
    around: dict[str, bytes] = field(default_factory=dict)

    def everything(self) -> Iterator[tuple[str, bytes]]:
        """All of it, with where it was."""
        for kept in (self.streams, self.files, self.around):
            yield from kept.items()


class Watched:
    """A place to run pia in, with a home, a cache and a folder for temporary files of its own."""

    def __init__(self, folder: Path) -> None:
        """Make the folders; `project` is where commands run."""
        self.project = folder / "project"
        self._places = [folder / name for name in ("home", "cache", "temporary", "kept", "more", "streams")]
        for place in (self.project, *self._places):
            place.mkdir(parents=True, exist_ok=True)
        self._known: dict[Path, tuple[int, int]] = {}

    @property
    def more(self) -> Path:
        """A folder on the module path, for plug-ins."""
        return self._places[4]

    def environment(self) -> dict[str, str]:
        """What every run is told; secrets, too."""
        home, cache, temporary, _, more, _ = map(str, self._places)
        own = {"HOME": home, "XDG_CACHE_HOME": cache, "TMPDIR": temporary, "PYTHONDONTWRITEBYTECODE": "1"}
        own |= {"PYTHONPATH": os.pathsep.join((str(WATCHED), more, str(ROOT))), "SOURCE_DATE_EPOCH": "1795478400"}
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG"}}
        return {**kept, **own, **_VARIABLES}

    def run(
        self, zygote: Zygote, arguments: Sequence[str], stdin: bytes = b"", variables: Mapping[str, str] | None = None
    ) -> Run:
        """Run pia in the project.

        Args:
            zygote: What it is copied from; started with `environment`.
            arguments: Of the command line.
            stdin: What it reads from standard input.
            variables: More of its environment.
        """
        streams, kept = self._places[5], self._places[3]
        (streams / "stdin").write_bytes(stdin)
        answer = zygote.run(
            Request(arguments, str(self.project), str(streams), watched=str(kept), variables=variables or {})
        )
        out, err = ((streams / name).read_bytes() for name in ("stdout", "stderr"))
        return self._seen(arguments, answer.code, out, err)

    def run_anew(
        self, arguments: Sequence[str], variables: Mapping[str, str], memory: int = 0, seconds: float = 300
    ) -> Run:
        """Run pia in a process of its own, which imports everything.

        After so many seconds it is interrupted; where that does not end it, it hangs and is killed.
        """
        process = subprocess.Popen(
            [sys.executable, "-m", "pia", *arguments],
            cwd=self.project,
            env={**self.environment(), "WATCHED": str(self._places[3]), **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory))) if memory else None,  # noqa: PLW1509
        )
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            try:
                out, err = process.communicate(timeout=_PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                out, err = process.communicate()
        return self._seen(arguments, process.returncode, out, err)

    def _seen(self, arguments: Sequence[str], code: int, out: bytes, err: bytes) -> Run:
        run = Run(tuple(arguments), code, {"stdout": out, "stderr": err})
        for path, data in self.look().items():
            (run.files if path.is_relative_to(self.project) else run.around)[str(path)] = data
        return run

    def look(self) -> dict[Path, bytes]:
        """Every file that is new or changed since the last look, its name before its bytes; what is kept is removed."""
        found: dict[Path, bytes] = {}
        for place in (self.project, *self._places[:4]):
            for path in sorted(place.rglob("*")):
                if not path.is_file() or path.is_symlink():
                    continue
                state = (path.stat().st_mtime_ns, path.stat().st_size)
                if self._known.get(path) != state:
                    self._known[path] = state
                    found[path] = os.fsencode(path.name) + b"\n" + path.read_bytes()
                if place == self._places[3]:
                    path.unlink()
        return found
