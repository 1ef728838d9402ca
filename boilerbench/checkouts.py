"""A checkout, wheel or sdist as a source of code: what belongs to it, its digest, its commit."""

import json
import posixpath
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from boilerbench.caches import ENVIRONMENTS, REPOSITORIES, cache_folder, data_folder
from boilerbench.errors import UnavailableError
from boilerbench.files import digest_files, walk
from boilerbench.git import told_by_git
from boilerbench.nodes import newest_node
from boilerbench.npm import packed_files
from boilerbench.pins import Runtime

_MARKERS: Final[dict[Runtime, tuple[str, ...]]] = {
    "python": ("pyproject.toml", "setup.py"),
    "node": ("package.json",),
}
# What Node tries for a `main`, and the conditions of `exports` under which it takes a file.
_TRIED: Final = ("", ".js", ".json", ".node", "/index.js", "/index.json", "/index.node")
_CONDITIONS: Final = {"node", "node-addons", "import", "require", "module-sync", "default"}


@dataclass(frozen=True)
class Source:
    """Where measured code came from; `digest` is of its files, `dirty` of the whole work tree.

    `commit` and `dirty` are None where the path is no git work tree.
    """

    path: str
    digest: str
    commit: str | None = None
    dirty: bool | None = None


@dataclass(frozen=True)
class Tree:
    """The files that a source consists of: those of the whole work tree where there is one.

    `files` are relative to `root`; `project` is what to install, relative to `root` too.
    """

    source: Source
    root: Path
    project: Path
    files: tuple[str, ...]


def read_tree(path: Path, runtime: Runtime = "python") -> Tree:
    """The tree of a checkout folder, or of the one file that a wheel or another archive is.

    Of an npm package these are the files that publishing it would publish. Of a Python project in
    a git work tree they are those that git tracks or would add, elsewhere all but caches, virtual
    environments and build folders. Run folders and boilerbench's cache are no code in any. Raises
    UnavailableError for a path that does not exist or is no project of the runtime, and for an
    npm package whose entry is still to be built.
    """
    markers = _MARKERS[runtime]
    path = path.expanduser().resolve()
    if path.is_file():
        return _tree(path, path.parent, (path.name,))
    if not any((path / marker).is_file() for marker in markers):
        project = {"python": "Python project", "node": "npm package"}[runtime]
        found = f"is no {project}: no {', no '.join(markers)}" if path.exists() else "is missing"
        raise UnavailableError(f"{path} {found}; expected a checkout or a built package.")
    if runtime == "node":
        return _packed_tree(path)
    top = told_by_git(path, "rev-parse", "--show-toplevel")
    listed = told_by_git(Path(top), "ls-files", "-z", "-co", "--exclude-standard") if top else None
    if top and listed:
        root = Path(top)
        tracked = _measured(root, sorted(set(listed.rstrip("\0").split("\0"))))
        files = tuple(_expand(root, tracked))
        inside = path.relative_to(root)
        # A folder that an outer repository ignores is none of its work tree.
        if any(str(inside / marker) in files for marker in markers):
            return _tree(path, root, files, git=True)
    return _tree(path, path, tuple(_measured(path, sorted(walk(path)))))


def _packed_tree(path: Path) -> Tree:
    """The tree of an npm package: what a build left is part of it, as it is when published."""
    top = told_by_git(path, "rev-parse", "--show-toplevel")
    packed = packed_files(path, newest_node(None))
    described = json.loads((path / "package.json").read_text(encoding="utf-8-sig"))
    entries = _entries(described)
    if entries and not {one for entry in entries for one in entry} & {*packed}:
        raise UnavailableError(
            f"{path} is not built: {entries[0][0]} is missing from what `npm pack` would publish; "
            "build a checkout first (`npm run build`)."
        )
    return _tree(path, path, tuple(_measured(path, packed)), git=bool(top))


def _entries(described: dict[str, Any]) -> list[tuple[str, ...]]:
    """The files that may be a package's entry, as it names them, each with what may stand for it.

    There is none where it names none, or exports parts of itself only.
    """
    exports, main = described.get("exports"), described.get("main")
    if exports is not None:
        parts = isinstance(exports, dict) and any(key.startswith(".") for key in exports)
        whole = exports.get(".") if parts else exports
        return [(posixpath.normpath(file),) for file in _targets(whole)]
    if not isinstance(main, str) or not main:
        return []
    named = posixpath.normpath(main)
    # Without what `main` names, Node takes the index, as it does without a `main`.
    return [tuple(posixpath.normpath(f"{base}{end}") for base in (named, ".") for end in _TRIED)]


def _targets(exported: object) -> Iterator[str]:
    """The files that a value in `exports` leads Node to, under any condition it knows."""
    if isinstance(exported, str):
        yield exported
    elif isinstance(exported, list):
        for one in exported:
            yield from _targets(one)
    elif isinstance(exported, dict):
        for condition, one in exported.items():
            if condition in _CONDITIONS:
                yield from _targets(one)


def snapshot(tree: Tree, folder: Path) -> Path:
    """A copy of the tree's files in a new folder, and the path in it to install from.

    Building from a copy leaves no build folders in the checkout, and what an earlier build
    left there is not packed. The copy shares the checkout's history, for version numbers that
    come from tags. Raises UnavailableError if a file changed since the tree was read.
    """
    for name in tree.files:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(tree.root / name, target, follow_symlinks=False)
    if digest_files(folder, tree.files) != tree.source.digest:
        raise UnavailableError(f"{tree.source.path} changed while it was read; run again.")
    history = (
        told_by_git(tree.root, "rev-parse", "--absolute-git-dir") if tree.source.commit else None
    )
    if history:
        (folder / ".git").write_text(f"gitdir: {history}\n", encoding="utf-8")
    return folder / tree.project


def _tree(path: Path, root: Path, files: tuple[str, ...], *, git: bool = False) -> Tree:
    source = Source(
        path=str(path),
        digest=digest_files(root, files),
        commit=told_by_git(root, "rev-parse", "--verify", "HEAD") or None if git else None,
        dirty=_is_dirty(root) if git else None,
    )
    return Tree(source, root, path.relative_to(root), files)


def _is_dirty(root: Path) -> bool:
    """Whether git sees changes below root that are not committed, beside what measuring wrote."""
    ours = ("boilerbench-runs", *_cache_below(root))
    but = [f":(exclude,literal){name.rstrip('/')}" for name in ours]
    return bool(told_by_git(root, "status", "--porcelain", "--", ".", *but))


def _measured(root: Path, files: Sequence[str]) -> Iterator[str]:
    """The files below root that measuring did not write: a checkout must not change by it."""
    runs = tuple(
        folder
        for folder in (
            name.removesuffix("run.json") for name in files if name.endswith("/run.json")
        )
        if any(name.startswith(f"{folder}extractions/") for name in files)
    )
    ours = ("boilerbench-runs/", *_cache_below(root), *runs)
    return (name for name in files if not name.startswith(ours))


def _cache_below(root: Path) -> tuple[str, ...]:
    """The folders of boilerbench's cache and data that lie below root, relative to it."""
    cache = cache_folder().resolve()
    kinds = (cache / ENVIRONMENTS, cache / REPOSITORIES, data_folder().resolve())
    return tuple(f"{one.relative_to(root)}/" for one in kinds if root in one.parents)


def _expand(root: Path, files: Iterable[str]) -> Iterator[str]:
    """The files that exist, with the files of submodules, which git lists as folders."""
    for name in files:
        path = root / name
        if path.is_dir() and not path.is_symlink():
            yield from (f"{name.rstrip('/')}/{inner}" for inner in walk(path))
        elif path.is_symlink() or path.exists():
            yield name
