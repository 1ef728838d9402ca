"""`extractors setup`: what is made ahead, and what is told of it."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from boilerbench.caches import cached
from boilerbench.cli import commands
from boilerbench.shipped import shipped
from boilerbench.systems import default_specs
from tests.fake_uv import FakeUv, install_fake_uv


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BOILERBENCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "cache"


def ask(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["extractors", *arguments], standalone_mode=False)


def pinned(folder: Path, name: str, *dependencies: str) -> None:
    (folder / f"{name}.py").write_text(
        f"# /// script\n# dependencies = {json.dumps(dependencies)}\n# ///\n"
        "def extract(html, url=None):\n    return html\n"
    )


def test_what_needs_no_environment_is_started_and_told() -> None:
    """Two that run in the current interpreter are each told with what they run on."""
    result = ask("setup", "lxml-text", "nothing")
    assert result.return_value == 0, result.output
    assert "1 of 2: " in result.stderr
    rows = [line.split() for line in result.stdout.splitlines()[2:4]]
    assert [(row[0], row[-3:-1]) for row in rows] == [
        ("lxml-text", ["current", "-"]),
        ("nothing", ["current", "-"]),
    ]
    assert "no environment, 0.0 MB, in " in result.stdout


def test_without_words_what_a_bare_run_compares_is_made_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With no specs here or in the project it is the default of `run`, the gold itself too."""
    fake = install_fake_uv(tmp_path / "uv", monkeypatch)
    fake.answer("install", stderr="error: none\n", code=1)  # of what is not installed here
    rows = json.loads(ask("setup", "--format", "json", "--quiet").stdout)
    assert [row["extractor"] for row in rows] == list(default_specs())


def test_what_cannot_be_had_is_told_and_only_a_named_one_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The resolver's reason is printed; exit 4 for what was typed, none for a project's own."""
    fake = install_fake_uv(tmp_path / "uv", monkeypatch)
    fake.answer("install", stderr="error: No solution found\n  cause: Because.\n", code=1)
    pinned(tmp_path, "mine", "zzz==1")
    result = ask("setup", "./mine.py", "nothing")
    assert result.return_value == 4
    assert "./mine.py is unavailable: Because." in result.stdout
    rows = json.loads(ask("setup", "./mine.py", "nothing", "--format", "json", "--quiet").stdout)
    assert [row["environment"] for row in rows] == ["unavailable", "current"]
    assert rows[0]["reason"] == "Because."
    project = "[tool.boilerbench]\nspecs = ['./mine.py', 'nothing']\n"
    (tmp_path / "pyproject.toml").write_text(project, encoding="utf-8")
    result = ask("setup")
    assert result.return_value == 0
    assert "./mine.py is unavailable: Because." in result.stdout


def test_without_words_a_projects_own_specs_are_prepared(tmp_path: Path) -> None:
    """What a bare run would compare is what the project says, where it says so."""
    (tmp_path / "pyproject.toml").write_text("[tool.boilerbench]\nspecs = ['nothing']\n", "utf-8")
    rows = json.loads(ask("setup", "--format", "json", "--quiet").stdout)
    assert [row["extractor"] for row in rows] == ["nothing"]


def test_all_is_every_name_and_what_is_named_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `run --all` has it, a project's own among them; what is unavailable is no failure."""
    known = tmp_path / "extractors"
    known.mkdir()
    for name in ("everything", "nothing"):
        shutil.copy(shipped("extractors") / f"{name}.py", known)
    for number in range(4):
        (known / f"old{number}.py").write_text(
            '# /// script\n# requires-python = "<3"\n# ///\n'
            "def extract(html, url=None): return html\n"
        )
    monkeypatch.setattr("boilerbench.catalogue.shipped", lambda _name: known)
    result = ask("setup", "--all", "--quiet")
    assert result.return_value == 0
    told = [line for line in result.stdout.splitlines() if "is unavailable: Python <3" in line]
    assert len(told) == 4
    assert max(map(len, told)) <= 100
    (tmp_path / "mine.py").write_text("def extract(html, url=None): return html\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.boilerbench]\nspecs = ['./mine.py']\n", "utf-8")
    rows = json.loads(ask("setup", "--all", "nothing", "--format", "json", "--quiet").stdout)
    old = [f"old{number}" for number in range(4)]
    names = ["nothing", "mine.py", *old, "oracle", "everything"]
    assert [row["extractor"] for row in rows] == names
    assert all(row["reason"].endswith("(none is downloaded).") for row in rows[2:6])
    assert ask("setup", "--all", "old1", "--quiet").return_value == 4  # it was named


def test_an_environment_is_built_told_and_taken_away(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What setup built is listed by clean with its size, and removed by its name alone."""
    fake = install_fake_uv(tmp_path / "uv", monkeypatch)
    real = Path(sys.executable)
    _make_it_run(fake, real)
    pinned(tmp_path, "mine", "zzz==1")
    pinned(tmp_path, "other", "yyy==1")
    result = ask("setup", "./mine.py", "./other.py", "--format", "json", "--quiet")
    assert [row["environment"] for row in json.loads(result.stdout)] == ["uv", "uv"]
    assert all(isinstance(row["MB"], float) for row in json.loads(result.stdout))
    assert [Path(row["folder"]).parent for row in json.loads(result.stdout)] == [
        cache / "environments"
    ] * 2
    listed = json.loads(ask("clean", "--format", "json").stdout)
    assert [row["name"] for row in listed] == ["mine", "other"]
    ask("clean", "mine")
    assert [one.name for one in cached()] == ["other"]


def test_what_was_done_before_an_interrupt_is_told(tmp_path: Path) -> None:
    """Told to stop, it prints the table of what stands, and the exit code is 130."""
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\ndef extract(html, url=None): return html\n")
    command = [sys.executable, "-m", "boilerbench", "extractors", "setup", "nothing", str(slow)]
    child = subprocess.Popen(
        [*command, "--jobs", "1", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stderr is not None
    assert "1 of 2: nothing ready" in child.stderr.readline()
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=30)
    assert child.returncode == 130
    assert [row["extractor"] for row in json.loads(out)] == ["nothing"]


def _make_it_run(fake: FakeUv, python: Path) -> None:
    """Let the stand-in's environments have a Python that really starts."""
    program = fake.folder / "uv"
    source = program.read_text().replace(
        '(folder / "bin" / "python").write_text("")',
        f'(folder / "bin" / "python").symlink_to({str(python)!r})',
    )
    program.write_text(source)


@pytest.mark.environments
def test_after_setup_no_network_is_needed(tmp_path: Path) -> None:
    """With every address out of reach what was set up runs, in Python and in Node."""
    adapters = {
        "mine.py": "# /// script\n# dependencies = ['html2text==2025.4.15']\n# ///\n"
        "import html2text\n"
        "def extract(html, url=None):\n    return html2text.html2text(html)\n",
        "mine.mjs": '// /// script\n// dependencies = ["html-entities@2.6.0"]\n// ///\n'
        'import { decode } from "html-entities";\n'
        "export function extract(html) { return decode(html); }\n",
    }
    for name, source in adapters.items():
        (tmp_path / name).write_text(source)
    specs = [f"./{name}" for name in adapters]

    def ask_really(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "boilerbench", *arguments]
        return subprocess.run(
            command,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )

    made = ask_really("extractors", "setup", *specs)
    assert made.returncode == 0, made.stderr + made.stdout
    nowhere = "http://127.0.0.1:9"
    cut = dict.fromkeys(("UV_DEFAULT_INDEX", "npm_config_registry", "HTTPS_PROXY"), nowhere)
    cut |= {"UV_CACHE_DIR": str(tmp_path / "empty"), "npm_config_cache": str(tmp_path / "empty")}
    run = ask_really("run", *specs, "--limit", "2", "--quiet", **cut)
    assert run.returncode == 0, run.stderr + run.stdout
    assert not (tmp_path / "empty").exists()
