"""npm, asked: it installs into a folder, knows when a release came out and what a package holds."""

import datetime as dt
import json
import os
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from boilerbench.errors import UnavailableError
from boilerbench.interpreters import Interpreter
from boilerbench.programs import run_program
from boilerbench.wording import cut, without_secrets

_MISSING = "install npm, which comes with Node.js"
# What could install elsewhere, run scripts, or leave out what is needed; the rest is the user's.
_REDIRECTING = re.compile(
    r"npm_(config_(prefix|global|location|ignore_scripts|omit|only|production|before|dry_run"
    r"|json|package_lock.*|workspaces?|install_links|save.*)|package_.*|lifecycle_.*)|INIT_CWD"
    r"|NODE_(OPTIONS|ENV|PATH)",
    re.IGNORECASE,
)
_QUIET = ("--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
_LINE = re.compile(r"^npm (?:error|ERR!) ?(?:\d{3}\b|notarget\b)?[ ]*(.*)$", re.MULTILINE)
_NOISE = re.compile(r"(code|errno|syscall|path|dest) |A complete log")


def make_environment(interpreter: Interpreter, folder: Path, *, lock: int) -> Path:
    """The Node that will run what is installed in a new folder: the interpreter itself."""
    del lock  # nothing is started
    folder.mkdir(parents=True)
    (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    return Path(interpreter.path)


def install(
    folder: Path,
    interpreter: Interpreter,
    lines: Sequence[str],
    cutoff: dt.datetime | None,
    say: Callable[[str], None],
    *,
    lock: int,
) -> None:
    """Install packages, and what they need as of the cutoff; no script of theirs runs.

    With a cutoff npm's cache is asked before the network. `lock` is a descriptor whose lock npm
    shares. Raises UnavailableError with npm's reason.
    """
    del say  # npm's registry has dates
    if not lines:
        return
    until = (f"--before={cutoff.isoformat()}",) if cutoff else ()
    arguments = ("install", "--ignore-scripts", "--install-links", *_QUIET, *until, "--", *lines)
    if until and not _npm(interpreter, folder, "--offline", *arguments, lock=lock).returncode:
        return
    answer = _npm(interpreter, folder, *arguments, lock=lock)
    if answer.returncode:
        raise UnavailableError(reason_in(answer.stderr))


def upload_date(line: str, interpreter: Interpreter) -> dt.datetime | None:
    """When the release that `line` pins was uploaded; None where the registry has no dates.

    Raises UnavailableError with npm's reason where there is no such release.
    """
    answer = _npm(interpreter, Path("/"), "view", "--json", *_QUIET, line, "version", "time")
    found = _decoded(answer)
    version, times = found.get("version"), found.get("time", {})
    return dt.datetime.fromisoformat(times[version]) if version in times else None


def release_dates(package: str, interpreter: Interpreter) -> dict[str, dt.datetime | None]:
    """Every version of a package that can still be installed, and when it was uploaded.

    Raises UnavailableError with npm's reason.
    """
    answer = _npm(interpreter, Path("/"), "view", "--json", *_QUIET, package, "versions", "time")
    found = _decoded(answer)
    versions, times = found.get("versions", []), found.get("time", {})
    every = [versions] if isinstance(versions, str) else versions
    return {v: dt.datetime.fromisoformat(times[v]) if v in times else None for v in every}


def packages(folder: Path) -> tuple[str, ...]:
    """All that a folder's node_modules holds, as "name==version", sorted."""
    record = folder / "node_modules" / ".package-lock.json"
    if not record.exists():
        return ()
    entries = json.loads(record.read_text(encoding="utf-8"))["packages"]
    named = ((path.rpartition("node_modules/")[2], entry) for path, entry in entries.items())
    return tuple(sorted({f"{name}=={entry.get('version', '0')}" for name, entry in named}))


def packed_files(folder: Path, interpreter: Interpreter) -> tuple[str, ...]:
    """The files that publishing a package's folder would publish, relative to it, sorted.

    Raises UnavailableError with npm's reason.
    """
    answer = _npm(interpreter, folder, "pack", "--dry-run", "--json", "--ignore-scripts", *_QUIET)
    found = _decoded(answer)
    return tuple(sorted(entry["path"] for entry in found["files"]))


def reason_in(stderr: str) -> str:
    """The core of what npm reports, on one line, without passwords in addresses."""
    lines = [line.strip() for line in _LINE.findall(stderr)]
    told = [line for line in lines if line and not _NOISE.match(line)]
    said = [*told, *stderr.strip().splitlines()[-1:], "npm failed without saying why"]
    return cut(without_secrets(said[0]))


def _decoded(answer: CompletedProcess[str]) -> dict[str, Any]:
    """The one object that npm printed, in a list or not."""
    if answer.returncode:
        raise UnavailableError(reason_in(answer.stderr))
    found = json.loads(answer.stdout)
    found = found[0] if isinstance(found, list) else found
    if not isinstance(found, dict):
        raise UnavailableError(f"npm answered {answer.stdout[:100]!r}; expected an object.")
    return found


def _npm(
    interpreter: Interpreter, folder: Path, *arguments: str, lock: int | None = None
) -> CompletedProcess[str]:
    node = Path(interpreter.path)
    beside = node.with_name("npm")
    program = str(beside) if beside.exists() else shutil.which("npm") or "npm"
    kept = {name: value for name, value in os.environ.items() if not _REDIRECTING.fullmatch(name)}
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return run_program(
        [program, *arguments],
        environment=kept | {"PATH": path, "NO_COLOR": "1"},
        folder=str(folder),
        lock=lock,
        missing=_MISSING,
    )
