"""An exported table is read back as it was: by the readers people use, whatever texts hold."""

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import duckdb
import msgspec
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.cli import exit_code
from boilerbench.errors import DataError
from boilerbench.exporting.columns import Column, Type, columns_of, short_name
from boilerbench.exporting.lines import write_csv, write_jsonl
from boilerbench.exporting.parquet import groups, write_parquet
from boilerbench.exporting.rows import Row
from boilerbench.exporting.saving import placed
from boilerbench.runs import read_run, write_manifest
from boilerbench.scoring import METRICS, Shingles, metrics_at_hand

MakeCorpus = Callable[..., Path]
HOSTILE = [
    'a "quoted" line\r\nand, after a comma\n\n',
    "nul \0 in it, \x1b[31m, \ufeff, \u2028",
    "",
    "NULL",
    "ferry harbour dawn piano " * 200_000,
    "lone \ud800 surrogate",
]
SAMPLE = tuple(Column(kind, kind, "x") for kind in get_args(Type))
CELLS = st.tuples(
    st.none() | st.text(),
    st.none() | st.integers(-(2**62), 2**62),
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
    st.none() | st.booleans(),
    st.none() | st.datetimes(min_value=dt.datetime(1970, 1, 1), timezones=st.just(dt.UTC)),  # noqa: DTZ001  hypothesis adds the zone
)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def told(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, str, str]]:
    def run(*arguments: object) -> tuple[int, str, str]:
        code = exit_code([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


Told = Callable[..., tuple[int, str, str]]


def _hostile_run(told: Told, corpus: Path) -> None:
    texts = {f"page{at}": text for at, text in enumerate(HOSTILE)}
    Path("old.json").write_text(json.dumps(texts), encoding="utf-8")
    assert told("run", "outputs:old.json", "oracle", "--corpus", corpus)[0] == 0


def _read(file: str, name: str = "*") -> list[dict[str, Any]]:
    """What duckdb reads from a file, or by one of its functions."""
    found = duckdb.sql(f"select {name} from {file}")  # noqa: S608  all of it stands in this file
    assert found is not None
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def _exported(told: Told, *more: object) -> list[dict[str, Any]]:
    assert told("export", "--jsonl", "run.jsonl", *more)[0] == 0
    return [json.loads(line) for line in Path("run.jsonl").read_bytes().splitlines()]


def test_hostile_texts_are_read_back(told: Told, make_corpus: MakeCorpus) -> None:
    """Parquet and CSV give duckdb the very rows that the JSON lines hold."""
    _hostile_run(told, make_corpus(6))
    rows = _exported(told, "--texts", "full")
    texts = [row["text"] for row in rows if row["extractor"] == "outputs:old.json"]
    assert texts == [*HOSTILE[:5], "lone \ufffd surrogate"]
    for row in rows:
        assert row["text_sha256"] == hashlib.sha256(row["text"].encode()).hexdigest()
        row["created"] = dt.datetime.fromisoformat(row["created"])
    assert told("export", "--parquet", "run.parquet", "--texts", "full")[0] == 0
    assert told("export", "--csv", "run.csv", "--texts", "full")[0] == 0
    read = pyarrow.parquet.read_table("run.parquet").to_pylist()
    assert read == rows
    csv.field_size_limit(1 << 24)
    lines = csv.reader(io.StringIO(Path("run.csv").read_bytes().decode(), newline=""))
    names, *cells = lines
    assert names == list(rows[0])
    place = names.index("text")
    assert [one[place] for one in cells] == [row["text"] for row in rows]


def test_duckdb_reads_all_three_as_they_are(told: Told, make_corpus: MakeCorpus) -> None:
    """Without an option of its own, but for quoted empty texts in CSV."""
    ran, _, why = told("run", "lxml-text", "nothing", "--corpus", make_corpus(4))
    assert ran == 0, why
    for flag, file in (("--parquet", "r.parquet"), ("--jsonl", "r.jsonl"), ("--csv", "r.csv")):
        assert told("export", flag, file, "--texts", "full", "--metrics", "noise")[0] == 0
    parquet = _read("'r.parquet'", "* exclude (created)")
    assert parquet == _read("'r.jsonl'", "* exclude (created)")
    same = _read("read_csv('r.csv', allow_quoted_nulls = false)", "page, outcome, text, wall_ms")
    assert same == [{name: row[name] for name in same[0]} for row in parquet]
    assert {type(row["first_call"]) for row in parquet} <= {bool, type(None)}
    assert {type(row["size"]) for row in parquet} == {int}


@pytest.mark.parametrize("module", ["polars", "pandas"])
def test_data_frames_read_parquet(module: str, told: Told, make_corpus: MakeCorpus) -> None:
    """Polars and pandas, where they are installed, have a row for each page and extractor."""
    frames = pytest.importorskip(module)
    told("run", "oracle", "nothing", "--corpus", make_corpus(2))
    told("export", "--parquet", "r.parquet")
    assert len(frames.read_parquet("r.parquet")) == 4


def test_rows_hold_what_score_prints(told: Told, make_corpus: MakeCorpus) -> None:
    """The mean over pages is the table's value; leaks and costs are those of the run."""
    told("run", "lxml-text", "oracle", "--corpus", make_corpus(3))
    rows = _exported(told, "--metrics", "shingles", "--metrics", "shingles:n=2")
    scored = json.loads(told("score", "--format", "json", "--metrics", "shingles:n=2")[1])
    for place, row in enumerate(scored["rows"]):
        values = [one["shingles(n=2).f1"] for one in rows[place::2]]
        assert sum(values) / 3 == pytest.approx(
            row["scores"]["shingles(n=2)"]["values"]["f1"]["value"]
        )
    first = rows[0]
    assert (first["page"], first["label"], first["outcome"]) == ("page0", "lxml-text", "ok")
    assert first["leaked.newsletter"] == 6
    assert first["leaked.cookie"] is None
    assert first["words"] > 10
    timing = read_run().extractions(read_run().manifest.systems[0])["page0"].timing
    assert timing is not None
    assert first["wall_ms"] == timing.wall_ns / 1e6
    assert first["shingles.f1"] < rows[1]["shingles.f1"] == 1.0
    assert "text" not in first
    assert not {"text", "text_sha256"} & set(_exported(told, "--texts", "none")[0])


def test_what_is_not_known_is_null(told: Told, make_corpus: MakeCorpus) -> None:
    """Failures, pages that are not extracted and extractors that could not run have rows too."""
    Path("bad.py").write_text("def extract(html, url=None):\n    raise ValueError('no')\n", "utf-8")
    told("run", "./bad.py", "nothing", "call:no_such_module:f", "--corpus", make_corpus(2))
    run = read_run()
    run.file_of(run.manifest.systems[1]).unlink()
    rows = _exported(told, "--metrics", "structure", "--metrics", "noise", "--texts", "full")
    failed, missing, gone = rows[:3]
    assert (failed["outcome"], failed["text"], failed["words"]) == ("error", None, None)
    assert "no" in failed["reason"]
    assert failed["leaked.newsletter"] is failed["noise.tokens"] is None
    assert (missing["outcome"], missing["reason"], missing["size"]) == (None, "not extracted", None)
    assert gone["outcome"] is None
    assert "no_such_module" in gone["reason"]
    assert missing["text_sha256"] is gone["wall_ms"] is None


def test_other_hosts_are_named(told: Told, make_corpus: MakeCorpus) -> None:
    """A page of another host has its name; that of the run's own machine is null."""
    told("run", "oracle", "--corpus", make_corpus(2))
    run = read_run()
    file = run.file_of(run.manifest.systems[0])
    head, here, there = map(json.loads, file.read_bytes().splitlines())
    lines = [head, here, {**there, "host": "node-2"}]
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    write_manifest(
        run.path, msgspec.structs.replace(run.manifest, hosts={"node-2": run.manifest.machine})
    )
    assert {row["page"]: row["host"] for row in _exported(told)} == {
        here["page"]: None,
        there["page"]: "node-2",
    }
    told("export", "--parquet", "r.parquet")
    facts = json.loads(pyarrow.parquet.read_schema("r.parquet").metadata[b"boilerbench"])
    assert facts["hosts"] == {"node-2": facts["machine"]}


def test_parquet_says_what_it_is(told: Told, make_corpus: MakeCorpus) -> None:
    """Signatures and meanings stand in its metadata; JSON and CSV tell the signatures on stderr."""
    told("run", "oracle", "--corpus", make_corpus(2))
    assert "r.parquet: 1 row." in told("export", "--parquet", "r.parquet", "--pages", "page0")[2]
    schema = pyarrow.parquet.read_schema("r.parquet")
    facts = json.loads(schema.metadata[b"boilerbench"])
    assert facts["signatures"]["shingles"].startswith("corpus:ferry@")
    assert facts["columns"]["wall_ms"]["type"] == "number"
    assert b"milliseconds" in schema.field("wall_ms").metadata[b"description"]
    assert "shingles: corpus:ferry@" in told("export", "--csv", "-")[2]


def test_places_that_cannot_be_written(told: Told, make_corpus: MakeCorpus) -> None:
    """A folder, a folder that is missing, Parquet on stdout and two forms are refused at once."""
    told("run", "oracle", "--corpus", make_corpus(1))
    Path("folder").mkdir()
    for arguments, words in {
        ("--csv", "folder"): "is a folder",
        ("--csv", "none/x.csv"): "there is no folder",
        ("--parquet", "-"): "no text for stdout",
        ("--csv", "a", "--jsonl", "b"): "Name one of",
        ("--csv", "a", "-o", "b"): "leave out -o",
        ("--pytest-benchmark", "--texts", "full"): "leave out --texts",
    }.items():
        code, out, err = told("export", *arguments)
        assert (code, out) == (2, "")
        assert words in err
    code, out, _ = told("export", "--jsonl", "-", "--quiet")
    assert code == 0
    assert json.loads(out)["page"] == "page0"


def test_without_pyarrow_the_extra_is_named(
    told: Told, make_corpus: MakeCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is missing nothing is read first, and the message says what installs it."""
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    code, _, err = told("export", "--parquet", "x.parquet")
    assert code == 2
    assert "pip install 'boilerbench[parquet]'" in err


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    """Whoever stops in the middle leaves the old file and nothing beside it."""
    file = tmp_path / "x"
    file.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), placed(file) as out:
        out.write(b"%d" % (1 // 0))
    assert [one.name for one in tmp_path.iterdir()] == ["x"]
    assert file.read_bytes() == b"old"
    with placed(Path("/dev/null")) as out:
        out.write(b"new")
    with pytest.raises(DataError, match="cannot be written"), placed(Path("/dev/full")) as out:
        out.write(b"new")


@given(st.lists(CELLS, max_size=5))
def test_any_cell_survives(rows: list[Row]) -> None:
    """JSON lines and Parquet give back each cell; CSV tells null and the empty text apart."""
    lines, cells, parquet = io.BytesIO(), io.BytesIO(), io.BytesIO()
    write_jsonl(rows, SAMPLE, lines)
    write_csv(rows, SAMPLE, cells)
    write_parquet(rows, SAMPLE, parquet, {})
    plain = [tuple(msgspec.to_builtins(value) for value in row) for row in rows]
    assert [tuple(json.loads(one).values()) for one in lines.getvalue().split(b"\n")[:-1]] == plain
    read = pyarrow.parquet.read_table(parquet).to_pylist()
    assert [tuple(row.values()) for row in read] == list(rows)
    again = list(csv.reader(io.StringIO(cells.getvalue().decode(), newline="")))[1:]
    assert [row[0] for row in again] == [row[0] or "" for row in rows]
    assert [float(row[2]) for row in again if row[2]] == [r[2] for r in rows if r[2] is not None]


def test_long_texts_end_a_row_group() -> None:
    """No more text is held at once than the bound, however few rows that is."""
    made = [("x" * 6_000_000,)] * 5
    assert [len(group) for group in groups(made)] == [3, 2]


def test_names_of_columns_are_of_their_own() -> None:
    """Every metric's columns are called after it, and no two columns alike."""
    metrics = [metric for _, metric in metrics_at_hand()] + [Shingles(n=7)]
    names = [column.name for column in columns_of(metrics, "full")]
    assert len(set(names)) == len(names)
    assert {short_name(metric) for metric in metrics[:-1]} <= set(METRICS)
    assert short_name(metrics[-1]) == "shingles(n=7)"


def test_every_column_is_documented() -> None:
    """The table of the documentation says of each column what the file says of it."""
    told_there = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")
    for column in columns_of([], "full"):
        if not column.name.startswith("leaked."):
            assert f"| `{column.name}` | {column.type} | {column.told} |" in told_there
