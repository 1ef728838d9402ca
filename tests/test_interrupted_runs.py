"""Runs that end early, killed outright or asked to stop: real processes, real signals."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from boilerbench.corpora import open_corpus
from boilerbench.records import Extraction
from boilerbench.running import run
from boilerbench.runs import Run, read_run

MakeCorpus = Callable[..., Path]

SLOW = "import time\ndef extract(html, url=None):\n    time.sleep(0.2)\n    return html[:50]\n"


def _adapter(folder: Path, code: str, name: str) -> str:
    (folder / name).write_text(code, encoding="utf-8")
    return str(folder / name)


def _only(made: Run) -> Mapping[str, Extraction]:
    return made.extractions(made.manifest.systems[0])


def _child(folder: Path, spec: str, out: Path) -> subprocess.Popen[str]:
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "boilerbench", "run", spec, "--corpus", str(folder)]
    return subprocess.Popen(
        [*command, "--out", str(out), "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _recorded(out: Path) -> int:
    return sum(max(f.read_bytes().count(b"\n") - 1, 0) for f in out.glob("extractions/*.jsonl"))


def _await_pages(out: Path, pages: int) -> None:
    deadline = time.monotonic() + 60
    while _recorded(out) < pages:
        assert time.monotonic() < deadline, "the run never got so far"
        time.sleep(0.02)


def _workers_of(marker: str) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if marker in line and "worker.py" in line:
            found.append(folder.name)
    return found


def test_kill_9_loses_at_most_the_pages_in_flight(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """A run killed outright leaves no worker, keeps what it recorded, and is resumed."""
    folder, spec, out = make_corpus(30), _adapter(tmp_path, SLOW, "slow_one.py"), tmp_path / "run"
    child = _child(folder, spec, out)
    _await_pages(out, 6)
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    before = _only(read_run(out))
    assert len(before) >= 6
    deadline = time.monotonic() + 10
    while _workers_of(spec) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _workers_of(spec) == []
    made = run([spec], open_corpus(folder), out=out, jobs=2)
    after = _only(made)
    assert len(after) == 30
    assert all(after[page] == extraction for page, extraction in before.items())


def test_interrupting_stops_cleanly_and_says_how_to_go_on(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """^C ends a run with exit code 130 and the command that resumes it."""
    folder, spec, out = make_corpus(30), _adapter(tmp_path, SLOW, "slow_two.py"), tmp_path / "run"
    child = _child(folder, spec, out)
    _await_pages(out, 4)
    os.kill(child.pid, signal.SIGINT)
    _, told = child.communicate(timeout=30)
    assert child.returncode == 130, told
    assert f"boilerbench run --resume --out {out}" in told
    assert "Traceback" not in told
    assert _workers_of(spec) == []
    assert 4 <= len(_only(read_run(out))) < 30
