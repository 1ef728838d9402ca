"""Which Pythons a machine has, and which of them an adapter gets."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from boilerbench import interpreters as room
from boilerbench.errors import UnavailableError
from boilerbench.interpreters import Interpreter, interpreters, newest_fitting


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    interpreters.cache_clear()
    yield
    interpreters.cache_clear()


def program(path: Path, answer: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{answer}\n")
    path.chmod(0o755)


def says(version: str, implementation: str = "CPython", *, free: bool = False) -> str:
    return f"echo {version} {free} {implementation}"


def have(monkeypatch: pytest.MonkeyPatch, *found: Interpreter) -> None:
    monkeypatch.setattr(room, "interpreters", lambda: found)


def test_what_runs_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current Python, those on PATH and pyenv's are asked; shims are not."""
    program(tmp_path / "bin" / "python3.12", says("3.12.4+"))
    program(tmp_path / "bin" / "python3.13t", says("3.13.0", free=True))
    program(tmp_path / "bin" / "python3.10", "exit 127")
    program(tmp_path / "bin" / "python3.9", "echo no answer")
    program(tmp_path / "bin" / "python3-config", says("3.1.0"))
    program(tmp_path / "pyenv" / "shims" / "python3.8", says("3.8.0"))
    program(tmp_path / "pyenv" / "versions" / "p" / "bin" / "python3.11", says("3.11.1", "PyPy"))
    (tmp_path / "bin" / "python3").symlink_to("python3.12")
    (tmp_path / "bin" / "python3.14").symlink_to("missing")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}::{tmp_path / 'pyenv/shims'}:{tmp_path / 'no'}")
    current, *others = interpreters()
    assert current.path == sys.executable
    assert current.version == ".".join(map(str, sys.version_info[:3]))
    assert sorted((one.version, one.ordinary) for one in others) == [
        ("3.11.1", False),
        ("3.12.4", True),
        ("3.13.0", False),
    ]


def test_folders_that_cannot_be_read_are_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is forbidden or impossible on PATH or among pyenv's hides no other Python."""
    program(tmp_path / "bin" / "python3.12", says("3.12.4"))
    closed = [tmp_path / "closed", tmp_path / "pyenv" / "versions" / "3.9.1" / "bin"]
    for folder in closed:
        folder.mkdir(parents=True)
    listed = os.listdir

    def listdir(path: str | Path) -> list[str]:
        if Path(path) in closed:  # root may read all folders
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "listdir", listdir)
    monkeypatch.setenv("PATH", f"{closed[0]}:{tmp_path / ('x' * 300)}:{tmp_path / 'bin'}")
    for pyenv in (tmp_path / "pyenv", tmp_path / ("y" * 300)):
        interpreters.cache_clear()
        monkeypatch.setenv("PYENV_ROOT", str(pyenv))
        assert [one.version for one in interpreters()[1:]] == ["3.12.4"]


def test_the_newest_that_fits_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Newest counts by version, not by spelling, within what is asked for; 3.9 unless asked."""
    old, nine, ten = (Interpreter(v, v, ordinary=True) for v in ("3.8.1", "3.9.18", "3.10.2"))
    have(monkeypatch, ten, old, nine)
    assert newest_fitting(None) == ten
    assert newest_fitting("<3.10") == nine
    assert newest_fitting("<3.9") == old


def test_unusual_builds_come_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pre-release, a free-threaded build or PyPy is taken only where nothing else fits."""
    usual = Interpreter("a", "3.11.0", ordinary=True)
    candidate = Interpreter("b", "3.14.0rc1", ordinary=True)
    free = Interpreter("c", "3.13.0", ordinary=False)
    have(monkeypatch, candidate, free, usual)
    assert newest_fitting(">=3.9") == usual
    assert newest_fitting(">=3.12") == candidate
    assert newest_fitting(">=3.12,<3.14") == free


def test_none_that_fits_says_which_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names what is wanted and every version that was found, in order."""
    have(monkeypatch, *(Interpreter(v, v, ordinary=True) for v in ("3.13.0", "3.9.18", "3.11.2")))
    with pytest.raises(UnavailableError, match=r"<3\.9 is needed .* 3\.9\.18, 3\.11\.2, 3\.13\.0;"):
        newest_fitting("<3.9")


def test_an_interrupt_does_not_reach_what_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Python is asked in a session of its own: ^C would make it look as if it did not run."""
    told = tmp_path / "bin" / "python3.12"
    program(told, "")
    alone = 'import os; os.getsid(0) == os.getpid() and print("3.12.4 False CPython")'
    told.write_text(f"#!{sys.executable}\n{alone}\n")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert [one.version for one in interpreters()[1:]] == ["3.12.4"]


def test_one_that_does_not_answer_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be the newest, so that none is taken in its stead; the sentence names it."""
    program(tmp_path / "bin" / "python3.12", "exec /bin/sleep 60")
    monkeypatch.setattr(room, "_PATIENCE", 1.0)
    monkeypatch.setattr(room, "_candidates", lambda: iter([tmp_path / "bin" / "python3.12"]))
    with pytest.raises(
        UnavailableError, match=r"bin/python3\.12 did not say its version within 1 s"
    ):
        newest_fitting(None)
