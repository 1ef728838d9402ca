"""Keep a worker alive: ask it, time it out, kill it, restart it; and share some among threads."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import msgspec

from boilerbench.commands import Command
from boilerbench.errors import UnavailableError, UsageError
from boilerbench.messages import (
    Answer,
    Began,
    Greeting,
    Hello,
    is_bloated,
    read_answer,
    read_ending,
    read_greeting,
    read_message,
    read_message_of,
    without_claims,
)
from boilerbench.processes import Process
from boilerbench.records import Reply


class Session:
    """One worker kept alive: started when first needed, and again after a page cost it its life.

    A worker that never once started is not tried again. Threads take turns; `close` may be called
    by any of them and makes a page that is being asked raise UnavailableError.
    """

    def __init__(self, command: Command) -> None:
        self.command = command
        self._turn = threading.Lock()
        self._process: Process | None = None
        self._greeting: Greeting | None = None
        self._refusal: str | None = None
        self._closed = False
        self._fresh = True
        self._asked = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def greeting(self) -> Greeting:
        """The latest worker's greeting; UnavailableError with its last words if it never greets."""
        with self._turn:
            self._ready()
            if self._greeting is None:
                raise AssertionError("a worker is ready when it has greeted")
            return self._greeting

    def ask(
        self,
        html: bytes,
        url: str | None = None,
        language: str | None = None,
        *,
        timed: bool = False,
    ) -> Reply:
        """What the extractor makes of a page, or how it failed; UnavailableError only once closed.

        `html` is UTF-8 where the command's input is text; `timed` asks for the timing protocol. A
        worker that dies before it has begun with the page died of an earlier one: the page goes
        to a new worker.
        """
        with self._turn:
            self._asked += 1
            request = {"id": self._asked, "url": url, "language": language}
            if timed:
                request["timed"] = True
            for _ in range(2):
                try:
                    process = self._ready()
                except UnavailableError as error:
                    reply, began = Reply("unavailable", reason=str(error)), True
                else:
                    reply, began = self._call(process, request, html)
                if self._closed:
                    raise UnavailableError(f"{self.command.target} was closed while it worked.")
                if began:
                    break
            return reply

    def kill(self) -> None:
        """Let the worker die, also while it is asked; `close` waits for that."""
        self._closed = True
        if process := self._process:
            process.kill()  # ends the turn of a thread that is asking

    def close(self) -> None:
        """End the worker and all it started; it cannot be asked again."""
        self.kill()
        with self._turn:
            self._drop()

    def _ready(self) -> Process:
        """A live worker: the one at hand if it is sound, else a new one."""
        if self._process and not self._process.is_silent():
            self._drop()
        if self._refusal or self._closed:
            raise UnavailableError(self._refusal or f"{self.command.target} was closed.")
        return self._process or self._start()

    def _start(self) -> Process:
        greeting = None
        try:
            command = self.command
            process = Process(command.program(), command.data_limit, command.place)
            self._process = process
            self._fresh = True
            if self._closed:
                process.kill()
            greeting = self._greeting = self._await_greeting(process)
        except OSError as error:
            raise UnavailableError(f"{self.command.target} cannot start: {error}.") from error
        except UnavailableError as error:
            self._refusal = None if self._greeting else str(error)
            raise
        finally:
            if greeting is None:
                self._drop()  # also after ^C
        return process

    def _await_greeting(self, process: Process) -> Greeting:
        try:
            frame = process.receive(time.monotonic() + self.command.start_timeout)
            hello = self._believed(read_message(frame.header))
            if isinstance(hello, Hello):
                return read_greeting(hello, process)
            reason = "it spoke before its greeting"
        except TimeoutError:
            reason = f"it was not ready within {self.command.start_timeout:g} s"
        except EOFError:
            process.settle()
            process.end()
            reason = process.tail.last_line() or f"it {process.ending or 'closed its channel'}"
        except ValueError as error:
            reason = f"it said {error} instead of its greeting"
        raise UnavailableError(f"{self.command.target} cannot start: {reason}.")

    def _believed(self, message: Hello | Began | Answer) -> Hello | Began | Answer:
        return without_claims(message) if self.command.runtime == "worker" else message

    def _call(self, process: Process, request: dict[str, Any], html: bytes) -> tuple[Reply, bool]:
        """The reply to one page, and whether the worker had begun with it."""
        began = sound = False
        process.tail.forget()
        process.send(request, html)
        deadline = time.monotonic() + self.command.timeout
        try:
            while True:
                frame = process.receive(deadline)
                message = self._believed(read_message_of(self._asked, frame.header))
                if isinstance(message, Answer):
                    reply = read_answer(message, frame.body, self.command.memory)
                    full = reply.outcome == "memory" or is_bloated(message, self.command.memory)
                    sound = not full  # what filled it may still be held
                    return self._marked(reply), True
                began = True
        except TimeoutError:
            began |= self._may_be_terse
            reply = Reply("timeout", reason=f"no answer within {self.command.timeout:g} s")
        except EOFError:
            process.settle()
            process.end()
            reply = read_ending(process.ending, process.tail.last_line(), self.command.memory)
        except ValueError as error:
            reply = Reply("bad-output", reason=f"said {error} where only the worker speaks")
        finally:
            if not sound:
                self._drop()  # also after ^C: its late answer must not meet the next page
        return reply, began

    @property
    def _may_be_terse(self) -> bool:
        """Whether a worker that did not say that it began with a page may have begun with it."""
        return self.command.runtime == "worker"

    def _marked(self, reply: Reply) -> Reply:
        """The reply, which knows whether it was the worker's first."""
        first, self._fresh = self._fresh, False
        timing = reply.timing and msgspec.structs.replace(reply.timing, first=first)
        return msgspec.structs.replace(reply, timing=timing)

    def _drop(self) -> None:
        if self._process:
            self._process.end()
            self._process = None


class SessionPool:
    """At most `capacity` live workers for any number of threads, the last used of a command first.

    A session is one thread's while it is borrowed. When all places are taken, the idle session
    unused for longest is closed for a new one, and without an idle one the borrower waits. Raises
    UsageError for a capacity below one.
    """

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise UsageError(f"{capacity} workers cannot work; ask for at least one.")
        self._capacity = capacity
        self._idle: list[Session] = []
        self._busy: list[Session] = []
        self._changed = threading.Condition()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def borrow(self, command: Command) -> Iterator[Session]:
        """A session of `command`; UnavailableError once the pool is closed."""
        session, evicted = self._take(command)
        try:
            if evicted:
                evicted.close()
            yield session
        finally:
            self._give_back(session)

    def close(self) -> None:
        """End every worker, also those that are being asked."""
        with self._changed:
            self._closed = True
            sessions = self._idle + self._busy
            self._changed.notify_all()
        for session in sessions:
            session.kill()  # all die at the same time
        for session in sessions:
            session.close()

    def _take(self, command: Command) -> tuple[Session, Session | None]:
        """A session for `command`, and the one to close for it."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._closed or self._idle or len(self._busy) < self._capacity
            )
            if self._closed:
                raise UnavailableError(f"{command.target} cannot start: the pool is closed.")
            session = self._find_idle(command)
            evicted = None
            if session:
                self._idle.remove(session)
            else:
                session = Session(command)
                if len(self._idle) + len(self._busy) >= self._capacity:
                    evicted = self._idle.pop(0)
            self._busy.append(session)
            return session, evicted

    def _find_idle(self, command: Command) -> Session | None:
        # By repr: options 1, 1.0 and True are equal, and mean different things.
        wanted = repr(command)
        return next((one for one in reversed(self._idle) if repr(one.command) == wanted), None)

    def _give_back(self, session: Session) -> None:
        with self._changed:
            self._busy.remove(session)
            if not self._closed:
                self._idle.append(session)
            self._changed.notify()
        if self._closed:
            session.close()
