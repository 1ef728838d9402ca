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
from boilerbench.pins import SUFFIXES, Runtime
from boilerbench.sessions import Session
from tests.evil import (
    ADVERSARIES,
    GOOD,
    INTERPRETERS,
    RUNTIMES,
    ask_evil,
    cases,
    command_for,
    find_processes,
)


@pytest.fixture(params=["pid-namespace", "subreaper"])
def containment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The containment a worker really gets when this one is asked for."""
    monkeypatch.setenv(CONTAINMENT_VARIABLE, request.param)
    with Session(command_for("python", ADVERSARIES / "deaths.py")) as session:
        return session.greeting().containment


DESCRIPTORS = [
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
]


@pytest.mark.parametrize(("runtime", "act", "outcome"), cases(python=DESCRIPTORS, node=DESCRIPTORS))
def test_descriptors_cost_one_page_at_most(
    tmp_path: Path, containment: str, runtime: Runtime, act: str, outcome: str
) -> None:
    """Standard streams are the extractor's to use; the worker's own channel breaks this page."""
    reply = ask_evil(tmp_path, runtime, "channels", act)
    assert reply.outcome == outcome, (containment, reply)
    assert (reply.reason is None) == (outcome == "ok")


OFFSPRING = [
    ("new-session", "ok"),
    ("daemon", "ok"),
    ("orphan-keeps-pipes", "crash"),
    ("threads", "ok"),
    ("bomb", "ok"),
    ("kill-group", "crash"),
]


@pytest.mark.parametrize(
    ("runtime", "act", "outcome"),
    cases(
        python=[*OFFSPRING, ("both-return", "ok"), ("child-raises", "ok")],
        node=OFFSPRING,  # it has no fork
    ),
)
def test_offspring_dies_with_its_worker(
    tmp_path: Path, containment: str, runtime: Runtime, act: str, outcome: str
) -> None:
    """Children of other sessions, daemons, forks and threads neither block the host nor stay."""
    start = time.monotonic()
    reply = ask_evil(tmp_path, runtime, "offspring", act)
    assert reply.outcome == outcome, (containment, reply)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_worker_that_kills_all_it_can_kills_itself(
    tmp_path: Path, containment: str, runtime: Runtime
) -> None:
    """In a pid namespace `kill(-1)` and `kill(1)` hit nobody else; elsewhere we do not try."""
    reply = ask_evil(tmp_path, runtime, "offspring", "kill-all")
    expected = {"pid-namespace": ("crash", "was killed by SIGKILL")}
    name = {"python": "RuntimeError", "node": "Error"}[runtime]
    untried = ("error", f"{name}: this is no namespace of our own")
    assert (reply.outcome, reply.reason) == expected.get(containment, untried)


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_worker_that_kills_its_parent(tmp_path: Path, containment: str, runtime: Runtime) -> None:
    """Init cannot be killed from inside; a launcher can, and takes worker and daemons along."""
    reply = ask_evil(tmp_path, runtime, "offspring", "kill-parent", timeout=1.5)
    assert reply.outcome == ("timeout" if containment == "pid-namespace" else "crash")


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_death_between_pages_costs_no_page(containment: str, runtime: Runtime) -> None:
    """A timer that kills the worker while nobody asks is not the next page's doing."""
    target = ADVERSARIES / f"offspring{SUFFIXES[runtime]}"
    with Session(command_for(runtime, target, options=(("act", "bomb"),))) as session:
        assert session.ask(b"evil").outcome == "ok"
        time.sleep(0.15)
        assert session.ask(GOOD).outcome == "ok", containment


@pytest.mark.parametrize(
    ("runtime", "act"),
    cases(node=["throwing-timers", "rejecting-timers", "spinning-timers"]),
)
def test_what_a_page_left_behind_is_no_page_s(runtime: Runtime, act: str) -> None:
    """Timers that throw, reject or work after their page's answer cost no page its own."""
    target = ADVERSARIES / f"offspring{SUFFIXES[runtime]}"
    pages = [b"evil", b"at once", b"evil, wait", b"wait", b"at once"]
    with Session(command_for(runtime, target, options=(("act", act),))) as session:
        replies = [session.ask(page) for page in pages]
    assert [reply.text.encode() for reply in replies] == pages
    assert [bool(reply.timing and reply.timing.first) for reply in replies] == [True] + [False] * 4


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


@pytest.mark.parametrize(
    ("runtime", "act"),
    cases(
        python=[
            "connect",
            "create-connection",
            "connect-ex",
            "datagram",
            "look-up",
            "look-up-name",
        ],
        node=[
            "connect",
            "connect-text",
            "connect-and-write",
            "tls",
            "http",
            "fetch",
            "datagram",
            "look-up",
            "look-up-promise",
            "resolve",
            "resolver",
        ],
    ),
)
def test_there_is_no_network(
    tmp_path: Path, containment: str, server: socket.socket, runtime: Runtime, act: str
) -> None:
    """Nobody reaches a server on this machine, or a name: by namespace or by patched sockets."""
    port = str(server.getsockname()[1])
    reply = ask_evil(tmp_path, runtime, "surroundings", act, url=port)
    refused = reply.outcome == "error" or (act == "connect-ex" and reply.text not in ("", "0"))
    assert refused, (containment, reply)
    assert reply.network_attempts >= 1, (containment, reply)
    with pytest.raises(BlockingIOError):
        server.accept()


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("act", ["unix", "change"])
def test_what_stays_within_the_process_is_allowed(
    tmp_path: Path, containment: str, runtime: Runtime, act: str
) -> None:
    """Local sockets work, and a changed process still answers the next page."""
    reply = ask_evil(tmp_path, runtime, "surroundings", act)
    assert (reply.outcome, reply.network_attempts) == ("ok", 0), (containment, reply)


def test_a_process_that_is_spawned_works(tmp_path: Path) -> None:
    """What multiprocessing spawns imports the worker's file again, with its folder on no path."""
    reply = ask_evil(tmp_path, "python", "surroundings", "spawn")
    assert (reply.outcome, reply.text) == ("ok", "SPAWNED"), reply


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_the_surroundings_are_clean(
    tmp_path: Path, containment: str, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No variable, path, descriptor or ignored signal of ours reaches the extractor."""
    for name in ("HTTPS_PROXY", "PYTHONPATH", "AWS_SECRET_ACCESS_KEY", "LC_ALL"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
    seen = json.loads(ask_evil(tmp_path, runtime, "surroundings", "reveal").text)
    environment = seen["environment"]
    home = environment.pop("HOME")
    assert environment.pop("BOILERBENCH_NETWORK") in ("namespace", "open")
    own = {"python": {"PYTHONDONTWRITEBYTECODE": "1"}, "node": {}}
    assert environment == own[runtime] | {
        "PATH": f"{Path(INTERPRETERS[runtime]).parent}:/usr/bin:/bin",
        "TMPDIR": f"{home}/tmp",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
    }
    assert (seen["folder"], Path(home).exists()) == (home, False)
    # What an editable installation adds is the interpreter's own, wherever it is started.
    added = [path for path in seen["path"] if not path.startswith("__editable__")]
    assert not [path for path in added if "boilerbench" in path or str(tmp_path) in path]
    assert seen["arguments"] == []
    assert seen["ids"] == [os.getuid(), os.getgid(), os.geteuid(), os.getegid()], containment
    assert set(seen["ignored"]) <= {13, 25}  # both ignore SIGPIPE, Python also SIGXFSZ
    pipes = {"python": 7, "node": 32}  # descriptors; Node has many of its own
    assert len(seen["descriptors"]) <= pipes[runtime]
    data_limit = command_for(runtime, "").data_limit
    assert (seen["core"], seen["data"]) == ([0, 0], [data_limit] * 2)
    assert seen["address space"] == [-1, -1]
    assert seen["oom"] >= 500


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_host_killed_with_9_leaves_no_worker(
    tmp_path: Path, containment: str, runtime: Runtime
) -> None:
    """The lifeline breaks with the host, and everything goes: worker, launcher and folder."""
    target = shutil.copy(ADVERSARIES / f"offspring{SUFFIXES[runtime]}", tmp_path)
    command = command_for(runtime, target, options=(("act", "new-session"),))
    code = (
        "from boilerbench.commands import Command\n"
        "from boilerbench.sessions import Session\n"
        f"s = Session({command!r})\n"
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
