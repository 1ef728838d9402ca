"""uv, asked: it makes environments, installs into them and knows when a release was uploaded."""

import datetime as dt
import os
import re
import signal
import subprocess
import tomllib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import uv

from boilerbench.errors import UnavailableError

# Of the user's UV_ variables, those that say where packages come from and how they travel;
# the others could redirect an installation into another environment.
_KEPT = re.compile(
    r"UV_(INDEX.*|DEFAULT_INDEX|EXTRA_INDEX_URL|FIND_LINKS|KEYRING_PROVIDER|INSECURE_HOST"
    r"|NATIVE_TLS|SYSTEM_CERTS|CACHE_DIR|LINK_MODE|HTTP_TIMEOUT|OFFLINE|CONCURRENT_.*)"
)
_REDIRECTING = re.compile(r"UV_.*|GIT_(?!SSL|CONFIG).*|VIRTUAL_ENV|CONDA_PREFIX|PYTHON(PATH|HOME)")
_NETWORK = re.compile(r"Failed to fetch|error sending request|Request failed|Could not connect")
_UNDATED = re.compile(r"missing an upload date")
# Older releases of uv draw a tree instead of writing "error:" and "cause:".
_ORNAMENT = re.compile("^\\s*(?:error:|cause:|Caused by:|[\u00d7╰─▶├│]+)?\\s*")
_START = re.compile("(?m)^\\s*(?:error:|\u00d7)")
_SECRET = re.compile(r"(?<=://)[^/@\s]+@")
_LONGEST = 600


def make_environment(interpreter: str, folder: Path, *, lock: int | None = None) -> None:
    """An empty virtual environment of an interpreter in a new folder.

    `lock` is a descriptor whose lock uv shares: it is held until uv ends, even where we end first.
    Raises UnavailableError with uv's reason.
    """
    _check(_run("venv", "--python", interpreter, str(folder), lock=lock))


def install(
    folder: Path,
    lines: Sequence[str],
    cutoff: dt.datetime | None,
    say: Callable[[str], None],
    *,
    lock: int | None = None,
) -> None:
    """Install requirement lines, and what they need as of the cutoff, into an environment.

    Without a network what uv's cache holds is used. An index that gives no upload dates makes
    the cutoff void, which is said. `lock` is as in `make_environment`. Raises UnavailableError
    with the resolver's reason.
    """
    arguments = ("pip", "install", "--compile-bytecode", "--python", str(folder / "bin" / "python"))
    until = ("--exclude-newer", cutoff.isoformat()) if cutoff else ()
    if not lines:
        return
    answer = _run(*arguments, *until, "--", *lines, lock=lock)
    if answer.returncode and until and _UNDATED.search(answer.stderr):
        say(
            f"The package index gives no upload dates: {', '.join(lines)} installed "
            "with what is newest there, not with what was newest when it came out."
        )
        answer = _run(*arguments, "--", *lines, lock=lock)
    _check(answer)


def upload_date(line: str, interpreter: str) -> dt.datetime | None:
    """When the last file of the release that `line` pins was uploaded; None on an undated index.

    Raises UnavailableError with the resolver's reason where there is no such release.
    """
    arguments = ("--quiet", "--no-deps", "--no-header", "--format", "pylock.toml")
    answer = _run("pip", "compile", "-", *arguments, "--python", interpreter, stdin=line)
    _check(answer)
    (package,) = tomllib.loads(answer.stdout)["packages"]
    files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]
    return max((file["upload-time"] for file in files if "upload-time" in file), default=None)


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
    sentence = _SECRET.sub("", sentence)
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]} …"


def _check(answer: subprocess.CompletedProcess[str]) -> None:
    if answer.returncode:
        raise UnavailableError(reason_in(answer.stderr))


def _run(
    *arguments: str, stdin: str = "", lock: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run uv; where the network fails, once more with what its cache holds."""
    answer = _uv(arguments, stdin, lock)
    if answer.returncode and _NETWORK.search(answer.stderr):
        offline = _uv(("--offline", *arguments), stdin, lock)
        return answer if offline.returncode else offline
    return answer


def _uv(arguments: Sequence[str], stdin: str, lock: int | None) -> subprocess.CompletedProcess[str]:
    with _started(arguments, lock) as process:
        try:
            stdout, stderr = process.communicate(stdin)
        finally:
            _end(process)
    return subprocess.CompletedProcess(arguments, process.returncode, stdout, stderr)


def _started(arguments: Sequence[str], lock: int | None) -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(
            [uv.find_uv_bin(), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env=_environment(),
            cwd="/",  # uv reads settings from the folder it runs in and all above it
            pass_fds=() if lock is None else (lock,),
            start_new_session=True,  # a group of its own: killed with all the builds it starts
        )
    except OSError as error:
        raise UnavailableError(f"uv cannot be run: {error}; pip install uv mends it.") from error


def _end(process: subprocess.Popen[str]) -> None:
    """Kill uv and all it started, unless it has ended: what interrupts us ends it too."""
    if process.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if _KEPT.fullmatch(name) or not _REDIRECTING.fullmatch(name)
    }
    return kept | {"UV_PYTHON_DOWNLOADS": "never", "NO_COLOR": "1", "GIT_OPTIONAL_LOCKS": "0"}
