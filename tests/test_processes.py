"""Frames are cut from a stream however it arrives, and pipes never wait for each other."""

import json
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.processes import MAX_RESULT, Ending, Frame, Process, take_frame

ECHO = """
import os
while data := os.read(0, 65536):
    while data:
        data = data[os.write(1, data):]
"""
MEMORY = 512 << 20


def python(code: str) -> Process:
    return Process([sys.executable, "-c", code], MEMORY)


def soon() -> float:
    return time.monotonic() + 20


@given(st.lists(st.binary(max_size=50), max_size=5), st.integers(1, 40))
def test_frames_do_not_depend_on_how_the_stream_is_cut(bodies: list[bytes], step: int) -> None:
    """Any chunking of any bodies, line feeds among them, gives the same frames in order."""
    headers = [json.dumps({"bytes": len(body)}).encode() for body in bodies]
    stream = b"".join(h + b"\n" + body for h, body in zip(headers, bodies, strict=True))
    inbox, frames = bytearray(), []
    for start in range(0, len(stream), step):
        inbox += stream[start : start + step]
        while frame := take_frame(inbox):
            frames.append(frame)
    assert frames == [Frame(*pair) for pair in zip(headers, bodies, strict=True)]
    assert not inbox


@given(st.binary(max_size=300))
def test_garbage_is_refused_and_nothing_else_raised(garbage: bytes) -> None:
    """Whatever stands before a line feed is a header with a size, or a ValueError."""
    inbox = bytearray(garbage + b"\n")
    try:
        frame = take_frame(inbox)
    except ValueError:
        return
    assert frame is None or "bytes" in json.loads(frame.header)


@pytest.mark.parametrize(
    ("stream", "complaint"),
    [
        (b"x" * 65_536, "a header without end"),
        (b'{"bytes": -1}\n', "a body of -1 bytes"),
        (b'{"bytes": %d}\n' % (MAX_RESULT + 1), "a body of 67108865 bytes"),
        (b"{}\n", "a header that is none"),
    ],
)
def test_frames_have_limits(stream: bytes, complaint: str) -> None:
    """A header of 64 kB, a size below 0 or over 64 MiB, or none, is no frame."""
    with pytest.raises(ValueError, match=complaint):
        take_frame(bytearray(stream))


def test_a_program_that_writes_while_we_still_write() -> None:
    """40 MB echoed at once, far more than the pipes hold, come back without a deadlock."""
    body = bytes(40_000_000)
    process = python(ECHO)
    process.send({"id": 1}, body)
    process.send({"id": 2}, b"")
    frames = [process.receive(soon()) for _ in range(2)]
    process.end()
    assert [json.loads(frame.header)["id"] for frame in frames] == [1, 2]
    assert frames[0].body == body


def test_a_program_that_does_not_read_is_given_up_at_the_deadline() -> None:
    """A page larger than the pipe waits no longer than its deadline."""
    process = python("import time; time.sleep(60)")
    process.send({}, bytes(10_000_000))
    start = time.monotonic()
    with pytest.raises(TimeoutError):
        process.receive(start + 0.3)
    process.end()
    assert time.monotonic() - start < 5


def test_a_program_that_closes_its_stdin_and_ends() -> None:
    """What it said before its end is still read, and then how it ended."""
    process = python("""import os; os.close(0); os.write(1, b'{"bytes": 2}\\nok'); os._exit(4)""")
    process.send({}, bytes(10_000_000))
    assert process.receive(soon()).body == b"ok"
    with pytest.raises(EOFError):
        process.receive(soon())
    process.settle()
    process.end()
    process.end()
    assert process.ending
    assert str(process.ending) == "exited with code 4"
    assert 1 << 20 < process.ending.peak_memory < 100 << 20
    assert not process.ending.oom


def test_a_program_that_closes_its_channel_and_lives() -> None:
    """Settling waits a second for its end, no longer, and then nobody knows how it ended."""
    process = python("import os, time; os.close(1); time.sleep(60)")
    with pytest.raises(EOFError):
        process.receive(soon())
    start = time.monotonic()
    process.settle()
    process.end()
    assert process.ending is None
    assert 0.9 < time.monotonic() - start < 4


def test_silence_is_a_living_program_that_says_nothing_unasked() -> None:
    """Unasked words or an end are seen before the next page is sent."""
    quiet, loud, dead = map(python, ["input()", "print('hi', flush=True); input()", ""])
    deadline = soon()
    while loud.is_silent() or dead.is_silent():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert quiet.is_silent()
    for process in (quiet, loud, dead):
        process.end()


def test_the_tail_keeps_the_last_line_of_stderr() -> None:
    """Of megabytes of noise the last words remain, and at most 8 kB."""
    process = python("import sys; sys.stderr.write('noise\\n' * 10**6 + 'last\\n \\n')")
    with pytest.raises(EOFError):
        process.receive(soon())
    process.end()
    assert process.tail.last_line() == "last"
    process.tail.forget()
    assert process.tail.last_line() == ""


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [
        ("exit", 3, "exited with code 3"),
        ("signal", 11, "was killed by SIGSEGV"),
        ("signal", 99, "was killed by signal 99"),
    ],
)
def test_an_ending_is_a_phrase(kind: str, number: int, text: str) -> None:
    """Signals are told by name where they have one."""
    assert str(Ending("exit" if kind == "exit" else "signal", number, 0, oom=False)) == text
