"""`worker:` measures anybody's program that speaks the protocol: its examples, and its faults."""

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from boilerbench.commandlines import program_command
from boilerbench.corpora import open_corpus
from boilerbench.records import Reply, Timing
from boilerbench.running import run
from boilerbench.sessions import Session
from boilerbench.specs import parse_spec

DOCS = Path(__file__).parent.parent / "docs" / "worker-protocol.md"
MakeCorpus = Callable[..., Path]

PRELUDE = """
import json, os, sys, time
def send(body=b"", **header):
    header.setdefault("bytes", len(body))
    os.write(1, json.dumps(header).encode() + b"\\n" + body)
def greet(): send(kind="greeting")
def hear():
    request = json.loads(sys.stdin.buffer.readline())
    return request["id"], sys.stdin.buffer.read(request["bytes"])
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def example(language: str) -> str:
    (found,) = re.findall(rf"(?ms)^```{language}\n(.*?)^```", DOCS.read_text(encoding="utf-8"))
    return str(found)


def worker(source: str, *, timeout: float = 20, start_timeout: float = 20) -> Session:
    """A session with a worker in Python whose source may use the words of the prelude."""
    Path("worker.py").write_text(PRELUDE + source, encoding="utf-8")
    spec = parse_spec(f"worker:{sys.executable} -I -S worker.py")
    command = program_command(spec, memory_mb=1024, timeout=timeout)
    return Session(replace(command, start_timeout=start_timeout))


def test_the_example_in_python_works(make_corpus: MakeCorpus, elsewhere: Path) -> None:
    """What the page about the protocol shows can be run, and its version names the row."""
    (elsewhere / "long_lines.py").write_text(example("python"), encoding="utf-8")
    spec = f"worker:{sys.executable} long_lines.py"
    made = run([spec], open_corpus(make_corpus(3)), out=elsewhere / "run", jobs=1)
    (record,) = made.manifest.systems
    assert (record.version, record.environment) == ("1.0", "worker")
    assert not record.process_per_page
    for extraction in made.extractions(record).values():
        assert extraction.outcome == "ok"
        assert extraction.timing is None
        assert extraction.text.startswith("The ferry left the harbour at dawn")
        assert "Sign up" not in extraction.text


def test_the_example_in_python_survives_a_failure(elsewhere: Path) -> None:
    """An exception in it is an error of its page, and pages of any bytes are answered."""
    source = example("python").replace(
        'lines = re.sub("', 'assert "evil" not in html\n    lines = re.sub("'
    )
    (elsewhere / "mine.py").write_text(source, encoding="utf-8")
    command = program_command(
        parse_spec(f"worker:{sys.executable} mine.py"), memory_mb=1024, timeout=20
    )
    with Session(command) as session:
        replies = [session.ask(page) for page in (b"x " * 10 + b"\xff", b"evil", b"", b"short")]
    assert [reply.outcome for reply in replies] == ["ok", "error", "empty", "empty"]
    assert replies[0].text == "x " * 10 + "\ufffd"
    assert replies[1].reason == "AssertionError()"


def test_the_example_in_sh_works(elsewhere: Path) -> None:
    """A shell script can speak the protocol, whatever the URL holds."""
    (elsewhere / "titles.sh").write_text(example("sh"), encoding="utf-8")
    command = program_command(parse_spec("worker:sh titles.sh"), memory_mb=1024, timeout=20)
    page = "<html>\n<title>Gr\u00fcn</title>\n<p>text".encode()
    with Session(command) as session:
        for _ in range(2):
            assert session.ask(page, 'https://x.example/"bytes":3,"id":9').text == "Gr\u00fcn"
        assert session.ask(b"").outcome == "empty"
        assert session.ask(b"<title></title>" * 100_000).outcome == "empty"


def test_a_worker_may_time_itself_and_say_more() -> None:
    """Costs, several parts and a version arrive; fields nobody knows are passed over."""
    source = (
        "send(kind='greeting', version='7', runtime='mine', colour='red')\n"
        "number, page = hear()\n"
        "send(b'texttitle', kind='answer', id=number, outcome='ok', weather=1, reason=None,\n"
        "     parts=[['text', 4], ['title', 5]], wall_ns=3, cpu_ns=2, peak_memory=1)\n"
    )
    with worker(source) as session:
        assert session.greeting().version == "7"
        reply = session.ask(b"page")
    expected = Timing(wall_ns=3, cpu_ns=2, peak_memory=1, first=True)
    assert reply == Reply("ok", text="text", title="title", timing=expected)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("time.sleep(60)", "it was not ready within 2 s."),
        ("print('Hello!', flush=True); time.sleep(60)", "a header that is none"),
        ("send(kind='hello')", "it said a message that is none"),
        ("send()", "it said a message without `kind` instead of its greeting."),
        ("send(bytes='no')", "a header that is none"),
        ("os.write(1, b'x' * 70000); time.sleep(60)", "it said a header without end"),
        ("send(kind='began', id=1)", "it spoke before its greeting."),
        ("sys.exit('no licence')", "cannot start: no licence."),
        ("os.close(1); time.sleep(60)", "it closed its channel."),
    ],
)
def test_a_worker_that_does_not_greet_is_unavailable(source: str, reason: str) -> None:
    """Silence, nonsense and a death before the greeting are told in a sentence, once for all."""
    with worker(source, start_timeout=2) as session:
        reply = session.ask(b"page")
        assert session.ask(b"page") == reply
    assert reply.outcome == "unavailable"
    assert reason in (reply.reason or "")


ANSWER = "send(kind='answer', id=n, outcome='ok', parts=[])"
BEGAN = "send(kind='began', id=n)"


@pytest.mark.parametrize(
    ("act", "outcome", "reason"),
    [
        ("print('debug', flush=True)", "bad-output", "said a header that is none"),
        ("send(kind='answer', id=n, outcome='ok')", "bad-output", "a message without `parts`"),
        ("send(kind='answer', id=n, parts=[])", "bad-output", "a message without `outcome`"),
        ("send(kind='answer', id=n + 1, outcome='ok', parts=[])", "bad-output", "out of turn"),
        ("greet()", "bad-output", "out of turn"),
        ("send(b'ab', kind='answer', id=n, outcome='ok', parts=[])", "bad-output", "not its body"),
        (
            "send(b'\\xff', kind='answer', id=n, outcome='ok', parts=[['text', 1]])",
            "bad-output",
            "utf-8",
        ),
        (
            "send(kind='answer', bytes=1 << 27, id=n, outcome='ok', parts=[])",
            "bad-output",
            "134217728",
        ),
        (
            "send(kind='answer', id=n, outcome='crash', parts=[], reason='it fell')",
            "crash",
            "it fell",
        ),
        ("sys.exit('bye')", "crash", "exited with code 1: bye"),
        ("os.abort()", "crash", "was killed by SIGABRT"),
        ("time.sleep(60)", "timeout", "no answer within 2 s"),
        ("os.close(0); time.sleep(60)", "timeout", "no answer within 2 s"),
    ],
)
@pytest.mark.parametrize("began", [True, False])
def test_what_a_worker_does_wrong_costs_one_page(
    act: str, outcome: str, reason: str, *, began: bool
) -> None:
    """The page before and the page after are answered, by a new worker if need be."""
    loop = (
        "greet()\n"
        "while True:\n"
        " n, page = hear()\n"
        f" {BEGAN if began else ''}\n"
        f" if page == b'evil': {act}\n"
        f" else: {ANSWER}\n"
    )
    with worker(loop, timeout=2) as session:
        before, evil, after = (session.ask(page) for page in (b"good", b"evil", b"good"))
    assert (before, after) == (Reply("empty"), Reply("empty"))
    assert evil.outcome == outcome
    assert reason in (evil.reason or "")


def test_a_page_that_hangs_is_not_asked_twice() -> None:
    """Without a word that it began, only a death gives a page to a new worker."""
    source = (
        "greet()\n"
        "while True:\n"
        " n, page = hear()\n"
        " with open(page.decode(), 'a') as log: log.write('x')\n"
        " time.sleep(60) if page == b'hang' else sys.exit(1)\n"
    )
    with worker(source, timeout=1) as session:
        assert [session.ask(page).outcome for page in (b"hang", b"die")] == ["timeout", "crash"]
    assert [Path(name).read_text(encoding="utf-8") for name in ("hang", "die")] == ["x", "xx"]


def test_another_version_is_another_extractor(make_corpus: MakeCorpus, elsewhere: Path) -> None:
    """With the same program but another version in its greeting all pages are done again."""
    version = elsewhere / "version"
    (elsewhere / "mine.py").write_text(
        PRELUDE
        + "send(kind='greeting', version=open('version').read())\n"
        + "while True:\n n, page = hear()\n "
        + ANSWER,
        encoding="utf-8",
    )
    corpus, spec = open_corpus(make_corpus(1)), f"mine=worker:{sys.executable} -I -S mine.py"
    said: list[str] = []
    for number in ("1", "1", "2"):
        version.write_text(number, encoding="utf-8")
        made = run([spec], corpus, out=elsewhere / "run", say=said.append)
        assert made.manifest.systems[0].name == f"mine {number}"
    assert len(said) == 1
    assert "its code has changed" in said[0]


def test_a_version_cannot_command_the_terminal_it_is_printed_on() -> None:
    """What a greeting names is one short line without control characters."""
    with worker("send(kind='greeting', version='1\\n\\x1b[31mred' + 'x' * 500); hear()") as session:
        version = session.greeting().version or ""
    assert version.startswith("1 \ufffd[31mred")
    assert len(version) == 60
