"""What starts the worker of one extractor."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from boilerbench.errors import UnavailableError
from boilerbench.pins import Runtime
from boilerbench.processes import MAX_RESULT

WORKER = Path(__file__).parent / "workers" / "worker.py"
NODE_WORKER = WORKER.with_suffix(".mjs")
_HEAP = 0.9
"""Share of the memory cap that V8 may fill: its own error names the cause of death."""


@dataclass(frozen=True)
class Command:
    """What starts one extractor: hashable and picklable, the key of the pool.

    `target` is the path of an adapter file or `call:package.module:function`; `runtime` says what
    the interpreter is, and `input` whether the extractor gets str or bytes; `memory_mb` is in MiB,
    `timeout` (one call) and `start_timeout` (interpreter and imports) in seconds; modules are
    looked for in `search_path` before all else, by Node in the node_modules of its first folder.
    """

    interpreter: str
    target: str
    options: tuple[tuple[str, str | int | float | bool], ...] = ()
    input: Literal["text", "bytes"] = "text"
    memory_mb: int = 2048
    timeout: float = 30.0
    start_timeout: float = 120.0
    search_path: tuple[str, ...] = ()
    runtime: Runtime = "python"

    @property
    def memory(self) -> int:
        """The memory cap in bytes."""
        return self.memory_mb << 20

    def program(self) -> list[str]:
        """The executable and its arguments; UnavailableError without such an interpreter."""
        interpreter = shutil.which(self.interpreter)
        if interpreter is None:
            raise UnavailableError(
                f"{self.target} cannot start: there is no interpreter {self.interpreter}; "
                "`boilerbench run` builds its environment anew."
            )
        called = self.target.startswith("call:")
        config = {
            "target": self.target if called else _absolute(self.target),
            "options": dict(self.options),
            "input": self.input,
            "search_path": [_absolute(folder) for folder in self.search_path],
            "limit": MAX_RESULT,
        }
        stated = msgspec.json.encode(config).decode()
        if self.runtime == "node":
            heap = f"--max-old-space-size={round(self.memory_mb * _HEAP)}"
            return [_absolute(interpreter), heap, str(NODE_WORKER), stated]
        return [_absolute(interpreter), str(WORKER), stated]


def _absolute(path: str) -> str:
    # The worker runs in a folder of its own. Links stay: they make a virtual environment.
    return str(Path(path).absolute())
