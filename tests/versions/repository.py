"""A repository of the small extractor: eight commits, of which one does not build."""

import subprocess
from pathlib import Path

from tests.indexes import BREAKING, KEEPING

PROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "tinyreader"
version = "1.0"
"""
BACKEND = """\
import pathlib
import zipfile


def build_wheel(directory, settings=None, metadata=None):
    if pathlib.Path("broken").exists():
        raise RuntimeError("this commit does not build")
    info = "tinyreader-1.0.dist-info"
    name = "tinyreader-1.0-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(directory, name), "w") as archive:
        archive.write("tinyreader.py")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: tinyreader\\nVersion: 1.0\\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        archive.writestr(f"{info}/RECORD", "")
    return name
"""  # noqa: E501  a program of its own

BREAKS, DOES_NOT_BUILD = 5, 4
COMMITS = 8


def git(folder: Path, *arguments: str) -> str:
    """What git printed in a folder."""
    who = ("-c", "user.name=n", "-c", "user.email=n@example.org")
    command = ["git", *who, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def make_repository(root: Path, below: str = "") -> list[str]:
    """Eight commits in a new repository, each a change of the project in a folder; their ids."""
    project = root / below
    project.mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    (project / "pyproject.toml").write_text(PROJECT)
    (project / "backend.py").write_text(BACKEND)
    ids = []
    for number in range(COMMITS):
        code = BREAKING if number >= BREAKS else KEEPING
        (project / "tinyreader.py").write_text(f"{code}\n# {number}\n")
        (project / "broken").unlink(missing_ok=True)
        if number == DOES_NOT_BUILD:
            (project / "broken").touch()
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", f"change {number}")
        ids.append(git(root, "rev-parse", "HEAD").strip())
    return ids
