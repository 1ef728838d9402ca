"""What can go wrong on the way: nothing recorded is lost, and the run is finished afterwards."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.engines import hired
from boilerbench.errors import RunError
from boilerbench.manifests import Settings
from boilerbench.records import Extraction
from boilerbench.running import run
from boilerbench.runs import Run
from tests.engines.clusters import Cluster, cluster, end, end_all

MakeCorpus = Callable[..., Path]

PAGES = 40
SLOW = "import time\ndef extract(html, url=None):\n    time.sleep(0.05)\n    return html * 4\n"
ALLOWED_FAILURES = "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"


class After:
    """Progress that does something once, when so many pages are recorded."""

    def __init__(self, pages: int, then: Callable[[], object]) -> None:
        self._left, self._then = pages, then

    def begin(self, extractions: int) -> None:
        """Nothing to show."""

    def step(self, system: object, extraction: Extraction) -> None:
        self._left -= 1
        if self._left == 0:
            self._then()

    def end(self) -> None:
        """Nothing to show."""


@pytest.fixture
def slow(tmp_path: Path) -> str:
    (tmp_path / "slow.py").write_text(SLOW, encoding="utf-8")
    return str(tmp_path / "slow.py")


def _recorded(out: Path) -> list[bytes]:
    return [
        line
        for file in out.glob("extractions/*.jsonl")
        for line in file.read_bytes().splitlines()[1:]
    ]


def _finish(out: Path, spec: str, folder: Path) -> Run:
    """Go on with a run: all that was recorded is as it was, and every page is there once."""
    before = _recorded(out)
    made = run([spec], open_corpus(folder), out=out, jobs=2)
    after = _recorded(out)
    assert after[: len(before)] == before
    assert len(after) == PAGES
    assert {one.outcome for one in made.extractions(made.manifest.systems[0]).values()} == {"ok"}
    return made


def _on(made: Cluster, spec: str, folder: Path, out: Path, then: Callable[[], object]) -> Run:
    """A run on a cluster to which something happens after a few pages."""
    with hired("dask", made.address, 2) as engine:
        return run(
            [spec],
            open_corpus(folder),
            out=out,
            jobs=2,
            executor=engine.executor,
            progress=After(4, then),
        )


def test_a_killed_worker_costs_nothing(make_corpus: MakeCorpus, slow: str, tmp_path: Path) -> None:
    """Its batches are extracted by the other one, and every page is recorded once."""
    folder, out = make_corpus(PAGES), tmp_path / "run"
    with cluster(tmp_path) as two:
        made = _on(two, slow, folder, out, lambda: end(two.workers[0]))
    assert len(_recorded(out)) == PAGES
    assert len(made.extractions(made.manifest.systems[0])) == PAGES


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "closed"])
def test_without_its_scheduler_a_run_ends_with_what_stands(
    make_corpus: MakeCorpus, slow: str, tmp_path: Path, how: int
) -> None:
    """However the scheduler went, a sentence says what is recorded and how to go on."""
    folder, out = make_corpus(PAGES), tmp_path / "run"
    with cluster(tmp_path) as two, pytest.raises(RunError, match="The engine failed") as told:
        _on(two, slow, folder, out, lambda: end(two.scheduler, how))
    assert not logging.getLogger("distributed.client").isEnabledFor(logging.ERROR)
    assert f"{len(_recorded(out))} of 40 extractions recorded" in str(told.value)
    assert f"boilerbench run --resume --out {out}" in str(told.value)
    assert 4 <= len(_recorded(out)) < PAGES
    _finish(out, slow, folder)


def test_a_batch_that_dask_gives_up_ends_the_run(
    make_corpus: MakeCorpus, slow: str, tmp_path: Path
) -> None:
    """Where the cluster holds a batch guilty of its workers' deaths, the sentence names that."""
    folder, out = make_corpus(PAGES), tmp_path / "run"
    with (
        cluster(tmp_path, settings={ALLOWED_FAILURES: "0"}) as two,
        pytest.raises(RunError, match=r"The engine failed \(KilledWorker: .*--resume --out"),
    ):
        _on(two, slow, folder, out, lambda: end_all(two.workers))
    assert len(_recorded(out)) >= 4
    _finish(out, slow, folder)


def test_without_any_worker_a_run_does_not_wait_for_ever(
    make_corpus: MakeCorpus, slow: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scheduler that is left alone is given up after a while, with what stands."""
    monkeypatch.setattr("boilerbench.engines.dask.DESERTED_SECONDS", 2)
    folder, out = make_corpus(PAGES), tmp_path / "run"
    with (
        cluster(tmp_path, workers=1) as one,
        pytest.raises(RunError, match=r"failed \(the cluster has had no worker for 2 s\), with "),
    ):
        _on(one, slow, folder, out, lambda: end(one.workers[0]))
    assert 4 <= len(_recorded(out)) < PAGES
    _finish(out, slow, folder)


def _child(command: str, *arguments: str) -> subprocess.Popen[str]:
    """The command line in a process of its own, behind what a shell does first.

    Its coverage is not measured: what that writes at the end would meet the full disk as well.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    return subprocess.Popen(
        ["sh", "-c", f'{command} exec "$@"', "sh", sys.executable, "-m", "boilerbench", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=own,
    )


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_a_full_disk_ends_the_run_and_keeps_whole_lines(
    make_corpus: MakeCorpus, slow: str, tmp_path: Path, engine: str
) -> None:
    """What the disk takes no more of is not half written, and a sentence says what to do."""
    folder, out = make_corpus(PAGES), tmp_path / "run"
    with ExitStack() as stack:
        where = ["--engine", engine]
        if engine == "dask":
            where += ["--scheduler", stack.enter_context(cluster(tmp_path)).address]
        run_it = ["run", slow, "--corpus", str(folder), "--out", str(out), *where]
        _, told = (child := _child("ulimit -f 64;", *run_it)).communicate(timeout=120)
    assert child.returncode == 3, told
    assert "cannot be written (File too large)" in told
    assert "Traceback" not in told
    assert 4 <= len(_recorded(out)) < PAGES
    _finish(out, slow, folder)


@pytest.mark.parametrize(
    ("engine", "how"),
    [("local", signal.SIGTERM), ("dask", signal.SIGTERM), ("dask", signal.SIGINT)],
)
def test_asked_to_end_the_host_says_what_stands(
    make_corpus: MakeCorpus, slow: str, tmp_path: Path, engine: str, how: int
) -> None:
    """SIGTERM to the host, and ^C to all in its terminal, end a run and a cluster of its own."""
    folder, out = make_corpus(PAGES), tmp_path / "run"
    arguments = ["--corpus", str(folder), "--out", str(out), "--jobs", "2", "--engine", engine]
    child = _child("", "run", slow, *arguments)
    deadline = time.monotonic() + 120
    while len(_recorded(out)) < 4:
        assert time.monotonic() < deadline, "the run never got so far"
        time.sleep(0.02)
    (os.killpg if how == signal.SIGINT else os.kill)(child.pid, how)
    _, told = child.communicate(timeout=60)
    assert child.returncode == 130, told
    assert f"boilerbench run --resume --out {out}" in told
    assert "Traceback" not in told
    assert not _of_session(child.pid)
    _finish(out, slow, folder)


def _of_session(leader: int) -> list[str]:
    """The processes that still live in a session."""
    listed = subprocess.run(
        ["ps", "-s", str(leader), "-o", "args="], capture_output=True, text=True, check=False
    )
    return [line for line in listed.stdout.splitlines() if "<defunct>" not in line]


def test_a_wall_clock_that_jumps_ends_no_page(
    make_corpus: MakeCorpus, slow: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deadlines are of the clock that only goes on: a day more or less changes nothing."""
    folder, out = make_corpus(PAGES), tmp_path / "run"
    now, calls = time.time, iter(range(1_000_000))
    monkeypatch.setattr(time, "time", lambda: now() + (-1) ** next(calls) * 86_400.0)
    made = run([slow], open_corpus(folder), out=out, jobs=2, settings=Settings(timeout=5.0))
    found = made.extractions(made.manifest.systems[0]).values()
    assert {(one.outcome, one.attempts) for one in found} == {("ok", 1)}
    assert all(one.timing and 0 < one.timing.wall_ns < 5e9 for one in found)


def test_no_module_measures_by_the_wall_clock() -> None:
    """Only dates that are written down come from it."""
    package = Path(sys.modules["boilerbench"].__file__ or "").parent
    wall = ("time.time(", "time_ns()", "datetime.now()", "import time()")
    guilty = [
        str(file)
        for file in package.rglob("*.py")
        if any(f" {one}" in file.read_text(encoding="utf-8") for one in wall)
    ]
    assert guilty == []
