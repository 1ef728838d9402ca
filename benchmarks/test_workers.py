"""What the harness costs: a page to a worker and back, beside the same call in this process."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from boilerbench.commands import Command
from boilerbench.pins import Runtime
from boilerbench.sessions import Session

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="needs Node.js: there is no node on PATH")
INTERPRETERS: dict[Runtime, str] = {"python": sys.executable, "node": NODE or "node"}
SIZES = [
    pytest.param(size, id=name, marks=pytest.mark.benchmark(group=f"round trip of {size:,} bytes"))
    for size, name in ((139_000, "139 kB"), (1_000_000, "1 MB"))
]
STARTING = pytest.mark.benchmark(group="worker start")
RUNTIMES = ["python", pytest.param("node", marks=needs_node)]
ECHOES: dict[Runtime, tuple[str, str]] = {
    "python": ("echo.py", "def extract(html, url=None):\n    return html[: len(html) // 20]\n"),
    "node": ("echo.mjs", "export const extract = (html) => html.slice(0, html.length / 20);\n"),
}


def write_echo(folder: Path, runtime: Runtime) -> Command:
    name, source = ECHOES[runtime]
    adapter = folder / name
    adapter.write_text(source, encoding="utf-8")
    return Command(INTERPRETERS[runtime], str(adapter), runtime=runtime)


@pytest.fixture
def session(tmp_path: Path, runtime: Runtime) -> Iterator[Session]:
    with Session(write_echo(tmp_path, runtime)) as session:
        session.greeting()
        yield session


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("size", SIZES)
def test_round_trip(benchmark: BenchmarkFixture, session: Session, size: int) -> None:
    """A page out, a twentieth of it back."""
    page = b"x" * size
    reply = benchmark(session.ask, page)
    assert len(reply.text) == size // 20


@STARTING
@pytest.mark.parametrize("runtime", RUNTIMES)
def test_start(benchmark: BenchmarkFixture, tmp_path: Path, runtime: Runtime) -> None:
    """From nothing to a worker that has imported its adapter."""
    command = write_echo(tmp_path, runtime)

    def start() -> str:
        with Session(command) as session:
            return session.greeting().containment

    assert benchmark.pedantic(start, rounds=5) in ("pid-namespace", "subreaper", "process-group")


@STARTING
@needs_node
def test_start_of_node_itself(benchmark: BenchmarkFixture) -> None:
    """What of the start is Node's own: an empty program, without the worker and its launcher."""
    done = benchmark.pedantic(subprocess.run, ([INTERPRETERS["node"], "-e", ""],), rounds=5)
    assert done.returncode == 0
