"""Parquet files with a page's HTML in a column, as text or bytes, without gold or with it.

Read by pyarrow, a group of rows at a time; the group that was read last is kept.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.formats.columns import (
    OPTIONS,
    Cells,
    Columns,
    columns_of,
    require_columns,
    take,
)
from boilerbench.corpora.formats.crawls import Harvest, crawl_of, files_meant
from boilerbench.errors import CorpusError, UsageError

if TYPE_CHECKING:
    from pyarrow import DataType, RecordBatch, Scalar
    from pyarrow.parquet import ParquetFile

__all__ = ["OPTIONS", "detects", "read"]

ENDINGS: Final = (".parquet", ".parq")
AT_ONCE: Final = 64
"""Rows that are looked at together."""


@dataclass(frozen=True, slots=True)
class CellHtml:
    """A page's HTML in one row of a group of a file, read anew each time."""

    file: Path
    group: int
    row: int
    column: str

    def read(self) -> bytes:
        """The page, text as UTF-8; CorpusError where the file is gone or was changed."""
        try:
            html = _value(_column(self.file, self.group, self.column)[self.row])
        except (OSError, ValueError, KeyError, IndexError) as error:
            raise CorpusError(f"{self.file} cannot be read ({error}): restore it.") from error
        if not isinstance(html, str | bytes):
            raise CorpusError(f"{self.file} was changed while it was read: run the command again.")
        return html.encode("utf-8", "replace") if isinstance(html, str) else html


@lru_cache(maxsize=1)
def _column(file: Path, group: int, name: str) -> Any:
    with _opened(file) as table:
        return table.read_row_group(group, columns=[name]).column(0)


def detects(path: Path) -> bool:
    """Whether a file is called as Parquet files are."""
    return path.is_file() and path.name.lower().endswith(ENDINGS)


def read(*paths: Path, **options: str) -> Corpus:
    """The pages of Parquet files, folders of them and globs; CorpusError where there is none.

    UsageError without pyarrow.
    """
    columns, found = columns_of(options), Harvest()
    for file in files_meant(paths, ENDINGS):
        try:
            _read_file(file, columns, found)
        except (OSError, ValueError) as error:  # pyarrow's own are of these kinds
            raise CorpusError(f"{file} is no Parquet file that can be read ({error}).") from error
    expected = f"rows with HTML in the column {columns.html!r}"
    return crawl_of("parquet", paths, found, expected=expected, options=options)


def _read_file(file: Path, columns: Columns, found: Harvest) -> None:
    with _opened(file) as table:
        schema = table.schema_arrow
        wanted = {"html": columns.html} | columns.gold_wanted
        require_columns(file, wanted, schema.names, "parquet")
        _require_single(file, [columns.html, *columns.facts], schema.names)
        _require_html(file, columns.html, schema.field(columns.html).type)
        facts = [name for name in columns.facts if name in schema.names]
        for group in range(table.num_row_groups):
            for row, number, values in _rows(table, group, [columns.html, *facts]):
                html = values.pop(columns.html)
                source = CellHtml(file, group, row, columns.html)
                take(Cells(file, number, values), html, columns, source, found)


def _rows(
    table: "ParquetFile", group: int, names: Sequence[str]
) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """The rows of a group: place in it, number in the file from 1, values."""
    before = sum(table.metadata.row_group(one).num_rows for one in range(group))
    row = 0
    batches: Iterator[RecordBatch] = table.iter_batches(
        AT_ONCE, [group], list(dict.fromkeys(names))
    )
    for batch in batches:
        for cells in zip(*batch.columns, strict=True):
            yield (
                row,
                before + row + 1,
                dict(zip(batch.schema.names, map(_value, cells), strict=True)),
            )
            row += 1


def _value(cell: "Scalar") -> Any:
    """What stands in a cell; text that is not in UTF-8, which some writers let pass, as bytes."""
    try:
        return cell.as_py()
    except UnicodeDecodeError:
        return cell.as_buffer().to_pybytes()


def _require_single(file: Path, wanted: Iterable[str], has: Sequence[str]) -> None:
    for name in wanted:
        if has.count(name) > 1:
            raise CorpusError(
                f"{file} has {has.count(name)} columns {name!r}, of which one could not be chosen:"
                " rename the others."
            )


def _require_html(file: Path, name: str, kind: "DataType") -> None:
    from pyarrow import types  # noqa: PLC0415  of the extra `parquet`

    inner = kind.value_type if types.is_dictionary(kind) else kind
    able = (
        types.is_string,
        types.is_large_string,
        types.is_string_view,
        types.is_binary,
        types.is_large_binary,
        types.is_binary_view,
    )
    if not any(one(inner) for one in able):
        raise CorpusError(f"{file}: the column {name!r} holds {kind}; HTML is text or bytes.")


def _opened(file: Path) -> "ParquetFile":
    try:
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415  of the extra `parquet`
    except ImportError as error:
        raise UsageError(
            "Reading Parquet files needs pyarrow: pip install 'boilerbench[parquet]'."
        ) from error
    return ParquetFile(file)
