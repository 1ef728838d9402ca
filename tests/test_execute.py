"""`exec:` starts a program for every page: what it does costs its own page, and stays contained."""

import json
import os
import shlex
import shutil
import sys
import time
from pathlib import Path

import pytest

from boilerbench.commandlines import program_command
from boilerbench.launching import CONTAINMENT_VARIABLE
from boilerbench.records import Reply
from boilerbench.sessions import Session
from boilerbench.specs import parse_spec
from tests.evil import find_processes

ADVERSARY = Path(__file__).parent / "adversaries" / "programs.py"
GOOD = "all is well \u2713".encode()
MIB = 1 << 20


@pytest.fixture(params=["pid-namespace", "subreaper"])
def containment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(CONTAINMENT_VARIABLE, request.param)
    return str(request.param)


def program(line: str, *, timeout: float = 20, memory_mb: int = 1024) -> Session:
    spec = parse_spec(f"exec:{line}")
    return Session(program_command(spec, memory_mb=memory_mb, timeout=timeout))


def adversary(
    folder: Path, act: str, *, timeout: float = 20, memory_mb: int = 1024
) -> tuple[Session, str]:
    target = shutil.copy(ADVERSARY, folder)
    line = shlex.join([sys.executable, "-I", "-S", str(target), act])
    return program(line, timeout=timeout, memory_mb=memory_mb), str(target)


def ask_evil(folder: Path, act: str, *, timeout: float = 20, memory_mb: int = 1024) -> Reply:
    """The reply to an evil page between two good ones; nothing it started is left afterwards."""
    session, mark = adversary(folder, act, timeout=timeout, memory_mb=memory_mb)
    with session:
        before, evil, after = (session.ask(page) for page in (GOOD, b"evil", GOOD))
    assert (before.outcome, before.text) == ("ok", GOOD.decode())
    assert (after.outcome, after.text) == ("ok", GOOD.decode())
    assert find_processes(mark) == []
    return evil


def test_a_program_gets_the_bytes_and_gives_the_text() -> None:
    """What `cat` is given comes back, and its costs are those of its process."""
    page = b"caf\xc3\xa9\r\n\0" * 400_000
    with program("cat") as session:
        replies = [session.ask(page) for _ in range(2)]
        greeting = session.greeting()
    assert [reply.text for reply in replies] == [page.decode()] * 2
    assert greeting.import_ns is None
    assert greeting.runtime is None
    timings = [reply.timing for reply in replies]
    assert all(timing and 0 < timing.cpu_ns < 10e9 for timing in timings)
    assert all(timing and 100_000 < timing.wall_ns < 10e9 for timing in timings)
    assert [timing and timing.first for timing in timings] == [True, False]


def test_an_empty_page_and_an_empty_answer() -> None:
    """A page without bytes is an end of input, and a program that says nothing found nothing."""
    with program("cat") as session:
        assert session.ask(b"").outcome == "empty"
        assert session.ask(b" \n").text == " \n"


def test_time_and_memory_are_those_of_the_program() -> None:
    """Waiting is wall time, computing is CPU time, and its own peak is counted."""
    code = "import time; time.sleep(0.3); x = b'x' * (100 << 20); sum(range(3 * 10**6)); print(1)"
    with program(shlex.join([sys.executable, "-S", "-c", code])) as session:
        timing = session.ask(b"").timing
    assert timing
    assert 300e6 < timing.wall_ns < 15e9
    assert 10e6 < timing.cpu_ns < timing.wall_ns
    assert 100 * MIB < timing.peak_memory < 160 * MIB


@pytest.mark.parametrize(
    ("act", "text"),
    [
        ("never-read", "unread"),
        ("close-stdin", "closed"),
        ("write-first", "x" * (8 * MIB) + str(4 * MIB)),
    ],
)
def test_nobody_waits_for_another(tmp_path: Path, act: str, text: str) -> None:
    """A program may leave its page unread, or write more than a pipe holds before it reads."""
    session, _ = adversary(tmp_path, act)
    with session:
        for _ in range(2):
            reply = session.ask(bytes(4 * MIB))
            assert (reply.outcome, reply.text) == ("ok", text)


@pytest.mark.parametrize(
    ("act", "text"),
    [
        ("flood-stderr", "still here"),
        ("leave-child", "left some"),
        ("leave-daemon", "left some"),
        ("close-stdout", "said it"),
    ],
)
def test_a_page_ends_when_its_program_does(
    tmp_path: Path, containment: str, act: str, text: str
) -> None:
    """Children that hold its stdout are not waited for, and do not outlive the page by much."""
    start = time.monotonic()
    reply = ask_evil(tmp_path, act)
    assert (reply.outcome, reply.text) == ("ok", text), containment
    assert time.monotonic() - start < 15


@pytest.mark.parametrize("act", ["leave-child", "kill-parent", "sleep"])
def test_the_weakest_containment_still_ends_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    """A program and its children share the group of their starter, and are killed with it."""
    monkeypatch.setenv(CONTAINMENT_VARIABLE, "process-group")
    outcomes = {"leave-child": "ok", "kill-parent": "crash", "sleep": "timeout"}
    assert ask_evil(tmp_path, act, timeout=2).outcome == outcomes[act]


def test_what_a_daemon_writes_is_not_waited_for(tmp_path: Path) -> None:
    """A stray that writes without end cannot make an answer too long."""
    reply = ask_evil(tmp_path, "flood-from-afar")
    assert (reply.outcome, reply.text[:9]) == ("ok", "left some")


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        ("exit", "exited with code 3: no licence"),
        ("segfault", "was killed by SIGSEGV"),
        ("terminate", "was killed by SIGTERM"),
        ("kill-group", "was killed by SIGKILL"),
        ("terminate-group", "was killed by SIGTERM"),
    ],
)
def test_a_death_is_a_crash_with_its_cause(
    tmp_path: Path, containment: str, act: str, reason: str
) -> None:
    """Code or signal, and the last line on stderr; a page that crashed has no time."""
    assert ask_evil(tmp_path, act) == Reply("crash", reason=reason), containment


def test_killing_the_starter_is_a_crash(tmp_path: Path, containment: str) -> None:
    """A program may kill the process that started it: that costs its page, and no other."""
    reply = ask_evil(tmp_path, "kill-parent")
    assert (reply.outcome, reply.reason) == ("crash", "was killed by SIGKILL"), containment


@pytest.mark.parametrize("act", ["sleep", "stop"])
def test_a_hang_is_a_timeout(tmp_path: Path, containment: str, act: str) -> None:
    """What sleeps or is stopped is killed at its deadline, with all that belongs to it."""
    reply = ask_evil(tmp_path, act, timeout=2)
    assert reply == Reply("timeout", reason="no answer within 2 s"), containment


@pytest.mark.parametrize(
    ("act", "text", "replaced"),
    [
        ("latin-1", "caf\ufffd cr\ufffdme", 2),
        ("cut-short", "caf\ufffd", 1),
        ("own-replacement", "\ufffd \ufffd \ufffd\ufffd", 2),
        ("nothing", "", 0),
    ],
)
def test_what_is_no_utf8_is_replaced_and_counted(
    tmp_path: Path, act: str, text: str, replaced: int
) -> None:
    """Bytes of another encoding become U+FFFD, also at the very end."""
    reply = ask_evil(tmp_path, act)
    assert (reply.text, reply.surrogates) == (text, replaced)
    assert reply.outcome == ("ok" if text else "empty")


@pytest.mark.parametrize("act", ["too-much", "endless", "too-much-mended"])
def test_more_than_64_mib_is_bad_output(tmp_path: Path, act: str) -> None:
    """A program is killed when it has said too much, and no more of it is kept."""
    reply = ask_evil(tmp_path, act)
    assert (reply.outcome, reply.reason) == ("bad-output", "wrote more than 64 MiB on stdout")


def test_the_largest_result_arrives(tmp_path: Path) -> None:
    """64 MiB of text is the most that is allowed, and it is allowed."""
    assert len(ask_evil(tmp_path, "just-fits").text) == 64 * MIB


@pytest.mark.parametrize("act", ["fill", "fill-and-die"])
def test_the_memory_cap_holds_for_the_program(tmp_path: Path, act: str) -> None:
    """A request that the cap refuses, and a death near the cap, are of memory."""
    reply = ask_evil(tmp_path, act, memory_mb=120)
    assert reply.outcome == "memory", reply
    far = ask_evil(tmp_path, act, memory_mb=2048)
    assert far.outcome == ("memory" if act == "fill" else "crash"), far


def test_the_surroundings_of_a_program(
    tmp_path: Path, containment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It runs where we are, with our PATH and the page's URL, and has nothing else of ours."""
    for name in ("HTTPS_PROXY", "PYTHONPATH", "AWS_SECRET_ACCESS_KEY", "BOILERBENCH_LANGUAGE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
    monkeypatch.chdir(tmp_path)
    session, _ = adversary(tmp_path, "reveal")
    with session:
        told = json.loads(session.ask(b"evil", "https://example.com/\u00fc?a=b", "de").text)
        untold = json.loads(session.ask(b"evil").text)
    environment = told["environment"]
    assert environment.pop("BOILERBENCH_URL") == "https://example.com/\u00fc?a=b"
    assert environment.pop("BOILERBENCH_LANGUAGE") == "de"
    home = environment.pop("HOME")
    assert environment == {
        "PATH": os.environ["PATH"],
        "TMPDIR": f"{home}/tmp",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    assert not [name for name in untold["environment"] if name.startswith("BOILERBENCH")]
    assert (told["folder"], told["arguments"]) == (str(tmp_path), ["reveal"])
    assert told["descriptors"] == [0, 1, 2], containment
    assert set(told["ignored"]) <= {13, 25}  # Python ignores SIGPIPE and SIGXFSZ itself


def test_a_script_of_its_own_interpreter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`#!/usr/bin/env NAME` finds NAME on our PATH, wherever that is."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "my-shell").symlink_to("/bin/sh")
    script = tmp_path / "mine"
    script.write_text("#!/usr/bin/env my-shell\ntr a-z A-Z\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    with program("./mine") as session:
        assert session.ask(b"page").text == "PAGE"


def test_what_cannot_be_executed_is_unavailable(tmp_path: Path) -> None:
    """A script without an interpreter, or with one that is not there, is said by name."""
    naked, lost = tmp_path / "naked", tmp_path / "lost"
    naked.write_text("print(1)\n", encoding="utf-8")
    lost.write_text("#!/no/such/interpreter\n", encoding="utf-8")
    for script, cause in ((naked, "Exec format error"), (lost, "No such file or directory")):
        script.chmod(0o755)
        with program(str(script)) as session:
            reply = session.ask(b"page")
        assert reply.outcome == "unavailable"
        assert (reply.reason or "").startswith(f"cannot start {script}: {cause}; a script needs")


def test_a_program_that_vanished_is_unavailable(tmp_path: Path) -> None:
    """A program that was there when the run began, and is not now, is said by name."""
    script = Path(shutil.copy("/bin/cat", tmp_path))
    session = program(str(script))
    script.unlink()
    with session:
        assert f"{script} is no program now" in (session.ask(b"").reason or "")
