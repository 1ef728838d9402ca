"""`pytest benchmarks --group NAME`: the benchmarks of the groups that begin so, and no other."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def collected(*more: str) -> tuple[int, str]:
    """The exit code, and what pytest says it would run of one file of the suite."""
    file = "benchmarks/test_workers.py"
    quietly = ["-m", "pytest", file, "--collect-only", "-q", "-p", "no:randomly", "-p", "no:xdist"]
    done = subprocess.run(
        [sys.executable, *quietly, *more], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_a_group_is_chosen_by_how_it_begins() -> None:
    """Known before anything runs, also where the group follows from a parameter; several add up."""
    code, told = collected("--group", "worker start")
    assert code == 0
    assert "test_start[python]" in told
    assert "test_round_trip" not in told
    _, told = collected("--group", "round trip of 1,", "--group", "worker")
    assert "test_round_trip[1 MB-python]" in told
    assert "139 kB" not in told
    assert "test_start[python]" in told


def test_a_group_that_is_none_is_refused() -> None:
    """The message names those there are."""
    code, told = collected("--group", "no such")
    assert code == 4
    assert "No group begins with no such; there are round trip of 1,000,000 bytes;" in told
