"""Finding the Nodes of a machine, and what their node_modules hold."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from boilerbench.errors import UnavailableError
from boilerbench.node_modules import closure, code_digest, find_package
from boilerbench.nodes import newest_node, nodes


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    nodes.cache_clear()
    yield
    nodes.cache_clear()


def program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with one Node on PATH, one that nvm keeps, and three that are none."""
    program(tmp_path / "bin" / "node", "echo v18.20.1")
    program(
        tmp_path / "home" / ".nvm" / "versions" / "node" / "v22.1.0" / "bin" / "node",
        "echo v22.1.0",
    )
    program(tmp_path / "other" / "node", "echo radio station")
    program(tmp_path / "broken" / "node", "exit 3")
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / "node").symlink_to(tmp_path / "bin" / "node")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for variable in ("NVM_DIR", "FNM_DIR", "VOLTA_HOME", "NODENV_ROOT", "ASDF_DATA_DIR"):
        monkeypatch.delenv(variable, raising=False)
    places = [tmp_path / name for name in ("bin", "link", "other", "broken")]
    monkeypatch.setenv("PATH", ":".join(map(str, places)))
    return tmp_path


def test_every_node_is_found_once(machine: Path) -> None:
    """Those on PATH and those of version managers count, links once, other programs never."""
    assert sorted(one.version for one in nodes()) == ["18.20.1", "22.1.0"]
    assert {one.runtime for one in nodes()} == {"Node.js 18.20.1", "Node.js 22.1.0"}
    assert str(machine / "bin" / "node") in {one.path for one in nodes()}


@pytest.mark.usefixtures("machine")
def test_the_newest_that_fits_is_taken() -> None:
    """A range decides; without one it is 18 or later."""
    assert newest_node(None).version == "22.1.0"
    assert newest_node("<20").version == "18.20.1"


@pytest.mark.usefixtures("machine")
def test_none_that_fits_is_said_with_what_there_is() -> None:
    """The sentence names what was found, what is wanted and that none is downloaded."""
    with pytest.raises(UnavailableError, match=r"Node\.js >=30 is needed .*18\.20\.1, 22\.1\.0"):
        newest_node(">=30")


def test_without_any_node_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Node makes Node adapters unavailable, plainly."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnavailableError, match="this machine has none; install one"):
        newest_node(None)


def test_one_that_does_not_answer_is_not_passed_over(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be the newest, so that none is taken in its stead; the sentence names it."""
    program(machine / "other" / "node", "exec /bin/sleep 60")
    monkeypatch.setattr("boilerbench.interpreters._PATIENCE", 1.0)
    with pytest.raises(UnavailableError, match=r"other/node did not say its version"):
        newest_node(None)


def package(folder: Path, name: str, version: str, *needs: str) -> Path:
    place = folder / "node_modules" / name
    place.mkdir(parents=True)
    described = {"version": version, "dependencies": dict.fromkeys(needs, "*")}
    (place / "package.json").write_text(json.dumps(described))
    return place


def test_packages_are_found_as_node_finds_them(tmp_path: Path) -> None:
    """The nearest node_modules at or above counts, for a package's own needs from its folder."""
    reader = package(tmp_path, "@scope/reader", "1.0.0", "dom", "dom", "gone")
    package(tmp_path, "dom", "2.0.0", "@scope/reader")
    package(reader, "dom", "1.5.0")
    below = tmp_path / "src" / "deep"
    below.mkdir(parents=True)
    found = find_package("@scope/reader", below)
    assert found is not None
    assert (found.folder, found.version) == (reader, "1.0.0")
    assert find_package("gone", below) is None
    assert closure(["@scope/reader"], below) == ("@scope/reader==1.0.0", "dom==1.5.0")
    assert closure(["dom"], below) == ("@scope/reader==1.0.0", "dom==1.5.0", "dom==2.0.0")


def test_an_edited_package_has_another_digest(tmp_path: Path) -> None:
    """The digest is of the package's own files, not of those it brings along."""
    reader = package(tmp_path, "reader", "1.0.0")
    found = find_package("reader", tmp_path)
    assert found is not None
    before = code_digest(found)
    package(reader, "dom", "1.0.0")
    assert code_digest(found) == before
    (reader / "index.js").write_text("export {}")
    assert code_digest(found) != before
