"""What the harness costs, measured: whole runs beside their calls, starts, start-up, memory."""

import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final, TypeVar

from boilerbench.commands import Command
from boilerbench.corpora.corpus import Corpus
from boilerbench.manifests import SystemRecord
from boilerbench.records import Extraction
from boilerbench.running import run
from boilerbench.runs import RUNS, newest_folder, read_run
from boilerbench.sessions import Session
from boilerbench.speed.cores import CoresProbe, is_quiet

JOBS: Final = 2

PAUSE: Final = 2.0  # seconds between windows that did not count
ECHO: Final = "def extract(html, url=None):\n    return html[: len(html) // 20]\n"
CLOCK: Final = (
    "import time\n\n\ndef extract(html, url=None):\n    return str(time.process_time_ns())\n"
)

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Window:
    """One run over a corpus: seconds of wall, of its calls, of the host's CPU.

    `warm` is the wall from the moment when its workers are ready to the last page.
    """

    wall: float
    warm: float
    calls: float
    host_cpu: float
    pages: int
    free: tuple[float, float] = (0.0, 0.0)

    @property
    def quiet(self) -> bool:
        """Whether the probe found the cores free before and after."""
        return is_quiet(min(self.free), JOBS)

    @property
    def ratio(self) -> float:
        """Wall over what the calls would take on their cores."""
        return self.wall / (self.calls / JOBS)

    @property
    def warm_ratio(self) -> float:
        """The same from the moment when the workers are ready."""
        return self.warm / (self.calls / JOBS)


def run_window(spec: str, corpus: Corpus) -> Window:
    """A whole run of an opened corpus by two workers; every page must be answered."""
    watch = _Watch()
    with tempfile.TemporaryDirectory() as folder:
        cpu, start = _cpu(), time.perf_counter()
        made = run([spec], corpus, out=Path(folder, "run"), jobs=JOBS, progress=watch)
        wall, spent = time.perf_counter() - start, _cpu() - cpu
        (system,) = made.manifest.systems
        found = list(made.extractions(system).values())
    assert len(found) == len(corpus.pages)
    assert {one.outcome for one in found} <= {"ok", "empty"}
    timings = [one.timing for one in found if one.timing]
    assert len(timings) == len(found)
    calls = sum(one.wall_ns for one in timings) / 1e9
    return Window(wall, watch.seconds, calls, spent, len(found))


class _Watch:
    """Progress that only reads the clock: when the first page may begin, and when all are done."""

    seconds = 0.0

    def begin(self, extractions: int) -> None:
        """The workers are ready."""
        assert extractions
        self.seconds = -time.perf_counter()

    def step(self, system: SystemRecord, extraction: Extraction) -> None:
        """One more page."""

    def end(self) -> None:
        """All pages are recorded."""
        self.seconds += time.perf_counter()


def cpu_of_a_bare_run() -> tuple[float, float, float]:
    """CPU seconds of `boilerbench run`: extractors' calls, their imports, all else.

    All else is the command from its start to the printed table: opening, running, scoring,
    launchers. Imports are taken by wall, and what workers do between calls (see
    `cpu_of_round_trips`) is in none of them.
    """
    with tempfile.TemporaryDirectory() as folder:
        cpu = _cpu_of_children()
        command = [sys.executable, "-m", "boilerbench", "run", "--quiet", "--jobs", str(JOBS)]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
        spent = _cpu_of_children() - cpu
        made = read_run(newest_folder(Path(folder, RUNS)))
        calls = imports = 0.0
        for system in made.manifest.systems:
            assert system.reason is None
            timings = [one.timing for one in made.extractions(system).values() if one.timing]
            calls += sum(one.cpu_ns for one in timings) / 1e9
            imports += sum(one.first for one in timings) * (system.import_ms or 0.0) / 1e3
    return calls, imports, spent


def windows(spec: str, corpus: Corpus, probe: CoresProbe, most: int) -> Iterator[Window]:
    """At most so many windows, each with the probe's readings before and after it."""
    for number in range(most):
        if number:
            time.sleep(PAUSE)
        before = probe.read(JOBS)
        window = run_window(spec, corpus)
        yield _read(window, before, probe.read(JOBS))


def quiet_windows(found: Iterator[Window], wanted: int) -> tuple[list[Window], bool]:
    """The first quiet windows, or the least disturbed, and whether as many as wanted were quiet."""
    seen: list[Window] = []
    for window in found:
        seen.append(window)
        if sum(one.quiet for one in seen) == wanted:
            break
    quiet = [one for one in seen if one.quiet]
    if len(quiet) == wanted:
        return quiet, True
    return sorted(seen, key=lambda one: min(one.free))[-wanted:], False


def start_beyond_imports(folder: Path, rounds: int = 10) -> list[float]:
    """Seconds from nothing to a worker's greeting, without what its adapter's import took."""
    found = []
    for _ in range(rounds):
        with Session(_adapter(folder, "echo.py", ECHO)) as session:
            start = time.perf_counter()
            greeting = session.greeting()
            found.append(time.perf_counter() - start - (greeting.import_ns or 0) / 1e9)
    return found


def cpu_of_round_trips(folder: Path, page: bytes, rounds: int = 300) -> tuple[float, float]:
    """CPU seconds of a page there and back: the host's, and the worker's beyond the call."""
    with Session(_adapter(folder, "clock.py", CLOCK)) as session:
        first = int(session.ask(page).text)
        before = time.process_time()
        replies = [session.ask(page) for _ in range(rounds)]
        host = time.process_time() - before
    calls = sum(one.timing.cpu_ns for one in replies if one.timing)
    worker = int(replies[-1].text) - first - calls
    return host / rounds, worker / 1e9 / rounds


def start_up(*arguments: str, rounds: int = 10) -> list[tuple[float, float]]:
    """Wall and CPU seconds of `boilerbench` with arguments that only tell, each time anew."""
    command = [sys.executable, "-m", "boilerbench", *arguments]
    found = []
    for _ in range(rounds):
        cpu, start = _cpu_of_children(), time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found.append((time.perf_counter() - start, _cpu_of_children() - cpu))
    return found


_MEASURE: Final = """
import re, sys
from pathlib import Path
from boilerbench import open_corpus, run, score
def peak():
    return int(re.findall(r"VmHWM:\\\\s+(\\\\d+) kB", Path("/proc/self/status").read_text())[0])
corpus = open_corpus(sys.argv[1])
made = run([sys.argv[2]], corpus, out=Path(sys.argv[3]), jobs=2)
ran = peak()
scores = score(made, corpus)
assert scores.rows[0].statuses == {"ok": len(corpus.pages)}, scores.rows[0].statuses
print(ran, peak())
""".replace("\\\\", "\\")


def host_memory(benchmark: Path, folder: Path, pages: int) -> tuple[float, float]:
    """Peak MB of a host that has opened and run AEB's pages, repeated, and that has scored them."""
    source = repeated(benchmark, folder, pages)
    adapter = folder / "echo.py"
    adapter.write_text(ECHO, encoding="utf-8")
    command = [sys.executable, "-c", _MEASURE, source, str(adapter), str(folder / "run")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    ran, scored = (int(number) / 1024 for number in done.stdout.split())
    return ran, scored


def repeated(benchmark: Path, folder: Path, pages: int) -> str:
    """A corpus of so many pages: AEB's, each time with bytes and gold that differ."""
    truth = json.loads((benchmark / "ground-truth.json").read_text(encoding="utf-8"))
    names = sorted(truth)
    for part in ("html", "text"):
        (folder / part).mkdir()
    for number in range(pages):
        name = names[number % len(names)]
        html = gzip.decompress((benchmark / "html" / f"{name}.html.gz").read_bytes())
        (folder / "html" / f"{number:05}.html").write_bytes(html + b"<!-- %d -->" % number)
        text = f"{truth[name]['articleBody']}\n{number}"
        (folder / "text" / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return f"pairs:html={folder / 'html'},text={folder / 'text'}"


def median_of(windows: list[Window], what: Callable[[Window], float]) -> float:
    """The median of one figure over windows."""
    return median(map(what, windows))


def _adapter(folder: Path, name: str, source: str) -> Command:
    (folder / name).write_text(source, encoding="utf-8")
    return Command(sys.executable, str(folder / name))


def _read(window: Window, before: float, after: float) -> Window:
    return Window(
        window.wall,
        window.warm,
        window.calls,
        window.host_cpu,
        window.pages,
        (before, after),
    )


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime + _cpu_of_children()


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
