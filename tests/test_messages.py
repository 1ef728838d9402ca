"""What a worker says becomes a reply; what no worker says is refused."""

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.messages import (
    Answer,
    Began,
    Hello,
    read_answer,
    read_ending,
    read_message,
    read_message_of,
    without_claims,
)
from boilerbench.processes import Ending
from boilerbench.records import Reply, Timing

CAP = 100 << 20
GREETING = b'{"kind":"greeting","runtime":"","platform":"","import_ns":1}'


@given(st.dictionaries(st.sampled_from(["text", "markdown", "title"]), st.text()))
def test_the_parts_of_an_answer_come_back(texts: dict[str, str]) -> None:
    """Parts packed one after another are cut apart by their sizes in bytes."""
    body = "".join(texts.values()).encode()
    sizes = [[name, len(text.encode())] for name, text in texts.items()]
    header = {"kind": "answer", "id": 1, "outcome": "ok", "parts": sizes}
    answer = read_message(_encode(header | {"wall_ns": 3, "cpu_ns": 2, "peak_memory": 1}))
    assert isinstance(answer, Answer)
    reply = read_answer(answer, body, CAP)
    assert reply.text == texts.get("text", "")
    assert (reply.markdown, reply.title) == (texts.get("markdown"), texts.get("title"))


def _encode(header: dict[str, object]) -> bytes:
    import msgspec

    return msgspec.json.encode(header)


@pytest.mark.parametrize("size", [1, 3])
def test_parts_that_are_not_the_body_are_refused(size: int) -> None:
    """Sizes must add up to the body."""
    answer = Answer(1, "ok", [("text", size)], 0, 0, 0)
    with pytest.raises(ValueError, match="parts are not its body"):
        read_answer(answer, b"ab", CAP)


def test_a_body_that_is_no_utf8_is_refused() -> None:
    """Text that cannot be decoded is no text."""
    with pytest.raises(ValueError, match="utf-8"):
        read_answer(Answer(1, "ok", [("text", 1)], 0, 0, 0), b"\xff", CAP)


@pytest.mark.parametrize(
    "header",
    [
        b"{}",
        b"[]",
        b'{"kind":"began"}',
        b'{"kind":"began","id":2}',
        b'{"kind":"answer","id":1,"outcome":"timeout","parts":[]}',
        b'{"kind":"answer","id":1,"outcome":"ok","parts":[["text",-1]]}',
        b'{"kind":"answer","id":1,"outcome":"ok","parts":[["body",1]]}',
        b'{"kind":"answer","id":1,"outcome":"ok","parts":[],"wall_ns":-1}',
        GREETING,
    ],
)
def test_messages_of_another_page_or_none_are_refused(header: bytes) -> None:
    """Only a beginning or an answer with the page's own number is about it."""
    with pytest.raises(ValueError, match=r"."):
        read_message_of(1, header)


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        (b"{}", "kind"),
        (b'{"kind":"began"}', "id"),
        (b'{"kind":"answer","id":1,"parts":[]}', "outcome"),
        (b'{"kind":"answer","id":1,"outcome":"ok"}', "parts"),
    ],
)
def test_what_a_message_lacks_is_named(header: bytes, missing: str) -> None:
    """Whoever writes a worker is told which required field is not there."""
    with pytest.raises(ValueError, match=f"^a message without `{missing}`$"):
        read_message(header)


def test_only_what_is_required_is_required() -> None:
    """A greeting of its kind alone, and an answer without costs: a page that was not timed."""
    assert read_message(b'{"bytes":0,"kind":"greeting"}') == Hello()
    answer = read_message(b'{"kind":"answer","id":1,"outcome":"ok","parts":[["text",2]]}')
    assert isinstance(answer, Answer)
    assert read_answer(answer, b"ab", CAP) == Reply("ok", text="ab")


@pytest.mark.parametrize("absent", ["wall_ns", "cpu_ns", "peak_memory"])
def test_a_page_is_timed_where_all_costs_are_given(absent: str) -> None:
    """With one of the three missing there is no timing to compare."""
    costs = {"wall_ns": 3, "cpu_ns": 2, "peak_memory": 1}
    header = {"kind": "answer", "id": 1, "outcome": "empty", "parts": []}
    whole, part = (
        read_message(_encode(header | given))
        for given in (costs, {name: n for name, n in costs.items() if name != absent})
    )
    assert isinstance(whole, Answer)
    assert isinstance(part, Answer)
    assert read_answer(whole, b"", CAP).timing == Timing(3, 2, 1)
    assert read_answer(part, b"", CAP).timing is None


@pytest.mark.parametrize("outcome", ["ok", "empty"])
def test_the_text_says_whether_an_answer_is_empty(outcome: Literal["ok", "empty"]) -> None:
    """A worker's word for an answer with text, or without, is not taken for it."""
    assert read_answer(Answer(1, outcome, []), b"", CAP).outcome == "empty"
    assert read_answer(Answer(1, outcome, [("markdown", 1)]), b"m", CAP).outcome == "ok"


def test_a_part_given_twice_is_refused() -> None:
    """Which of two texts would count nobody can tell."""
    with pytest.raises(ValueError, match="gives a part twice"):
        read_answer(Answer(1, "ok", [("text", 1), ("text", 1)]), b"ab", CAP)


def test_a_beginning_is_read() -> None:
    """A message about the page asked."""
    assert read_message_of(1, b'{"bytes":0,"kind":"began","id":1}') == Began(1)


@pytest.mark.parametrize(("share", "outcome"), [(0.89, "error"), (0.9, "memory"), (1.0, "memory")])
def test_an_error_within_a_tenth_of_the_cap_is_of_memory(share: float, outcome: str) -> None:
    """The peak of the call decides, from nine tenths of the cap on."""
    answer = Answer(1, "error", [], 0, 0, int(share * CAP) + 1, reason="ValueError")
    reply = read_answer(answer, b"", CAP)
    assert (reply.outcome, reply.reason) == (outcome, "ValueError")


@pytest.mark.parametrize(
    ("peak", "reason", "outcome"),
    [
        (CAP - 1, "exited with code 1", "memory"),
        (CAP // 2, "exited with code 1", "crash"),
        (None, "exited with code 1", "crash"),
        (5, "exited with code 1: MemoryError", "memory"),
    ],
)
def test_a_program_that_crashed_is_judged_like_a_worker(
    peak: int | None, reason: str, outcome: str
) -> None:
    """Near the cap, or with the last words of a refused request, a crash is of memory."""
    answer = Answer(1, "crash", [], peak_memory=peak, reason=reason)
    assert read_answer(answer, b"", CAP) == Reply(
        "memory" if outcome == "memory" else "crash", reason=reason
    )


@pytest.mark.parametrize(
    ("ending", "last_line", "outcome", "reason"),
    [
        (None, "", "crash", "closed its channel"),
        (Ending("exit", 3, 5 << 20, oom=False), "", "crash", "exited with code 3"),
        (Ending("exit", 3, 5 << 20, oom=False), "bye", "crash", "exited with code 3: bye"),
        (
            Ending("signal", 9, 95 << 20, oom=False),
            "",
            "memory",
            "was killed by SIGKILL (peak 95 MiB)",
        ),
        (
            Ending("signal", 9, 5 << 20, oom=True),
            "",
            "memory",
            "was killed by SIGKILL (peak 5 MiB)",
        ),
        (
            Ending("signal", 6, 5 << 20, oom=False),
            "what():  std::bad_alloc",
            "memory",
            "was killed by SIGABRT: what():  std::bad_alloc (peak 5 MiB)",
        ),
    ],
)
def test_a_death_is_of_memory_or_a_crash(
    ending: Ending | None, last_line: str, outcome: str, reason: str
) -> None:
    """Near the cap, killed by the kernel for memory, or with a refused request's last words."""
    reply = read_ending(ending, last_line, CAP)
    assert (reply.outcome, reply.reason) == (outcome, reason)


def test_a_reason_cannot_command_a_terminal() -> None:
    """Control characters in what an extractor says of its failure become U+FFFD."""
    header = {"kind": "answer", "id": 1, "outcome": "error", "parts": [], "reason": "a\x1b[2Jb\x07"}
    answer = read_message(_encode(header | {"wall_ns": 3, "cpu_ns": 2, "peak_memory": 1}))
    assert isinstance(answer, Answer)
    assert read_answer(answer, b"", CAP).reason == "a\ufffd[2Jb\ufffd"


def test_what_anybodys_worker_says_of_its_sandbox_is_not_believed() -> None:
    """Who keeps it off the network, and what was refused there, only our own workers know."""
    hello = without_claims(Hello(network="namespace", libxml2="2.9.1", version="1"))
    assert hello == Hello(network="open", version="1")
    answer = Answer(1, "ok", [], held_memory=10**12, network_attempts=5)
    assert without_claims(answer) == Answer(1, "ok", [])
    assert without_claims(Began(1)) == Began(1)


def test_a_number_that_cannot_be_is_no_message() -> None:
    """A time of years or a peak of petabytes would fill the table, and is refused."""
    header = b'{"kind":"answer","id":1,"outcome":"ok","parts":[],"wall_ns":%d}'
    assert isinstance(read_message(header % 10**15), Answer)
    with pytest.raises(ValueError, match="that is none"):
        read_message(header % 10**30)
