"""Extractors are made ready side by side, in order, and an interrupt ends what is under way."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from boilerbench.errors import SpecError
from boilerbench.manifests import Settings
from boilerbench.programs import end_programs, run_program
from boilerbench.readiness import greet_all, resolve_all, side_by_side
from boilerbench.sessions import SessionPool
from boilerbench.specs import parse_spec

ROOT = Path(__file__).parent.parent


def test_what_is_made_side_by_side_keeps_its_order() -> None:
    """Results stand in the order of what was given, though later ones are ready first."""
    together = threading.Barrier(2, timeout=10)

    def make(number: int) -> int:
        together.wait()
        time.sleep(0.01 * (4 - number))
        return number

    assert side_by_side(make, range(4), 2, stop=together.abort) == [0, 1, 2, 3]


def test_the_first_that_raises_ends_the_others() -> None:
    """What waits for a program is stopped by killing it, and what was not begun never is."""
    begun: list[int] = []

    def make(number: int) -> str:
        begun.append(number)
        if number == 0:
            time.sleep(0.2)
            raise SpecError("no such thing")
        sleep = ["sleep", "60"]
        run_program(sleep, environment={"PATH": "/usr/bin:/bin"}, missing="install it")
        return run_program(sleep, environment={"PATH": "/usr/bin:/bin"}, missing="").stdout

    start = time.monotonic()
    with pytest.raises(SpecError, match="no such thing"):
        side_by_side(make, range(5), 2, stop=end_programs)
    assert time.monotonic() - start < 10
    assert not {3, 4} & set(begun)


def test_an_interrupt_ends_programs_in_other_threads() -> None:
    """^C reaches the main thread alone; the builds of the others end with it, at once."""
    program = (
        "import signal, sys\n"
        "from boilerbench.programs import end_programs, run_program\n"
        "from boilerbench.readiness import side_by_side\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "sleep = lambda n: run_program(['sleep', '60'], environment={'PATH': '/usr/bin:/bin'},"
        " missing='')\n"
        "print('begun', flush=True)\n"
        "side_by_side(sleep, range(3), 2, stop=end_programs)\n"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=pipe, stderr=pipe, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        time.sleep(0.3)
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=30)
    assert "KeyboardInterrupt" in stderr
    assert time.monotonic() - start < 10


def test_workers_are_heard_side_by_side(tmp_path: Path) -> None:
    """Each system learns what its own worker says; one that does not start has its reason."""
    (tmp_path / "good.py").write_text("def extract(html, url=None): return html")
    (tmp_path / "bad.py").write_text(
        "def extract(html, url=None): return html\nraise OSError('no')"
    )
    specs = [parse_spec(f"{tmp_path}/{name}.py") for name in ("good", "bad", "good")]
    settings = Settings()
    systems = resolve_all(specs, settings, jobs=2, say=print)
    with SessionPool(2) as pool:
        good, bad, again = greet_all(systems, pool, jobs=2)
    assert (good.record.network, good.record.reason) == (again.record.network, None)
    assert good.record.import_ms is not None
    assert bad.origin is None
    assert (bad.record.reason or "").endswith("OSError: no.")
