"""Valgrind's callgrind around a worker: whether it is here, what starts it, what it counted."""

import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from boilerbench.commands import WORKER, Command
from boilerbench.errors import UnavailableError

_COUNTED: Final = WORKER.with_name("counted.py")
_OUT: Final = "counts"
_SUMMARY: Final = re.compile(rb"^summary: (\d+)$", re.MULTILINE)
_HEAD: Final = 4 << 10

_SLOWER_CALLS: Final = 100
_SLOWER_START: Final = 20
"""By how much deadlines are stretched. Measured: an import takes some forty times as long, and is
far from its deadline; a warm call some hundred times."""

_LARGER: Final = 8
"""By how much the memory cap is: valgrind's own books are kept in the worker's process."""


@dataclass(frozen=True, slots=True)
class Valgrind:
    """The valgrind of this machine: the path of its program, and its version."""

    path: str
    version: str


def find_valgrind() -> Valgrind:
    """Raises UnavailableError where there is none, or none that runs."""
    path = shutil.which("valgrind")
    if path is None:
        raise UnavailableError(
            "Instructions are counted by valgrind, which is not installed: on Debian and Ubuntu "
            "`apt-get install valgrind` mends it."
        )
    try:
        said = subprocess.run(
            [path, "--version"], capture_output=True, text=True, check=True, timeout=60
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise UnavailableError(f"{path} does not say its version: {error}.") from error
    return Valgrind(path, said.stdout.strip().removeprefix("valgrind-"))


def under_callgrind(command: Command, valgrind: Valgrind, folder: Path) -> Command:
    """What starts the worker of `command`, which is Python's, so that its calls are counted.

    The counts appear in `folder`. Nothing but the wire is shared with the host, so this is a
    program that speaks the worker protocol; deadlines and memory are wide enough for valgrind.
    """
    interpreter, _, config = command.program()
    options = (
        "--tool=callgrind",
        "--quiet",
        "--vgdb=no",  # leaves pipes in /tmp
        "--trace-children=no",
        "--dump-line=no",
        "--dump-before=ctermid*",
        f"--callgrind-out-file={folder / _OUT}",
        f"--log-file={folder / 'log'}",  # stderr tells how the extractor failed
    )
    return replace(
        command,
        interpreter=valgrind.path,
        runtime="worker",
        # -B: nothing is written into what may be the user's own interpreter.
        arguments=(*options, interpreter, "-B", str(_COUNTED), config),
        memory_mb=command.memory_mb * _LARGER,
        timeout=command.timeout * _SLOWER_CALLS,
        start_timeout=command.start_timeout * _SLOWER_START,
    )


def take_counts(folder: Path) -> tuple[int, ...]:
    """Instructions from mark to mark since this was last asked, in order; their files go."""
    files = sorted(folder.glob(f"{_OUT}.*"), key=lambda file: int(file.suffix[1:]))
    counts = []
    for file in files:
        with file.open("rb") as opened:
            found = _SUMMARY.search(opened.read(_HEAD))
        file.unlink()
        if found:
            counts.append(int(found[1]))
    return tuple(counts)
