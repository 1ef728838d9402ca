"""JSON lines with a page's HTML in a field, without gold or with it in another field.

A line is found again by its place in the file, in a gzipped one by its place in what that unpacks
to. A line that is no object is counted, as is one without HTML.
"""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.formats import webmainbench
from boilerbench.corpora.formats.columns import (
    OPTIONS as COLUMNS,
)
from boilerbench.corpora.formats.columns import (
    Cells,
    Columns,
    columns_of,
    require_columns,
    take,
)
from boilerbench.corpora.formats.crawls import Harvest, crawl_of, files_meant
from boilerbench.corpora.formats.gzip_places import places_in
from boilerbench.corpora.formats.jsons import decoded_json
from boilerbench.errors import CorpusError

ENDINGS: Final = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
OPTIONS: Final = tuple(name for name in COLUMNS if name != "charset")
"""JSON is text: what was bytes once has been decoded already."""

LARGEST: Final = 256 << 20


@dataclass(frozen=True, slots=True)
class LineHtml:
    """A page's HTML in a field of one line, read anew each time."""

    file: Path
    start: int
    size: int
    field: str

    def read(self) -> bytes:
        """The page as UTF-8; CorpusError where the file is gone or was changed."""
        try:
            html = decoded_json(self._line(), dict[str, Any]).get(self.field)
        except (OSError, zlib.error) as error:
            raise CorpusError(f"{self.file} cannot be read ({error}): restore it.") from error
        except ValueError:
            html = None
        if not isinstance(html, str):
            raise CorpusError(f"{self.file} was changed while it was read: run the command again.")
        return html.encode("utf-8", "replace")

    def _line(self) -> bytes:
        if self.file.suffix == ".gz":
            return places_in(self.file).read(self.start, self.size)
        with self.file.open("rb") as lines:
            lines.seek(self.start)
            return lines.read(self.size)


def detects(path: Path) -> bool:
    """Whether a file of JSON lines begins with one that has HTML, and no gold of WebMainBench."""
    if not path.is_file() or not path.name.lower().endswith(ENDINGS) or webmainbench.detects(path):
        return False
    try:
        with _opened(path) as lines:
            return b'"html"' in lines.readline(1 << 24)
    except (OSError, EOFError, zlib.error):
        return False


def read(*paths: Path, **options: str) -> Corpus:
    """The pages of files of JSON lines, folders of them and globs; CorpusError where none is."""
    columns, found = columns_of(options), Harvest()
    for file in files_meant(paths, ENDINGS):
        _read_file(file, columns, found)
    expected = f'lines {{"{columns.html}": "…"}}'
    return crawl_of("jsonl", paths, found, expected=expected, options=options)


def _read_file(file: Path, columns: Columns, found: Harvest) -> None:
    before, names = len(found.pages), dict[str, None]()
    for number, start, line in _lines(file, found):
        try:
            values = decoded_json(line, dict[str, Any])
        except ValueError:
            found.left_out[found.unique(f"{file.name}-{number}")] = "a broken record"
            continue
        names |= dict.fromkeys(values)
        cells = Cells(file, number, values)
        source = LineHtml(file, start, len(line), columns.html)
        take(cells, values.get(columns.html), columns, source, found)
    if names:
        html = {"html": columns.html} if len(found.pages) == before else {}
        require_columns(file, html | columns.gold_wanted, names, "jsonl")


def _lines(file: Path, found: Harvest) -> Iterator[tuple[int, int, bytes]]:
    """The lines that are not blank: number, place, bytes; the end of a file cut off is counted."""
    start, number = 0, 0
    try:
        with _opened(file) as lines:
            for number, line in enumerate(iter(lambda: lines.readline(LARGEST), b""), 1):
                if line.strip():
                    yield number, start, line
                start += len(line)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        cut_off = isinstance(error, EOFError)
        ident = found.unique(f"{file.name}-{number + 1}")
        found.left_out[ident] = "a record cut off" if cut_off else "a broken record"
    except OSError as error:
        raise CorpusError(f"{file} cannot be read ({error.strerror or error}).") from error


def _opened(file: Path) -> BinaryIO:
    return gzip.open(file) if file.suffix == ".gz" else file.open("rb")  # type: ignore[return-value]  # both are read alike
