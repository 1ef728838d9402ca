"""Figures of speed in print: what is marked, and what is said under the tables."""

from typing import Any

import msgspec

from boilerbench.machines import this_machine
from boilerbench.reporting.speed_remarks import lines_under
from boilerbench.reporting.speeds import (
    change_table,
    interval,
    number,
    page_table,
    start_table,
)
from boilerbench.speed.comparing import SpeedChange, SpeedComparison
from boilerbench.speed.record import Protocol
from boilerbench.speed.results import (
    Cold,
    Counted,
    FreeCores,
    Growth,
    Latency,
    Ratio,
    SpeedRow,
    Speeds,
    Throughput,
    TimedPages,
)

LATENCY = Latency(1.5, 2.0, 1.6, 2.5, 2.4, 8.0, 123.0, "p1", 400.0, 30.5, 0.56)
GROWTH = Growth(1.8, 1.5, 2.1, 60_000, 3_000_000, True, ("p3", "p1"))
ROW = SpeedRow(
    extractor="one",
    label="one",
    version="1.0",
    runtime=None,
    reason=None,
    process_per_page=False,
    pages=4,
    failures={},
    disturbed=0,
    calls=18,
    calls_made=20,
    peak_memory_mb=40.0,
    cold=Cold(300.0, 200.0, 9.0, 3.0),
    latency=LATENCY,
    throughput=Throughput(2, 700.0, 0.9, 3, quiet=True),
    growth=None,
    ratio=None,
    behind=None,
    instructions=None,
)


def row(name: str, **fields: Any) -> SpeedRow:
    return msgspec.structs.replace(ROW, extractor=name, label=name, **fields)


def speeds(*rows: SpeedRow, **fields: Any) -> Speeds:
    plain = Speeds(
        corpus=TimedPages("c", "d", 4, 1.5),
        machine=this_machine(),
        protocol=Protocol(processes=2),
        rows=rows,
        reference="one",
        fastest="one",
        cores=(FreeCores(1, 0.97),),
        rounds=5,
        finished=True,
        seconds=10.0,
    )
    return msgspec.structs.replace(plain, **fields)


def test_numbers_keep_three_digits_that_count() -> None:
    """Neither microseconds of a second nor a second in microseconds."""
    assert [number(x) for x in (None, 0.0, 0.0123, 1.234, 45.67, 1234.5)] == [
        *("-", "0.00", "0.012", "1.23", "45.7", "1,234"),
    ]
    assert interval(Ratio(0.000206, 0.00019, 0.00022, 9)) == "0.00021 [0.00019, 0.00022]"
    assert interval(Ratio(1.234, 1.1, 1.4, 9)) == "1.23 [1.10, 1.40]"
    assert interval(Ratio(12.34, 11.1, 13.4, 9)) == "12.3 [11.1, 13.4]"


def test_what_is_not_to_be_trusted_is_marked() -> None:
    """A start in every page, a window that was never quiet, growth beyond the linear."""
    busy = Throughput(2, 500.0, 0.7, 3, quiet=False)
    shown = speeds(ROW, row("two", process_per_page=True, throughput=busy, growth=GROWTH))
    assert "two 1.0*" in page_table(shown, "table")
    assert "500?" in page_table(shown, "table")
    assert "1.80 [1.50, 2.10]!" in start_table(shown, "table")
    said = "\n".join(lines_under(shown))
    assert "* The time of a page includes the start of a process." in said
    assert "? at pages/s: in no window were all cores free." in said
    assert "two 1.0 slows down with size: from 59 kB to 2.9 MB" in said
    assert "Dearest a byte: p3, p1." in said


def test_a_quiet_measurement_has_no_warnings() -> None:
    """Only what was done, where, and on which pages."""
    said = list(lines_under(speeds(ROW, fastest=None)))
    assert said[0].startswith("20 calls in 5 rounds; at 18 the core kept its pace")
    assert said[1] == "Free cores before: 1.0 of 1."
    assert len(said) == 5


def test_the_fastest_is_held_against_all_others_the_nearest_first() -> None:
    """As hyperfine ends: who is how many times as fast as whom, and who is not told apart."""
    said = list(
        lines_under(
            speeds(
                ROW,
                row("two", behind=Ratio(4.0, 3.0, 5.0, 4)),
                row("three", behind=Ratio(1.1, 0.9, 1.3, 4)),
            )
        )
    )
    assert said[:3] == [
        "Fastest on the typical page, by CPU time, is one:",
        "  1.10 [0.90, 1.30] times as fast as three 1.0, not told apart",
        "  4.00 [3.00, 5.00] times as fast as two 1.0",
    ]


def test_rows_without_figures_say_why() -> None:
    """Could not run, failed on pages, does not say what a page costs; and what was cut short."""
    bare = {"latency": None, "cold": None, "throughput": None, "pages": 0}
    shown = speeds(
        row("gone", reason="no such version", **bare),
        row("fails", failures={"timeout": 3}, **bare),
        row("mute", **bare),
        row("busy", disturbed=2),
        cores=(),
    )
    stopped = "\n".join(lines_under(msgspec.structs.replace(shown, finished=False)))
    assert stopped.startswith("Not finished: the measurement was stopped")
    assert "mute 1.0 has no figures" not in stopped
    said = "\n".join(lines_under(shown))
    assert "gone could not run: no such version" in said
    assert "fails 1.0 is timed on no page; it failed on: timeout 3." in said
    assert "mute 1.0 has no figures: its worker does not say what a page costs." in said
    assert "2 of 4 page timings had to be taken from disturbed calls" in said
    assert "Free cores" not in said
    assert "2.00?" in page_table(shown, "table")


def test_instructions_are_a_column_where_they_were_counted() -> None:
    """In millions; a reason or a remark stands once under the tables."""
    remark = "seeds are drawn anew"
    shown = speeds(
        row("one", instructions=Counted(12_345_678.0, 4, 1.0, (remark,), None)),
        row("two", instructions=Counted(None, 0, None, (), "two: Python only")),
        row("three", instructions=Counted(12_445_678.0, 4, 1.0081, (remark,), None)),
    )
    assert "12.35" in start_table(shown, "table")
    said = list(lines_under(shown))
    assert said.count(remark) == 1
    assert "two: Python only" in said
    assert "three 1.0 takes +0.81 % instructions beside one." in said
    assert "instructions" not in start_table(speeds(ROW), "table")


def test_one_worker_has_no_column_of_throughput() -> None:
    """There is nothing to say of several."""
    shown = speeds(ROW, protocol=Protocol(processes=1))
    assert "workers" not in page_table(shown, "table")


def test_changes_name_versions_and_instructions() -> None:
    """Before and after where they differ; per cent of instructions where both were counted."""
    ratio = Ratio(1.1, 1.05, 1.15, 4)
    found = SpeedComparison(
        "a",
        "b",
        4,
        (
            SpeedChange("one", "one 1.0", "one 2.0", 2.0, 1.8, ratio, None, 0.95),
            SpeedChange("two", "two 1.0", "two 1.0", 2.0, 1.8, ratio, None, None),
        ),
        (),
    )
    table = change_table(found, "table")
    assert "one 1.0 → one 2.0" in table
    assert "-5.00 %" in table
    assert "1.10 [1.05, 1.15]" in table
    bare = msgspec.structs.replace(found, rows=found.rows[1:])
    assert "instructions" not in change_table(bare, "table")
