"""Which files a checkout is, when its digest changes, and what a copy of it holds."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from boilerbench.checkouts import read_tree, snapshot
from boilerbench.errors import UnavailableError
from boilerbench.files import walk
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


def test_a_work_tree_knows_its_commit(tmp_path: Path) -> None:
    """Commit and dirty state are recorded, and the path is the one that was given."""
    root = repository(tmp_path / "r")
    source = read_tree(root).source
    assert (source.path, source.commit, source.dirty) == (
        str(root),
        git(root, "rev-parse", "HEAD"),
        False,
    )
    write(root, pkg__mod_DOT_py="x = 2")
    assert read_tree(root).source.dirty


def test_an_edited_or_new_file_changes_the_digest(tmp_path: Path) -> None:
    """One changed line, one new file and one deleted file each are another digest."""
    root = repository(tmp_path / "r")
    seen = {digest(root)}
    write(root, pkg__mod_DOT_py="x = 2")
    seen.add(digest(root))
    write(root, pkg__new_DOT_py="")
    seen.add(digest(root))
    (root / "pkg" / "mod.py").unlink()
    seen.add(digest(root))
    assert len(seen) == 4


def test_what_is_no_code_does_not(tmp_path: Path) -> None:
    """Ignored files, a commit of the same files and run folders leave the digest as it is."""
    root = repository(tmp_path / "r")
    before = digest(root)
    write(root, ignored__x_DOT_py="1", boilerbench_DOT_so="1")
    write(root / "boilerbench-runs" / "a-1", run_DOT_json="{}", extractions__x_DOT_jsonl="")
    write(root / "out", run_DOT_json="{}", extractions__x_DOT_jsonl="")
    git(root, "commit", "-qm", "again", "--allow-empty")
    assert digest(root) == before
    write(root / "pkg", run_DOT_json="{}")
    assert digest(root) != before


def test_a_folder_in_a_work_tree_is_all_of_it(tmp_path: Path) -> None:
    """A project below the top of a work tree may build on its neighbours, so they count too."""
    root = repository(tmp_path / "r")
    sub = project(root / "python")
    tree = read_tree(sub)
    assert (tree.root, tree.project) == (root, Path("python"))
    before = digest(sub)
    write(root, core__lib_DOT_rs="1")
    assert digest(sub) != before


@pytest.mark.parametrize("place", ["ignored/inner", "../plain"])
def test_a_folder_outside_any_work_tree_is_walked(tmp_path: Path, place: str) -> None:
    """A plain folder, or one that an outer repository ignores, is its own files but for caches."""
    root = project((repository(tmp_path / "r") / place).resolve())
    before = read_tree(root)
    assert (before.source.commit, before.source.dirty) == (None, None)
    write(root, build__lib_DOT_py="", _DOT_venv__x="")
    write(root / "env", pyvenv_DOT_cfg="", x_DOT_py="")
    write(root / "pkg" / "__pycache__", mod_DOT_pyc="")
    write(root / "x.egg-info", PKG="")
    assert "pkg/mod.py" in before.files
    assert read_tree(root) == before
    write(root, pkg__mod_DOT_py="x = 3")
    assert digest(root) != before.source.digest


def test_a_wheel_is_its_bytes(tmp_path: Path) -> None:
    """A wheel or an sdist is one file, and another content is another digest."""
    wheel = tmp_path / "x-1-py3-none-any.whl"
    wheel.write_bytes(b"1")
    tree = read_tree(wheel)
    assert tree.files == (wheel.name,)
    assert snapshot(tree, tmp_path / "copy").read_bytes() == b"1"
    wheel.write_bytes(b"2")
    assert digest(wheel) != tree.source.digest


@pytest.mark.parametrize(("name", "words"), [("no", "is missing"), ("", "is no Python project")])
def test_what_is_no_project_is_refused(tmp_path: Path, name: str, words: str) -> None:
    """A path that does not exist and a folder without a project file are told apart."""
    with pytest.raises(UnavailableError, match=words):
        read_tree(tmp_path / name)


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    """A fresh repository has files and no commit."""
    root = project(tmp_path / "r")
    git(root, "init", "-q")
    source = read_tree(root).source
    assert (source.commit, source.dirty) == (None, True)


def test_the_copy_is_the_files_and_the_history(tmp_path: Path) -> None:
    """A snapshot holds what the digest is of, links as links, and its git sees the commit."""
    root = repository(tmp_path / "r")
    write(root, ignored__x_DOT_py="1")
    (root / "link").symlink_to("pkg/mod.py")
    copy = snapshot(read_tree(root), tmp_path / "copy")
    assert sorted(walk(copy)) == sorted(
        [".gitignore", "link", "pkg/mod.py", "pyproject.toml", "tests/t.py"]
    )
    assert (copy / "link").is_symlink()
    assert git(copy, "rev-parse", "HEAD") == git(root, "rev-parse", "HEAD")
    assert not (root / "build").exists()


def test_a_file_that_changes_meanwhile_is_noticed(tmp_path: Path) -> None:
    """What is built is what the digest is of, or nothing."""
    root = project(tmp_path / "r")
    tree = read_tree(root)
    write(root, pkg__mod_DOT_py="x = 9")
    with pytest.raises(UnavailableError, match="changed while it was read"):
        snapshot(tree, tmp_path / "copy")


def test_a_submodule_counts_with_its_files(tmp_path: Path) -> None:
    """Git lists a nested repository as a folder; an edit in it is an edit."""
    root = repository(tmp_path / "r")
    inner = repository(root / "vendored")
    git(root, "add", "vendored")
    before = digest(root)
    write(inner, pkg__mod_DOT_py="x = 2")
    assert digest(root) != before


def test_without_git_the_folder_is_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git still measures a checkout, without naming its commit."""
    root = repository(tmp_path / "r")
    monkeypatch.setenv("PATH", str(tmp_path))
    source = read_tree(root).source
    assert (source.commit, source.dirty) == (None, None)


@needs_node
@pytest.mark.parametrize(
    ("entry", "missing"),
    [
        ({"main": "dist/index.js"}, "dist/index.js"),
        ({"main": "src/index.ts", "exports": "./dist/index.mjs"}, "dist/index.mjs"),
        (
            {"exports": {".": {"types": "./src/index.ts", "node": ["./a.js"]}, "./x": "./x.js"}},
            "a.js",
        ),
    ],
)
def test_an_npm_package_that_is_not_built_is_refused(
    tmp_path: Path, entry: dict[str, object], missing: str
) -> None:
    """Where none of the files that Node would enter by is packed, it is said which is missing."""
    described = json.dumps({"name": "x", "version": "1.0.0", **entry})
    root = write(tmp_path / "r", package_DOT_json=described, src__index_DOT_ts="")
    with pytest.raises(
        UnavailableError, match=rf"is not built: \S*{missing} is missing .*run build"
    ):
        read_tree(root, "node")


@needs_node
@pytest.mark.parametrize(
    ("entry", "file"),
    [
        ({"main": "lib"}, "lib/index.js"),
        ({"main": "./lib/"}, "lib/index.js"),
        ({"main": "gone.js"}, "index.js"),  # Node falls back on it
        ({"main": "no.js", "exports": {"browser": "./no.js", "default": "./a.js"}}, "a.js"),
        ({"main": "gone.js", "exports": {"./part": "./a.js"}}, "a.js"),
    ],
)
def test_an_npm_package_that_can_be_entered_is_read(
    tmp_path: Path, entry: dict[str, object], file: str
) -> None:
    """One file that Node would take is enough, and without a named entry nothing is required."""
    described = json.dumps({"name": "x", "version": "1.0.0", **entry})
    root = write(tmp_path / "r", **{"package.json": described, file: ""})
    assert file in read_tree(root, "node").files


def test_a_name_that_is_no_utf8_is_a_file_as_any(tmp_path: Path) -> None:
    """Git names files by their bytes, and a file under whichever bytes counts."""
    root = repository(tmp_path / "r")
    before = digest(root)
    odd = root / os.fsdecode(b"pkg/\xe9.py")
    odd.write_text("1")
    seen = {before, digest(root)}
    odd.write_text("2")
    assert len(seen | {digest(root)}) == 3


def test_another_repositorys_git_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a hook's environment points at is not the checkout that is measured."""
    root = repository(tmp_path / "r")
    commit = read_tree(root).source.commit
    other = repository(tmp_path / "other")
    git(other, "commit", "-qm", "another", "--allow-empty")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "none"))
    assert read_tree(root).source.commit == commit == git(root, "rev-parse", "HEAD")
