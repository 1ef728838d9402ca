"""Environments in the cache: built once, whole or not at all, and found again."""

import datetime as dt
import errno
import fcntl
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from boilerbench.builds import Build, build
from boilerbench.caches import cache_folder
from boilerbench.checkouts import read_tree
from boilerbench.errors import UnavailableError
from boilerbench.interpreters import Interpreter
from boilerbench.plans import Plan
from tests.fake_uv import FakeUv, install_fake_uv

PYTHON = Interpreter("python3", "3.11.7", ordinary=True)
PLAN = Plan(("Some_Thing[x]==1.0", "other"), cutoff=dt.datetime(2026, 11, 15, tzinfo=dt.UTC))


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeUv:
    monkeypatch.setenv("BOILERBENCH_CACHE", str(tmp_path / "cache"))
    return install_fake_uv(tmp_path / "uv", monkeypatch)


def built(plan: Plan = PLAN, python: Interpreter = PYTHON) -> Build:
    return build("x", plan, python, lambda _line: None)


def builds(fake: FakeUv) -> int:
    return sum(call[0] == "venv" for call in fake.calls())


def test_the_cache_is_where_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """BOILERBENCH_CACHE decides, else the user's cache folder."""
    monkeypatch.setenv("BOILERBENCH_CACHE", "~/here")
    assert cache_folder() == Path.home() / "here"
    monkeypatch.delenv("BOILERBENCH_CACHE")
    assert cache_folder().name == "boilerbench"


def test_a_build_is_made_once_and_says_so(fake: FakeUv) -> None:
    """The second request is answered from the cache, in silence, with the same record."""
    said: list[str] = []
    first = build("x", PLAN, PYTHON, said.append)
    assert build("x", PLAN, PYTHON, said.append) == first
    assert said[0] == "Building x for CPython 3.11.7: Some_Thing[x]==1.0, other."
    assert re.fullmatch(r"Built x in \d+\.\d s\.", said[1])
    assert len(said) == 2
    assert first.packages == ("other==0", "some-thing==1.0")
    assert Path(first.interpreter).exists()
    assert builds(fake) == 1


@pytest.mark.usefixtures("fake")
def test_what_a_plan_pins_is_its_key(tmp_path: Path) -> None:
    """Another line, date, Python or source is another environment; the order of lines is not."""
    (tmp_path / "setup.py").touch()
    tree = read_tree(tmp_path / "setup.py")
    plans = [PLAN, replace(PLAN, lines=("a==1",)), replace(PLAN, cutoff=None)]
    plans.append(replace(PLAN, tree=tree, local="thing @ {}"))
    found = {built(plan).interpreter for plan in plans}
    found.add(built(python=replace(PYTHON, version="3.12.0")).interpreter)
    assert len(found) == 5
    assert built(replace(PLAN, lines=PLAN.lines[::-1])).interpreter in found


@pytest.mark.parametrize("damage", ["record", "torn", "python"])
def test_an_incomplete_folder_is_built_anew(fake: FakeUv, damage: str) -> None:
    """Without a whole record, or without its Python, a folder counts as never built."""
    folder = Path(built().interpreter).parent.parent
    stray = folder / "lib" / "stray"
    stray.touch()
    if damage == "record":
        (folder / "complete.json").unlink()
    elif damage == "torn":
        (folder / "complete.json").write_text('{"interpreter": ')
    else:
        (folder / "bin" / "python").unlink()
    assert Path(built().interpreter).exists()
    assert builds(fake) == 2
    assert not stray.exists()


def test_a_failed_build_leaves_nothing(fake: FakeUv, tmp_path: Path) -> None:
    """The resolver's reason is raised, and no half environment stays."""
    fake.answer("install", stderr="error: No solution found\n  cause: Because.\n", code=1)
    with pytest.raises(UnavailableError, match=r"^Because\.$"):
        built()
    assert [path.suffix for path in (tmp_path / "cache" / "environments").iterdir()] == [".lock"]


def test_a_release_is_cut_off_a_week_after_its_upload(fake: FakeUv) -> None:
    """Companions are those that users of a release got within seven days."""
    fake.answer("compile", stdout="[[packages]]\nsdist = { upload-time = 2024-12-03T15:23:24Z }\n")
    built(Plan(("x==1",), cutoff="x==1"))
    install = fake.calls()[-1]
    assert install[install.index("--exclude-newer") + 1] == "2024-12-10T15:23:24+00:00"


def test_an_undated_release_has_no_cutoff_and_says_so(fake: FakeUv) -> None:
    """An index without dates gives the newest companions, with a warning."""
    fake.answer("compile", stdout='[[packages]]\nname = "x"\n')
    said: list[str] = []
    build("x", Plan(("x==1",), cutoff="x==1"), PYTHON, said.append)
    assert said[1].startswith("The package index does not say when x==1 came out")
    assert "--exclude-newer" not in fake.calls()[-1]


def test_a_checkout_is_installed_from_a_copy(fake: FakeUv, tmp_path: Path) -> None:
    """What uv is given is a folder of the environment, which is gone afterwards."""
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / "setup.py").touch()
    plan = Plan(("friend==1",), tree=read_tree(checkout), local="thing @ {}")
    folder = Path(built(plan).interpreter).parent.parent
    assert fake.calls()[-1][-2:] == ["friend==1", f"thing @ {(folder / 'source').as_uri()}"]
    assert not (folder / "source").exists()


def test_a_cache_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no folder can be made the error names the variable that moves it."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("BOILERBENCH_CACHE", str(tmp_path / "file"))
    with pytest.raises(UnavailableError, match="set BOILERBENCH_CACHE"):
        built()


def builder(fake: FakeUv) -> subprocess.Popen[str]:
    """Another process that builds the same environment."""
    program = (
        "import signal, sys, uv\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # else a `&` may ignore it
        "uv.find_uv_bin = lambda: sys.argv[1]\n"
        "from tests import test_builds\n"
        "print(test_builds.built())\n"
    )
    command = [sys.executable, "-c", program, str(fake.folder / "uv")]
    root = Path(__file__).parent.parent
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=root, stdout=pipe, stderr=pipe, text=True)


def test_what_is_finished_needs_no_right_to_write(fake: FakeUv, tmp_path: Path) -> None:
    """A cache that was filled before is read as it is, by whoever may only read it."""
    first = built()
    locks = tmp_path / "cache" / "environments"
    for lock in locks.glob("*.lock"):
        lock.unlink()
        lock.mkdir()  # whoever tried to lock would fail
    assert built() == first
    assert builds(fake) == 1


def test_a_disk_that_takes_no_more_is_one_rows_reason(
    fake: FakeUv, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be written is told with its folder and the way out; nothing half-made stays."""

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("boilerbench.builds.snapshot", full)
    (fake.folder / "setup.py").touch()
    plan = replace(PLAN, tree=read_tree(fake.folder / "setup.py"), local="thing @ {}")
    with pytest.raises(UnavailableError, match=r"No space left on device; make room there, or set"):
        built(plan)


def test_two_processes_build_once(fake: FakeUv) -> None:
    """Of two runs that start together one builds, and the other waits for it."""
    running = [builder(fake) for _ in range(2)]
    printed = {process.communicate(timeout=60)[0] for process in running}
    assert [process.returncode for process in running] == [0, 0]
    assert len(printed) == 1
    assert builds(fake) == 1


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def is_locked(cache: Path) -> bool:
    (lock,) = (cache / "environments").glob("*.lock")
    with lock.open() as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def builder_held_in_install(fake: FakeUv) -> Iterator[subprocess.Popen[str]]:
    """A builder whose uv, in the middle of an installation, waits in a child of its own."""
    program, real, hold = (fake.folder / name for name in ("uv", "real", "hold"))
    program.rename(real)
    program.write_text(
        f"#!/bin/sh\nwait() {{ : > {hold}.begun; while [ -e {hold} ]; do sleep 0.02; done; }}\n"
        f'[ $1 = venv ] || (wait)\nexec {real} "$@"\n'
    )
    program.chmod(0o755)
    hold.touch()
    try:
        with builder(fake) as process:
            until(Path(f"{hold}.begun").exists)
            yield process
    finally:
        hold.unlink(missing_ok=True)


def test_the_lock_outlives_a_killed_builder(fake: FakeUv, tmp_path: Path) -> None:
    """While the uv of a builder that was killed goes on nobody builds; then the next one can."""
    with builder_held_in_install(fake) as process:
        process.kill()
        process.wait()
        assert is_locked(tmp_path / "cache")
        (fake.folder / "hold").unlink()
        assert built().packages == ("other==0", "some-thing==1.0")
    assert [call[0] for call in fake.calls()] == ["venv", "pip", "venv", "pip"]


def test_an_interrupted_builder_takes_uv_with_it(fake: FakeUv, tmp_path: Path) -> None:
    """Ctrl-C ends uv and all that uv started, and leaves no half environment and no lock."""
    with builder_held_in_install(fake) as process:
        process.send_signal(signal.SIGINT)
        assert "KeyboardInterrupt" in process.communicate(timeout=30)[1]
        until(lambda: not is_locked(tmp_path / "cache"))
    assert [call[0] for call in fake.calls()] == ["venv"]
    assert [path.suffix for path in (tmp_path / "cache" / "environments").iterdir()] == [".lock"]
