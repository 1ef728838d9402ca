"""The command line where it may not write, has no disk or program left, or is told to stop."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

MakeCorpus = Callable[..., Path]
Told = Callable[..., tuple[int, str, str]]


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become somebody who may not write")
def test_a_folder_that_may_not_be_written_is_one_sentence(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """Somebody without the right to write is told so, with exit code 3."""
    make_corpus(1)
    tmp_path.chmod(0o755)  # below it, relative paths are all that a nobody can reach
    run = "cli.exit_code(['run', 'oracle', '--corpus', './ferry', '--out', {!r}])"
    code = (
        "import os, sys\n"
        "import boilerbench.cli as cli\n"
        f"assert {run.format('first')} == 0\n"  # all is imported before rights are lost
        "os.setgid(65534); os.setuid(65534)\n"
        f"sys.exit({run.format('second')})"
    )
    # Coverage could not write down what a nobody ran.
    environment = {name: os.environ[name] for name in os.environ if "COVERAGE" not in name}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 3, done.stderr
    assert "Permission denied" in done.stderr
    assert "--out" in done.stderr
    assert "Traceback" not in done.stderr


def _may_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    tried = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs none /mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _may_mount(), reason="needs a kernel that lets us mount a small disk")
def test_a_full_disk_keeps_what_was_recorded(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """A full disk ends a run in one sentence; resumed on a larger one, it completes."""
    folder = make_corpus(8)
    for page in folder.glob("*.html"):
        noise = os.urandom(24_000).hex().encode()
        page.write_bytes(page.read_bytes() + b"<!--" + noise + b"-->")
    disk = tmp_path / "disk"
    disk.mkdir()
    run = f"{sys.executable} -m boilerbench run everything --corpus {folder} --out {disk}/run"
    script = (
        f"mount -t tmpfs -o size=200k none {disk} && {run}; echo code $?;"
        f"grep -c page {disk}/run/extractions/*.jsonl;"
        f"mount -o remount,size=9m {disk} && {run} --resume; echo code $?"
    )
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, check=False
    )
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "code 3"
    assert 1 <= int(lines[1]) < 8
    assert lines[-1] == "code 0"
    assert "Corpus ferry: 8 pages" in done.stdout


def test_a_term_signal_is_like_an_interrupt(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """Asked to end, a run ends its workers, keeps what stands and says how to go on."""
    slow = tmp_path / "slow_term.py"
    slow.write_text("import time\ndef extract(html, url=None):\n    time.sleep(60)\n", "utf-8")
    command = [sys.executable, "-m", "boilerbench", "run", str(slow), "oracle"]
    child = subprocess.Popen(
        [*command, "--corpus", str(make_corpus(2)), "--out", "r", "--jobs", "1"],
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not list(Path("r").glob("extractions/*.jsonl")) and time.monotonic() < deadline:
        time.sleep(0.05)
    child.terminate()
    _, told = child.communicate(timeout=30)
    assert child.returncode == 130
    assert "boilerbench run --resume --out r" in told


def test_a_named_program_that_cannot_be_started_is_exit_4(
    told: Told, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """Where no page of it could be tried it is as one that is unavailable; one page is enough."""
    program = tmp_path / "noshebang"
    program.write_text("cat")
    program.chmod(0o755)
    corpus = make_corpus(2)
    code, out, _ = told("run", "exec:./noshebang", "--corpus", corpus)
    assert (code, "unavailable" in out) == (4, True)
    pages = {page.stem: {"articleBody": "x"} for page in sorted(corpus.glob("*.html"))}
    (tmp_path / "one.json").write_text(json.dumps(dict(list(pages.items())[:1])))
    assert told("run", "outputs:one.json", "--corpus", corpus)[0] == 0
    (tmp_path / "none.json").write_text(json.dumps({"other": {"articleBody": "x"}}))
    assert told("run", "outputs:none.json", "--corpus", corpus)[0] == 4


def test_a_closed_pipe_is_no_error() -> None:
    """`boilerbench … | head -1` ends quietly."""
    command = f"{sys.executable} -m boilerbench corpus show summit | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("page:")


def test_a_reader_that_has_gone_is_no_failure(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """More than a pipe holds, to one that reads nothing, ends with 0 and no word; so `pipefail`."""
    table = ["--texts", "full", "--quiet", "--jsonl", "-"]
    corpus, boilerbench = make_corpus(300), [sys.executable, "-m", "boilerbench"]
    run = [*boilerbench, "run", "everything", "--corpus", str(corpus), "--out", "r", "--quiet"]
    subprocess.run(run, cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    read, write = os.pipe()
    os.close(read)
    export = [*boilerbench, "export", "r", *table]
    done = subprocess.run(
        export, cwd=tmp_path, stdout=write, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_table_for_a_stdout_that_is_closed_is_one_sentence(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """Who wants it there is told to name a file."""
    boilerbench = f"{sys.executable} -m boilerbench"
    run = f"{boilerbench} run nothing --corpus {make_corpus(1)} --out r --quiet > log"
    export = f"{boilerbench} export r --csv - >&-"
    done = subprocess.run(
        ["sh", "-c", f"{run} && {export}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert (
        done.stderr
        == "boilerbench: Stdout is closed, so that nothing can be written to -: name a file.\n"
    )
