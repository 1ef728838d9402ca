"""What a worker says, as the host reads it: its greeting, and its reply to one page.

The wire is described where it is spoken, in `workers/worker.py`.
"""

from typing import Literal, TypeAlias

import msgspec

from boilerbench.processes import Ending, Process
from boilerbench.records import Outcome, Timing

NEAR_CAP = 0.9
"""A failure whose peak memory reached this share of the cap is counted as `memory`."""

LAST_WORDS = ("std::bad_alloc", "memory allocation of", "heap out of memory", "MemoryError")
"""What runtimes print as they die because an allocation was refused (C++, Rust, V8, Python):
one huge request dies with its peak far below the cap."""

Network: TypeAlias = Literal["namespace", "patched", "open"]
"""Who keeps the extractor off the network: the kernel, patched sockets, nobody."""

Containment: TypeAlias = Literal["pid-namespace", "subreaper", "process-group"]
"""What finds the processes an extractor leaves behind, strongest first."""

PartName: TypeAlias = Literal["text", "markdown", "title", "author", "date"]


class Greeting(msgspec.Struct, frozen=True):
    """What a worker says when it is ready: where it runs, its import time, what contains it."""

    runtime: str
    platform: str
    import_ns: int
    network: Network
    containment: Containment
    libxml2: str | None = None


class Reply(msgspec.Struct, frozen=True):
    """What came of one page: `text` may be empty beside a markdown.

    `timing` is None where no call came to its end; `reason` is a failure's one line.
    """

    outcome: Outcome
    text: str = ""
    markdown: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    reason: str | None = None
    timing: Timing | None = None
    surrogates: int = 0
    network_attempts: int = 0


class Hello(msgspec.Struct, frozen=True, tag_field="kind", tag="greeting"):
    """The worker's half of the greeting; what contains it is the launcher's to say."""

    runtime: str
    platform: str
    import_ns: int
    network: Network = "open"
    libxml2: str | None = None


class Began(msgspec.Struct, frozen=True, tag_field="kind", tag="began"):
    """The page has been read: what happens from here on is its doing."""

    id: int


class Answer(msgspec.Struct, frozen=True, tag_field="kind", tag="answer"):
    """The header of a reply; `parts` are the names and sizes of what its body holds."""

    id: int
    outcome: Literal["ok", "empty", "error", "memory", "bad-output"]
    parts: list[tuple[PartName, int]]
    wall_ns: int
    cpu_ns: int
    peak_memory: int
    held_memory: int = 0
    network_attempts: int = 0
    reason: str | None = None
    surrogates: int = 0


_DECODER: msgspec.json.Decoder[Hello | Began | Answer]
_DECODER = msgspec.json.Decoder(Hello | Began | Answer)


def read_message(header: bytes) -> Hello | Began | Answer:
    """What a header says; raises ValueError if it is no message of a worker."""
    return _DECODER.decode(header)


def read_message_of(request: int, header: bytes) -> Began | Answer:
    """A message about the page asked as `request`; raises ValueError for any other."""
    message = read_message(header)
    if isinstance(message, Hello) or message.id != request:
        raise ValueError("a message out of turn")
    return message


def read_greeting(hello: Hello, process: Process) -> Greeting:
    """The greeting of a worker in its process; raises ValueError for an unknown containment."""
    network = "namespace" if process.network == "namespace" else hello.network
    known = msgspec.structs.asdict(hello)
    known |= {"network": network, "containment": process.containment}
    return msgspec.convert(known, Greeting)


def read_answer(answer: Answer, body: bytes, memory: int) -> Reply:
    """The reply an answer and its body make under a cap of `memory` bytes.

    Raises ValueError where the parts are not the body's, or not UTF-8.
    """
    if sum(size for _, size in answer.parts) != len(body):
        raise ValueError("an answer whose parts are not its body")
    texts: dict[PartName, str] = {}
    start = 0
    for name, size in answer.parts:
        texts[name] = body[start : start + size].decode()
        start += size
    failed_full = answer.outcome == "error" and is_near_cap(answer.peak_memory, memory)
    return Reply(
        outcome="memory" if failed_full else answer.outcome,
        text=texts.get("text", ""),
        markdown=texts.get("markdown"),
        title=texts.get("title"),
        author=texts.get("author"),
        date=texts.get("date"),
        reason=answer.reason,
        timing=Timing(answer.wall_ns, answer.cpu_ns, answer.peak_memory),
        surrogates=answer.surrogates,
        network_attempts=answer.network_attempts,
    )


def read_ending(ending: Ending | None, last_line: str, memory: int) -> Reply:
    """The reply a worker's death makes: `memory` where its cap explains it, else `crash`."""
    reason = str(ending or "closed its channel") + (f": {last_line}" if last_line else "")
    short = any(words in last_line for words in LAST_WORDS)
    if ending and (short or ending.oom or is_near_cap(ending.peak_memory, memory)):
        return Reply("memory", reason=f"{reason} (peak {ending.peak_memory >> 20} MiB)")
    return Reply("crash", reason=reason)


def is_bloated(answer: Answer, memory: int) -> bool:
    """Whether a worker still holds more than half of its cap after a page: the next may not fit."""
    return answer.held_memory > memory // 2


def is_near_cap(peak: int, memory: int) -> bool:
    """Whether a peak is within a tenth of the cap, both in bytes."""
    return peak >= NEAR_CAP * memory
