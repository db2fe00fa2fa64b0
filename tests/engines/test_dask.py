from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast

import pytest

from pia.engines import FAN, Cluster
from pia.engines.dask import ENGINE, DaskSession, _applied, _itself, _summed, _Tree
from pia.errors import EngineError
from tests.engines.clusters_for_tests import (
    GROUPS,
    SQUARES,
    Number,
    dask_scheduler,
    joined,
    needed,
    negative,
    nothing,
    reachable,
    square,
    unimportable,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    needed("distributed")
    with dask_scheduler(tmp_path_factory.mktemp("dask"), 2) as found:
        yield found


def test_it_is_a_cluster() -> None:
    assert isinstance(ENGINE, Cluster)


def test_sums_come_in_order_and_are_merged_in_order(address: str) -> None:
    with ENGINE.connect(address) as session:
        assert list(session.sums(square, iter(GROUPS), joined, nothing, negative)) == SQUARES
        assert list(session.sums(square, [], joined, nothing, negative)) == []


def test_a_worker_that_is_killed_changes_nothing(address: str, tmp_path: Path) -> None:
    group = [*GROUPS[1], Number(7, str(tmp_path / "died"), times=1), *GROUPS[2]]
    with ENGINE.connect(address) as session:
        assert list(session.sums(square, [group], joined, nothing, negative)) == [
            tuple(-(item.value**2) for item in group)
        ]
    assert (tmp_path / "died").stat().st_size == 2


@pytest.mark.deep
def test_a_piece_that_kills_every_worker_is_given_up(address: str, tmp_path: Path) -> None:
    group = [Number(2), Number(3, str(tmp_path / "died"), times=100), Number(4)]
    with ENGINE.connect(address) as session:
        (found,) = session.sums(square, [group], joined, nothing, negative)
    assert found[1] == 3
    assert {abs(found[0]), abs(found[2])} <= {2, 4, 16}


def test_work_that_no_worker_can_do_is_an_error_and_no_finding(address: str) -> None:
    with ENGINE.connect(address) as session, pytest.raises(EngineError, match=r"cannot do the work \(ModuleNotFound"):
        list(session.sums(unimportable, [[Number(12345)]], joined, nothing, negative))


@pytest.mark.deep
def test_an_address_where_nobody_answers() -> None:
    needed("distributed")
    with pytest.raises(EngineError, match="no scheduler of Dask answers"), ENGINE.connect("tcp://127.0.0.1:9"):
        pass
    with pytest.raises(EngineError, match="no scheduler of Dask answers"), ENGINE.connect("no such://address"):
        pass


@pytest.mark.deep
def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    needed("distributed")
    from distributed import Client

    with dask_scheduler(tmp_path, 0) as alone, Client(alone) as client:
        session = DaskSession(client, patience_seconds=0.2)
        with pytest.raises(EngineError, match="no workers left"):
            list(session.sums(square, GROUPS[:1], joined, nothing, negative))


def test_a_scheduler_that_ends_in_mid_job_is_told(tmp_path: Path) -> None:
    needed("distributed")
    from distributed import Client

    def groups(running: ExitStack) -> Iterator[list[Number]]:
        yield GROUPS[1]
        running.close()
        yield GROUPS[2]

    with ExitStack() as running:
        address = running.enter_context(dask_scheduler(tmp_path, 1))
        client = Client(address, timeout=3)
        session = DaskSession(client, patience_seconds=0.2)
        with pytest.raises(EngineError, match="scheduler|no workers left"):
            list(session.sums(square, groups(running), joined, nothing, negative))
        client.close(timeout=1)


@pytest.mark.deep
def test_a_cluster_of_its_own() -> None:
    needed("distributed")
    with reachable(), ENGINE.connect("") as session:
        assert list(session.sums(square, GROUPS[:2], joined, nothing, negative)) == SQUARES[:2]


def test_work_that_the_scheduler_forgot_is_an_error(address: str) -> None:
    from distributed import Client

    def cancelled(numbers: Any) -> Any:
        return numbers

    with Client(address) as client:
        future = client.submit(cancelled, 1, workers=["tcp://127.0.0.1:1"])
        future.cancel()
        with pytest.raises(EngineError, match="forgot"):
            DaskSession(client)._is_done(future)


def test_dask_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EngineError, match="pia-toolkit\\[dask\\]"), ENGINE.connect(""):
        pass


@pytest.mark.parametrize(
    "sizes", [[1], [16], [16, 3], [16] * 16, [*[16] * 16, 1], [16] * 17, [16] * 255, [*[16] * 271, 9]]
)
def test_a_tree_keeps_the_order_and_holds_few_sums(sizes: list[int]) -> None:
    held: list[int] = []

    def summed(parts: Any) -> Any:
        held.append(len(parts))
        return _summed(
            joined, *(_applied(_itself(square), part) if isinstance(part, Number) else part for part in parts)
        )

    tree, numbers = _Tree(summed, lambda root: root), iter(range(sum(sizes)))
    for size in sizes:
        tree.add([Number(next(numbers)) for _ in range(size)])
    assert cast("Any", tree.root()) == tuple(value**2 for value in range(sum(sizes)))
    assert max(held) <= FAN
