"""Work and its items -> results: the three verbs that every engine has, whatever it runs on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(Protocol):
    """Runs pure functions. The same items give the same results in the same order, however many workers there are."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item], lost: Callable[[Item, str], Result]) -> Iterator[Result]:
        """Apply `work` to each item; results come in the order of the items.

        `work` and the items must be picklable. When the process that held an item dies (killed, out of memory), its
        result is `lost(item, why)`; the other items are not touched by it.
        """
        ...

    def group(self, pairs: Iterable[tuple[str, Item]]) -> Mapping[str, tuple[Item, ...]]:
        """Gather items by key: keys sorted, the items of a key in their order of arrival."""
        ...

    def cluster(self, nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
        """Give the connected components: each sorted, and sorted by their first node. An end of an edge that is no node is one nonetheless."""
        ...
