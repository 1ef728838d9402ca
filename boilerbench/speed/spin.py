"""Works as fast as it can for as long as it is told: one of the processes of the cores probe.

Started by its path; imports nothing of ours. Each line on stdin is a number of milliseconds, each
line on stdout how many turns of an empty loop it made in each of them. End of input ends it.
"""

import sys
import time


def spin(seconds: float) -> float:
    """Turns of an empty loop per millisecond, over so many seconds of wall time."""
    turns = 0
    start = time.perf_counter()
    end = start + seconds
    while (now := time.perf_counter()) < end:
        for _ in range(2000):
            pass
        turns += 2000
    return turns / (now - start) / 1000


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(f"{spin(float(line) / 1000)}\n")
        sys.stdout.flush()
