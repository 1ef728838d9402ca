"""A file of extractions: appended page by page, whole lines or none, read back after any crash."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final, TypeAlias

import msgspec

from boilerbench.errors import RunError
from boilerbench.manifests import SystemRecord
from boilerbench.recorded import Brief, Outline, Recorded, brief_of
from boilerbench.recordlines import Lines
from boilerbench.records import Extraction, Page

HEADER: Final = b'{"spec":'
"""How the line begins that names a section's system."""

Section: TypeAlias = tuple[SystemRecord, Recorded]
"""A system as it was, and what it extracted, by page; a later line replaces an earlier one."""

Briefs: TypeAlias = dict[str, Brief]


def read_extractions(file: Path) -> tuple[SystemRecord | None, Recorded]:
    """The system and extractions that count, those of the last section: (None, {}) without one.

    Every line is looked at now; texts are read from the file again when they are asked for.
    """
    sections = read_sections(file)
    return sections[-1] if sections else (None, Recorded(Lines(file), {}))


def read_sections(file: Path) -> list[Section]:
    """Every section of a file, oldest first: code that changed begins a new one.

    Raises RunError where the file cannot be read or a line is none of ours.
    """
    try:
        return _sections(file)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise RunError(
            f"{file} cannot be read ({error.strerror}): let this user read it."
        ) from error


def _sections(file: Path) -> list[Section]:
    sections: list[tuple[SystemRecord, Briefs]] = []
    lines = Lines(file)
    start = 0
    for number, line in enumerate(_whole_lines(file), 1):
        try:
            _add(line, start, sections, lines)
        except (msgspec.DecodeError, UnicodeDecodeError, IndexError) as error:
            raise RunError(
                f"{file}, line {number} is damaged ({error}): remove that line, then "
                f"`boilerbench run --resume --out {file.parent.parent}` extracts its page again."
            ) from error
        start += len(line)
    return [(system, Recorded(lines, briefs)) for system, briefs in sections]


def _add(
    line: bytes, start: int, sections: list[tuple[SystemRecord, Briefs]], lines: Lines
) -> None:
    if line.startswith(HEADER):
        sections.append((msgspec.json.decode(line, type=SystemRecord), {}))
    else:
        extraction = msgspec.json.decode(line, type=Extraction)
        lines.keep(start, len(line), extraction)
        sections[-1][1][extraction.page] = brief_of(extraction, start, len(line))


def _whole_lines(file: Path) -> Iterator[bytes]:
    """Lines that end; the writer may have died inside the last one."""
    with file.open("rb") as stream:
        yield from (line for line in stream if line.endswith(b"\n"))


class Recorder:
    """One extractions file opened for appending: a line is written whole, or not at all.

    Nothing is ever taken away: with `begin`, and in an empty file, a new section starts.
    """

    def __init__(self, file: Path, system: SystemRecord, *, begin: bool = False) -> None:
        self._file = file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._fd = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise RunError(cannot_write(file, error)) from error
        with ExitStack() as undo:
            undo.callback(os.close, self._fd)
            self._open(system, begin=begin)
            undo.pop_all()

    def record(self, extraction: Extraction) -> None:
        """Append one extraction; RunError where the disk refuses, with the file as it was."""
        self._line(extraction)

    def close(self) -> None:
        """Make what was appended durable; RunError where the disk cannot promise it."""
        try:
            os.fsync(self._fd)
        except OSError as error:
            raise RunError(cannot_write(self._file, error)) from error
        finally:
            os.close(self._fd)

    def _open(self, system: SystemRecord, *, begin: bool) -> None:
        try:
            self._end = _whole_end(self._file)
            os.ftruncate(self._fd, self._end)
        except OSError as error:
            raise RunError(cannot_write(self._file, error)) from error
        if begin or self._end == 0:
            self._line(system)

    def _line(self, value: msgspec.Struct) -> None:
        line = memoryview(msgspec.json.encode(value) + b"\n")
        written = 0
        try:
            while written < len(line):
                written += os.pwrite(self._fd, line[written:], self._end + written)
        except OSError as error:
            os.ftruncate(self._fd, self._end)
            raise RunError(cannot_write(self._file, error)) from error
        self._end += len(line)


def _whole_end(file: Path) -> int:
    """How far the file holds whole lines."""
    return sum(map(len, _whole_lines(file)))


def cannot_write(path: Path, error: OSError) -> str:
    """The sentence for a folder or disk that takes no more."""
    return (
        f"{path} cannot be written ({error.strerror}): mend that, or choose another folder "
        "with --out; what was recorded before is kept."
    )


def missing_pages(
    recorded: Mapping[str, Outline], pages: Iterable[Page], digests: Mapping[str, str]
) -> tuple[Page, ...]:
    """The pages without an extraction of them as they are now, in their order."""
    return tuple(
        page
        for page in pages
        if page.id not in recorded or not is_of(page, recorded[page.id], digests[page.id])
    )


def is_of(page: Page, extraction: Outline, digest: str) -> bool:
    """Whether an extraction is of a page as it is now: its bytes, and what was told of it.

    What was told counts where code ran that could have used it, and where it is recorded.
    """
    return extraction.digest == digest and extraction.told in (None, page.told())
