"""Counting instructions, by real valgrind around real workers."""

import shutil
import sys
from pathlib import Path

import pytest

from boilerbench.commands import Command
from boilerbench.errors import UnavailableError
from boilerbench.manifests import Settings, SystemRecord
from boilerbench.records import Gold, HtmlBytes, Page
from boilerbench.specs import parse_spec
from boilerbench.speed.callgrind import find_valgrind, take_counts
from boilerbench.speed.instructions import (
    WARM_PASSES,
    Instructions,
    PageCount,
    calls_on,
    count_instructions,
    remarks_on,
)
from boilerbench.systems import System, resolve

needs_valgrind = pytest.mark.skipif(shutil.which("valgrind") is None, reason="needs valgrind")
pytestmark = pytest.mark.xdist_group("valgrind")  # one process, so that the two counts are shared

# The work it does is what the page says; it imports nothing.
WORKS = """
def extract(html, url=None):
    if html == "odd":
        raise ValueError("odd page")
    total = 0
    for number in range(int(html)):
        total += number
    return str(total)
"""


def a_page(content: str) -> Page:
    return Page(f"page-{content}", HtmlBytes(content.encode()), Gold(text=content))


def a_system(origin: Command | None, reason: str | None = None) -> System:
    return System(SystemRecord("mine", "mine", "extractor", reason=reason), origin)


def an_adapter(folder: Path, code: str) -> System:
    path = folder / "adapter.py"
    path.write_text(code)
    return a_system(Command(sys.executable, str(path)))


def resolved(spec: str) -> System:
    return resolve(parse_spec(spec), Settings(), lambda message: None)


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Instructions, Instructions, int]:
    """Two counts of the same, each with a worker of its own, and how many steps the first took."""
    system = an_adapter(tmp_path_factory.mktemp("adapter"), WORKS)
    pages = [a_page(content) for content in ("20000", "odd", "40000", "40400", "1")]
    steps: list[None] = []
    once = count_instructions(system, pages, step=lambda: steps.append(None))
    return once, count_instructions(system, pages), len(steps)


@needs_valgrind
def test_counts_repeat_in_another_worker(counted: tuple[Instructions, Instructions, int]) -> None:
    """Page by page, two invocations agree within 0.2 per cent of a page of any size."""
    once, again, _ = counted
    assert [page.page for page in once.pages] == [page.page for page in again.pages]
    for first, second in zip(once.pages[:3], again.pages[:3], strict=True):
        assert first.instructions == pytest.approx(second.instructions, rel=0.002)
    assert once.mean == pytest.approx(again.mean, rel=0.002)


@needs_valgrind
def test_counts_grow_with_the_work_done(counted: tuple[Instructions, Instructions, int]) -> None:
    """Twice the work is twice the instructions, one per cent more is one per cent more."""
    single, double, more, nothing = (page.instructions for page in counted[0].pages)
    assert (double - nothing) / (single - nothing) == pytest.approx(2, rel=0.01)
    assert more / double == pytest.approx(1.01, abs=0.002)


@needs_valgrind
def test_the_workers_own_doings_are_hardly_counted(
    counted: tuple[Instructions, Instructions, int],
) -> None:
    """A page on which next to nothing is done costs few instructions."""
    assert counted[0].pages[-1].instructions < 20_000


@needs_valgrind
def test_a_page_that_fails_is_named_and_not_counted(
    counted: tuple[Instructions, Instructions, int],
) -> None:
    """It is asked for once and then left out, and the remark says how it failed."""
    found, _, steps = counted
    assert [(one.page, one.outcome) for one in found.failed] == [("page-odd", "error")]
    assert "odd page" in (found.failed[0].reason or "")
    assert "page-odd" not in [page.page for page in found.pages]
    assert any("page-odd (error)" in remark for remark in found.remarks)
    assert steps == 4 * (1 + WARM_PASSES) + 1
    assert found.valgrind == find_valgrind().version


@needs_valgrind
def test_pages_that_all_fail_leave_nothing_to_say(tmp_path: Path) -> None:
    """Without a single answer there is no mean, and the first failure is told."""
    system = an_adapter(tmp_path, "def extract(html, url=None):\n    raise ValueError('never')\n")
    with pytest.raises(UnavailableError, match=r"no page was .*: error, .*never\)\.$"):
        count_instructions(system, [a_page("1")])


@needs_valgrind
def test_an_extractor_that_uses_the_mark_is_refused(tmp_path: Path) -> None:
    """What stands between two marks is the call only where nobody else marks."""
    code = "import os\ndef extract(html, url=None):\n    return os.ctermid()\n"
    with pytest.raises(UnavailableError, match="3 counts of a call, two were expected"):
        count_instructions(an_adapter(tmp_path, code), [a_page("1")])


@needs_valgrind
def test_a_worker_that_dies_at_its_start_is_told(tmp_path: Path) -> None:
    """How it ended is there, and what SIGILL means under valgrind."""
    code = "import os, signal\nos.kill(os.getpid(), signal.SIGILL)\n"
    with pytest.raises(UnavailableError, match=r"^Under valgrind .*cannot start.*AVX-512"):
        count_instructions(an_adapter(tmp_path, code), [a_page("1")])


def test_without_valgrind_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is named."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnavailableError, match="`apt-get install valgrind` mends it"):
        find_valgrind()


def test_a_valgrind_that_does_not_run_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program of that name that fails is named with its path."""
    program = tmp_path / "valgrind"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(UnavailableError, match=r"valgrind does not say its version.*status 3"):
        find_valgrind()


@pytest.mark.parametrize("spec", ["exec:cat", "worker:cat"])
def test_programs_are_refused(spec: str) -> None:
    """What is no adapter has no call that could be marked."""
    with pytest.raises(UnavailableError, match="in Python only; a program of its own"):
        count_instructions(resolved(spec), [a_page("1")])


def test_stored_texts_are_refused() -> None:
    """The oracle runs nothing."""
    with pytest.raises(UnavailableError, match="oracle: nothing runs for stored texts"):
        count_instructions(resolved("oracle"), [a_page("1")])


def test_node_is_refused() -> None:
    """The reason is that its counts do not repeat."""
    node = a_system(Command("node", "adapter.mjs", runtime="node"))
    with pytest.raises(UnavailableError, match="in Python only; Node compiles and collects"):
        count_instructions(node, [a_page("1")])


@pytest.mark.parametrize("reason", ["uv says no.", None])
def test_what_cannot_run_here_says_why(reason: str | None) -> None:
    """The reason is that of the run."""
    with pytest.raises(UnavailableError, match=reason or "mine cannot run here"):
        count_instructions(a_system(None, reason), [a_page("1")])


def test_what_makes_counts_less_steady_is_said() -> None:
    """Calls that differ much are told with the worst page; so are seeds that change."""
    steady, loose = PageCount("a", 100, 300, 0.01), PageCount("b", 100, 300, 0.125)
    assert remarks_on([steady], [], "x86_64") == ()
    spread, seeds = remarks_on([steady, loose], [], "aarch64")
    assert "1 of 2 pages, most on b (12.5%)" in spread
    assert seeds.startswith("On aarch64 the seeds")


def test_every_page_is_called_once_cold_and_some_times_warm() -> None:
    """So long a progress line is."""
    assert calls_on([a_page("1"), a_page("2")]) == 2 * (1 + WARM_PASSES)


def test_counts_are_read_in_the_order_of_the_marks(tmp_path: Path) -> None:
    """Not in that of their names; what callgrind leaves at its end is no count of a call."""
    for number, count in ((2, 20), (10, 100), (9, 90)):
        (tmp_path / f"counts.{number}").write_text(f"version: 1\nsummary: {count}\n\nfn=(1) x\n")
    (tmp_path / "counts").write_text("summary: 5\n")
    assert take_counts(tmp_path) == (20, 90, 100)
    assert take_counts(tmp_path) == ()
