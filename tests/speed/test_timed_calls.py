"""Calls under the timing protocol, by real workers."""

import json
import shutil
import sys
from pathlib import Path

import msgspec
import pytest

from boilerbench.commands import Command
from boilerbench.pins import Runtime
from boilerbench.records import Reply, Timing
from boilerbench.sessions import Session

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")
ECHOES: dict[Runtime, tuple[str, str, str]] = {
    "python": (sys.executable, "echo.py", "def extract(html):\n    return html\n"),
    "node": (shutil.which("node") or "", "echo.mjs", "export const extract = (html) => html;\n"),
}


@pytest.mark.parametrize("runtime", ["python", pytest.param("node", marks=needs_node)])
def test_laps_are_taken_around_timed_calls_alone(tmp_path: Path, runtime: Runtime) -> None:
    """A timed call says how fast its core was before and after it; no other does."""
    interpreter, name, code = ECHOES[runtime]
    (tmp_path / name).write_text(code)
    with Session(Command(interpreter, str(tmp_path / name), runtime=runtime)) as session:
        replies = [session.ask(b"text", timed=timed) for timed in (False, True, True, False)]
    paces = [_pace(reply) for reply in replies]
    assert paces[0] is None
    assert paces[3] is None
    assert all(lap > 0 for pace in paces[1:3] for lap in pace or [0])


def test_the_collector_is_off_in_timed_calls_and_on_again_after_them(tmp_path: Path) -> None:
    """Neither a slow collection nor its absence leaks from one kind of call to the other."""
    adapter = tmp_path / "tells.py"
    adapter.write_text(
        "import gc\ndef extract(html):\n    return f'{gc.isenabled()} {gc.get_count()[0] < 200}'\n"
    )
    with Session(Command(sys.executable, str(adapter))) as session:
        texts = [session.ask(b"", timed=timed).text for timed in (False, True, False)]
    assert texts[0].startswith("True")
    assert texts[1] == "False True"
    assert texts[2].startswith("True")


def test_an_extractor_that_runs_without_the_collector_keeps_to_it(tmp_path: Path) -> None:
    """What was off stays off after a timed call."""
    adapter = tmp_path / "off.py"
    adapter.write_text(
        "import gc\ngc.disable()\ndef extract(html):\n    return str(gc.isenabled())\n"
    )
    with Session(Command(sys.executable, str(adapter))) as session:
        assert [session.ask(b"", timed=t).text for t in (True, False)] == ["False", "False"]


def test_a_failing_timed_call_is_timed_too(tmp_path: Path) -> None:
    """The collector is on again after an error, and the laps are there."""
    adapter = tmp_path / "fails.py"
    adapter.write_text(
        "import gc\ndef extract(html):\n    assert html, gc.isenabled()\n    1 / 0\n"
    )
    with Session(Command(sys.executable, str(adapter))) as session:
        reply = session.ask(b"x", timed=True)
        after = session.ask(b"")
    assert reply.outcome == "error"
    assert _pace(reply)
    assert after.reason == "AssertionError: True"


def test_anybodys_worker_may_say_its_pace(tmp_path: Path) -> None:
    """A worker of the user's own is asked for timed calls, and its laps are read."""
    worker = tmp_path / "worker.py"
    worker.write_text(
        "import json, sys\n"
        "send = lambda **m: print(json.dumps(dict(m, bytes=0)), flush=True)\n"
        "send(kind='greeting')\n"
        "for line in sys.stdin:\n"
        "    asked = json.loads(line)\n"
        "    sys.stdin.read(asked['bytes'])\n"
        "    laps = {'pace_ns': [3, 4]} if asked.get('timed') else {}\n"
        "    send(kind='answer', id=asked['id'], outcome='empty', parts=[], wall_ns=1, cpu_ns=1,\n"
        "         peak_memory=1, **laps)\n"
    )
    program = Command(sys.executable, "worker:w", runtime="worker", arguments=(str(worker),))
    with Session(program) as session:
        assert _pace(session.ask(b"", timed=True)) == (3, 4)
        assert _pace(session.ask(b"")) is None


def test_timings_without_laps_are_written_as_before() -> None:
    """Run folders do not grow by a field that only the timing protocol fills."""
    assert json.loads(msgspec.json.encode(Timing(1, 2, 3))) == {
        "wall_ns": 1,
        "cpu_ns": 2,
        "peak_memory": 3,
    }


def _pace(reply: Reply) -> tuple[int, int] | None:
    assert reply.timing
    return reply.timing.pace_ns
