"""Files that a user asks for: whether one can stand where it is wanted."""

from pathlib import Path

from boilerbench.errors import UsageError


def check_place(path: Path, flag: str, example: str) -> None:
    """UsageError where a file cannot stand at a path, before any work is done for it."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name a file in it, as in {flag} {path / example}.")
    if not path.parent.is_dir():
        raise UsageError(f"{path} cannot be written: there is no folder {path.parent}. Make it.")
