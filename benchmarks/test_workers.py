"""What the harness costs: a page to a worker and back, beside the same call in this process."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from boilerbench.commands import Command
from boilerbench.sessions import Session

ECHO = "def extract(html, url=None):\n    return html[: len(html) // 20]\n"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    adapter = tmp_path / "echo.py"
    adapter.write_text(ECHO, encoding="utf-8")
    with Session(Command(sys.executable, str(adapter))) as session:
        session.greeting()
        yield session


@pytest.mark.parametrize("size", [139_000, 1_000_000], ids=["139 kB", "1 MB"])
def test_round_trip(benchmark: BenchmarkFixture, session: Session, size: int) -> None:
    """A page out, a twentieth of it back."""
    benchmark.group = f"round trip of {size:,} bytes"
    page = b"x" * size
    reply = benchmark(session.ask, page)
    assert len(reply.text) == size // 20


def test_start(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """From nothing to a worker that has imported its adapter."""
    benchmark.group = "worker start"
    adapter = tmp_path / "echo.py"
    adapter.write_text(ECHO, encoding="utf-8")

    def start() -> str:
        with Session(Command(sys.executable, str(adapter))) as session:
            return session.greeting().containment

    assert benchmark.pedantic(start, rounds=5) in ("pid-namespace", "subreaper", "process-group")
