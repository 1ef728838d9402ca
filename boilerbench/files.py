"""The files of a folder that are code: listed, and digested by name and content."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_CACHES = frozenset({"__pycache__", "node_modules", "venv"})
_BUILT = frozenset({"build", "dist"})
_COMPILED = (".so", ".pyd")


def digest_files(root: Path, files: Iterable[str]) -> str:
    """SHA-256, 16 hex digits, of the names and contents of files below root, in order of name."""
    total = hashlib.sha256()
    for name in sorted(files):
        path = root / name
        if path.is_symlink():
            content = os.fsencode(path.readlink())
        else:
            content = path.read_bytes() if path.is_file() else b""
        total.update(b"%s\0%d\0" % (os.fsencode(name), len(content)))
        total.update(content)
    return total.hexdigest()[:16]


def importable_files(root: Path) -> tuple[str, ...]:
    """What an editable install runs: Python and compiled files, and the data beside them.

    Ignored files are among them: an extension module or a version file is usually ignored.
    """
    files = sorted(walk(root))
    packages = tuple(
        name.removesuffix("__init__.py") for name in files if name.endswith("/__init__.py")
    )
    return tuple(
        name for name in files if name.endswith((".py", *_COMPILED)) or name.startswith(packages)
    )


def walk(root: Path) -> Iterator[str]:
    """Every file below root, relative to it, but for caches, environments and build folders."""
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        folders[:] = [name for name in folders if _is_code(root, here / name)]
        yield from ((here / name).relative_to(root).as_posix() for name in files if name != ".git")


def _is_code(root: Path, folder: Path) -> bool:
    name = folder.name
    generated = name.startswith(".") or name in _CACHES or name.endswith(".egg-info")
    built = name in _BUILT and folder.parent == root
    return not (generated or built or (folder / "pyvenv.cfg").exists())


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, its folder made where there is none; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    put(path, content)


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; raises OSError.

    A link leads to the file that is replaced. What is no file, a device or a pipe, is written
    into: in its place a file would take it from the whole machine.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
