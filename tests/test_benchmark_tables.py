"""`python -m benchmarks.table`: files of pytest-benchmark, ours and its own, as tables."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.table import main, ratio, readable
from boilerbench.manifests import Machine
from boilerbench.reporting.pytest_benchmark import Timed, report, written

Printed = Callable[..., Result]
MACHINE = Machine(system="Linux 6.1 x86_64", python="3.12.1", processor="", cores=2)


@pytest.fixture
def printed(tmp_path: Path) -> Callable[..., Result]:
    """A function that writes a file and prints it as tables."""

    def run(content: str, *more: str) -> Result:
        file = tmp_path / "x.json"
        file.write_text(content, encoding="utf-8")
        return CliRunner().invoke(main, [str(file), *more])

    return run


def ours() -> str:
    timed = [
        Timed(name="slow", fullname="news::slow", group="news", seconds=(0.03, 0.04)),
        Timed(name="fast", fullname="news::fast", group="news", seconds=(0.01, 0.5)),
        Timed(name="alone", fullname="types::alone", group="types", seconds=(0.0,)),
    ]
    return written(report(timed, MACHINE, created="2026-01-02", project="tool"))


def test_each_group_is_a_table_with_the_fastest_first(printed: Printed) -> None:
    """Times in a unit that suits, each beside the fastest; other groups apart."""
    lines = printed(ours()).output.splitlines()
    assert lines[0] == "**news**"
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if "|" in line]
    assert ["fast", "10.0 ms", "1.00", "2"] in cells
    assert ["slow", "30.0 ms", "3.00", "2"] in cells
    assert ["alone", "0.00 ns", "-", "1"] in cells
    assert cells.index(["fast", "10.0 ms", "1.00", "2"]) < cells.index(
        ["slow", "30.0 ms", "3.00", "2"]
    )


def test_what_is_compared_can_be_chosen(printed: Printed) -> None:
    """Another statistic, another row to divide by, only one group, as text."""
    out = printed(
        ours(), "--group", "new", "--statistic", "median", "--beside", "fast", "--format", "table"
    ).output
    assert "alone" not in out
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines() if "ms" in line}
    assert rows["slow"][:2] == ["35.0", "ms"]
    assert rows["fast"] == ["255", "ms", "1.00", "2"]
    assert rows["slow"][2] == "0.14"


def test_a_test_function_is_named_by_its_parameter(printed: Printed) -> None:
    """Entries of a suite are called what they are about; one without a group has a dash."""
    stats = {"min": 1.0, "median": 1.0, "mean": 1.0, "rounds": 1}
    entries = [
        {"name": "test_metric[lcs]", "param": "lcs", "stats": stats, "group": None},
        {"name": "test_round_trip", "param": None, "stats": stats, "group": None},
    ]
    out = printed(json.dumps({"benchmarks": entries})).output
    assert "**-**" in out
    assert "| lcs " in out
    assert "| round trip " in out


@pytest.mark.parametrize(
    ("content", "more", "told"),
    [
        ("[]", (), "x.json is no file of pytest-benchmark"),
        (ours(), ("--group", "blogs"), "has no such group; it has news, types."),
    ],
)
def test_what_cannot_be_shown_is_an_error(
    printed: Printed, content: str, more: tuple[str, ...], told: str
) -> None:
    """A file of another kind and a group that is not there are told in one sentence."""
    result = printed(content, *more)
    assert result.exit_code == 1
    assert told in result.output


def test_numbers_have_three_digits_that_count() -> None:
    """From nanoseconds to thousands of seconds."""
    times = (2.5e-9, 3.21e-6, 0.0456, 7.0, 1234.5)
    expected = ["2.50 ns", "3.21 µs", "45.6 ms", "7.00 s", "1,234 s"]
    assert [readable(one) for one in times] == expected
    assert ratio(1.0, 0.25) == "4.00"
