"""Calls under the timing protocol: no garbage collector in them, the core's pace around them.

For Python 3.7 or later, as worker.py, which loads it with the first such call.
"""

from typing import Any, Callable, Dict

TURNS = 20000
"""Of an empty loop: a third of a millisecond on a core that is free."""


class Track:
    """What surrounds timed calls: the collector is off from `begin` to `end`, each with a lap.

    `clock` and `collector` (the functions of gc by name) are as they were before foreign code ran.
    """

    def __init__(self, clock: Callable[[], int], collector: Dict[str, Any]) -> None:
        self.clock = clock
        self.gc = collector
        self.collects = self.gc["isenabled"]()
        self.gc["collect"]()
        if self.gc.get("freeze"):  # so that each collection looks at what is new; PyPy has none
            self.gc["freeze"]()

    def lap(self) -> int:
        """Wall nanoseconds of a loop that is always the same: how fast this core runs just now."""
        start = self.clock()
        for _ in range(TURNS):
            pass
        return self.clock() - start

    def begin(self) -> int:
        self.gc["collect"]()
        self.gc["disable"]()
        return self.lap()

    def end(self) -> int:
        after = self.lap()
        if self.collects:
            self.gc["enable"]()
        return after
