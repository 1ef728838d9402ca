"""Tasks side by side: in order, and stopped together, whatever they wait for."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from boilerbench.caches import hold_lock
from boilerbench.errors import SpecError
from boilerbench.parallel import side_by_side
from boilerbench.programs import run_program

ROOT = Path(__file__).parent.parent


def test_what_is_made_side_by_side_keeps_its_order() -> None:
    """Results stand in the order of what was given, though later ones are ready first."""
    together = threading.Barrier(2, timeout=10)

    def make(number: int) -> int:
        together.wait()
        time.sleep(0.01 * (4 - number))
        return number

    assert side_by_side(make, range(4), width=2) == [0, 1, 2, 3]


def test_the_first_that_raises_ends_the_others() -> None:
    """What waits for a program is stopped by killing it, and what was not begun never is."""
    begun: list[int] = []

    def make(number: int) -> str:
        begun.append(number)
        if number == 1:
            time.sleep(0.2)
            raise SpecError("no such thing")
        sleep = ["sleep", "60"]
        run_program(sleep, environment={"PATH": "/usr/bin:/bin"}, missing="install it")
        return run_program(sleep, environment={"PATH": "/usr/bin:/bin"}, missing="").stdout

    start = time.monotonic()
    with pytest.raises(SpecError, match="no such thing"):
        side_by_side(make, range(5), width=2)
    assert time.monotonic() - start < 10
    assert not {3, 4} & set(begun)


_SLEEP = """
from boilerbench.programs import run_program
task = lambda n: run_program(['sleep', '60'], environment={'PATH': '/usr/bin:/bin'}, missing='')
"""
_LOCK = """
from pathlib import Path
from boilerbench.caches import hold_lock
def task(n):
    with hold_lock(Path(sys.argv[1])):
        pass
"""


@pytest.mark.parametrize("waits", [_SLEEP, _LOCK], ids=["for a program", "for a lock"])
def test_an_interrupt_ends_what_other_threads_wait_for(waits: str, tmp_path: Path) -> None:
    """^C reaches the main thread alone; builds, and waits for others' builds, end with it."""
    program = (
        "import signal, sys\nfrom boilerbench.parallel import side_by_side\n"
        f"signal.signal(signal.SIGINT, signal.default_int_handler)\n{waits}"
        "print('begun', flush=True)\nside_by_side(task, range(3), width=2)\n"
    )
    lock = tmp_path / "x.lock"
    pipe = subprocess.PIPE
    with (
        hold_lock(lock),
        subprocess.Popen(
            [sys.executable, "-c", program, lock], cwd=ROOT, stdout=pipe, stderr=pipe, text=True
        ) as process,
    ):
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        time.sleep(0.3)
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=30)
    assert "KeyboardInterrupt" in stderr
    assert time.monotonic() - start < 10


def test_only_ones_own_programs_are_stopped(tmp_path: Path) -> None:
    """What another thread of the same process runs goes on."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    path = {"PATH": "/usr/bin:/bin"}

    def fail(_number: int) -> None:
        raise SpecError("no such thing")

    with ThreadPoolExecutor(1) as others:
        other = others.submit(run_program, ["cat", str(pipe)], environment=path, missing="")
        with pipe.open("w") as stream:  # which waits until the program reads
            with pytest.raises(SpecError):
                side_by_side(fail, range(1), width=1)
            stream.write("still here")
        assert other.result(10).stdout == "still here"


def test_what_else_is_waited_for_is_stopped_only_on_failure() -> None:
    """`stop` is called where a task raises, and never where all went well."""
    stopped = threading.Event()

    def wait(number: int) -> None:
        if number:
            raise SpecError("no such thing")
        stopped.wait(20)

    side_by_side(lambda _number: None, range(2), width=2, stop=stopped.set)
    assert not stopped.is_set()
    with pytest.raises(SpecError):
        side_by_side(wait, (0, 1), width=2, stop=stopped.set)
    assert stopped.is_set()
