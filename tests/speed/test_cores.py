"""The probe of free cores."""

import threading

import pytest

from boilerbench.speed.cores import CoresProbe, Reading, is_quiet


def test_no_reading_is_of_more_cores_than_processes() -> None:
    """So many processes never do more than so many cores' work, by the best ever seen."""
    with CoresProbe(2) as probe:
        readings = [probe.take(n) for n in (1, 2, 1, 2)]
        assert all(0 < probe.free(one) <= one.processes for one in readings)
        assert 0 < probe.read(2) <= 2


def test_early_readings_are_judged_by_what_is_known_later() -> None:
    """A faster process later on makes less of what an earlier one did."""
    probe = CoresProbe(1)
    probe.best = 50.0
    reading = Reading(1, 50.0)
    assert probe.free(reading) == 1
    probe.best = 100.0
    assert probe.free(reading) == 0.5


@pytest.mark.parametrize(
    ("free", "processes", "quiet"), [(0.8, 1, True), (0.79, 1, False), (1.7, 2, True)]
)
def test_a_quiet_machine_gives_each_process_four_fifths_of_a_core(
    free: float, processes: int, quiet: bool
) -> None:
    """Less than that is a machine on which others work."""
    assert is_quiet(free, processes) is quiet


def test_the_spinners_end_with_the_probe() -> None:
    """No process is left behind, and none of our threads."""
    threads = threading.active_count()
    with CoresProbe(2) as probe:
        spinners = list(probe._spinners)
    assert all(spinner.poll() is not None for spinner in spinners)
    assert threading.active_count() == threads
