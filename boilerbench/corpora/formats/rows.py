"""Rows of JSON-lines files: read one at a time, found again by their place."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boilerbench.corpora.formats.jsons import decoded_json
from boilerbench.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: its number from 1, where its bytes begin, how many they are."""

    file: Path
    number: int
    start: int
    size: int
    fields: dict[str, Any]


def rows(file: Path) -> Iterator[Row]:
    """The objects of a file, line by line; CorpusError for a line that is none."""
    try:
        with file.open("rb") as lines:
            start = 0
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield Row(file, number, start, len(line), _object(file, number, line))
                start += len(line)
    except OSError as error:
        raise CorpusError(f"{file} cannot be read ({error.strerror}): restore it.") from error


def _object(file: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        return decoded_json(line, dict[str, Any])
    except ValueError as error:
        raise CorpusError(
            f"{file}, line {number}: not one JSON object ({error}); the line may be cut off:"
            " fetch the file again, or remove the line."
        ) from error


@dataclass(frozen=True, slots=True)
class RowHtml:
    """A page's HTML in one field of a row; the row is read anew each time."""

    file: Path
    number: int
    start: int
    size: int
    field: str

    def read(self) -> bytes:
        """The page as UTF-8; CorpusError where the file is gone or was changed."""
        try:
            with self.file.open("rb") as lines:
                lines.seek(self.start)
                line = lines.read(self.size)
        except OSError as error:
            raise CorpusError(f"{self.file} cannot be read ({error.strerror}).") from error
        html = _object(self.file, self.number, line).get(self.field)
        if not isinstance(html, str):
            raise CorpusError(f"{self.file} was changed while it was read: run the command again.")
        return html.encode("utf-8", "replace")


def html_of(row: Row, field: str) -> RowHtml:
    """The HTML that stands in a field of a row."""
    return RowHtml(row.file, row.number, row.start, row.size, field)


def text_field(row: Row, *names: str) -> str | None:
    """The first of the fields that holds text; CorpusError for one that holds something else."""
    for name in names:
        value = row.fields.get(name)
        if isinstance(value, str):
            return value
        if value is not None:
            raise CorpusError(
                f"{row.file}, line {row.number}: {name} is no text but {type(value).__name__}."
            )
    return None


def unique(ident: str, taken: set[str]) -> str:
    """The id, with a number behind it where another page has it already."""
    found, number = ident, 2
    while found in taken:
        found, number = f"{ident}-{number}", number + 1
    taken.add(found)
    return found
