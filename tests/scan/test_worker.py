from __future__ import annotations

import importlib
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pia import plugins
from pia.contents.local import LocalFile
from pia.errors import PluginError
from pia.model.limits import Limits
from pia.recognizers import Match
from pia.recognizers.email import RECOGNIZERS
from pia.scan.opening import Part
from pia.scan.pieces import Piece
from pia.scan.worker import Planner, Worker
from pia.sources.csv import SOURCE
from pia.sources.json import SOURCE as JSON
from tests.test_planted import PLANTED, WORDS


@dataclass(frozen=True)
class Poisoned:
    """A recognizer that fails, and says at what.

    Attributes:
        only: What is in the values at which it fails.
    """

    name: str = "poisoned"
    entity_type: str = "POISON"
    needs_header: bool = False
    context: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    chance: float = 0.0
    header_weight: float = 0.0
    share: float = 0.0
    only: str = ""

    def matches(self, values: Sequence[str]) -> Iterator[Match]:
        """Fail at values that hold `only`."""
        if self.only in "".join(values):
            raise ValueError("".join(values))
        return iter(())


def piece(path: Path, *, big: bool = False) -> Piece:
    path.write_text("mail\nprivate@example.org\n", encoding="utf-8")
    return Piece("d", 0, Part("", SOURCE, LocalFile(path)), big)


@pytest.mark.parametrize("big", [True, False])
def test_a_defect_is_told_by_its_place_and_type_without_a_value(tmp_path: Path, big: bool) -> None:
    (found,) = Worker.of([Poisoned()], b"k", ())(piece(tmp_path / "t.csv", big=big))
    (left,) = found.left
    assert left.where == "d"
    assert left.reason.en == "all of it was not examined: a bug in pia or in a library (ValueError)"
    assert "private" not in repr(found)


@pytest.mark.parametrize("big", [True, False])
def test_what_it_looks_for_travels_with_it(tmp_path: Path, big: bool) -> None:
    worker = pickle.loads(pickle.dumps(Worker.of(RECOGNIZERS, b"k", {"EMAIL_ADDRESS"})))  # noqa: S301
    (found,) = worker(piece(tmp_path / "t.csv", big=big))
    (column,) = found.tally.columns.values()
    assert [level.cells for level in column.levels.values()] == [1]
    assert len(column.distinct) == 1
    assert len(found.sha256) == 64


def test_another_version_of_pia_is_refused(tmp_path: Path) -> None:
    (found,) = Worker("0.0.1", b"")(piece(tmp_path / "t.csv"))
    assert "was begun by pia 0.0.1" in str(found.error)


@dataclass(frozen=True)
class Unsendable(Poisoned):
    """A recognizer that cannot be pickled."""

    name: str = "rooted"
    test: Callable[[str], bool] = lambda text: text != ""


def test_recognizers_that_cannot_be_sent_are_refused_by_name() -> None:
    with pytest.raises(PluginError, match="rooted: this recognizer cannot be sent to a cluster") as raised:
        Worker.of([*RECOGNIZERS, Unsendable()], b"k", ())
    assert len(raised.value.problems) == 1


def test_a_worker_without_a_plugin_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "their_plugin.py"
    package.write_text("def test(text):\n    return None\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    their = importlib.import_module("their_plugin")
    worker = Worker.of([replace(RECOGNIZERS[0], test=their.test)], b"k", ())
    package.unlink()
    monkeypatch.delitem(sys.modules, "their_plugin")
    importlib.invalidate_caches()
    (found,) = worker(piece(tmp_path / "t.csv"))
    assert isinstance(found.error, PluginError)
    assert "a worker lacks the module their_plugin" in str(found.error)


def test_every_shipped_recognizer_can_be_sent() -> None:
    shelf = [one for family in plugins.load_all("recognizers").values() for one in family]
    copies = pickle.loads(pickle.dumps(shelf))  # noqa: S301
    assert [one.name for one in copies] == [one.name for one in shelf]
    shared = [one.shared for one in copies if hasattr(one, "shared")]
    assert len({id(one) for one in shared}) < len(shared)


def test_the_planner_asks_the_source_and_cuts_nothing_that_it_cannot_read(tmp_path: Path) -> None:
    one = piece(tmp_path / "t.csv")
    (tmp_path / "t.csv").write_text("mail\n" + "a@example.org\n" * 100, encoding="utf-8")
    cut = Planner(100)(one)
    assert [number for number, _ in cut] == [0] * 14
    assert (cut[0][1].start, cut[-1][1].end) == (5, 1405)
    assert Planner(100)(replace(one, part=Part("", JSON, one.part.content))) == ()
    assert Planner(100)(replace(one, part=Part("", SOURCE, LocalFile(tmp_path / "gone.csv")))) == ()


def test_a_partition_that_cannot_be_read_asks_for_the_whole(tmp_path: Path) -> None:
    one = piece(tmp_path / "t.csv")
    (tmp_path / "t.csv").write_text("mail\n" + 'a"@example.org\n' * 100, encoding="utf-8")
    partition = Planner(100)(one)[1][1]
    (found,) = Worker.of(RECOGNIZERS, b"k", ())(replace(one, partition=partition))
    assert found.again
    (digest,) = Worker.of(RECOGNIZERS, b"k", ())(replace(one, digested=True))
    assert (len(digest.sha256), dict(digest.tally.rows)) == (64, {})


@pytest.mark.parametrize("big", [True, False])
def test_what_leaves_a_worker_holds_no_raw_value(tmp_path: Path, big: bool) -> None:
    one = piece(tmp_path / "t.csv", big=big)
    rows = [
        "|".join(PLANTED),
        *("|".join(values[row % len(values)] for values in PLANTED.values()) for row in range(60)),
    ]
    (tmp_path / "t.csv").write_text("\n".join([*rows, "Canarybird|ragged", ""]), encoding="utf-8")
    recognizers = [one for family in plugins.load_all("recognizers").values() for one in family]
    (found,) = Worker.of(recognizers, b"k", {"EMAIL_ADDRESS", "PHONE_NUMBER"})(one)
    assert any(column.levels for column in found.tally.columns.values())
    assert [left.rows for left in found.left] == [1]
    sent = pickle.dumps(found)
    assert not [word for word in WORDS if word.encode() in sent]


def test_a_part_whose_pieces_would_not_add_up_is_read_as_a_whole(tmp_path: Path) -> None:
    whole = piece(tmp_path / "t.csv", big=True)
    (tmp_path / "t.csv").write_text("mail,n\n" + "ann@example.org,1\n" * 20_000, encoding="utf-8")
    assert len(Planner(1 << 16)(whole)) > 1
    assert Planner(1 << 16)(replace(whole, limits=Limits(rows=5))) == ()
    (tmp_path / "t.csv").write_text("Alice Smith\n" + "Robert Jones\nMary Johnson\n" * 20_000, encoding="utf-8")
    assert Planner(1 << 16)(whole) == ()


def test_a_whole_part_is_read_as_at_home(tmp_path: Path) -> None:
    whole = piece(tmp_path / "t.csv")
    (tmp_path / "t.csv").write_text("Alice Smith\nRobert Jones\nMary Johnson\nPaul Miller\n", encoding="utf-8")
    (found,) = Worker.of(RECOGNIZERS, b"k", ())(replace(whole, limits=Limits(rows=2)))
    assert [(name, column.cells) for (_, name), column in found.tally.columns.items()] == [("column 1", 3)]
    assert [left.reason.en for left in found.left] == ["only the first 2 rows were examined (limit rows)"]
