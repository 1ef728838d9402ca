"""The outcome table line by line: an evil page gets its outcome, the pages around it theirs."""

import shutil
import sys
from pathlib import Path

import pytest

from boilerbench.launching import CONTAINMENT_VARIABLE
from boilerbench.sessions import Command, Reply, Session

ADVERSARIES = Path(__file__).parent / "adversaries"
GOOD = "all is well \u2713".encode()


@pytest.fixture(params=["pid-namespace", "subreaper"])
def containment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(CONTAINMENT_VARIABLE, request.param)
    return str(request.param)


def ask_evil(
    folder: Path, name: str, act: str, *, timeout: float = 20, memory_mb: int = 1024
) -> Reply:
    """The reply to an evil page between two good ones; nothing it started is left afterwards."""
    target = shutil.copy(ADVERSARIES / f"{name}.py", folder)
    command = Command(
        sys.executable, str(target), (("act", act),), timeout=timeout, memory_mb=memory_mb
    )
    with Session(command) as session:
        before, evil, after = (session.ask(page) for page in (GOOD, b"evil", GOOD))
    assert (before.outcome, before.text) == ("ok", GOOD.decode())
    assert (after.outcome, after.text) == ("ok", GOOD.decode())
    assert find_processes(str(target)) == []
    return evil


def find_processes(mark: str) -> list[str]:
    """The command lines, anywhere on this machine, that name `mark`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        found += [line] * (mark in line)
    return found


@pytest.mark.parametrize(
    ("act", "outcome", "reason"),
    [
        ("exit", "error", "SystemExit: 3"),
        ("hard-exit", "crash", "exited with code 7"),
        ("quiet-exit", "crash", "exited with code 0"),
        ("segfault", "crash", "was killed by SIGSEGV"),
        ("abort", "crash", "was killed by SIGABRT"),
        ("terminate", "crash", "was killed by SIGTERM"),
        ("recurse", "error", "RecursionError: maximum recursion depth exceeded"),
        ("recurse-in-c", "error", "RecursionError: maximum recursion depth exceeded"),
        ("overflow-stack", "crash", "was killed by SIGSEGV"),
    ],
)
def test_a_death_is_a_crash_with_its_cause(
    tmp_path: Path, containment: str, act: str, outcome: str, reason: str
) -> None:
    """What ends the process is a crash with code or signal; what can be caught is an error."""
    reply = ask_evil(tmp_path, "deaths", act)
    assert (reply.outcome, containment) == (outcome, containment)
    assert (reply.reason or "").startswith(reason)
    assert (reply.timing is None) == (outcome == "crash")


@pytest.mark.parametrize("act", ["spin", "deaf-sleep", "stop"])
def test_a_hang_is_a_timeout(tmp_path: Path, containment: str, act: str) -> None:
    """What spins, ignores every signal or is stopped is killed at its deadline."""
    reply = ask_evil(tmp_path, "deaths", act, timeout=0.8)
    assert reply == Reply("timeout", reason="no answer within 0.8 s"), containment


def test_recursion_past_all_limits_costs_one_page(tmp_path: Path) -> None:
    """With the recursion limit lifted, recursion ends at the memory cap or in a fault."""
    reply = ask_evil(tmp_path, "deaths", "recurse-past-limits", memory_mb=128)
    assert reply.outcome in {"memory", "crash"}


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        ("creep", "MemoryError"),
        ("leap", "MemoryError"),
        ("fill-and-raise", "ValueError: XML_ERR_NO_MEMORY"),
        ("fill-and-die", "was killed by SIGSEGV"),
        ("from-c", "was killed by SIGSEGV"),
        ("like-rust", "was killed by SIGABRT: memory allocation of 99999999999 bytes failed"),
    ],
)
def test_a_failure_at_the_cap_is_of_memory(
    tmp_path: Path, containment: str, act: str, reason: str
) -> None:
    """A MemoryError, a failure within a tenth of the cap, or a refused request's last words."""
    reply = ask_evil(tmp_path, "memory", act, memory_mb=128)
    assert reply.outcome == "memory", containment
    assert (reply.reason or "").startswith(reason)


@pytest.mark.parametrize("act", ["fill-and-raise", "fill-and-die"])
def test_a_failure_far_from_the_cap_is_not_of_memory(tmp_path: Path, act: str) -> None:
    """The same failures under a cap eight times their size are an error and a crash."""
    reply = ask_evil(tmp_path, "memory", act, memory_mb=1024)
    assert reply.outcome == {"fill-and-raise": "error", "fill-and-die": "crash"}[act]


@pytest.mark.parametrize(
    ("act", "outcome", "reason"),
    [
        ("plain", "error", "ValueError: went wrong"),
        ("silent", "error", "ValueError"),
        ("unprintable", "error", "UnprintableError: its message raised RuntimeError"),
        ("unpicklable", "error", "UnpicklableError: last line"),
        ("stubborn", "error", "StubbornError: hands off"),
        ("final", "error", "FinalError: the end"),
        ("interrupt", "error", "KeyboardInterrupt"),
        ("system-exit", "error", "SystemExit: 3"),
        ("generator-exit", "error", "GeneratorExit"),
        ("surrogate", "error", "ValueError: \ufffd"),
        ("long", "error", "ValueError: " + "x" * 488),
        ("memory", "memory", "MemoryError: refused"),
    ],
)
def test_whatever_is_raised_is_told_by_type_and_last_line(
    tmp_path: Path, act: str, outcome: str, reason: str
) -> None:
    """Any exception is an outcome with its type and the last line of its message."""
    reply = ask_evil(tmp_path, "errors", act)
    own = "boilerbench_adapter_errors."
    assert (reply.outcome, (reply.reason or "").removeprefix(own)) == (outcome, reason)
    assert reply.timing


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("none", Reply("empty")),
        ("nothing", Reply("empty")),
        ("blank", Reply("ok", text=" \n ")),
        ("surrogates", Reply("ok", text="a\ufffdb\ufffdc", surrogates=2)),
        ("pair", Reply("ok", text="a\U0001f600b")),
        ("subclass", Reply("ok", text="text")),
        ("only-markdown", Reply("ok", markdown="# m")),
        (
            "whole-dict",
            Reply("ok", text="t", markdown="# m", title="T\ufffd", date="2026-01-02", surrogates=1),
        ),
    ],
)
def test_results_within_the_contract_arrive_whole(
    tmp_path: Path, act: str, expected: Reply
) -> None:
    """Strings, None and dicts arrive as they are, lone surrogates replaced and counted."""
    reply = ask_evil(tmp_path, "results", act)
    assert reply.timing
    assert reply == type(reply)(
        **{name: getattr(expected, name) for name in Reply.__struct_fields__ if name != "timing"},
        timing=reply.timing,
    )


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        ("bytes", "returned bytes; expected str, None or a dict"),
        ("number", "returned int; expected str, None or a dict"),
        ("empty-dict", "returned a dict with neither text nor markdown; its keys are text,"),
        ("only-title", "returned a dict with neither text nor markdown; its keys are text,"),
        ("wrong-key", "returned a dict with the unknown key 'body'; its keys are text, markdown,"),
        ("wrong-key-type", "returned a dict with the unknown key 5; its keys are text,"),
        ("wrong-value", "returned title as list; expected str"),
        ("huge", "returned more than 64 MiB"),
        ("just-too-long", "returned more than 64 MiB"),
    ],
)
def test_results_outside_the_contract_are_bad_output(tmp_path: Path, act: str, reason: str) -> None:
    """A wrong type, key or size is refused in the worker, with a sentence."""
    reply = ask_evil(tmp_path, "results", act)
    assert reply.outcome == "bad-output"
    assert (reply.reason or "").startswith(reason)


def test_the_largest_result_arrives(tmp_path: Path) -> None:
    """64 MiB of text is the most that is allowed, and it is allowed."""
    assert len(ask_evil(tmp_path, "results", "just-fits").text) == 64 << 20


def test_a_result_that_raises_when_looked_at_is_an_error(tmp_path: Path) -> None:
    """Foreign code that runs while its result is checked is caught as well."""
    reply = ask_evil(tmp_path, "results", "trap")
    assert (reply.outcome, reply.reason) == ("error", "RuntimeError: do not look")
