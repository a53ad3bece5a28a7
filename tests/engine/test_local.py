import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cotejo.engine.budget import BudgetSpent, within
from cotejo.engine.local import LocalEngine


def square(number: int) -> int:
    return number * number


def die_on_three(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


def lost(number: int, why: str) -> int:
    assert "died" in why
    return -number


def test_any_number_of_workers_gives_the_same_in_the_same_order() -> None:
    numbers = list(range(50))
    assert [list(LocalEngine(workers).map(square, numbers, lost)) for workers in (1, 2, 3)] == [[number**2 for number in numbers]] * 3


def test_a_process_that_dies_costs_its_own_item_only() -> None:
    assert list(LocalEngine(2).map(die_on_three, range(12), lost)) == [0, 1, 2, -3, *range(4, 12)]


def test_group_sorts_keys_and_keeps_arrival() -> None:
    assert dict(LocalEngine().group([("b", 1), ("a", 2), ("b", 0)])) == {"a": (2,), "b": (1, 0)}
    assert list(LocalEngine().group([("b", 1), ("a", 2)])) == ["a", "b"]


NODES = some.sampled_from("abcdefgh")


@given(some.lists(NODES), some.lists(some.tuples(NODES, NODES)))
def test_cluster_is_the_connected_components_in_any_order(nodes: list[str], edges: list[tuple[str, str]]) -> None:
    found = LocalEngine().cluster(nodes, edges)
    assert found == LocalEngine().cluster(nodes[::-1], [(right, left) for left, right in edges[::-1]])
    where = {node: at for at, members in enumerate(found) for node in members}
    assert sorted(where) == sorted({*nodes, *(end for edge in edges for end in edge)})
    assert all(where[left] == where[right] for left, right in edges)
    assert len(found) == len(reachable(where, edges))


def reachable(nodes: dict[str, int], edges: list[tuple[str, str]]) -> set[frozenset[str]]:
    """The slow way: grow each node's neighbourhood until it stands still."""
    areas = {node: {node} for node in nodes}
    for _ in nodes:
        for left, right in edges:
            together = areas[left] | areas[right]
            for node in together:
                areas[node] |= together
    return {frozenset(area) for area in areas.values()}


def test_a_budget_stops_work_even_under_a_broad_except() -> None:
    begun = time.monotonic()
    with pytest.raises(BudgetSpent), within(0.1):  # noqa: PT012 - the block is the subject
        try:
            time.sleep(20)
        except Exception:  # noqa: BLE001 - what a careless library does
            time.sleep(20)
    assert time.monotonic() - begun < 5


def test_a_budget_that_is_not_spent_leaves_no_alarm() -> None:
    with within(0.05):
        pass
    time.sleep(0.1)
