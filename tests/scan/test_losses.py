from __future__ import annotations

from dataclasses import replace

from pia.contents.address import Address
from pia.scan.losses import died, spoiled
from pia.scan.opening import Part
from pia.scan.pieces import Piece
from pia.sources import Partition
from pia.sources.sqlite import SOURCE

PIECE = Piece("d", 0, Part("", SOURCE, Address("sqlite:///x.db?key=secret")), big=True)


def test_what_is_lost_has_its_place_and_neither_value_nor_secret() -> None:
    bytes_ = replace(PIECE, partition=Partition("bytes", 0, 100))
    groups = replace(PIECE, partition=Partition("row groups", 4, 6, 41, 20))
    tables = replace(PIECE, partition=Partition("tables", 3, 5, tables=("a", "b"), state="s"))
    head = replace(PIECE, partition=Partition("tables", 0, 0, state="s"))
    part = replace(PIECE, partition=Partition("parts", 3, 4, tables=("a",), within=("7", "9"), state="s"))
    pieces = (PIECE, bytes_, groups, tables, head, part)
    places = [spoiled(piece, ValueError("a cell"))[0] for piece in pieces]
    assert [item.left[0].reason.en.partition(" was not")[0] for item in places] == [
        "all of it",
        "what begins in its bytes 1 to 100",
        "what begins in its row groups 5 to 6",
        "what is in its tables a to b",
        "the list of its tables",
        "its part 4",
    ]
    assert [item.numbered for item in places] == [False, False, True, False, False, False]
    assert [item.left[0].rows for item in places] == [0, 0, 20, 0, 0, 0]
    assert places[-1].left[0].where == "d/a"
    assert "字节" in places[1].left[0].reason.zh
    assert "cell" not in repr(places).replace("cells", "")
    assert "secret" not in repr(died(PIECE))
