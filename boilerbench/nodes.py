"""The Nodes of this machine, and the newest of them that an adapter can run on."""

import os
import re
import subprocess
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from boilerbench.interpreters import Interpreter, admitted, answer_of

_OLDEST = ">=18"
_ASKING = threading.Lock()  # threads that want to know at the same time share one answer
_VERSION = re.compile(r"v(\d+\.\d+\.\d+)\s*")
# Where version managers keep them, below the home folder or what their variable names.
_KEPT = (
    ("NVM_DIR", ".nvm", "versions/node/*/bin/node"),
    ("FNM_DIR", ".local/share/fnm", "node-versions/*/installation/bin/node"),
    ("VOLTA_HOME", ".volta", "tools/image/node/*/bin/node"),
    ("NODENV_ROOT", ".nodenv", "versions/*/bin/node"),
    ("ASDF_DATA_DIR", ".asdf", "installs/nodejs/*/bin/node"),
)


def newest_node(requires: str | None) -> Interpreter:
    """The newest Node of the machine that `requires` admits (default: 18 or later).

    Raises UnavailableError, naming what was found and what is wanted, where none fits.
    """
    with _ASKING:
        found = nodes()
    return admitted(found, requires or _OLDEST, "Node.js")[-1]


@cache
def nodes() -> tuple[Interpreter, ...]:
    """Every Node that runs or is silent: those on PATH and of version managers."""
    paths = {os.path.realpath(path): path for path in reversed(list(_candidates()))}
    return tuple(one for path in paths.values() if (one := _ask(path)))


def _candidates() -> Iterator[Path]:
    for entry in os.environ.get("PATH", "").split(os.pathsep):
        yield from (Path(entry, name) for name in ("node", "nodejs") if entry)
    for variable, usual, pattern in _KEPT:
        root = Path(os.environ.get(variable) or Path.home() / usual)
        yield from sorted(root.glob(pattern))


def _ask(path: Path) -> Interpreter | None:
    """What a Node says of itself, or None where it does not run or is something else."""
    try:
        answer = answer_of(str(path), "--version")
    except subprocess.TimeoutExpired:
        return Interpreter(str(path), "", False, "Node.js")
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    match = _VERSION.fullmatch(answer)
    return Interpreter(str(path), match[1], True, "Node.js") if match else None
