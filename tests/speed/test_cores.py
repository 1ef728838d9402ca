"""The probe of free cores."""

import threading

import pytest

from boilerbench.speed.cores import CoresProbe, Reading, best_of, free_cores, is_quiet


def test_no_reading_is_of_more_cores_than_processes() -> None:
    """So many processes never do more than so many cores' work, by the best ever seen."""
    with CoresProbe(2) as probe:
        readings = [probe.take(n) for n in (1, 2, 1, 2)]
        best = best_of(readings)
        assert all(0 < free_cores(one, best) <= len(one.rates) for one in readings)
        assert 0 < probe.read(2) <= 2
        assert probe.best >= best


def test_early_readings_are_judged_by_what_is_known_later() -> None:
    """A faster process later on makes less of what an earlier one did."""
    early, late = Reading((50.0, 50.0)), Reading((100.0, 60.0))
    assert free_cores(early, best_of([early])) == 2
    assert free_cores(early, best_of([early, late])) == 1
    assert best_of([]) == 1


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
