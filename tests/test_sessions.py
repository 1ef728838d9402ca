"""A session keeps one worker: it greets, answers, restarts and ends."""

import ast
import importlib.metadata
import pickle
import sys
import time
from pathlib import Path

import pytest

from boilerbench.commands import WORKER, Command
from boilerbench.launching import CONTAINMENT_VARIABLE
from boilerbench.records import Reply, Timing
from boilerbench.sessions import Session

HERE = sys.executable


def write(folder: Path, source: str, name: str = "adapter.py") -> str:
    path = folder / name
    path.write_text(source, encoding="utf-8")
    return str(path)


def ask(command: Command, html: bytes = b"page", url: str | None = None) -> Reply:
    with Session(command) as session:
        return session.ask(html, url)


ECHO = "def extract(html, url=None, **options): return repr((html, url, options))"


def test_the_greeting_tells_where_the_worker_runs(tmp_path: Path) -> None:
    """Python, platform, libxml2 where lxml is imported, import time and what contains it."""
    command = Command(HERE, write(tmp_path, "import lxml.etree\n" + ECHO))
    with Session(command) as session:
        greeting = session.greeting()
        assert session.greeting() is greeting
    assert greeting.runtime == "CPython {}.{}.{}".format(*sys.version_info[:3])
    assert (greeting.platform or "").startswith(sys.platform[:5])
    assert (greeting.import_ns or 0) > 100_000
    assert (greeting.libxml2 or "").count(".") == 2
    assert greeting.containment in ("pid-namespace", "subreaper")
    assert (greeting.network == "namespace") == (greeting.containment == "pid-namespace")


def test_text_and_bytes(tmp_path: Path) -> None:
    """The command's input says whether the page arrives as str or as its bytes."""
    target = write(tmp_path, ECHO)
    page = "gr\u00fcn".encode()
    assert ask(Command(HERE, target), page).text == "('gr\u00fcn', None, {})"
    assert ask(Command(HERE, target, input="bytes"), page, "u").text == repr((page, "u", {}))


def test_an_extractor_is_told_the_language_it_asks_for(tmp_path: Path) -> None:
    """`page_language` is what the host knows of the page, None where it knows nothing."""
    source = "def extract(html, url=None, *, page_language=None): return repr(page_language)"
    with Session(Command(HERE, write(tmp_path, source))) as session:
        texts = [session.ask(b"page", None, language).text for language in ("de", None)]
    assert texts == ["'de'", "None"]


@pytest.mark.parametrize(
    "source",
    [
        "TRY\ndef extract(html): return html",
        (
            "import threading\ndef tried():\n    TRY2\n"
            "def extract(html):\n    threading.Timer(0.05, tried).start()\n    return html"
        ),
    ],
    ids=["at import", "after the answer"],
)
def test_no_network_attempt_goes_uncounted(tmp_path: Path, source: str) -> None:
    """What is tried while importing, or behind an answer's back, counts with the next answer."""
    tries = "try: socket.create_connection(('127.0.0.1', 9))\nINDENTexcept OSError: pass"
    source = source.replace("TRY2", tries.replace("INDENT", "    "))
    source = source.replace("TRY", tries.replace("INDENT", ""))
    with Session(Command(HERE, write(tmp_path, "import socket\n" + source))) as session:
        first = session.ask(b"page")
        time.sleep(0.3)
        second = session.ask(b"page")
    assert first.network_attempts + second.network_attempts >= 1


LEAK = "kept = []\ndef extract(html): kept.append(b'x' * (60 << 20)); return str(len(kept))"


def test_a_worker_that_holds_half_its_cap_makes_room(tmp_path: Path) -> None:
    """What leaks 60 MB a page under a cap of 256 is started anew between pages; none is lost."""
    command = Command(HERE, write(tmp_path, LEAK), memory_mb=256)
    with Session(command) as session:
        replies = [session.ask(b"page") for _ in range(5)]
    assert [reply.text for reply in replies] == ["1", "2", "1", "2", "1"]
    assert [bool(reply.timing and reply.timing.first) for reply in replies] == [
        True,
        False,
        True,
        False,
        True,
    ]


def test_options_keep_their_types(tmp_path: Path) -> None:
    """Options reach the extractor as the scalars they are."""
    options = (("a", "\u00fc"), ("b", 1), ("c", 1.5), ("d", True))
    reply = ask(Command(HERE, write(tmp_path, ECHO), options))
    assert reply.text == repr(("page", None, dict(options)))


def test_a_callable_of_the_current_interpreter(tmp_path: Path) -> None:
    """`call:` imports by the search path, and a function of the page alone gets no URL."""
    write(tmp_path, "class Tools:\n    upper = staticmethod(str.upper)\ndef tag(h): return h + '!'")
    path = (str(tmp_path),)
    assert ask(Command(HERE, "call:adapter:tag", search_path=path), url="u").text == "page!"
    assert ask(Command(HERE, "call:adapter:Tools.upper", search_path=path)).text == "PAGE"


def test_relative_paths_are_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Adapter, interpreter and search path are relative to where we are, not to the worker."""
    write(tmp_path, ECHO)
    (tmp_path / "python").symlink_to(HERE)
    monkeypatch.chdir(tmp_path)
    assert ask(Command(HERE, "adapter.py")).outcome == "ok"
    assert ask(Command("./python", "call:adapter:extract", search_path=("",))).outcome == "ok"


def test_an_adapter_may_be_called_like_its_library(tmp_path: Path) -> None:
    """A file named trafilatura.py imports the real one, and its folder is not searched."""
    write(tmp_path, "raise AssertionError('shadowed')", "justext.py")
    source = (
        "import justext, statistics, trafilatura\ndef extract(html): return trafilatura.__version__"
    )
    reply = ask(Command(HERE, write(tmp_path, source, "trafilatura.py")))
    assert reply.text == importlib.metadata.version("trafilatura")
    assert not (tmp_path / "__pycache__").exists()


def test_tens_of_megabytes_pass_both_ways(tmp_path: Path) -> None:
    """A 40 MB page comes back whole."""
    page = bytes(range(97, 117)) * 2_000_000
    assert (
        ask(Command(HERE, write(tmp_path, "def extract(h): return h")), page).text == page.decode()
    )


def test_time_and_memory_are_of_the_call_alone(tmp_path: Path) -> None:
    """Waiting costs wall time and no CPU; one page's memory is not the next one's."""
    source = (
        "import time\ndef extract(html):\n"
        " if html == 'wait': time.sleep(0.2)\n if html == 'fill': b'x' * (100 << 20)\n"
        " return html"
    )
    with Session(Command(HERE, write(tmp_path, source))) as session:
        wait, fill, plain = (session.ask(page).timing for page in (b"wait", b"fill", b"plain"))
    assert isinstance(wait, Timing) and isinstance(fill, Timing) and isinstance(plain, Timing)  # noqa: PT018  one fact
    assert 200e6 <= wait.wall_ns < 2e9
    assert wait.cpu_ns < 100e6
    assert plain.wall_ns < 10e6
    assert 100 << 20 < fill.peak_memory < 160 << 20
    assert 4 << 20 < plain.peak_memory < 60 << 20


def test_the_hosts_own_memory_is_not_counted(tmp_path: Path) -> None:
    """A worker started from a large process starts as small as any."""
    ballast = b"x" * (200 << 20)
    reply = ask(Command(HERE, write(tmp_path, ECHO)))
    assert reply.timing
    assert reply.timing.peak_memory < 60 << 20 < len(ballast)


def test_the_weakest_containment_still_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without namespaces and subreaper a worker answers, dies, times out and is restarted."""
    monkeypatch.setenv(CONTAINMENT_VARIABLE, "process-group")
    source = (
        "import os, time\ndef extract(html):\n if html == 'die': os._exit(2)\n"
        " if html == 'hang':\n  os.fork()\n  time.sleep(60)\n return html"
    )
    with Session(Command(HERE, write(tmp_path, source), timeout=0.5)) as session:
        assert session.greeting().containment == "process-group"
        outcomes = [session.ask(page).outcome for page in (b"a", b"die", b"b", b"hang", b"c")]
    assert outcomes == ["ok", "crash", "ok", "timeout", "ok"]


def test_a_command_is_a_value() -> None:
    """Commands are equal, hashable and survive pickling."""
    command = Command(HERE, "a.py", (("x", 1),))
    assert pickle.loads(pickle.dumps(command)) == command  # noqa: S301  our own bytes
    assert len({command, Command(HERE, "a.py", (("x", 1),))}) == 1


def test_the_worker_is_readable_for_python_3_7() -> None:
    """Foreign environments may be old: no newer syntax stands in the worker and its parts."""
    for name in ("worker", "channel", "memory", "network", "results"):
        source = WORKER.with_stem(name).read_text(encoding="utf-8")
        assert ast.parse(source, feature_version=(3, 7))
