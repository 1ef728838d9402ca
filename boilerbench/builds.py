"""Environments in the user's cache: built once by uv, however many runs ask at the same time."""

import datetime as dt
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import metadata
from pathlib import Path

import msgspec
import platformdirs
from packaging.utils import canonicalize_name

from boilerbench.checkouts import snapshot
from boilerbench.errors import UnavailableError
from boilerbench.interpreters import Interpreter
from boilerbench.plans import Plan
from boilerbench.resolver import install, make_environment, upload_date

_GRACE = dt.timedelta(days=7)
_RECORD = "complete.json"


class Build(msgspec.Struct, frozen=True):
    """A finished environment: its Python's path and version, and all that it holds."""

    interpreter: str
    python: str
    packages: tuple[str, ...]


def cache_folder() -> Path:
    """The folder for what can be made again: BOILERBENCH_CACHE, else the user's cache."""
    stated = os.environ.get("BOILERBENCH_CACHE")
    return Path(stated or platformdirs.user_cache_dir("boilerbench")).expanduser().absolute()


def build(name: str, plan: Plan, interpreter: Interpreter, say: Callable[[str], None]) -> Build:
    """The environment of a plan on an interpreter, built if the cache does not hold it whole.

    Raises UnavailableError with the resolver's reason.
    """
    folder = cache_folder() / "environments" / f"{name}-{_key(plan, interpreter)}"
    with _locked(folder.with_name(f"{folder.name}.lock")) as lock:
        built = _finished(folder)
        if built is None:
            wanted = [*plan.lines, *([plan.tree.source.path] if plan.tree else [])]
            say(
                f"Building {name} for Python {interpreter.version}: {', '.join(wanted) or 'empty'}."
            )
            built = _make(folder, plan, interpreter, say, lock)
        return built


def _key(plan: Plan, interpreter: Interpreter) -> str:
    """16 hex digits for all that a plan pins: equal keys are the same environment."""
    cutoff = plan.cutoff.isoformat() if isinstance(plan.cutoff, dt.datetime) else plan.cutoff
    tree = plan.tree and (plan.tree.source.digest, plan.tree.source.commit, str(plan.tree.project))
    pinned = [
        interpreter.version,
        interpreter.ordinary,
        sorted(plan.lines),
        cutoff,
        tree,
        plan.local,
    ]
    return hashlib.sha256(json.dumps(pinned).encode()).hexdigest()[:16]


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """Hold a lock that other processes wait for; it ends with the last process that has it open."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("w")
    except OSError as error:
        raise UnavailableError(
            f"No environment can be built in {path.parent}: {error.strerror}; "
            "set BOILERBENCH_CACHE to a folder that can be written."
        ) from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle.fileno()


def _finished(folder: Path) -> Build | None:
    """The build that a folder holds, or None if it was cut short or its Python is gone."""
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
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, folder, ignore_errors=True)
        make_environment(interpreter.path, folder, lock=lock)
        _fill(folder, plan, interpreter, say, lock)
        built = Build(str(folder / "bin" / "python"), interpreter.version, _packages(folder))
        draft = folder / f"{_RECORD}.part"
        draft.write_bytes(msgspec.json.encode(built))
        draft.replace(folder / _RECORD)
        undo.pop_all()
    return built


def _fill(
    folder: Path, plan: Plan, interpreter: Interpreter, say: Callable[[str], None], lock: int
) -> None:
    cutoff = _cutoff(plan, interpreter, say)
    if plan.tree is None:
        return install(folder, plan.lines, cutoff, say, lock=lock)
    copy = folder / "source"
    address = snapshot(plan.tree, copy).as_uri()
    install(folder, (*plan.lines, plan.local.format(address)), cutoff, say, lock=lock)
    shutil.rmtree(copy)
    return None


def _cutoff(plan: Plan, interpreter: Interpreter, say: Callable[[str], None]) -> dt.datetime | None:
    """The plan's cutoff; for a release, its upload date plus seven days, as users then got it."""
    if not isinstance(plan.cutoff, str):
        return plan.cutoff
    uploaded = upload_date(plan.cutoff, interpreter.path)
    if uploaded is None:
        say(
            f"The package index does not say when {plan.cutoff} came out: "
            "what it needs is installed at its newest."
        )
    return uploaded and uploaded + _GRACE


def _packages(folder: Path) -> tuple[str, ...]:
    places = [str(place) for place in folder.glob("lib/python*/site-packages")]
    found = metadata.distributions(path=places)
    return tuple(sorted(f"{canonicalize_name(one.name)}=={one.version}" for one in found))
