"""A fetch that is killed, at any moment: nothing half-usable is left, and the next goes on."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from boilerbench.corpora.cloning import BATCH
from boilerbench.corpora.fetched import changed, home_of, receipt_of
from boilerbench.corpora.fetching import fetch
from boilerbench.corpora.public import Public
from tests.publishing import File, publish

NUMBER = BATCH
FILES: dict[str, File] = {
    path: content
    for number in range(NUMBER)
    for path, content in (
        (f"html/{number}.html", b"<p>page %d" % number),
        (f"text/{number}.txt", b"page %d" % number),
    )
}
SCRIPT = """
import os, signal
from boilerbench.corpora.fetching import fetch
from boilerbench.corpora.public import Public
lines = 0
def said(line):
    global lines
    lines += 1
    print(line, flush=True)
    if lines == {last}:
        os.kill(os.getpid(), signal.SIGKILL)
fetch({entry!r}, said)
"""


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Public:
    monkeypatch.setenv("BOILERBENCH_DATA", str(tmp_path / "data"))
    return publish(tmp_path / "origin", FILES, pages=NUMBER)


def start(entry: Public, last: int = 0) -> subprocess.Popen[str]:
    """A process that fetches, and kills itself at that line."""
    script = SCRIPT.format(entry=entry, last=last)
    command = [sys.executable, "-c", script]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ))


def require_all_or_nothing(entry: Public) -> bool:
    """Whether the corpus is there; if so, every file of it is."""
    receipt = receipt_of(entry)
    if receipt is None:
        return False
    assert not changed(home_of(entry.name) / "files", receipt.files)
    assert len(receipt.files) == 2 * NUMBER
    return True


def test_killed_after_every_step(entry: Public) -> None:
    """SIGKILL after each line that a fetch says; it gets further each time, and then is whole."""
    told = []
    for last in range(1, 20):
        with start(entry, last) as process:
            told.append(process.stdout.read() if process.stdout else "")
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL
        assert not require_all_or_nothing(entry)
    assert require_all_or_nothing(entry)
    assert "Going on with what an earlier fetch of tiny left." in told[-1]
    # Nothing that had arrived was fetched again.
    assert "Fetching" not in told[-1].replace("Fetching the list", "")


def test_killed_at_any_moment(entry: Public) -> None:
    """SIGKILL from outside after ever longer times, and what is left is always good to go on."""
    done = False
    for attempt in range(8):
        with start(entry) as process:
            try:
                process.wait(timeout=0.25 + 0.15 * attempt)
            except subprocess.TimeoutExpired:
                process.kill()
        done = require_all_or_nothing(entry) or done
    said: list[str] = []
    assert fetch(entry, said.append).pages == NUMBER
    assert require_all_or_nothing(entry)
    names = {one.name for one in home_of(entry.name).parent.iterdir()}
    assert names == {"tiny", "tiny.lock"}
