"""Nothing an extractor starts, fills, closes, kills or connects to reaches past its own page."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from boilerbench.launching import CONTAINMENT_VARIABLE
from boilerbench.sessions import Command, Reply, Session

ADVERSARIES = Path(__file__).parent / "adversaries"
GOOD = b"all is well"


@pytest.fixture(params=["pid-namespace", "subreaper"])
def containment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The containment a worker really gets when this one is asked for."""
    monkeypatch.setenv(CONTAINMENT_VARIABLE, request.param)
    with Session(Command(sys.executable, str(ADVERSARIES / "deaths.py"))) as session:
        return session.greeting().containment


def ask_evil(
    folder: Path, name: str, act: str, *, timeout: float = 20, url: str | None = None
) -> Reply:
    """The reply to an evil page between two good ones; nothing it started is left afterwards."""
    target = shutil.copy(ADVERSARIES / f"{name}.py", folder)
    command = Command(sys.executable, str(target), (("act", act),), timeout=timeout)
    with Session(command) as session:
        before, evil, after = (session.ask(page, url) for page in (GOOD, b"evil", GOOD))
    assert (before.outcome, before.text) == ("ok", GOOD.decode())
    assert (after.outcome, after.text) == ("ok", GOOD.decode())
    assert find_processes(str(target)) == []
    return evil


def find_processes(mark: str) -> list[str]:
    """The command lines, anywhere on this machine, that name `mark`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        found += [line] * (mark in line)
    return found


@pytest.mark.parametrize(
    ("act", "outcome"),
    [
        ("print", "ok"),
        ("read-stdin", "ok"),
        ("flood-stderr", "ok"),
        ("replace-streams", "ok"),
        ("close-all", "crash"),
        ("babble", "bad-output"),
        ("babble-bytes", "bad-output"),
        ("babble-size", "bad-output"),
        ("babble-negative", "bad-output"),
        ("babble-other-page", "bad-output"),
        ("babble-greeting", "bad-output"),
    ],
)
def test_descriptors_cost_one_page_at_most(
    tmp_path: Path, containment: str, act: str, outcome: str
) -> None:
    """Standard streams are the extractor's to use; the worker's own channel breaks this page."""
    reply = ask_evil(tmp_path, "channels", act)
    assert reply.outcome == outcome, (containment, reply)
    assert (reply.reason is None) == (outcome == "ok")


@pytest.mark.parametrize(
    ("act", "outcome"),
    [
        ("new-session", "ok"),
        ("daemon", "ok"),
        ("both-return", "ok"),
        ("child-raises", "ok"),
        ("orphan-keeps-pipes", "crash"),
        ("threads", "ok"),
        ("bomb", "ok"),
        ("kill-group", "crash"),
    ],
)
def test_offspring_dies_with_its_worker(
    tmp_path: Path, containment: str, act: str, outcome: str
) -> None:
    """Children of other sessions, daemons, forks and threads neither block the host nor stay."""
    start = time.monotonic()
    reply = ask_evil(tmp_path, "offspring", act)
    assert reply.outcome == outcome, (containment, reply)
    assert time.monotonic() - start < 5


def test_a_worker_that_kills_all_it_can_kills_itself(tmp_path: Path, containment: str) -> None:
    """In a pid namespace `kill(-1)` and `kill(1)` hit nobody else; elsewhere we do not try."""
    reply = ask_evil(tmp_path, "offspring", "kill-all")
    expected = {"pid-namespace": ("crash", "was killed by SIGKILL")}
    untried = ("error", "RuntimeError: this is no namespace of our own")
    assert (reply.outcome, reply.reason) == expected.get(containment, untried)


def test_a_worker_that_kills_its_parent(tmp_path: Path, containment: str) -> None:
    """Init cannot be killed from inside; a launcher can, and takes worker and daemons along."""
    reply = ask_evil(tmp_path, "offspring", "kill-parent", timeout=1.5)
    assert reply.outcome == ("timeout" if containment == "pid-namespace" else "crash")


def test_a_death_between_pages_costs_no_page(containment: str) -> None:
    """A timer that kills the worker while nobody asks is not the next page's doing."""
    target = str(ADVERSARIES / "offspring.py")
    with Session(Command(sys.executable, target, (("act", "bomb"),))) as session:
        assert session.ask(b"evil").outcome == "ok"
        time.sleep(0.15)
        assert session.ask(GOOD).outcome == "ok", containment


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


@pytest.mark.parametrize(
    "act",
    ["connect", "create-connection", "connect-ex", "datagram", "look-up", "look-up-name"],
)
def test_there_is_no_network(
    tmp_path: Path, containment: str, server: socket.socket, act: str
) -> None:
    """Nobody reaches a server on this machine, or a name: by namespace or by patched sockets."""
    reply = ask_evil(tmp_path, "surroundings", act, url=str(server.getsockname()[1]))
    refused = reply.outcome == "error" or (act == "connect-ex" and reply.text not in ("", "0"))
    assert refused, (containment, reply)
    assert reply.network_attempts >= 1, (containment, reply)
    with pytest.raises(BlockingIOError):
        server.accept()


@pytest.mark.parametrize("act", ["unix", "change"])
def test_what_stays_within_the_process_is_allowed(
    tmp_path: Path, containment: str, act: str
) -> None:
    """Local sockets work, and a changed process still answers the next page."""
    assert ask_evil(tmp_path, "surroundings", act).outcome == "ok", containment


def test_the_surroundings_are_clean(
    tmp_path: Path, containment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No variable, path, descriptor or ignored signal of ours reaches the extractor."""
    for name in ("HTTPS_PROXY", "PYTHONPATH", "AWS_SECRET_ACCESS_KEY", "LC_ALL"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
    seen = json.loads(ask_evil(tmp_path, "surroundings", "reveal").text)
    environment = seen["environment"]
    home = environment.pop("HOME")
    assert environment.pop("BOILERBENCH_NETWORK") in ("namespace", "open")
    assert environment == {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "TMPDIR": f"{home}/tmp",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    assert (seen["folder"], Path(home).exists()) == (home, False)
    # What an editable installation adds is the interpreter's own, wherever it is started.
    added = [path for path in seen["path"] if not path.startswith("__editable__")]
    assert not [path for path in added if "boilerbench" in path or str(tmp_path) in path]
    assert seen["arguments"] == []
    assert seen["ids"] == [os.getuid(), os.getgid(), os.geteuid(), os.getegid()], containment
    assert set(seen["ignored"]) <= {13, 25}  # Python ignores SIGPIPE and SIGXFSZ itself
    assert len(seen["descriptors"]) <= 7
    assert (seen["core"], seen["data"]) == ([0, 0], [2048 << 20] * 2)
    assert seen["address space"] == [-1, -1]
    assert seen["oom"] >= 500


def test_a_host_killed_with_9_leaves_no_worker(tmp_path: Path, containment: str) -> None:
    """The lifeline breaks with the host, and everything goes: worker, launcher and folder."""
    target = shutil.copy(ADVERSARIES / "offspring.py", tmp_path)
    code = (
        "import sys; from boilerbench.sessions import Command, Session\n"
        f"s = Session(Command(sys.executable, {str(target)!r}, (('act', 'new-session'),)))\n"
        "print(s.ask(b'evil').outcome, flush=True); s.ask(b'evil'); input()"
    )
    environment = os.environ | {
        CONTAINMENT_VARIABLE: containment,
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "TMPDIR": str(tmp_path),
    }
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    ) as host:
        assert host.stdout
        assert host.stdout.readline() == b"ok\n"
        assert len(find_processes(str(target))) >= 3
        host.kill()
    deadline = time.monotonic() + 5
    while find_processes(str(target)) or any(tmp_path.glob("boilerbench-*")):
        assert time.monotonic() < deadline, find_processes(str(target))
        time.sleep(0.02)
