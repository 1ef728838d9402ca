"""Asking uv: what it is told, what is kept from it, and what its failures become."""

import datetime as dt
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import uv

from boilerbench.errors import UnavailableError
from boilerbench.interpreters import Interpreter
from boilerbench.resolver import install, make_environment, reason_in, upload_date
from tests.fake_uv import FakeUv, install_fake_uv

PYTHON = Interpreter("python3", "3.11.7", ordinary=True)
CUTOFF = dt.datetime(2026, 11, 15, tzinfo=dt.UTC)
UNREACHABLE = """\
Using Python 3.13.0 environment at: v
error: Request failed after 3 retries in 8.4s
  cause: Failed to fetch: https://me:secret@index.example/simple/x/
  cause: Connection refused (os error 111)
"""
UNSOLVED = "there is no version of x==9"
UNSOLVABLE = """\
Using Python 3.13.0 environment at: v
error: No solution found when resolving dependencies
  cause: Because there is no version of x==9 and you require x==9,
         so it is unsatisfiable.

hint: a hint that is no reason
"""


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[int]:
    with (tmp_path / "lock").open("w") as file:
        yield file.fileno()


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeUv:
    return install_fake_uv(tmp_path / "uv", monkeypatch)


def installed(tmp_path: Path, cutoff: dt.datetime | None = None) -> list[str]:
    said: list[str] = []
    with (tmp_path / "held").open("w") as file:
        make_environment(PYTHON, tmp_path / "env", lock=file.fileno())
        given = (tmp_path / "env", PYTHON, ["x==1"], cutoff, said.append)
        install(*given, lock=file.fileno())
    return said


@pytest.mark.parametrize(
    ("stderr", "reason"),
    [
        (
            UNSOLVABLE,
            f"Because {UNSOLVED} and you require x==9, so it is unsatisfiable.",
        ),
        (UNREACHABLE, "Request failed after 3 retries in 8.4s: Connection refused (os error 111)"),
        (
            "  \u00d7 No solution found:\n  ╰─▶ Because a\n      and b.\n",
            "Because a and b.",
        ),
        (
            "error: Failed to build `x==1`\n  cause: a\n\n [stderr]\n RuntimeError: boom\n\nhint:",
            "Failed to build `x==1`: RuntimeError: boom",
        ),
        (
            "error: Failed to fetch: https://me:pw@h/x\n",
            "Failed to fetch: https://h/x",
        ),
        ("Segmentation fault\n", "Segmentation fault"),
        ("", "uv failed without saying why"),
    ],
)
def test_the_reason_is_the_core_sentence(stderr: str, reason: str) -> None:
    """Of uv's report the core stays: one line, no hints, no passwords, of old uvs and new."""
    assert reason_in(stderr) == reason


def test_a_long_reason_is_cut() -> None:
    """A resolver's argument over pages of packages does not fill the screen."""
    reason = reason_in("error: No solution found\n  cause: " + "because " * 400)
    assert len(reason) < 620
    assert reason.endswith("…")


def test_settings_that_redirect_are_kept_from_uv(
    tmp_path: Path, fake: FakeUv, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where packages come from is the user's to say, where they go is not."""
    for name in ("UV_PYTHON", "UV_TARGET", "VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONPATH", "GIT_DIR"):
        monkeypatch.setenv(name, "elsewhere")
    for name in ("UV_INDEX_COMPANY_PASSWORD", "UV_DEFAULT_INDEX", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, "kept")
    installed(tmp_path)
    for line in fake.log():
        environment = line["environment"]
        assert "elsewhere" not in environment.values()
        assert sum(value == "kept" for value in environment.values()) == 3
        assert environment["UV_PYTHON_DOWNLOADS"] == "never"
        assert line["cwd"] == "/"


def test_the_cutoff_is_passed_on(tmp_path: Path, fake: FakeUv) -> None:
    """The date below which all else is pinned reaches uv, with its zone."""
    assert installed(tmp_path, CUTOFF) == []
    call = fake.calls()[-1]
    assert call[call.index("--exclude-newer") + 1] == "2026-11-15T00:00:00+00:00"


def test_with_a_cutoff_the_cache_is_asked_first(tmp_path: Path, fake: FakeUv, lock: int) -> None:
    """What was uploaded by a fixed date does not change, so what uv has at hand will do."""
    installed(tmp_path, CUTOFF)
    assert ["--offline" in call for call in fake.calls()] == [False, True]
    fake.answer("install", "--offline", stderr="error: not cached", code=1)
    install(tmp_path / "env", PYTHON, ["y==1"], CUTOFF, print, lock=lock)
    assert ["--offline" in call for call in fake.calls()[2:]] == [True, False]


def test_nothing_to_install_asks_nothing(tmp_path: Path, fake: FakeUv, lock: int) -> None:
    """An adapter without dependencies gets its empty environment without an install."""
    install(tmp_path, PYTHON, [], CUTOFF, print, lock=lock)
    assert fake.calls() == []


def test_without_a_network_the_cache_is_tried(tmp_path: Path, fake: FakeUv) -> None:
    """A failed download is followed by one try with what uv has at hand."""
    fake.answer("install", without="--offline", stderr=UNREACHABLE, code=2)
    fake.answer("install", "--offline", stderr="error: not cached", code=1)
    with pytest.raises(UnavailableError, match="Connection refused"):
        installed(tmp_path)
    assert [call[0] == "--offline" for call in fake.calls()] == [False, False, True]


def test_the_cache_may_hold_it_all(fake: FakeUv) -> None:
    """Where the second try succeeds, its answer counts."""
    fake.answer("compile", without="--offline", stderr=UNREACHABLE, code=2)
    fake.answer("compile", "--offline", stdout='[[packages]]\nname = "x"\n')
    assert upload_date("x==1", PYTHON) is None


def test_an_unsolvable_request_is_not_tried_again(tmp_path: Path, fake: FakeUv) -> None:
    """What the index cannot solve, its cache cannot either."""
    fake.answer("install", stderr=UNSOLVABLE, code=1)
    with pytest.raises(UnavailableError, match="there is no version of x==9"):
        installed(tmp_path)
    assert len(fake.calls()) == 2


def test_an_undated_index_makes_the_cutoff_void(tmp_path: Path, fake: FakeUv) -> None:
    """An index without upload dates gets a second request without cutoff, and a warning."""
    warning = "warning: `x.whl` is missing an upload date, but user provided: 2026\n"
    fake.answer("--exclude-newer", stderr=warning + UNSOLVABLE, code=1)
    (said,) = installed(tmp_path, CUTOFF)
    assert "no upload dates: x==1" in said
    assert "--exclude-newer" not in fake.calls()[-1]


def test_the_upload_date_is_the_last_files(fake: FakeUv) -> None:
    """A release is out when its last file is: a wheel may follow its sdist."""
    fake.answer(
        "compile",
        stdout='[[packages]]\nname = "x"\nsdist = { upload-time = 2024-12-03T15:23:24Z }\n'
        "wheels = [{ upload-time = 2024-12-05T00:00:00Z }, { url = 'undated' }]\n",
    )
    assert upload_date("x==1", PYTHON) == dt.datetime(2024, 12, 5, tzinfo=dt.UTC)


def test_what_interrupts_us_ends_uv(
    tmp_path: Path, fake: FakeUv, monkeypatch: pytest.MonkeyPatch, lock: int
) -> None:
    """An exception while uv runs leaves no uv behind."""
    (fake.folder / "uv").write_text("#!/bin/sh\nsleep 60\n")
    started: list[subprocess.Popen[str]] = []

    def interrupted(process: subprocess.Popen[str], stdin: str) -> None:
        started.append(process)
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess.Popen, "communicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        make_environment(PYTHON, tmp_path / "env", lock=lock)
    assert [process.returncode for process in started] == [-signal.SIGKILL]


def test_without_uv_the_mending_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lock: int
) -> None:
    """A missing uv program is an UnavailableError, not a traceback."""

    def missing() -> str:
        raise FileNotFoundError("no uv here")

    monkeypatch.setattr(uv, "find_uv_bin", missing)
    with pytest.raises(UnavailableError, match="pip install uv"):
        make_environment(PYTHON, tmp_path / "env", lock=lock)
