"""What starts the worker of one extractor."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from boilerbench.errors import UnavailableError
from boilerbench.launching import Place
from boilerbench.pins import Runtime
from boilerbench.processes import MAX_RESULT

WORKER = Path(__file__).parent / "workers" / "worker.py"
NODE_WORKER = WORKER.with_suffix(".mjs")
EXECUTE = WORKER.with_name("execute.py")
_OUTSIDE_HEAP_MB = 192
"""What Node holds besides its old space: itself, the young space, code. Measured: a heap that fills
the rest dies within a tenth of the cap, by V8's own words, which name the cause."""

_CODE_RANGE_MB = 640
"""What Node maps as data and hardly touches: V8's code range (512 MB in Node 24) and stacks."""


@dataclass(frozen=True)
class Command:
    """What starts one extractor: hashable and picklable, the key of the pool.

    `target` is the path of an adapter file or `call:package.module:function`; `runtime` says what
    the interpreter is, and `input` whether the extractor gets str or bytes; `memory_mb` is in MiB,
    `timeout` (one call) and `start_timeout` (interpreter and imports) in seconds; modules are
    looked for in `search_path` before all else, by Node in the node_modules of its first folder.
    With the runtime `exec` or `worker`, `interpreter` is the user's program and `target` the spec
    that names it, `arguments` are the program's and `place` is where it runs.
    """

    interpreter: str
    target: str
    options: tuple[tuple[str, str | int | float | bool], ...] = ()
    input: Literal["text", "bytes"] = "text"
    memory_mb: int = 2048
    timeout: float = 30.0
    start_timeout: float = 120.0
    search_path: tuple[str, ...] = ()
    runtime: Runtime | Literal["exec", "worker"] = "python"
    arguments: tuple[str, ...] = ()
    place: Place | None = None

    @property
    def memory(self) -> int:
        """The memory cap in bytes."""
        return self.memory_mb << 20

    @property
    def data_limit(self) -> int:
        """What the kernel may count as private data, in bytes: the cap, for Node more than that."""
        return self.memory + ((_CODE_RANGE_MB << 20) if self.runtime == "node" else 0)

    def program(self) -> list[str]:
        """The executable and its arguments; UnavailableError without such an interpreter."""
        interpreter = _absolute(self._executable())
        match self.runtime:
            case "worker":
                return [interpreter, *self.arguments]
            case "exec":
                config = {"program": [interpreter, *self.arguments], "limit": MAX_RESULT}
                return [sys.executable, "-S", str(EXECUTE), _json(config)]
            case "node":
                heap = max(self.memory_mb - _OUTSIDE_HEAP_MB, self.memory_mb // 2)
                flag = f"--max-old-space-size={heap}"
                return [interpreter, flag, str(NODE_WORKER), _json(self._worker_config())]
            case "python":
                return [interpreter, str(WORKER), _json(self._worker_config())]

    def _executable(self) -> str:
        found = shutil.which(self.interpreter)
        if found:
            return found
        if self.runtime in ("python", "node"):
            raise UnavailableError(
                f"{self.target} cannot start: there is no interpreter {self.interpreter}; "
                "`boilerbench run` builds its environment anew."
            )
        raise UnavailableError(f"{self.target} cannot start: {self.interpreter} is no program now.")

    def _worker_config(self) -> dict[str, object]:
        called = self.target.startswith("call:")
        return {
            "target": self.target if called else _absolute(self.target),
            "options": dict(self.options),
            "input": self.input,
            "search_path": [_absolute(folder) for folder in self.search_path],
            "limit": MAX_RESULT,
        }


def _json(config: dict[str, object]) -> str:
    return msgspec.json.encode(config).decode()


def _absolute(path: str) -> str:
    # The worker runs in a folder of its own. Links stay: they make a virtual environment.
    return str(Path(path).absolute())
