"""Calls under the timing protocol: no garbage collector in them, the core's pace around them.

For Python 3.7 or later, as worker.py, which loads it with the first such call.
"""

import gc
import time

TURNS = 20000
"""Of an empty loop: a third of a millisecond on a core that is free."""


def lap() -> int:
    """Wall nanoseconds of a loop that is always the same: how fast this core runs just now."""
    start = time.perf_counter_ns()
    for _ in range(TURNS):
        pass
    return time.perf_counter_ns() - start


class Track:
    """What surrounds timed calls: the collector is off from `begin` to `end`, each with a lap."""

    def __init__(self) -> None:
        self.collects = gc.isenabled()
        gc.collect()
        if hasattr(gc, "freeze"):  # PyPy has none: it looks at what lives again and again
            gc.freeze()

    def begin(self) -> int:
        gc.collect()
        gc.disable()
        return lap()

    def end(self) -> int:
        after = lap()
        if self.collects:
            gc.enable()
        return after
