"""The outcome table line by line: an evil page gets its outcome, the pages around it theirs."""

from pathlib import Path

import msgspec
import pytest

from boilerbench.launching import CONTAINMENT_VARIABLE
from boilerbench.pins import Runtime
from boilerbench.records import Reply
from tests.evil import RUNTIMES, ask_evil, cases

PYTHON_EXPECTED = "expected str, None or a dict"
NODE_EXPECTED = "expected a string, null or an object"


@pytest.fixture(params=["pid-namespace", "subreaper"])
def containment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(CONTAINMENT_VARIABLE, request.param)
    return str(request.param)


@pytest.mark.parametrize(
    ("runtime", "act", "outcome", "reason"),
    cases(
        python=[
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
        node=[
            ("exit", "crash", "exited with code 3"),
            ("hard-exit", "crash", "exited with code 7"),
            ("quiet-exit", "crash", "exited with code 0"),
            ("late-exit", "crash", "exited with code 4"),
            ("segfault", "crash", "was killed by SIGSEGV"),
            ("abort", "crash", "was killed by SIGABRT"),
            ("terminate", "crash", "was killed by SIGTERM"),
            ("never-settle", "error", "Error: its promise can never settle"),
            ("late-throw", "error", "SyntaxError: "),
            ("recurse", "error", "RangeError: Maximum call stack size exceeded"),
            ("recurse-in-c", "error", "RangeError: Maximum call stack size exceeded"),
        ],
    ),
)
def test_a_death_is_a_crash_with_its_cause(
    tmp_path: Path, containment: str, runtime: Runtime, act: str, outcome: str, reason: str
) -> None:
    """What ends the process is a crash with code or signal; what can be caught is an error."""
    reply = ask_evil(tmp_path, runtime, "deaths", act)
    assert (reply.outcome, containment) == (outcome, containment)
    assert (reply.reason or "").startswith(reason)
    assert (reply.timing is None) == (outcome == "crash")


@pytest.mark.parametrize(
    ("runtime", "act"),
    cases(
        python=["spin", "deaf-sleep", "stop"],
        node=["spin", "deaf-sleep", "sleep-on", "stop"],
    ),
)
def test_a_hang_is_a_timeout(tmp_path: Path, containment: str, runtime: Runtime, act: str) -> None:
    """What spins, ignores every signal, waits or is stopped is killed at its deadline."""
    reply = ask_evil(tmp_path, runtime, "deaths", act, timeout=0.8)
    assert reply == Reply("timeout", reason="no answer within 0.8 s"), containment


def test_recursion_past_all_limits_costs_one_page(tmp_path: Path) -> None:
    """With the recursion limit lifted, recursion ends at the memory cap or in a fault."""
    reply = ask_evil(tmp_path, "python", "deaths", "recurse-past-limits", memory_mb=128)
    assert reply.outcome in {"memory", "crash"}


@pytest.mark.parametrize(
    ("runtime", "act", "reason"),
    cases(
        python=[
            ("creep", "MemoryError"),
            ("leap", "MemoryError"),
            ("fill-and-raise", "ValueError: XML_ERR_NO_MEMORY"),
            ("fill-and-die", "was killed by SIGSEGV"),
            ("from-c", "was killed by SIGSEGV"),
            ("like-rust", "was killed by SIGABRT: memory allocation of 99999999999 bytes failed"),
        ],
        node=[
            ("creep", "was killed by SIGABRT: FATAL ERROR: "),
            ("creep-outside", ""),  # V8 dies of its own next page, or the buffer is refused
            ("leap", "RangeError: Array buffer allocation failed"),
            ("wasm", "RangeError: WebAssembly.Memory(): could not allocate memory"),
            ("fill-and-raise", "Error: XML_ERR_NO_MEMORY"),
            ("fill-and-die", "was killed by SIGSEGV"),
            ("like-rust", "was killed by SIGABRT: memory allocation of 99999999999 bytes failed"),
        ],
    ),
)
def test_a_failure_at_the_cap_is_of_memory(
    tmp_path: Path, containment: str, runtime: Runtime, act: str, reason: str
) -> None:
    """A refusal, a failure within a tenth of the cap, or the last words of what ran out."""
    reply = ask_evil(tmp_path, runtime, "memory", act, memory_mb=128)
    assert reply.outcome == "memory", (containment, reply)
    assert (reply.reason or "").startswith(reason)


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("act", ["fill-and-raise", "fill-and-die"])
def test_a_failure_far_from_the_cap_is_not_of_memory(
    tmp_path: Path, runtime: Runtime, act: str
) -> None:
    """The same failures under a cap eight times their size are an error and a crash."""
    reply = ask_evil(tmp_path, runtime, "memory", act, memory_mb=1024)
    assert reply.outcome == {"fill-and-raise": "error", "fill-and-die": "crash"}[act]


@pytest.mark.parametrize(
    ("runtime", "act", "outcome", "reason"),
    cases(
        python=[
            ("plain", "error", "ValueError: went wrong"),
            ("silent", "error", "ValueError"),
            ("unprintable", "error", "UnprintableError: its message raised RuntimeError"),
            ("unpicklable", "error", "UnpicklableError: last line"),
            ("stubborn", "error", "StubbornError: hands off"),
            ("final", "error", "FinalError: the end"),
            ("homonym", "error", "mybuiltins.HomonymError: not built in"),
            ("interrupt", "error", "KeyboardInterrupt"),
            ("system-exit", "error", "SystemExit: 3"),
            ("generator-exit", "error", "GeneratorExit"),
            ("surrogate", "error", "ValueError: \ufffd"),
            ("long", "error", "ValueError: " + "x" * 488),
            ("memory", "memory", "MemoryError: refused"),
        ],
        node=[
            ("plain", "error", "TypeError: went wrong"),
            ("silent", "error", "Error"),
            ("own", "error", "OwnError: last line"),
            ("dom", "error", "NotFoundError: no such node"),
            ("string", "error", "string: a string"),
            ("number", "error", "number: 5"),
            ("null", "error", "null"),
            ("undefined", "error", "undefined"),
            ("symbol", "error", "symbol: Symbol(s)"),
            ("object", "error", "Refusal: as some do"),
            ("nameless", "error", "Object: its message threw too"),
            ("unprintable", "error", "Object: its message threw too"),
            ("unprintable-message", "error", "Error: its message threw too"),
            ("unprintable-name", "error", "a value without a name: its message threw too"),
            ("proxy", "error", "a value without a name: its message threw too"),
            ("revoked", "error", "a value without a name: its message threw too"),
            ("frozen", "error", "Error: hands off"),
            ("surrogate", "error", "Error: \ufffd"),
            ("long", "error", "Error: " + "x" * 493),
            ("memory", "memory", "RangeError: Array buffer allocation failed"),
        ],
    ),
)
def test_whatever_is_raised_is_told_by_type_and_last_line(
    tmp_path: Path, runtime: Runtime, act: str, outcome: str, reason: str
) -> None:
    """Anything raised, at once or by a promise, is an outcome with its type and last line."""
    for late in {"python": (None,), "node": (False, True)}[runtime]:
        options = (("act", act), *((("late", True),) if late else ()))
        reply = ask_evil(tmp_path, runtime, "errors", act, options=options)
        own = "boilerbench_adapter_errors."
        assert (reply.outcome, (reply.reason or "").removeprefix(own)) == (outcome, reason)
        assert reply.timing


WHOLE = Reply("ok", text="t", markdown="# m", title="T\ufffd", date="2026-01-02", surrogates=1)
TEXT = Reply("ok", text="text")
ALIKE = [
    ("none", Reply("empty")),
    ("nothing", Reply("empty")),
    ("blank", Reply("ok", text=" \n ")),
    ("surrogates", Reply("ok", text="a\ufffdb\ufffdc", surrogates=2)),
    ("pair", Reply("ok", text="a\U0001f600b")),
    ("only-markdown", Reply("ok", markdown="# m")),
    ("whole-dict", WHOLE),
]


@pytest.mark.parametrize(
    ("runtime", "act", "expected"),
    cases(
        python=[*ALIKE, ("subclass", TEXT)],
        node=[
            *ALIKE,
            ("undefined", Reply("empty")),
            ("empty-text", Reply("empty")),
            ("promise", TEXT),
            ("thenable", Reply("ok", text="t")),
            ("rope", TEXT),
            ("other-realm", TEXT),
            ("no-prototype", TEXT),
        ],
    ),
)
def test_results_within_the_contract_arrive_whole(
    tmp_path: Path, runtime: Runtime, act: str, expected: Reply
) -> None:
    """Texts, nothing and dicts of texts arrive whole, lone surrogates replaced and counted."""
    reply = ask_evil(tmp_path, runtime, "results", act)
    assert reply.timing
    assert reply == msgspec.structs.replace(expected, timing=reply.timing)


@pytest.mark.parametrize(
    ("runtime", "act", "reason"),
    cases(
        python=[
            ("bytes", f"returned bytes; {PYTHON_EXPECTED}"),
            ("number", f"returned int; {PYTHON_EXPECTED}"),
            ("empty-dict", "returned a dict with neither text nor markdown; its keys are text,"),
            ("only-title", "returned a dict with neither text nor markdown; its keys are text,"),
            ("wrong-key", "returned a dict with the unknown key 'body'; its keys are text, "),
            ("wrong-key-type", "returned a dict with the unknown key 5; its keys are text,"),
            ("wrong-value", "returned title as list; expected str"),
            ("huge", "returned more than 64 MiB"),
            ("just-too-long", "returned more than 64 MiB"),
        ],
        node=[
            ("bytes", f"returned Buffer; {NODE_EXPECTED}"),
            ("number", f"returned number; {NODE_EXPECTED}"),
            ("array", f"returned Array; {NODE_EXPECTED}"),
            ("map", f"returned Map; {NODE_EXPECTED}"),
            ("function", f"returned function; {NODE_EXPECTED}"),
            ("boxed", f"returned String; {NODE_EXPECTED}"),
            ("instance", f"returned Article; {NODE_EXPECTED}"),
            ("empty-dict", "returned an object with neither text nor markdown; its keys are text,"),
            ("only-title", "returned an object with neither text nor markdown; its keys are text,"),
            ("wrong-key", "returned an object with the unknown key 'body'; its keys are text, "),
            ("wrong-key-type", "returned an object with the unknown key '5'; its keys are text,"),
            ("wrong-value", "returned title as Array; expected a string"),
            ("huge", "returned more than 64 MiB"),
            ("just-too-long", "returned more than 64 MiB"),
        ],
    ),
)
def test_results_outside_the_contract_are_bad_output(
    tmp_path: Path, runtime: Runtime, act: str, reason: str
) -> None:
    """A wrong type, key or size is refused in the worker, with a sentence."""
    reply = ask_evil(tmp_path, runtime, "results", act)
    assert reply.outcome == "bad-output"
    assert (reply.reason or "").startswith(reason)


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_the_largest_result_arrives(tmp_path: Path, runtime: Runtime) -> None:
    """64 MiB of text is the most that is allowed, and it is allowed."""
    assert len(ask_evil(tmp_path, runtime, "results", "just-fits").text) == 64 << 20


@pytest.mark.parametrize(
    ("runtime", "act", "reason"),
    cases(
        python=[("trap", "RuntimeError: do not look")],
        node=[(act, "RangeError: do not look") for act in ("trap", "trap-then", "trap-text")],
    ),
)
def test_a_result_that_raises_when_looked_at_is_an_error(
    tmp_path: Path, runtime: Runtime, act: str, reason: str
) -> None:
    """Foreign code that runs while its result is checked is caught as well."""
    reply = ask_evil(tmp_path, runtime, "results", act)
    assert (reply.outcome, reply.reason) == ("error", reason)
