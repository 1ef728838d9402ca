"""Phrases that no output may newly hold, from files with one a line."""

from collections.abc import Sequence
from pathlib import Path

from boilerbench.errors import UsageError
from boilerbench.text import tokens


def read_guards(files: Sequence[Path]) -> tuple[str, ...]:
    """The phrases of some files, each once; blank lines and those that begin with `#` are none.

    Raises UsageError for a file that cannot be read, or a line without a letter or digit.
    """
    return tuple(dict.fromkeys(phrase for file in files for phrase in _phrases(file)))


def _phrases(file: Path) -> list[str]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(
            f"--guard {file}: {why}; it takes a text file, a phrase a line."
        ) from error
    phrases = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    for phrase in phrases:
        if not tokens(phrase):
            raise UsageError(f"--guard {file}: {phrase!r} has no word that could be looked for.")
    return phrases
