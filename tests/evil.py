"""Evil pages, put to the worker of either runtime between two good ones."""

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from boilerbench.commands import Command
from boilerbench.pins import SUFFIXES, Runtime
from boilerbench.records import Reply
from boilerbench.sessions import Session

ADVERSARIES = Path(__file__).parent / "adversaries"
GOOD = "all is well \u2713".encode()
INTERPRETERS: dict[Runtime, str] = {
    "python": sys.executable,
    "node": shutil.which("node") or "node",
}
needs_node = pytest.mark.skipif(
    shutil.which("node") is None, reason="needs Node.js: there is no node on PATH"
)
MARKS: dict[Runtime, tuple[pytest.MarkDecorator, ...]] = {"python": (), "node": (needs_node,)}


def cases(**tables: list[Any]) -> list[Any]:
    """The cases of each runtime, its name before each; Node's are skipped where there is none."""
    return [
        pytest.param(runtime, *(case if isinstance(case, tuple) else (case,)), marks=marks)
        for runtime, marks in MARKS.items()
        for case in tables.get(runtime, [])
    ]


RUNTIMES = [pytest.param(runtime, marks=marks) for runtime, marks in MARKS.items()]


def command_for(runtime: Runtime, adapter: Path | str, **given: Any) -> Command:
    """What starts an adapter of this runtime."""
    return Command(INTERPRETERS[runtime], str(adapter), runtime=runtime, **given)


def ask_evil(
    folder: Path, runtime: Runtime, name: str, act: str, *, url: str | None = None, **given: Any
) -> Reply:
    """The reply to an evil page between two good ones; nothing it started is left afterwards."""
    target = shutil.copy(ADVERSARIES / (name + SUFFIXES[runtime]), folder)
    given = {"timeout": 20, "options": (("act", act),)} | given
    with Session(command_for(runtime, target, **given)) as session:
        before, evil, after = (session.ask(page, url) for page in (GOOD, b"evil", GOOD))
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
