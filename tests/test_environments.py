"""Where an adapter runs, what is said about it and when its results are stale."""

import json
import platform
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from boilerbench import installed
from boilerbench.adapters import Adapter, read_adapter
from boilerbench.environments import Environment, environment_for
from boilerbench.errors import UnavailableError
from tests.evil import needs_node
from tests.fake_uv import FakeUv, install_fake_uv

HERE = f"CPython {platform.python_version()}"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site-packages"
    (folder / "thing-1.0.dist-info").mkdir(parents=True)
    (folder / "thing-1.0.dist-info" / "METADATA").write_text("Name: thing\nVersion: 1.0\n")
    (folder / "thing-1.0.dist-info" / "RECORD").write_text("thing.py,,\n")
    (folder / "thing.py").write_text("x = 1\n")
    monkeypatch.setattr(installed, "site_folders", lambda: [str(folder)])
    return folder


@pytest.fixture
def thing(site: Path) -> Adapter:
    path = site.parent / "mine.py"
    path.write_text(
        '# /// script\n# dependencies = ["thing==1.0"]\n# ///\n'
        "import thing\n\ndef extract(html, url=None):\n    return html\n"
    )
    return read_adapter(path)


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeUv:
    monkeypatch.setenv("BOILERBENCH_CACHE", str(tmp_path / "cache"))
    return install_fake_uv(tmp_path / "uv", monkeypatch)


def ask(adapter: Adapter, version: str | None = None, *, isolated: bool = False) -> Environment:
    return environment_for(adapter, version, isolated=isolated, say=lambda _line: None)


def test_met_pins_run_in_this_interpreter(thing: Adapter) -> None:
    """Where the direct pins are met nothing is built and nothing is said."""
    said: list[str] = []
    found = environment_for(thing, None, say=said.append)
    assert (found.interpreter, found.kind, found.runtime) == (sys.executable, "current", HERE)
    assert (found.version, found.packages, found.source) == ("1.0", ("thing==1.0",), None)
    assert said == []
    assert ask(thing, "1.0") == found


def test_isolated_builds_all_the_same(thing: Adapter, fake: FakeUv) -> None:
    """--isolated is an environment of its own, with the pins of the file."""
    found = ask(thing, isolated=True)
    assert (found.kind, found.version, found.packages) == ("uv", "1.0", ("thing==1.0",))
    assert fake.calls()[-1][-1] == "thing==1.0"


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("unfit", ["pin", "python"])
def test_unmet_pins_are_built(thing: Adapter, unfit: str) -> None:
    """Another version here, or another Python than the adapter admits, means uv."""
    other = (
        replace(thing, dependencies=("thing==2.0",))
        if unfit == "pin"
        else replace(thing, requires=f"!={platform.python_version()},>=3.9")
    )
    assert ask(other).kind == "uv"


def test_another_version_at_hand_is_said(thing: Adapter, fake: FakeUv) -> None:
    """When this interpreter has another version than the one measured, a line says so."""
    fake.answer("compile", stdout='[[packages]]\nname = "thing"\n')
    said: list[str] = []
    assert environment_for(thing, "2.0", say=said.append).version == "2.0"
    assert said[-1] == (
        "mine: thing 2.0 is measured, in its own environment; "
        "this interpreter has 1.0, which mine@here measures."
    )


def test_here_ignores_the_pins(thing: Adapter) -> None:
    """@here is what the interpreter has, at any version, even with --isolated."""
    other = replace(thing, dependencies=("thing==2.0",))
    found = ask(other, "here", isolated=True)
    assert (found.kind, found.version) == ("current", "1.0")


def test_here_without_the_package_says_what_to_install(thing: Adapter) -> None:
    """A package that is not there is named with the command that brings it."""
    other = replace(thing, dependencies=("Gone==2.0",), package="gone")
    with pytest.raises(UnavailableError, match="`pip install gone` there"):
        ask(other, "here")


def test_an_edit_makes_here_stale(thing: Adapter, site: Path) -> None:
    """The fingerprint of @here covers the distribution's files; that of a pin its version."""
    here, pinned = ask(thing, "here").fingerprint, ask(thing).fingerprint
    (site / "thing.py").write_text("x = 2\n")
    assert ask(thing, "here").fingerprint != here
    assert ask(thing).fingerprint == pinned


def test_an_editable_install_is_said_and_hashed(thing: Adapter, site: Path, tmp_path: Path) -> None:
    """A pin met by a local installation is measured as such: said, and stale after an edit."""
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "thing.py").write_text("x = 1\n")
    origin = {"url": tree.as_uri(), "dir_info": {"editable": True}}
    (site / "thing-1.0.dist-info" / "direct_url.json").write_text(json.dumps(origin))
    said: list[str] = []
    before = environment_for(thing, None, say=said.append).fingerprint
    assert f"was installed from {tree}" in said[0]
    (tree / "thing.py").write_text("x = 2\n")
    assert ask(thing).fingerprint != before


def test_the_adapter_file_is_part_of_the_fingerprint(thing: Adapter) -> None:
    """An edited adapter is other code, whatever it pins."""
    before = ask(thing).fingerprint
    thing.path.write_text(thing.path.read_text() + "# more\n")
    assert ask(thing).fingerprint != before


def test_a_bare_adapter_counts_what_it_imports(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without pins, the versions of the packages that the file imports decide."""
    path = tmp_path / "bare.py"
    path.write_text("import thing\ndef extract(html, url=None):\n    return html\n")
    monkeypatch.syspath_prepend(str(site))
    found = ask(read_adapter(path))
    assert (found.kind, found.packages, found.version) == ("current", ("thing==1.0",), None)
    assert ask(read_adapter(path), "here").packages == ()


@pytest.mark.usefixtures("fake")
def test_a_checkout_is_its_digest(thing: Adapter, tmp_path: Path) -> None:
    """An edited line in a checkout is another environment and another fingerprint."""
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / "setup.py").write_text("1")
    first = ask(thing, str(checkout))
    assert first.source is not None
    assert first.source.path == str(checkout)
    (checkout / "setup.py").write_text("2")
    second = ask(thing, str(checkout))
    assert first.interpreter != second.interpreter
    assert first.fingerprint != second.fingerprint


def run(environment: Environment, adapter: Path, html: str) -> str:
    program = (
        "import importlib.util, sys\n"
        "spec = importlib.util.spec_from_file_location('adapter', sys.argv[1])\n"
        "module = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(module)\n"
        "print(module.extract(sys.argv[2]))\n"
    )
    command = [environment.interpreter, "-c", program, str(adapter), html]
    return subprocess.run(command, capture_output=True, check=True, text=True, cwd="/").stdout


@pytest.mark.environments
def test_an_edited_line_of_a_checkout_is_what_runs(
    tmp_path: Path, thing: Adapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two runs one line is edited, at the same version: the text changes with it."""
    monkeypatch.setenv("BOILERBENCH_CACHE", str(tmp_path / "cache"))
    thing.path.write_text(thing.path.read_text().replace("return html", "return thing.clean(html)"))
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
        '[project]\nname = "thing"\nversion = "3.0"\n[tool.setuptools]\npy-modules = ["thing"]\n'
    )
    module = checkout / "thing.py"
    texts = []
    for word in ("upper", "title"):
        module.write_text(f"def clean(html):\n    return html.{word}()\n")
        found = ask(read_adapter(thing.path), str(checkout))
        assert found.version == "3.0"
        texts.append(run(found, thing.path, "a page"))
    assert texts == ["A PAGE\n", "A Page\n"]
    assert sorted(path.name for path in checkout.iterdir()) == ["pyproject.toml", "thing.py"]


@needs_node
@pytest.mark.environments
@pytest.mark.parametrize("name", ["reader", "@me/reader"])
def test_an_npm_checkout_of_another_name_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A fork may have its own name, and so may a package named by mistake: the line tells both."""
    monkeypatch.setenv("BOILERBENCH_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "mine.mjs"
    path.write_text(
        '// /// script\n// dependencies = ["reader@1.0.0"]\n// ///\n'
        'import "reader";\nexport function extract(html) { return html; }\n'
    )
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / "package.json").write_text(json.dumps({"name": name, "version": "2.0.0"}))
    (checkout / "index.js").write_text("")
    said: list[str] = []
    found = environment_for(read_adapter(path), str(checkout), say=said.append)
    assert found.version == "2.0.0"
    told = ["mine: what is measured as reader calls itself @me/reader."]
    assert [line for line in said if "calls itself" in line] == (told if name != "reader" else [])
