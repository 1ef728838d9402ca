"""A pool shares a few live workers among the threads that ask."""

import sys
import threading
import time
from pathlib import Path

import pytest

from boilerbench.commands import Command
from boilerbench.errors import UnavailableError, UsageError
from boilerbench.sessions import SessionPool

HERE = sys.executable
ECHO = "def extract(html): return html"


def write(folder: Path, source: str, name: str = "adapter.py") -> str:
    path = folder / name
    path.write_text(source, encoding="utf-8")
    return str(path)


def test_a_pool_keeps_the_sessions_of_a_command(tmp_path: Path) -> None:
    """The same command gets its live worker back; equal options of other types do not."""
    target = write(tmp_path, "import os\ndef extract(html, **options): return str(os.getpid())")
    one, true = (Command(HERE, target, (("x", value),)) for value in (1, True))
    assert one == true
    with SessionPool(2) as pool:
        with pool.borrow(one) as first:
            first.ask(b"")
        with pool.borrow(true) as other:
            assert other is not first
        with pool.borrow(one) as again:
            assert again is first


def test_a_pool_needs_a_place() -> None:
    """Without room for one worker everybody would wait for ever."""
    with pytest.raises(UsageError, match="0 workers cannot work"):
        SessionPool(0)


def test_a_full_pool_closes_the_idle_session_unused_for_longest(tmp_path: Path) -> None:
    """With two places, a third command costs the oldest idle session its place."""
    commands = [Command(HERE, write(tmp_path, ECHO, f"{name}.py")) for name in "abc"]
    sessions = []
    with SessionPool(2) as pool:
        for command in commands:
            with pool.borrow(command) as session:
                assert session.ask(b"page").outcome == "ok"
                sessions.append(session)
        with pytest.raises(UnavailableError):
            sessions[0].ask(b"page")
        with pool.borrow(commands[1]) as session:
            assert session is sessions[1]


def test_a_borrower_waits_for_a_place(tmp_path: Path) -> None:
    """Threads beyond the capacity take turns on the workers there are."""
    command = Command(
        HERE, write(tmp_path, "import time\ndef extract(h): time.sleep(.05); return h")
    )
    seen: set[int] = set()
    replies: list[str] = []

    def work() -> None:
        with pool.borrow(command) as session:
            seen.add(id(session))
            replies.append(session.ask(b"page").outcome)

    with SessionPool(2) as pool:
        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert replies == ["ok"] * 6
    assert len(seen) <= 2


def test_closing_a_pool_ends_idle_and_busy_workers(tmp_path: Path) -> None:
    """Those who ask or wait when the pool is closed are told so, soon."""
    command = Command(HERE, write(tmp_path, "import time\ndef extract(h): time.sleep(30)"))
    pool = SessionPool(1)
    told: list[str] = []

    def work() -> None:
        try:
            with pool.borrow(command) as session:
                session.ask(b"page")
        except UnavailableError as error:
            told.append(str(error))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    start = time.monotonic()
    pool.close()
    for thread in threads:
        thread.join()
    assert time.monotonic() - start < 5
    assert sorted(text.rpartition("adapter.py ")[2] for text in told) == [
        "cannot start: the pool is closed.",
        "was closed while it worked.",
    ]
