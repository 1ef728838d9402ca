"""Rows as Parquet, by pyarrow: in row groups, with types, meanings and all facts of the run."""

import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Final

import msgspec

from boilerbench.errors import UsageError
from boilerbench.exporting.columns import Column, Type
from boilerbench.exporting.rows import Row

GROUP: Final = 8192
"""Rows of a row group."""
CHARACTERS: Final = 1 << 24
"""Characters of text after which a row group ends before that: it is held in memory."""
METADATA: Final = b"boilerbench"
"""The key of the file's metadata that holds all facts, as JSON."""


def check_pyarrow() -> None:
    """UsageError, with the way out, where pyarrow is not installed."""
    _arrow()


def write_parquet(
    rows: Iterable[Row], columns: Sequence[Column], out: BinaryIO, facts: Mapping[str, Any]
) -> None:
    """A row group at a time, compressed by zstd; each column says in its metadata what it is."""
    arrow, parquet = _arrow()
    schema = _schema(arrow, columns, facts)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in groups(rows):
            arrays = [
                arrow.array(values, type=field.type)
                for values, field in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_batch(arrow.RecordBatch.from_arrays(arrays, schema=schema))


def groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows a row group at a time."""
    group: list[Row] = []
    held = 0
    for row in rows:
        group.append(row)
        held += sum(len(value) for value in row if isinstance(value, str))
        if len(group) >= GROUP or held >= CHARACTERS:
            yield group
            group, held = [], 0
    if group:
        yield group


def _schema(arrow: Any, columns: Sequence[Column], facts: Mapping[str, Any]) -> Any:
    types: dict[Type, Any] = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "flag": arrow.bool_(),
        "time": arrow.timestamp("us", tz="UTC"),
    }
    fields = [
        arrow.field(one.name, types[one.type], metadata={"description": one.told})
        for one in columns
    ]
    return arrow.schema(fields, metadata={METADATA: msgspec.json.encode(facts)})


def _arrow() -> tuple[Any, Any]:
    """Pyarrow and its Parquet; imported only here, as both are heavy."""
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        raise UsageError(
            "Parquet is written by pyarrow, which is not installed: "
            "`pip install 'boilerbench[parquet]'`, or export with --jsonl or --csv."
        ) from error
