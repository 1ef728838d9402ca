"""Asking npm: what it is told, what is kept from it, and what its failures become."""

import datetime as dt
import json
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from boilerbench.errors import UnavailableError
from boilerbench.interpreters import Interpreter
from boilerbench.nodes import newest_node
from boilerbench.npm import (
    install,
    make_environment,
    packages,
    packed_files,
    reason_in,
    release_dates,
    upload_date,
)

CUTOFF = dt.datetime(2026, 11, 15, tzinfo=dt.UTC)
NO_RELEASE = """\
npm error code ETARGET
npm error notarget No matching version found for reader@9.9.9.
npm error notarget In most cases you or one of your dependencies are requesting
npm error A complete log of this run can be found in: log
"""
NO_PACKAGE = """\
npm error code E404
npm error 404 Not Found - GET https://me:secret@index.example/reader
npm error 404
npm error 404  The requested resource 'reader@1.0.0' could not be found
"""
FAKE = (
    f"#!{sys.executable}\n"
    """\
import json, os, pathlib, sys
here = pathlib.Path(__file__).parent
with (here / "calls.jsonl").open("a") as log:
    line = {"arguments": sys.argv[1:], "environment": dict(os.environ), "cwd": os.getcwd()}
    log.write(json.dumps(line) + "\\n")
answer = json.loads((here / "answer.json").read_text())
if "--offline" in sys.argv:
    sys.exit(answer["offline"])
sys.stdout.write(answer["stdout"])
sys.stderr.write(answer["stderr"])
sys.exit(answer["code"])
"""
)


class FakeNpm:
    """A program called npm beside a Node: what it was asked, and what it is told to answer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.node = Interpreter(str(folder / "node"), "20.0.0", True, "Node.js")
        program = folder / "npm"
        program.write_text(FAKE)
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.answer()

    def answer(self, stdout: str = "", stderr: str = "", code: int = 0, offline: int = 1) -> None:
        said = {"stdout": stdout, "stderr": stderr, "code": code, "offline": offline}
        (self.folder / "answer.json").write_text(json.dumps(said))

    def calls(self) -> list[dict[str, Any]]:
        log = self.folder / "calls.jsonl"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[int]:
    with (tmp_path / "lock").open("w") as file:
        yield file.fileno()


@pytest.fixture
def fake(tmp_path: Path) -> FakeNpm:
    folder = tmp_path / "bin"
    folder.mkdir()
    return FakeNpm(folder)


def test_what_is_installed_is_pinned_by_date_and_runs_no_script(
    fake: FakeNpm, tmp_path: Path, lock: int
) -> None:
    """The cutoff reaches npm, no package's script runs, and the cache is asked first."""
    folder = tmp_path / "env"
    assert make_environment(fake.node, folder, lock=lock) == Path(fake.node.path)
    install(folder, fake.node, ["reader@1.0.0"], CUTOFF, print, lock=lock)
    offline, online = fake.calls()
    assert "--offline" in offline["arguments"]
    assert "--offline" not in online["arguments"]
    for call in (offline, online):
        assert {"--ignore-scripts", "--before=2026-11-15T00:00:00+00:00"} < set(call["arguments"])
        assert call["arguments"][-2:] == ["--", "reader@1.0.0"]
        assert call["cwd"] == str(folder)


def test_the_cache_may_hold_it_all(fake: FakeNpm, tmp_path: Path, lock: int) -> None:
    """Where npm needs no network it is not used; without a cutoff the newest is wanted."""
    fake.answer(offline=0)
    install(tmp_path, fake.node, ["reader@1.0.0"], CUTOFF, print, lock=lock)
    assert len(fake.calls()) == 1
    install(tmp_path, fake.node, ["reader@1.0.0"], None, print, lock=lock)
    assert "--offline" not in fake.calls()[-1]["arguments"]


def test_nothing_to_install_asks_nothing(fake: FakeNpm, tmp_path: Path, lock: int) -> None:
    """An adapter without dependencies gets its empty folder without npm."""
    folder = tmp_path / "env"
    make_environment(fake.node, folder, lock=lock)
    install(folder, fake.node, [], CUTOFF, print, lock=lock)
    assert fake.calls() == []
    assert packages(folder) == ()


def test_settings_that_redirect_are_kept_from_npm(
    fake: FakeNpm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lock: int
) -> None:
    """Where packages come from is the user's to say; where they go and what runs is not."""
    for name in ("npm_config_prefix", "NPM_CONFIG_IGNORE_SCRIPTS", "NODE_OPTIONS", "INIT_CWD"):
        monkeypatch.setenv(name, "elsewhere")
    for name in ("npm_config_registry", "NPM_CONFIG_CACHE", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, "kept")
    install(tmp_path, fake.node, ["reader@1.0.0"], None, print, lock=lock)
    environment = fake.calls()[0]["environment"]
    assert "elsewhere" not in environment.values()
    assert sum(value == "kept" for value in environment.values()) == 3
    assert environment["PATH"].startswith(str(fake.folder))


@pytest.mark.parametrize(
    ("stderr", "reason"),
    [
        (NO_RELEASE, "No matching version found for reader@9.9.9."),
        (NO_PACKAGE, "Not Found - GET https://index.example/reader"),
        ("npm ERR! code E1\nnpm ERR! old npm\n", "old npm"),
        ("Segmentation fault\n", "Segmentation fault"),
        ("", "npm failed without saying why"),
        ("npm error " + "x" * 2000, "x" * 600 + " …"),
    ],
)
def test_the_reason_is_the_core_sentence(
    fake: FakeNpm, tmp_path: Path, stderr: str, reason: str, lock: int
) -> None:
    """Of npm's report the first sentence stays: no codes, no logs, no passwords."""
    assert reason_in(stderr) == reason
    fake.answer(stderr=stderr, code=1)
    with pytest.raises(UnavailableError) as raised:
        install(tmp_path, fake.node, ["reader@9.9.9"], CUTOFF, print, lock=lock)
    assert str(raised.value) == reason


def test_the_upload_date_is_the_releases_own(fake: FakeNpm) -> None:
    """Of all the times that the registry knows, the one of the pinned release counts."""
    times = {"0.9.0": "2024-01-01T00:00:00.000Z", "1.0.0": "2025-09-13T17:59:17.668Z"}
    fake.answer(stdout=json.dumps({"version": "1.0.0", "time": times}))
    expected = dt.datetime(2025, 9, 13, 17, 59, 17, 668000, tzinfo=dt.UTC)
    assert upload_date("reader@1.0.0", fake.node) == expected
    fake.answer(stdout=json.dumps([{"version": "1.0.0"}]))
    assert upload_date("reader@1.0.0", fake.node) is None
    fake.answer(stdout='"1.0.0"')
    with pytest.raises(UnavailableError, match="expected an object"):
        upload_date("reader@1.0.0", fake.node)


def test_packages_are_named_once_with_their_scope(tmp_path: Path) -> None:
    """Nested copies count by version, and a scope belongs to the name."""
    record = tmp_path / "node_modules" / ".package-lock.json"
    record.parent.mkdir()
    entries = {
        "node_modules/@scope/reader": {"version": "1.0.0"},
        "node_modules/dom": {"version": "2.0.0"},
        "node_modules/@scope/reader/node_modules/dom": {"version": "1.0.0"},
        "node_modules/x/node_modules/dom": {"version": "1.0.0"},
        "packages/local": {},
    }
    record.write_text(json.dumps({"packages": entries}))
    assert packages(tmp_path) == (
        "@scope/reader==1.0.0",
        "dom==1.0.0",
        "dom==2.0.0",
        "packages/local==0",
    )


def test_without_npm_the_mending_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lock: int
) -> None:
    """A missing npm is an UnavailableError, not a traceback."""
    monkeypatch.setenv("PATH", str(tmp_path))
    node = Interpreter(str(tmp_path / "node"), "20.0.0", True, "Node.js")
    with pytest.raises(UnavailableError, match="install npm, which comes with Node"):
        install(tmp_path, node, ["reader@1.0.0"], CUTOFF, print, lock=lock)


def test_what_would_be_published_is_what_counts(tmp_path: Path) -> None:
    """Of a package's folder the real npm packs what its `files` name, built or not."""
    if shutil.which("npm") is None:
        pytest.skip("needs npm, which comes with Node.js")
    described = {"name": "reader", "version": "1.0.0", "files": ["dist"], "main": "dist/x.js"}
    (tmp_path / "package.json").write_text(json.dumps(described))
    for name in ("dist/x.js", "src/x.ts", ".gitignore", "node_modules/dom/index.js"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("dist\n")
    assert packed_files(tmp_path, newest_node(None)) == ("dist/x.js", "package.json")


def test_all_versions_are_told_with_their_dates(fake: FakeNpm) -> None:
    """What was withdrawn has a time and is no version; a single version comes as a bare word."""
    times = {"created": "2020-01-01T00:00:00Z", "1.0.0": "2024-12-03T15:23:24.000Z", "0.9.0": "x"}
    fake.answer(stdout=json.dumps({"versions": ["1.0.0", "1.1.0"], "time": times}))
    day = dt.datetime(2024, 12, 3, 15, 23, 24, tzinfo=dt.UTC)
    assert release_dates("reader", fake.node) == {"1.0.0": day, "1.1.0": None}
    fake.answer(stdout=json.dumps({"versions": "1.0.0"}))
    assert release_dates("reader", fake.node) == {"1.0.0": None}
    fake.answer(stderr=NO_PACKAGE, code=1)
    with pytest.raises(UnavailableError, match="Not Found"):
        release_dates("reader", fake.node)
