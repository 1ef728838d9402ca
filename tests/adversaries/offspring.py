"""Extractors that leave processes and threads behind, or turn on the processes around them."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

SLEEPER = [sys.executable, "-c", "import time; time.sleep(300)"]


def start_child_of_another_session() -> None:
    """It keeps our stdout (stderr by now) open, and a clean environment hides where it is from."""
    subprocess.Popen([*SLEEPER, __file__], start_new_session=True, env={})


def fork_a_daemon() -> None:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(300)
        os._exit(0)


def fork_and_both_return() -> None:
    os.fork()


def fork_and_raise_in_the_child() -> None:
    if os.fork() == 0:
        raise SystemExit(5)


def fork_a_child_that_keeps_every_pipe_and_die() -> None:
    if os.fork() == 0:
        os.setsid()
        time.sleep(300)
    os._exit(9)


def start_threads() -> None:
    for daemon in (True, False):
        threading.Thread(target=time.sleep, args=(300,), daemon=daemon).start()


def leave_a_bomb() -> None:
    """The page is answered; the worker dies when nobody asks."""
    signal.setitimer(signal.ITIMER_REAL, 0.05)


def kill_all() -> None:
    """Only where nobody else can be hit: in a pid namespace of our own."""
    names = [line for line in Path("/proc/self/status").read_text().splitlines() if "NSpid" in line]
    if len(names) != 1 or len(names[0].split()) < 3 or os.getpid() > 99:
        raise RuntimeError("this is no namespace of our own")
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)  # all but ourselves and init
    os.kill(1, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def kill_group() -> None:
    os.killpg(0, signal.SIGKILL)


def kill_parent() -> None:
    """In a namespace that is its init, which no signal from inside can end; a child stays."""
    if os.getppid() == 1 and os.getpid() > 99:
        raise RuntimeError("our parent is gone")
    subprocess.Popen([*SLEEPER, __file__], start_new_session=True)
    os.kill(os.getppid(), signal.SIGTERM)
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(5)


ACTS: dict[str, Callable[[], None]] = {
    "new-session": start_child_of_another_session,
    "daemon": fork_a_daemon,
    "both-return": fork_and_both_return,
    "child-raises": fork_and_raise_in_the_child,
    "orphan-keeps-pipes": fork_a_child_that_keeps_every_pipe_and_die,
    "threads": start_threads,
    "bomb": leave_a_bomb,
    "kill-all": kill_all,
    "kill-group": kill_group,
    "kill-parent": kill_parent,
}


def extract(html: str, url: str | None = None, *, act: str) -> str:
    if "evil" in html:
        ACTS[act]()
    return html
