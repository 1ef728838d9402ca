"""Workers that cannot start, end, or are interrupted."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from boilerbench.commands import Command
from boilerbench.errors import UnavailableError
from boilerbench.records import Reply
from boilerbench.sessions import Session

HERE = sys.executable


def write(folder: Path, source: str, name: str = "adapter.py") -> str:
    path = folder / name
    path.write_text(source, encoding="utf-8")
    return str(path)


def ask(command: Command, html: bytes = b"page", url: str | None = None) -> Reply:
    with Session(command) as session:
        return session.ask(html, url)


BABBLE = """
import os
for descriptor in range(3, 64):
    try: os.write(descriptor, {})
    except OSError: pass
"""

ECHO = "def extract(html, url=None, **options): return repr((html, url, options))"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import no_such_library", "ModuleNotFoundError: No module named 'no_such_library'."),
        ("import sys; sys.exit(0)", "it exited with code 0."),
        ("import sys; sys.exit('no licence')", "no licence."),
        ("import os; os.abort()", "it was killed by SIGABRT."),
        ("while True: pass", "it was not ready within 0.5 s."),
        ("def extrakt(html): pass", "adapter.py has no function extract."),
        ("def extract(html) pass", "SyntaxError: expected ':'."),
        (BABBLE.format(b"hi\n"), "instead of its greeting."),
        (BABBLE.format(b'{"bytes":0,"kind":"began","id":1}\n'), "it spoke before its greeting."),
    ],
)
def test_an_extractor_that_cannot_start_is_unavailable(
    tmp_path: Path, source: str, reason: str
) -> None:
    """The error ends with the worker's last words; pages get the same reason, without a new try."""
    log = tmp_path / "log"
    counted = f"open({str(log)!r}, 'a').write('x')\n" if "extract(" not in source else ""
    target = write(tmp_path, counted + source)
    limit = 0.5 if "while" in source else 20
    with Session(Command(HERE, target, start_timeout=limit)) as session:
        with pytest.raises(UnavailableError) as caught:
            session.greeting()
        reply = session.ask(b"page")
    assert str(caught.value).startswith(f"{target} cannot start: ")
    assert str(caught.value).endswith(reason)
    assert reply == Reply("unavailable", reason=str(caught.value))
    assert log.read_text() == "x" if counted else not log.exists()


def test_a_missing_interpreter_is_unavailable(tmp_path: Path) -> None:
    """No such program, or one that is no program, is said by name."""
    target = write(tmp_path, ECHO)
    with pytest.raises(UnavailableError, match="there is no interpreter /no/such/python"):
        Session(Command("/no/such/python", target)).greeting()
    broken = tmp_path / "python"
    broken.write_bytes(b"\x7fELF")
    broken.chmod(0o755)
    with Session(Command(str(broken), target)) as session:
        assert "Exec format error" in (session.ask(b"").reason or "")


def test_a_launcher_that_cannot_start_makes_a_page_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure of ours is said like one of the extractor's, and the next page tries again."""
    with Session(Command(HERE, write(tmp_path, ECHO))) as session:
        monkeypatch.setattr(sys, "executable", "/no/such/python")
        reply = session.ask(b"page")
        assert reply.outcome == "unavailable"
        assert "No such file or directory: '/no/such/python'" in (reply.reason or "")
        monkeypatch.setattr(sys, "executable", HERE)
        assert session.ask(b"page").outcome == "ok"


def test_a_worker_that_cannot_restart_costs_one_page_at_a_time(tmp_path: Path) -> None:
    """After a first start that went well, each page tries again."""
    target = Path(write(tmp_path, "import os\ndef extract(html): os._exit(1)"))
    with Session(Command(HERE, str(target))) as session:
        assert session.ask(b"page").outcome == "crash"
        target.rename(tmp_path / "away")
        assert session.ask(b"page").outcome == "unavailable"
        write(tmp_path, ECHO)
        assert session.ask(b"page").outcome == "ok"


def test_closing_under_a_page_raises(tmp_path: Path) -> None:
    """A page that is being asked when its session is closed is no crash of the extractor."""
    session = Session(Command(HERE, write(tmp_path, "import time\ndef extract(h): time.sleep(30)")))
    session.greeting()
    timer = threading.Timer(0.2, session.close)
    timer.start()
    start = time.monotonic()
    with pytest.raises(UnavailableError, match="was closed"):
        session.ask(b"page")
    timer.join()
    assert time.monotonic() - start < 5
    with pytest.raises(UnavailableError, match="was closed"):
        session.ask(b"page")
    with pytest.raises(UnavailableError, match="was closed"):
        session.greeting()


@contextmanager
def interrupted_once(there: Path) -> Iterator[None]:
    """^C as soon as a file is there, however long the machine takes for it."""

    def wait() -> None:
        while not there.exists():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGALRM)

    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    waiting = threading.Thread(target=wait)
    waiting.start()
    yield
    waiting.join()
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("slow", ["import", "call"])
def test_an_interrupted_page_leaves_no_late_answer(tmp_path: Path, slow: str) -> None:
    """After ^C in a start or a call the next page goes to a new worker."""
    once = tmp_path / "once"
    nap = f"if not os.path.exists({str(once)!r}): open({str(once)!r}, 'w'); time.sleep(1)"
    body = [nap, "pass"] if slow == "import" else ["pass", nap]
    source = "import os, time\n{}\ndef extract(html):\n {}\n return html".format(*body)
    with Session(Command(HERE, write(tmp_path, source))) as session:
        with interrupted_once(once), pytest.raises(KeyboardInterrupt):
            session.ask(b"first")
        assert session.ask(b"second").text == "second"
