"""What a worker says, as the host reads it: its greeting, and its reply to one page.

The wire is described where it is spoken, in `workers/worker.py`.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

import msgspec

from boilerbench.processes import Ending, Process
from boilerbench.records import ANSWERS, Outcome, Reply, Timing
from boilerbench.wording import harmless

NEAR_CAP = 0.9
"""A failure whose peak memory reached this share of the cap is counted as `memory`."""

LAST_WORDS = (
    "std::bad_alloc",
    "memory allocation of",
    "heap out of memory",
    "process out of memory",
    "MemoryError",
)
"""What runtimes print as they die because an allocation was refused (C++, Rust, V8, Python):
one huge request dies with its peak far below the cap."""

Network: TypeAlias = Literal["namespace", "patched", "open"]
"""Who keeps the extractor off the network: the kernel, patched sockets, nobody."""

Containment: TypeAlias = Literal["pid-namespace", "subreaper", "process-group"]
"""What finds the processes an extractor leaves behind, strongest first."""

PartName: TypeAlias = Literal["text", "markdown", "title", "author", "date"]

Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=10**15)]
"""A number of nanoseconds (11 days at most), bytes or things."""

_LONGEST_NAME = 60


class Greeting(msgspec.Struct, frozen=True):
    """What a worker says when it is ready: where it runs, its import time, what contains it."""

    network: Network
    containment: Containment
    runtime: str | None = None
    platform: str | None = None
    import_ns: int | None = None
    libxml2: str | None = None
    version: str | None = None


class Hello(msgspec.Struct, frozen=True, tag_field="kind", tag="greeting"):
    """The worker's half of the greeting; what contains it is the launcher's to say.

    Nothing in it is required: anybody's worker may greet with its kind alone.
    """

    runtime: str | None = None
    platform: str | None = None
    import_ns: Count | None = None
    network: Network = "open"
    libxml2: str | None = None
    version: str | None = None


class Began(msgspec.Struct, frozen=True, tag_field="kind", tag="began"):
    """The page has been read: what happens from here on is its doing."""

    id: int


class Answer(msgspec.Struct, frozen=True, tag_field="kind", tag="answer"):
    """The header of a reply; `parts` are the names and sizes of what its body holds.

    The page was timed where all of wall_ns, cpu_ns and peak_memory are given.
    """

    id: int
    outcome: Literal["ok", "empty", "error", "crash", "memory", "bad-output", "unavailable"]
    parts: list[tuple[PartName, Count]]
    wall_ns: Count | None = None
    cpu_ns: Count | None = None
    peak_memory: Count | None = None
    held_memory: Count = 0
    network_attempts: Count = 0
    reason: str | None = None
    surrogates: Count = 0
    pace_ns: tuple[Count, Count] | None = None


_MISSING = re.compile(r"missing required field `(\w+)`")
_DECODER: msgspec.json.Decoder[Hello | Began | Answer]
_DECODER = msgspec.json.Decoder(Hello | Began | Answer)


def read_message(header: bytes) -> Hello | Began | Answer:
    """What a header says; raises ValueError, with what is missing, if it is no worker's message."""
    try:
        return _DECODER.decode(header)
    except ValueError as error:
        missing = _MISSING.search(str(error))
        found = f"without `{missing[1]}`" if missing else f"that is none ({error})"
        raise ValueError(f"a message {found}") from error


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
    known |= {name: _printable(known[name]) for name in ("runtime", "platform", "version")}
    return msgspec.convert(known, Greeting)


def _printable(name: str | None) -> str | None:
    """A name that a worker gave, fit to stand in a table."""
    return name and harmless(" ".join(name.split()))[:_LONGEST_NAME]


def without_claims(message: Hello | Began | Answer) -> Hello | Began | Answer:
    """A message of anybody's worker without what only ours can know of their sandbox."""
    if isinstance(message, Hello):
        return msgspec.structs.replace(message, network="open", libxml2=None)
    if isinstance(message, Answer):
        return msgspec.structs.replace(message, held_memory=0, network_attempts=0)
    return message


def read_answer(answer: Answer, body: bytes, memory: int) -> Reply:
    """The reply an answer and its body make under a cap of `memory` bytes.

    Raises ValueError where the parts are not the body's, or not UTF-8.
    """
    if sum(size for _, size in answer.parts) != len(body):
        raise ValueError("an answer whose parts are not its body")
    if len({name for name, _ in answer.parts}) < len(answer.parts):
        raise ValueError("an answer that gives a part twice")
    texts: dict[PartName, str] = {}
    start = 0
    for name, size in answer.parts:
        texts[name] = body[start : start + size].decode()
        start += size
    return Reply(
        outcome=_outcome(answer, texts, memory),
        text=texts.get("text", ""),
        markdown=texts.get("markdown"),
        title=texts.get("title"),
        author=texts.get("author"),
        date=texts.get("date"),
        reason=answer.reason and harmless(answer.reason),
        timing=_timing(answer),
        surrogates=answer.surrogates,
        network_attempts=answer.network_attempts,
    )


def _outcome(answer: Answer, texts: Mapping[PartName, str], memory: int) -> Outcome:
    if answer.outcome in ANSWERS:
        return "ok" if texts.get("text") or texts.get("markdown") else "empty"
    return "memory" if _is_of_memory(answer, memory) else answer.outcome


def _timing(answer: Answer) -> Timing | None:
    if answer.wall_ns is None or answer.cpu_ns is None or answer.peak_memory is None:
        return None
    return Timing(answer.wall_ns, answer.cpu_ns, answer.peak_memory, pace_ns=answer.pace_ns)


def _is_of_memory(answer: Answer, memory: int) -> bool:
    """Whether the cap explains a failure: near it, or dead with a refused request's last words."""
    crashed = answer.outcome == "crash"
    dying = crashed and any(words in (answer.reason or "") for words in LAST_WORDS)
    full = is_near_cap(answer.peak_memory or 0, memory)
    return dying or (full and (crashed or answer.outcome == "error"))


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
