"""Run uv, npm or git to its end: in a process group that is killed with us, its report kept."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress

from boilerbench.errors import UnavailableError

_RUNNING: set["subprocess.Popen[str]"] = set()
"""What other threads wait for: an interrupt reaches the main thread only."""


def end_programs() -> None:
    """Kill every program that is running, with all it started."""
    for process in list(_RUNNING):
        _kill(process)


def run_program(
    arguments: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: str = "/",
    stdin: str = "",
    lock: int | None = None,
    missing: str,
) -> subprocess.CompletedProcess[str]:
    """What a program printed and how it ended, whatever its exit code.

    It runs in `folder`: these tools read settings from where they run and all above it. `lock` is
    a descriptor whose lock it shares: held until it ends, even where we end first. Raises
    UnavailableError, ending in the words of `missing`, where there is no such program.
    """
    with _started(arguments, environment, folder, lock, missing) as process:
        _RUNNING.add(process)
        try:
            stdout, stderr = process.communicate(stdin)
        finally:
            _RUNNING.discard(process)
            _end(process)
    return subprocess.CompletedProcess(arguments, process.returncode, stdout, stderr)


def _started(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    folder: str,
    lock: int | None,
    missing: str,
) -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env=environment,
            cwd=folder,
            pass_fds=() if lock is None else (lock,),
            start_new_session=True,  # a group of its own: killed with all that it starts
        )
    except OSError as error:
        raise UnavailableError(f"{arguments[0]} cannot be run: {error}; {missing}.") from error


def _end(process: subprocess.Popen[str]) -> None:
    """Kill the program and all it started, unless it ended: what interrupts us ends it too."""
    if process.returncode is None:
        _kill(process)
        process.wait()


def _kill(process: "subprocess.Popen[str]") -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
