"""Caches that lie in a checkout are no code of it."""

import os
import subprocess
from pathlib import Path

import pytest

from boilerbench.checkouts import read_tree
from tests.evil import needs_node


def write(root: Path, **files: str) -> Path:
    for name, content in files.items():
        path = root / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root


def project(root: Path) -> Path:
    return write(root, pyproject_DOT_toml="[project]", pkg__mod_DOT_py="x = 1", tests__t_DOT_py="")


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "init.defaultBranch=m"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *who, *arguments],
        cwd=folder,
        env=clean,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def repository(root: Path) -> Path:
    project(root)
    write(root, _DOT_gitignore="ignored/\n*.so\n")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    return root


def digest(path: Path) -> str:
    return read_tree(path).source.digest


@pytest.mark.parametrize("cache", [".", ".boilerbench", "pkg/cache"])
def test_the_cache_in_a_checkout_is_none_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: str
) -> None:
    """What was built in a cache that git would add changes neither the digest nor `dirty`."""
    root = repository(tmp_path / "r")
    monkeypatch.setenv("BOILERBENCH_CACHE", str(root / cache))
    before = read_tree(root)
    built = {"paper-1__complete_DOT_json": "{}", "paper-1_DOT_lock": ""}
    write(root / cache / "environments", **built)
    repository(root / cache / "repositories" / "1" / "abc")
    assert read_tree(root) == before
    assert before.source.dirty is False
    write(root / "environments_", x_DOT_py="1")
    assert read_tree(root).source.dirty
    assert digest(root) != before.source.digest


@pytest.mark.parametrize("cache", ["cache", "pkg/cache"])
def test_the_cache_in_a_plain_folder_is_none_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: str
) -> None:
    """Where there is no git either, what was built is no code."""
    root = project(tmp_path / "r")
    monkeypatch.setenv("BOILERBENCH_CACHE", str(root / cache))
    before = read_tree(root)
    write(root / cache / "environments", a__lib__x_DOT_py="1")
    assert read_tree(root) == before


@pytest.mark.parametrize("data", ["data", "."])
def test_fetched_corpora_in_a_checkout_are_none_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str
) -> None:
    """A folder of data in it is not measured; one that is the checkout itself hides nothing."""
    root = repository(tmp_path / "r")
    monkeypatch.setenv("BOILERBENCH_DATA", str(root / data))
    before = read_tree(root)
    write(root / "data" / "aeb", receipt_DOT_json="{}")
    assert (read_tree(root) == before) is (data == "data")
    assert read_tree(root).source.dirty is (data == ".")


@needs_node
def test_the_cache_in_an_npm_package_is_none_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was built is not measured, though publishing the package would publish it."""
    root = write(tmp_path / "r", package_DOT_json='{"name": "x", "version": "1.0.0"}', x_DOT_js="")
    monkeypatch.setenv("BOILERBENCH_CACHE", str(root / "cache"))
    before = read_tree(root, "node")
    assert before.files == ("package.json", "x.js")
    write(root / "cache" / "environments", a__x_DOT_js="1")
    assert read_tree(root, "node") == before
