from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks.detection.__main__ import MARKS, Labelled, Peer, find_peers, series, sets
from benchmarks.detection.generate import _HEADERS, HALVES, ROWS, tables, write
from benchmarks.detection.peers import DATAPROFILER, PRESIDIO
from benchmarks.tables import fill
from pia import documents
from pia.model.evaluation import Vocabulary

OTHER_WORDS = {"DATE", "URL", "CRYPTO"}


def test_the_same_tables_are_made_every_time(tmp_path: Path) -> None:
    write(tmp_path / "one")
    write(tmp_path / "two")
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    assert len(files) == 3 * sum(len(locales) for _, locales in HALVES.values()) + 2
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_halves_share_neither_locales_nor_headers_nor_seeds() -> None:
    (seed, locales), (other_seed, others) = HALVES.values()
    assert seed != other_seed
    assert not set(locales) & set(others)
    assert len(locales) + len(others) >= 10
    for one, two in _HEADERS.values():
        assert not set(one) & set(two)


@pytest.mark.parametrize("half", list(HALVES))
def test_labels_are_those_of_the_columns(half: str) -> None:
    for name, table in tables(half).items():
        assert len(set(table.header)) == len(table.header)
        assert table.labels.keys() <= set(table.header)
        assert len(table.rows) == ROWS
        assert all(len(row) == len(table.header) for row in table.rows)
        assert bool(table.labels) != name.endswith("_codes.csv")
        if name.endswith("_meaningless.csv"):
            assert table.labels.keys() == set(table.header)
            assert ["?DOB"] in table.labels.values()
        if name.endswith("_messy.csv"):
            assert len(table.labels) < len(table.header)
            assert ["DOB"] in table.labels.values()


def test_peers_speak_in_the_words_of_the_labels(root: Path) -> None:
    vocabulary = documents.load(root / "rules" / "vocabulary.yaml", Vocabulary).value
    known = {*vocabulary.facts.values(), *vocabulary.types.values()} | OTHER_WORDS
    assert {*PRESIDIO.values(), *DATAPROFILER.values()} <= known


@pytest.fixture
def small(tmp_path: Path) -> Labelled:
    (tmp_path / "a.csv").write_text(
        "m,part,tel\n" + "".join(f"p{row}@example.org,AX-{row},+1 202-555-01{row:02d}\n" for row in range(10, 30)),
        encoding="utf-8",
    )
    (tmp_path / "b.csv").write_text("size,colour\n1,red\n2,blue\n", encoding="utf-8")
    gold = {"a.csv": {"m": ["EMAIL"], "tel": ["PHONE"]}, "b.csv": {}}
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return Labelled("small", tmp_path / "gold.json", tmp_path)


def test_pia_and_a_peer_stand_side_by_side(small: Labelled) -> None:
    peers = find_peers([sys.executable])
    assert "presidio" in {peer.name for peer in peers}
    chosen = [peer for peer in peers if peer.name == "presidio"]
    table = series(small, [*chosen, Peer("dataprofiler", "0", "false")])
    assert table.rows[0] == ("**pia**", "1.000", "1.000", "1.000", "1.000", "0.0%", "2")
    name, precision, recall, *_ = table.rows[1]
    assert name.startswith("presidio 2.")
    assert float(recall) >= 0.5
    assert 0 < float(precision) <= 1
    assert len(table.rows) == 2
    assert table.notes[0] == "2 tables, 2 labels."
    assert table.notes[1].startswith("dataprofiler failed")


def test_the_development_split_is_used_where_it_lies(tmp_path: Path) -> None:
    assert [item.name for item in sets(tmp_path / "d", None)] == ["generated, tuning", "generated, held out"]
    (tmp_path / "beside" / "gold").mkdir(parents=True)
    (tmp_path / "beside" / "gold" / "gov.dev.json").write_text("{}", encoding="utf-8")
    last = list(sets(tmp_path / "d", tmp_path / "beside"))[-1]
    assert (last.name, last.folder) == ("public, gov", tmp_path / "beside" / "tables")


def test_results_have_their_own_place_in_the_page(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text((root / "benchmarks" / "README.md").read_text(encoding="utf-8"), encoding="utf-8")
    fill(page, "figures", MARKS)
    assert f"{MARKS[0]}\nfigures\n{MARKS[1]}" in page.read_text(encoding="utf-8")
