"""Work on many items by several processes, or by this one; the same either way."""

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")


class Each(Protocol):
    """Has a function done for each item; what comes of it stands in the items' order.

    One process begins an item when the one before has been taken; several begin at once, and go
    on while nobody waits for them.
    """

    def __call__(self, work: Callable[[Item], Done], items: Iterable[Item], /) -> Iterator[Done]:
        """What comes of each item."""
        ...


@contextmanager
def hands(jobs: int, ready: Callable[[], object] = int) -> Iterator[Each]:
    """So many processes, which do `ready` while they wait; 1 is this process alone."""
    if jobs == 1:
        yield here
        return
    # Spawned: forked ones would inherit the threads of numpy in whatever state they are.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _settle, (ready,))

    def each(work: Callable[[Item], Done], items: Iterable[Item], /) -> Iterator[Done]:
        return pool.map(work, items)

    try:
        pool.submit(int)
        yield each
    finally:
        pool.shutdown(cancel_futures=True)


def in_portions(
    each: Each, work: Callable[[Item], Done], items: Iterator[Item], size: int
) -> Iterator[Done]:
    """The same where not all may be needed: so many items are begun at a time."""
    while some := list(islice(items, size)):
        yield from each(work, some)


def here(work: Callable[[Item], Done], items: Iterable[Item], /) -> Iterator[Done]:
    """This process alone."""
    return map(work, items)


def _settle(ready: Callable[[], object]) -> None:
    """^C is for the process that began the others, and ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ready()
