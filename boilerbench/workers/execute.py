"""Runs a program once for every page: the page on its stdin, the text on its stdout.

Usage: execute.py CONFIG, a JSON object: program (an absolute path and its arguments) and limit
(bytes of a result). The host is spoken to as worker.py does. Folder and environment are handed on
to the program, with BOILERBENCH_URL and BOILERBENCH_LANGUAGE where the page has them.

A page has come to its end when the program has: what others still hold open is not waited for.
When something that it started outlives it, this worker ends after its answer, because all that
came of a worker is killed with it. Where orphans cannot be adopted (macOS) it does not know, and
they live on until the last page.
"""

import sys

if __name__ == "__main__":
    OWN_FOLDER = sys.path[0]

import codecs
import fcntl
import json
import os
import select
import signal
import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from boilerbench.workers.channel import Channel
    from boilerbench.workers.launch import (
        DEAF_TO,
        PR_SET_CHILD_SUBREAPER,
        call_libc,
        count_oom_kills,
    )
    from boilerbench.workers.memory import reset_peak
    from boilerbench.workers.results import REASON_LENGTH, mend
else:
    from channel import Channel
    from launch import DEAF_TO, PR_SET_CHILD_SUBREAPER, call_libc, count_oom_kills
    from memory import reset_peak
    from results import REASON_LENGTH, mend

CHUNK = 256 << 10
TAIL = 8 << 10
FAREWELL = 0.05  # seconds for what a program started to end after it
# What is ignored here, by Python or by us, would stay so in the program.
DEFAULTS = (*DEAF_TO, signal.SIGPIPE, signal.SIGXFSZ)
REPLACEMENT = "\ufffd".encode()
HINT = "a script needs a first line `#!` that names an interpreter of this machine"

Verdict = tuple[dict[str, Any], list[bytes]]


class Child:
    """The program at work on one page; its pipes are polled, so that nobody waits for another."""

    def __init__(self, program: list[str], environment: dict[str, str], page: bytes) -> None:
        pipes = [os.pipe() for _ in range(3)]
        theirs = [pipes[0][0], pipes[1][1], pipes[2][1]]
        self.stdin, self.stdout, self.stderr = pipes[0][1], pipes[1][0], pipes[2][0]
        self.page = memoryview(page)
        self.output, self.errors = bytearray(), bytearray()
        self.ended: tuple[int, Any] | None = None
        try:
            for end in (self.stdin, self.stdout, self.stderr):
                os.set_blocking(end, False)
                widen(end)
            actions = [(os.POSIX_SPAWN_DUP2, end, number) for number, end in enumerate(theirs)]
            self.pid = os.posix_spawn(
                program[0],
                program,
                environment,
                file_actions=actions,
                setsigdef=DEFAULTS,
            )
        except BaseException:
            self.close()
            raise
        finally:
            for end in theirs:
                os.close(end)

    def run(self, woken: int, limit: int) -> tuple[int, Any]:
        """Its status and rusage when it has ended; `woken` becomes readable when a child does."""
        poll = select.poll()
        poll.register(self.stdin, select.POLLOUT)
        for end in (self.stdout, self.stderr, woken):
            poll.register(end, select.POLLIN)
        while (ended := self.reap()) is None:
            ready = {descriptor for descriptor, _ in poll.poll()}
            if woken in ready:
                os.read(woken, 4096)
            if self.stdin in ready and not self.feed():
                poll.unregister(self.stdin)
                os.close(self.stdin)
                self.stdin = -1
            if self.stdout in ready and not self.hear(limit):
                poll.unregister(self.stdout)
            if self.stderr in ready and not self.overhear():
                poll.unregister(self.stderr)
        end = len(self.output) + pending(self.stdout)  # what got away may go on writing
        while len(self.output) < end and self.hear(limit):
            pass
        self.overhear()
        return ended

    def reap(self) -> tuple[int, Any] | None:
        pid, status, usage = os.wait4(self.pid, os.WNOHANG)
        if pid:
            self.ended = (status, usage)
        return self.ended

    def feed(self) -> bool:
        """Write what its stdin takes; whether there is more to write."""
        try:
            self.page = self.page[os.write(self.stdin, self.page[:CHUNK]) :]
        except BlockingIOError:
            return True
        except BrokenPipeError:
            return False
        return bool(self.page)

    def hear(self, limit: int) -> bool:
        """Read its stdout; False at its end, or when it said too much and is killed for it."""
        try:
            data = os.read(self.stdout, CHUNK)
        except BlockingIOError:
            return True
        self.output += data
        if len(self.output) > limit:
            if self.ended is None:  # else the number may be another's by now
                os.kill(self.pid, signal.SIGKILL)
            return False
        return bool(data)

    def overhear(self) -> bool:
        """Read its stderr, of which the last words are kept; False at its end."""
        try:
            data = os.read(self.stderr, 1 << 20)
        except BlockingIOError:
            return True
        self.errors += data
        del self.errors[:-TAIL]
        return bool(data)

    def last_words(self) -> str:
        lines = self.errors.decode("utf-8", "replace").splitlines()
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

    def close(self) -> None:
        for end in (self.stdin, self.stdout, self.stderr):
            if end >= 0:
                os.close(end)


def widen(pipe: int) -> None:
    """Let a pipe hold a whole page where the kernel allows it: fewer switches between processes."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)


def pending(pipe: int) -> int:
    """How many bytes a pipe holds."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


def work(config: dict[str, Any], environment: dict[str, str], page: bytes, woken: int) -> Verdict:
    """Run the program on one page: the answer's header, with what it cost, and body."""
    program, limit = config["program"], config["limit"]
    reset_peak()  # a child is credited with its parent's peak up to its own exec
    oom = count_oom_kills()
    start = time.perf_counter_ns()
    try:
        child = Child(program, environment, page)
    except OSError as error:
        reason = "cannot start %s: %s; %s" % (program[0], error.strerror, HINT)
        return {"outcome": "unavailable", "parts": [], "reason": reason}, []
    try:
        status, usage = child.run(woken, limit)
        wall = time.perf_counter_ns() - start
        peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        if len(child.output) > limit:
            return too_much(limit)
        if status:
            killed = status == signal.SIGKILL and count_oom_kills() > oom
            outcome = "memory" if killed else "crash"
            reason = mend(": ".join(filter(None, (tell(status), child.last_words()))))[0]
            reason = reason[:REASON_LENGTH]
            return {"outcome": outcome, "parts": [], "reason": reason, "peak_memory": peak}, []
        cpu = round((usage.ru_utime + usage.ru_stime) * 1e9)
        header, chunks = judge_text(child.output, limit)
        return dict(header, wall_ns=wall, cpu_ns=cpu, peak_memory=peak), chunks
    finally:
        child.close()


def tell(status: int) -> str:
    """How a program ended, in the words the host has for its workers."""
    if os.WIFEXITED(status):
        return "exited with code %d" % os.WEXITSTATUS(status)
    number = os.WTERMSIG(status)
    names = {member.value: member.name for member in signal.Signals}
    return "was killed by " + names.get(number, "signal %d" % number)


def judge_text(output: bytearray, limit: int) -> Verdict:
    """The header and body of what was printed; bytes that are no UTF-8 become U+FFFD, counted."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    replaced = -output.count(REPLACEMENT)  # those that the program wrote itself
    chunks, size = [], 0  # never the whole as one str, which takes up to four times the room
    for start in range(0, len(output) + 1, CHUNK):
        end = start + CHUNK
        text = decoder.decode(output[start:end], final=end > len(output))
        replaced += text.count("\ufffd")
        chunks.append(text.encode())
        size += len(chunks[-1])
        if size > limit:
            return too_much(limit)
    outcome = "ok" if size else "empty"
    return {"outcome": outcome, "parts": [("text", size)], "surrogates": replaced}, chunks


def too_much(limit: int) -> Verdict:
    reason = "wrote more than %d MiB on stdout" % (limit >> 20)
    return {"outcome": "bad-output", "parts": [], "reason": reason}, []


def surroundings(header: dict[str, Any]) -> dict[str, str]:
    """What a program finds in its environment for one page."""
    found = {name: value for name, value in os.environ.items() if name != "BOILERBENCH_NETWORK"}
    for name in ("url", "language"):
        value = header.get(name)
        if value and "\0" not in value:
            found["BOILERBENCH_" + name.upper()] = value
    return found


def has_strays(woken: int) -> bool:
    """Whether something that a program started outlives it, after a moment to end in."""
    deadline = time.monotonic() + FAREWELL
    poll = select.poll()
    poll.register(woken, select.POLLIN)
    with suppress(ChildProcessError):
        while True:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
            wait = deadline - time.monotonic()
            if wait <= 0:
                return True
            if poll.poll(wait * 1000):
                os.read(woken, 4096)
    return False


def watch_children() -> int:
    """A descriptor that becomes readable whenever a child ends; orphans become our children."""
    for number in DEAF_TO:  # what a program sends to its group, which is ours too
        signal.signal(number, signal.SIG_IGN)
    call_libc("prctl", PR_SET_CHILD_SUBREAPER, 1)
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    return woken


def main() -> None:
    config = json.loads(sys.argv[1])
    channel = Channel()
    woken = watch_children()
    closed = os.environ.get("BOILERBENCH_NETWORK") == "namespace"
    channel.send([], kind="greeting", network="namespace" if closed else "open")
    while (request := channel.receive()) is not None:
        header, page = request
        channel.send([], kind="began", id=header["id"])
        verdict, chunks = work(config, surroundings(header), page, woken)
        channel.send(chunks, kind="answer", id=header["id"], **verdict)
        del request, page, chunks  # or the next page's peak would count them
        if has_strays(woken):
            return


if __name__ == "__main__":
    sys.path.remove(OWN_FOLDER)
    main()
    os._exit(0)
