"""uv, asked: it makes environments, installs into them and knows when a release was uploaded."""

import datetime as dt
import os
import re
import threading
import tomllib
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from subprocess import CompletedProcess
from typing import NamedTuple

import uv
from packaging.utils import canonicalize_name

from boilerbench.errors import UnavailableError
from boilerbench.interpreters import Interpreter
from boilerbench.programs import run_program
from boilerbench.wording import cut, without_secrets

# Of the user's UV_ variables, those that say where packages come from and how they travel;
# the others could redirect an installation into another environment.
_KEPT = re.compile(
    r"UV_(INDEX.*|DEFAULT_INDEX|EXTRA_INDEX_URL|FIND_LINKS|KEYRING_PROVIDER|INSECURE_HOST"
    r"|NATIVE_TLS|SYSTEM_CERTS|CACHE_DIR|LINK_MODE|HTTP_TIMEOUT|OFFLINE|CONCURRENT_.*)"
)
_REDIRECTING = re.compile(r"UV_.*|GIT_(?!SSL|CONFIG).*|VIRTUAL_ENV|CONDA_PREFIX|PYTHON(PATH|HOME)")
_NETWORK = re.compile(r"Failed to fetch|error sending request|Request failed|Could not connect")
_UNSOLVED = re.compile(r"No solution found")
_UNKNOWN = re.compile(r"was not found in the (?:package registry|cache|provided)")
_UNDATED = re.compile(r"missing an upload date")
# Older releases of uv draw a tree instead of writing "error:" and "cause:".
_ORNAMENT = re.compile("^\\s*(?:error:|cause:|Caused by:|[\u00d7╰─▶├│]+)?\\s*")
_START = re.compile("(?m)^\\s*(?:error:|\u00d7)")

_LOOKING = threading.Lock()  # sysconfig, which uv asks, fails threads that come together


def make_environment(interpreter: Interpreter, folder: Path, *, lock: int) -> Path:
    """The Python of an empty virtual environment of an interpreter in a new folder.

    `lock` is a descriptor whose lock uv shares: it is held until uv ends, even where we end first.
    Raises UnavailableError with uv's reason.
    """
    _check(_run("venv", "--python", interpreter.path, str(folder), lock=lock))
    return folder / "bin" / "python"


def install(
    folder: Path,
    interpreter: Interpreter,
    lines: Sequence[str],
    cutoff: dt.datetime | None,
    say: Callable[[str], None],
    *,
    lock: int,
) -> None:
    """Install requirement lines, and what they need as of the cutoff, into an environment.

    With a cutoff uv's cache is asked before the network: what was uploaded by then does not
    change. Without a network what the cache holds is used. An index that gives no upload dates
    makes the cutoff void, which is said. `lock` is as in `make_environment`. Raises
    UnavailableError with the resolver's reason.
    """
    arguments = ("pip", "install", "--python", str(folder / "bin" / "python"))
    until = ("--exclude-newer", cutoff.isoformat()) if cutoff else ()
    if not lines:
        return
    answer = _uv((*arguments, "--offline", *until, "--", *lines), "", lock) if until else None
    if answer is None or answer.returncode:
        answer = _run(*arguments, *until, "--", *lines, lock=lock)
    if answer.returncode and until and _UNDATED.search(answer.stderr):
        say(
            f"The package index gives no upload dates: {', '.join(lines)} installed "
            "with what is newest there, not with what was newest when it came out."
        )
        answer = _run(*arguments, "--", *lines, lock=lock)
    _check(answer)
    _compile(folder, interpreter, lock)


def _compile(folder: Path, interpreter: Interpreter, lock: int) -> None:
    """Write bytecode, so that no worker does; files that are no Python are passed over.

    uv's own --compile-bytecode starts the environment's Python with what its packages hook into
    every start (`.pth` files): foreign code, outside of any sandbox.
    """
    run_program(
        [interpreter.path, "-I", "-S", "-m", "compileall", "-q", "-j", "0", str(folder / "lib")],
        environment=_environment(),
        lock=lock,
        missing="an interpreter that was there is needed again",
    )


class Uploaded(NamedTuple):
    """A release that uv chose, and when its last file came; None on an undated index."""

    version: str
    uploaded: dt.datetime | None


def upload_date(line: str, interpreter: Interpreter) -> dt.datetime | None:
    """When the last file of the release that `line` pins was uploaded; None on an undated index.

    Raises UnavailableError with the resolver's reason where there is no such release.
    """
    answer = _chosen(line, interpreter)
    _check(answer)
    return _uploaded(answer.stdout).uploaded


def newest_release(line: str, interpreter: Interpreter, *, previews: bool) -> Uploaded | None:
    """The newest release that a requirement line admits; None where none does.

    Raises UnavailableError with the resolver's reason where the index has no such package or
    cannot be asked.
    """
    answer = _chosen(line, interpreter, "--prerelease", "allow" if previews else "disallow")
    if answer.returncode and _UNSOLVED.search(answer.stderr) and not _UNKNOWN.search(answer.stderr):
        return None
    _check(answer)
    return _uploaded(answer.stdout)


def _chosen(line: str, interpreter: Interpreter, *more: str) -> CompletedProcess[str]:
    """What uv would install for a line, as a lock file with upload times."""
    arguments = ("--quiet", "--no-deps", "--no-header", "--format", "pylock.toml", *more)
    return _run("pip", "compile", "-", *arguments, "--python", interpreter.path, stdin=line)


def _uploaded(lock: str) -> Uploaded:
    (package,) = tomllib.loads(lock)["packages"]
    files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]
    times = (file["upload-time"] for file in files if "upload-time" in file)
    return Uploaded(package.get("version", ""), max(times, default=None))


def packages(folder: Path) -> tuple[str, ...]:
    """All that an environment holds, as "name==version", sorted."""
    places = [str(place) for place in folder.glob("lib/python*/site-packages")]
    found = metadata.distributions(path=places)
    return tuple(sorted(f"{canonicalize_name(one.name)}=={one.version}" for one in found))


def reason_in(stderr: str) -> str:
    """The core sentence of what uv reports, on one line, without passwords in addresses.

    Of a failed build that is the last line the build printed; of a failed resolution the
    resolver's whole argument; of anything else the error and its innermost cause.
    """
    report = stderr.partition("\nhint:")[0]
    found = _START.search(report)
    lines = [
        _ORNAMENT.sub("", one).strip()
        for one in report[found.start() if found else 0 :].splitlines()
    ]
    lines = [line for line in lines if line] or ["uv failed without saying why"]
    if "[stderr]" in lines or "No solution found" not in lines[0]:
        lines = [lines[0], *lines[-1:]] if len(lines) > 1 else lines
        sentence = ": ".join(line.rstrip(":") for line in lines)
    else:
        sentence = " ".join(lines[1:])
    return cut(without_secrets(sentence))


def _check(answer: CompletedProcess[str]) -> None:
    if answer.returncode:
        raise UnavailableError(reason_in(answer.stderr))


def _run(*arguments: str, stdin: str = "", lock: int | None = None) -> CompletedProcess[str]:
    """Run uv; where the network fails, once more with what its cache holds."""
    answer = _uv(arguments, stdin, lock)
    if answer.returncode and _NETWORK.search(answer.stderr):
        offline = _uv(("--offline", *arguments), stdin, lock)
        return answer if offline.returncode else offline
    return answer


def _uv(arguments: Sequence[str], stdin: str, lock: int | None) -> CompletedProcess[str]:
    try:
        with _LOOKING:
            program = uv.find_uv_bin()
    except FileNotFoundError as error:
        raise UnavailableError(f"uv cannot be run: {error}; pip install uv mends it.") from error
    return run_program(
        [program, *arguments],
        environment=_environment(),
        stdin=stdin,
        lock=lock,
        missing="pip install uv mends it",
    )


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if _KEPT.fullmatch(name) or not _REDIRECTING.fullmatch(name)
    }
    return kept | {"UV_PYTHON_DOWNLOADS": "never", "NO_COLOR": "1", "GIT_OPTIONAL_LOCKS": "0"}
