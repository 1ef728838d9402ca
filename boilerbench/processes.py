"""One contained process with its pipes: started, spoken to under a deadline, ended for good."""

import contextlib
import os
import select
import shutil
import signal
import tempfile
import threading
import time
from collections import deque
from collections.abc import Sequence
from typing import IO, Any, Literal, NamedTuple

import msgspec

from boilerbench.launching import Place, Tail, launch, sweep, widen

MAX_RESULT = 64 << 20
"""Bytes of the largest result an extractor may return."""

_MAX_HEADER = 64 << 10
_CHUNK = 256 << 10
_GRACE = 3.0  # seconds the launcher gets to clean up before it is killed itself


_LONGEST_WAIT = 3600.0  # seconds: poll takes only so many; who waits for longer asks again


class Frame(NamedTuple):
    """One message of the wire: its JSON header line and the raw bytes after it."""

    header: bytes
    body: bytes


class Ending(msgspec.Struct, frozen=True):
    """How a process ended: exit code or signal, peak memory in bytes, killed for want of it."""

    kind: Literal["exit", "signal"]
    number: int
    peak_memory: int
    oom: bool

    def __str__(self) -> str:
        if self.kind == "exit":
            return f"exited with code {self.number}"
        names = {member.value: member.name for member in signal.Signals}
        return f"was killed by {names.get(self.number, f'signal {self.number}')}"


class _Size(msgspec.Struct):
    bytes: int


def take_frame(inbox: bytearray) -> Frame | None:
    """The first message of what was read so far, cut off it; None if it is not whole yet.

    Raises ValueError when this cannot become a message within the limits.
    """
    end = inbox.find(b"\n", 0, _MAX_HEADER)
    if end < 0:
        if len(inbox) >= _MAX_HEADER:
            raise ValueError("a header without end")
        return None
    header = bytes(inbox[:end])
    try:
        size = msgspec.json.decode(header, type=_Size).bytes
    except ValueError as error:
        raise ValueError(f"a header that is none ({error})") from error
    if not 0 <= size <= MAX_RESULT:
        raise ValueError(f"a body of {size} bytes")
    stop = end + 1 + size
    if len(inbox) < stop:
        return None
    with memoryview(inbox) as view:
        body = bytes(view[end + 1 : stop])
    del inbox[:stop]
    return Frame(header, body)


class Process:
    """A program under the launcher: killed with all it started when closed, or when we die.

    `program` is the absolute path of an executable and its arguments, `memory` its cap in bytes,
    `place` where it runs if not in a fresh folder of its own.
    Raises OSError where not even the launcher can be started. One thread speaks to it; any
    thread may `kill` it.
    """

    def __init__(self, program: Sequence[str], memory: int, place: Place | None = None) -> None:
        self.containment = self.network = "unknown"
        self.ending: Ending | None = None
        self._home = tempfile.mkdtemp(prefix="boilerbench-")
        self._lock = threading.Lock()
        lifeline, hold = os.pipe()
        heard, status = os.pipe()
        self._hold, self._heard = os.fdopen(hold, "wb", 0), os.fdopen(heard, "rb", 0)
        try:
            self._launcher = launch(program, memory, self._home, lifeline, status, place)
        except OSError:
            self._close_files()
            raise
        finally:
            os.close(lifeline)
            os.close(status)
        self._stdin, self._stdout = _opened(self._launcher.stdin), _opened(self._launcher.stdout)
        self.tail = Tail(_opened(self._launcher.stderr))
        self._said, self._inbox = b"", bytearray()
        self._outbox: deque[memoryview] = deque()
        self._gone = self._drained = self._ended = False
        for pipe in (self._stdin, self._stdout):
            os.set_blocking(pipe.fileno(), False)
            widen(pipe.fileno())

    # --- speaking ---

    def send(self, header: dict[str, Any], body: bytes) -> None:
        """Queue a message; `receive` writes it."""
        line = msgspec.json.encode(header | {"bytes": len(body)}) + b"\n"
        self._outbox.extend(memoryview(part) for part in (line, body) if part)

    def receive(self, deadline: float) -> Frame:
        """The next message, while the queue is written, until `deadline` on the monotonic clock.

        Raises TimeoutError at the deadline, EOFError when the process or its channel ended, and
        ValueError when what it says is no message.
        """
        while (frame := take_frame(self._inbox)) is None:
            if self._drained:
                raise EOFError
            wait = deadline - time.monotonic()
            if wait <= 0:
                raise TimeoutError
            self._pump(wait)
        return frame

    def is_silent(self) -> bool:
        """Whether it lives and has said nothing unasked."""
        self._pump(0)
        return not (self._is_over() or self._drained or self._inbox or self._outbox)

    def _pump(self, seconds: float) -> None:
        """Wait for one round of events and move what can be moved."""
        over = self._is_over()
        poll = select.poll()
        poll.register(self._stdout, select.POLLIN)
        poll.register(self._heard, select.POLLIN)
        if self._outbox:
            poll.register(self._stdin, select.POLLOUT)
        ready = {
            descriptor
            for descriptor, _ in poll.poll(0 if over else min(seconds, _LONGEST_WAIT) * 1000)
        }
        if self._heard.fileno() in ready:
            self._hear()
        if self._stdin.fileno() in ready:
            self._write()
        if self._stdout.fileno() in ready:
            self._read()
        else:
            self._drained |= over  # though a stray child may hold the pipe open

    def _is_over(self) -> bool:
        return self._gone or self.ending is not None

    def _write(self) -> None:
        try:
            written = os.write(self._stdin.fileno(), self._outbox[0][:_CHUNK])
        except BlockingIOError:
            return
        except BrokenPipeError:
            self._outbox.clear()  # its stdout will tell how it ended
            return
        self._outbox[0] = self._outbox[0][written:]
        if not self._outbox[0]:
            self._outbox.popleft()

    def _read(self) -> None:
        data = self._stdout.read(_CHUNK)
        self._inbox += data or b""
        self._drained = data == b""

    def _hear(self) -> None:
        """Read what the launcher says, until it and init are gone."""
        data = self._heard.read(_CHUNK)
        self._gone = not data
        *lines, self._said = (self._said + data).split(b"\n")
        for subject, *words in (line.decode().split() for line in lines):
            if subject == "contained":
                self.containment, self.network = words
            else:
                kind, number, peak, oom = words
                self.ending = Ending(
                    "exit" if kind == "exit" else "signal", int(number), int(peak), oom == "1"
                )

    # --- ending ---

    def settle(self) -> None:
        """Give a process whose channel closed a moment to end by itself, so that we learn how."""
        deadline = time.monotonic() + 1.0
        while not self._is_over() and self._listen(deadline):
            pass

    def kill(self) -> None:
        """Have the launcher kill everything; from any thread, any number of times."""
        with self._lock:
            self._hold.close()

    def end(self) -> None:
        """Kill everything, wait for it and remove its folder; once is enough."""
        if self._ended:
            return
        self._ended = True
        self.kill()
        deadline = time.monotonic() + _GRACE
        while not self._gone and self._listen(deadline):
            pass
        # Not reaped yet, so its number still names its group and nobody else's.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._launcher.pid, signal.SIGKILL)
        if self._launcher.wait() != 0:
            sweep(self._home)
        self.tail.settle()
        self._stdin.close()
        self._stdout.close()
        self._close_files()

    def _listen(self, deadline: float) -> bool:
        """Hear one thing from the launcher; False if the deadline comes first."""
        poll = select.poll()
        poll.register(self._heard, select.POLLIN)
        ready = bool(poll.poll(max(0.0, deadline - time.monotonic()) * 1000))
        if ready:
            self._hear()
        return ready

    def _close_files(self) -> None:
        self._hold.close()
        self._heard.close()
        shutil.rmtree(self._home, ignore_errors=True)


def _opened(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise AssertionError("the launcher is started with pipes")
    return pipe
