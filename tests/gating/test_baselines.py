"""The baseline on disk: one line a page, back as it was, never half written."""

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.errors import BaselineError
from boilerbench.gating.baselines import (
    Baseline,
    ExtractorRecord,
    PageRecord,
    line_of,
    read_baseline,
    write_baseline,
    written,
)

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
PAGES = st.builds(
    PageRecord,
    page=NAMES,
    gold=NAMES,
    outcome=st.sampled_from(["ok", "empty", "crash"]),
    output=NAMES,
    scores=st.dictionaries(NAMES, st.floats(0, 1).map(lambda n: round(n, 4)), max_size=3),
    leaks=st.dictionaries(NAMES, st.integers(1, 99), max_size=2),
    phrases=st.lists(NAMES, max_size=2).map(tuple),
    accepted=st.none() | NAMES,
)
RECORDS = st.builds(
    ExtractorRecord,
    spec=NAMES,
    version=st.none() | NAMES,
    mean_cpu_ms=st.none() | st.floats(0.1, 99).map(lambda n: round(n, 1)),
    packages=st.lists(NAMES, max_size=2).map(tuple),
    pages=st.dictionaries(NAMES, PAGES, max_size=4),
)
BASELINES = st.builds(
    Baseline,
    corpus=NAMES,
    metrics=st.dictionaries(NAMES, NAMES, max_size=2),
    guards=st.lists(NAMES, max_size=2).map(tuple),
    extractors=st.dictionaries(NAMES, RECORDS, max_size=3),
)


@given(BASELINES)
def test_a_baseline_comes_back_as_it_was(baseline: Baseline) -> None:
    """It is JSON, and reading what was written gives the same baseline and the same bytes."""
    content = written(baseline)
    again = msgspec.json.decode(content, type=Baseline)
    assert again == baseline
    assert written(again) == content
    json.loads(content)


@given(BASELINES)
def test_every_extractor_and_every_page_has_a_line_of_its_own(baseline: Baseline) -> None:
    """So that a page that changes is one line of a diff; each line can be found again."""
    lines = written(baseline).split("\n")
    for label, one in baseline.extractors.items():
        begins = [at for at, line in enumerate(lines) if line.startswith(json_of(label) + ": {")]
        assert begins
        for name in one.pages:
            assert any(line.startswith(json_of(name) + ": {") for line in lines)


def json_of(text: str) -> str:
    """A key as msgspec writes it."""
    return msgspec.json.encode(text).decode()


def test_the_line_of_a_page_is_found(tmp_path: Path) -> None:
    """Of two extractors with the same page each has its own line."""
    page = PageRecord("b", "g", "ok", "o")
    file = tmp_path / "baseline.json"
    records = {name: ExtractorRecord(name, pages={"p": page, "q": page}) for name in ("one", "two")}
    write_baseline(file, Baseline(corpus="c", metrics={}, extractors=records))
    lines = file.read_text(encoding="utf-8").splitlines()
    found = [line_of(file, label, "q") for label in ("one", "two")]
    assert None not in found
    assert len(set(found)) == 2
    assert all(lines[at - 1].startswith('"q": ') for at in found if at)
    assert line_of(file, "one", "absent") is None
    assert line_of(file, "absent", "q") is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is no baseline"),
        (b"[]", "is no baseline"),
        (b'{"schema": 2}', "has schema 2, this version reads 1: .* or remove it and write it anew"),
        (b'{"schema": 1}', "is no baseline"),
        (b"\xff", "is no baseline"),
    ],
)
def test_what_is_no_baseline_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, told: str
) -> None:
    """Damaged, foreign, of another version: each says what mends it."""
    file = tmp_path / "baseline.json"
    file.write_bytes(content)
    with pytest.raises(BaselineError, match=told):
        read_baseline(file)


def test_a_missing_baseline_says_how_to_write_one(tmp_path: Path) -> None:
    """The command stands in the sentence."""
    with pytest.raises(BaselineError, match="--update` writes it"):
        read_baseline(tmp_path / "none.json")
    with pytest.raises(BaselineError, match="cannot be read"):  # --update would not mend this
        read_baseline(tmp_path)


def test_a_baseline_that_cannot_be_put_in_place_leaves_nothing(tmp_path: Path) -> None:
    """A folder that does not exist is named; no temporary file stays in one that does."""
    baseline = Baseline(corpus="c", metrics={}, extractors={})
    with pytest.raises(BaselineError, match="cannot be written"):
        write_baseline(tmp_path / "absent" / "b.json", baseline)
    (tmp_path / "taken").mkdir()
    with pytest.raises(BaselineError, match="cannot be written"):
        write_baseline(tmp_path / "taken", baseline)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_misspelt_field_and_a_merge_conflict_are_told(tmp_path: Path) -> None:
    """A person edits this file, and version control merges it; a byte order mark is no harm."""
    file = tmp_path / "b.json"
    page = PageRecord("b", "g", "ok", "o", accepted="why")
    record = ExtractorRecord("x", pages={"p": page})
    baseline = Baseline(corpus="c", metrics={}, extractors={"mine": record})
    content = written(baseline)
    file.write_text(content.replace('"accepted"', '"acepted"'), encoding="utf-8")
    with pytest.raises(BaselineError, match="acepted"):
        read_baseline(file)
    file.write_text(f"{content}\n<<<<<<< HEAD\n", encoding="utf-8")
    with pytest.raises(BaselineError, match="marks of a merge conflict"):
        read_baseline(file)
    file.write_text(content, encoding="utf-8-sig")
    assert read_baseline(file) == baseline
