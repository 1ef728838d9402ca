"""Environments in the user's cache: built once, however many runs ask at the same time."""

import datetime as dt
import hashlib
import json
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final, Protocol

import msgspec

from boilerbench import npm, resolver
from boilerbench.caches import ENVIRONMENTS, cache_folder, hold_lock
from boilerbench.checkouts import snapshot
from boilerbench.errors import UnavailableError
from boilerbench.interpreters import Interpreter
from boilerbench.pins import Runtime
from boilerbench.plans import Plan

_GRACE = dt.timedelta(days=7)
_RECORD = "complete.json"


class Build(msgspec.Struct, frozen=True):
    """A finished environment: what runs it, as a path and by name, what it holds, where."""

    interpreter: str
    runtime: str
    packages: tuple[str, ...]
    folder: str


class Installer(Protocol):
    """What a package tool's module has: `resolver` for uv, `npm`."""

    def make_environment(self, interpreter: Interpreter, folder: Path, *, lock: int) -> Path:
        """The program that will run what is installed in a new folder."""
        ...

    def install(
        self,
        folder: Path,
        interpreter: Interpreter,
        lines: Sequence[str],
        cutoff: dt.datetime | None,
        say: Callable[[str], None],
        *,
        lock: int,
    ) -> None:
        """Put lines, and what they need as of the cutoff, into the folder."""
        ...

    def upload_date(self, line: str, interpreter: Interpreter) -> dt.datetime | None:
        """When the release that a line pins was uploaded, if its index says so."""
        ...

    def packages(self, folder: Path) -> tuple[str, ...]:
        """All that the folder holds, as "name==version", sorted."""
        ...


INSTALLERS: Final[dict[Runtime, Installer]] = {"python": resolver, "node": npm}


def build(name: str, plan: Plan, interpreter: Interpreter, say: Callable[[str], None]) -> Build:
    """The environment of a plan on an interpreter, built if the cache does not hold it whole.

    Raises UnavailableError with the resolver's reason.
    """
    folder = folder_for(name, plan, interpreter)
    if built := finished(folder):  # its record is written last, so no lock is needed to read it
        return built
    with hold_lock(folder.with_name(f"{folder.name}.lock")) as lock:
        built = finished(folder)
        if built is None:
            wanted = [*plan.lines, *([plan.tree.source.path] if plan.tree else [])]
            say(f"Building {name} for {interpreter.runtime}: {', '.join(wanted) or 'empty'}.")
            began = time.monotonic()
            built = _made(folder, plan, interpreter, say, lock)
            say(f"Built {name} in {time.monotonic() - began:.1f} s.")
        return built


def _made(
    folder: Path, plan: Plan, interpreter: Interpreter, say: Callable[[str], None], lock: int
) -> Build:
    try:
        return _make(folder, plan, interpreter, say, lock)
    except OSError as error:
        raise UnavailableError(
            f"{folder} cannot be written: {error.strerror}; make room there, or set "
            "BOILERBENCH_CACHE to another folder."
        ) from error


def folder_for(name: str, plan: Plan, interpreter: Interpreter) -> Path:
    """Where in the cache the environment of a plan on an interpreter is, once it is built."""
    return cache_folder() / ENVIRONMENTS / f"{name}-{_key(plan, interpreter)}"


def _key(plan: Plan, interpreter: Interpreter) -> str:
    """16 hex digits for all that a plan pins: equal keys are the same environment."""
    cutoff = plan.cutoff.isoformat() if isinstance(plan.cutoff, dt.datetime) else plan.cutoff
    tree = plan.tree and (plan.tree.source.digest, plan.tree.source.commit, str(plan.tree.project))
    pinned = [
        interpreter.runtime,
        interpreter.ordinary,
        sorted(plan.lines),
        cutoff,
        tree,
        plan.local,
    ]
    return hashlib.sha256(json.dumps(pinned).encode()).hexdigest()[:16]


def finished(folder: Path) -> Build | None:
    """The build that a folder holds, or None if it was cut short or what runs it is gone."""
    try:
        built = msgspec.json.decode((folder / _RECORD).read_bytes(), type=Build)
    except (OSError, msgspec.DecodeError):
        return None
    return built if Path(built.interpreter).exists() else None


def _make(
    folder: Path, plan: Plan, interpreter: Interpreter, say: Callable[[str], None], lock: int
) -> Build:
    """The environment, made where a builder that was killed may have left half of one."""
    shutil.rmtree(folder, ignore_errors=True)
    installer = INSTALLERS[plan.runtime]
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, folder, ignore_errors=True)
        program = installer.make_environment(interpreter, folder, lock=lock)
        _fill(folder, plan, interpreter, say, lock)
        built = Build(
            interpreter=str(program),
            runtime=interpreter.runtime,
            packages=installer.packages(folder),
            folder=str(folder),
        )
        draft = folder / f"{_RECORD}.part"
        draft.write_bytes(msgspec.json.encode(built))
        draft.replace(folder / _RECORD)
        undo.pop_all()
    return built


def _fill(
    folder: Path, plan: Plan, interpreter: Interpreter, say: Callable[[str], None], lock: int
) -> None:
    installer = INSTALLERS[plan.runtime]
    cutoff = _cutoff(plan, interpreter, say)
    if plan.tree is None:
        return installer.install(folder, interpreter, plan.lines, cutoff, say, lock=lock)
    copy = folder / "source"
    address = snapshot(plan.tree, copy).as_uri()
    lines = (*plan.lines, plan.local.format(address))
    installer.install(folder, interpreter, lines, cutoff, say, lock=lock)
    shutil.rmtree(copy)
    return None


def _cutoff(plan: Plan, interpreter: Interpreter, say: Callable[[str], None]) -> dt.datetime | None:
    """The plan's cutoff; for a release, its upload date plus seven days, as users then got it."""
    if not isinstance(plan.cutoff, str):
        return plan.cutoff
    uploaded = INSTALLERS[plan.runtime].upload_date(plan.cutoff, interpreter)
    if uploaded is None:
        say(
            f"The package index does not say when {plan.cutoff} came out: "
            "what it needs is installed at its newest."
        )
    return uploaded and uploaded + _GRACE
