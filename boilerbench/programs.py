"""Run uv, npm or git to its end: in a process group that is killed with us, its report kept."""

import subprocess
from collections.abc import Mapping, Sequence

from boilerbench.errors import UnavailableError
from boilerbench.parallel import crew_of_this_thread, kill


def run_program(
    arguments: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: str = "/",
    stdin: str = "",
    lock: int | None = None,
    errors: str = "replace",
    missing: str,
) -> subprocess.CompletedProcess[str]:
    """What a program printed and how it ended, whatever its exit code.

    It runs in `folder`: these tools read settings from where they run and all above it. `lock` is
    a descriptor whose lock it shares: held until it ends, even where we end first. `errors` says
    what becomes of bytes that are no UTF-8. Raises UnavailableError, ending in the words of
    `missing`, where there is no such program, and where the crew that this thread works in is
    stopped.
    """
    crew = crew_of_this_thread()
    crew.wait()
    with _started(arguments, environment, folder, lock, errors, missing) as process:
        crew.add(process)
        try:
            stdout, stderr = process.communicate(stdin)
        finally:
            # What interrupts us ends it too.
            kill(process)
            process.wait()
            crew.discard(process)
    crew.wait()
    return subprocess.CompletedProcess(arguments, process.returncode, stdout, stderr)


def _started(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    folder: str,
    lock: int | None,
    errors: str,
    missing: str,
) -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors=errors,
            env=environment,
            cwd=folder,
            pass_fds=() if lock is None else (lock,),
            start_new_session=True,  # a group of its own: killed with all that it starts
        )
    except OSError as error:
        raise UnavailableError(f"{arguments[0]} cannot be run: {error}; {missing}.") from error
